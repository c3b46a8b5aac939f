// Keeps the question in the page's address, so that a view can be saved, sent and gone back to, from
// disk too. How far down a reader is in the answer is kept beside it, in the history.
(function (search) {
  "use strict";
  // An address may be anybody's: so many values of a facet, and characters of each, are read.
  const MOST_VALUES = 50, LONGEST_VALUE = 200;
  search.hasFilters = ({ chosen }) => [...chosen.values()].some((values) => values.size);
  search.isIdle = (question) => !question.text.trim() && !question.isBrowsing && !search.hasFilters(question);

  function readValues(params, name) {
    const values = params.getAll(name).map((value) => value.slice(0, LONGEST_VALUE));
    return new Set(values.slice(0, MOST_VALUES));
  }

  // `text`, `chosen` (facet name -> set of values), `sort`, `extra` (results beyond the first page); an
  // empty `q` asks for the whole list.
  search.readAddress = function (query) {
    const params = new URLSearchParams(query);
    const chosen = new Map(search.FACET_NAMES.map((name) => [name, readValues(params, name)]));
    const sort = search.SORT_NAMES.includes(params.get("sort")) ? params.get("sort") : "relevance";
    const isBrowsing = params.get("q") === "";
    const question = { text: params.get("q") || "", chosen, sort, isBrowsing, extra: 0 };
    return { ...question, areFiltersOpen: isBrowsing || search.hasFilters(question) };
  };

  function addressOf(question) {
    const params = new URLSearchParams();
    if (question.text || question.isBrowsing) params.set("q", question.text.slice(0, search.LONGEST_TEXT));
    for (const [name, values] of question.chosen) {
      for (const value of values) params.append(name, value);
    }
    if (question.sort !== "relevance") params.set("sort", question.sort);
    return params.size ? "?" + params : "";
  }

  search.isInAddress = (question) => addressOf(question) === location.search;

  function writeHistory(method, state, address) {
    try {
      history[method](state, "", address);
    } catch { /* some browsers do not let a page from disk change its address */ }
  }

  // A choice is a step that Back takes back; typing is not, since it would fill the history.
  // A new question begins at the top of its answer.
  search.saveAddress = function (question, isStep) {
    if (search.isInAddress(question)) return;
    writeHistory(isStep ? "pushState" : "replaceState", null, addressOf(question) || location.pathname);
  };

  // `extra` is the number of results that "Show more" added; `opened` has the address of a result that
  // was opened, and its distance from the top of the window. Other scripts may keep things there too.
  search.savePlace = function (extra, opened) {
    const place = { extra, opened };
    writeHistory("replaceState", { ...history.state, papershelf: place }, location.href);
  };

  search.readPlace = () => ({ extra: 0, ...history.state?.papershelf });
})(window.papershelfSearch = window.papershelfSearch || {});
