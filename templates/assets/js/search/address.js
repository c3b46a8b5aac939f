// A question as an address, so that a view can be kept, sent and gone back to, from disk too.
(function (search) {
  "use strict";
  search.isFiltered = ({ chosen }) => [...chosen.values()].some((values) => values.size);
  search.isIdle = (question) => !question.text.trim() && !question.isBrowsing && !search.isFiltered(question);

  // `text`, `chosen` (facet name -> set of values), `sort`; an empty `q` stands for the whole list.
  search.questionIn = function (address) {
    const parts = new URLSearchParams(address);
    const chosen = new Map(search.FACET_NAMES.map((name) => [name, new Set(parts.getAll(name))]));
    const sort = search.SORT_NAMES.includes(parts.get("sort")) ? parts.get("sort") : "relevance";
    const isBrowsing = parts.get("q") === "";
    const question = { text: parts.get("q") || "", chosen, sort, isBrowsing };
    return { ...question, areFiltersOpen: isBrowsing || search.isFiltered(question) };
  };

  function addressOf(question) {
    const parts = new URLSearchParams();
    if (question.text || question.isBrowsing) parts.set("q", question.text);
    for (const [name, values] of question.chosen) for (const value of values) parts.append(name, value);
    if (question.sort !== "relevance") parts.set("sort", question.sort);
    return parts.size ? "?" + parts : "";
  }

  // A choice can be taken back by the browser's own button; typing would fill its history.
  search.remember = function (question, isStep) {
    const wanted = addressOf(question);
    if (wanted === location.search) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", wanted || location.pathname);
    } catch { /* some browsers keep the address of a file as it is */ }
  };
})(window.papershelfSearch = window.papershelfSearch || {});
