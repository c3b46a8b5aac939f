// The part of the page that shows answers: results in place of the page's list, the status line, and
// the keys that walk through the results.
(function (search) {
  "use strict";
  const resultLinks = (box) => [...box.querySelectorAll("[data-search-result] a:first-of-type")];

  // Elements are replaced with each answer; the one like that in focus before gets the focus. A button
  // that has done its work leaves it to the first result.
  function restoreFocus(box, focused) {
    const { facet, value } = focused.dataset;
    const isTwin = (element) => element.dataset.facet === facet && element.dataset.value === value;
    const summary = box.querySelector("summary");
    const target =
      (focused.id && document.getElementById(focused.id)) ||
      (facet && [...box.querySelectorAll("[data-facet]")].find(isTwin)) ||
      (focused.closest(".search-controls") && summary) ||
      resultLinks(box)[0] ||
      summary;
    target.focus();
  }

  // Arrows walk through the results; up from the first is the search box.
  function arrowListener(box, input) {
    return function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const links = resultLinks(box);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = links.indexOf(document.activeElement) + step;
      if (!links.length || at >= links.length) return;
      event.preventDefault();
      const target = at < 0 ? input : links[at];
      target.focus();
    };
  }

  search.openView = function (form) {
    const status = document.querySelector("[data-search-status]");
    const box = document.querySelector("[data-search-results]");
    const pageParts = [...document.querySelectorAll("[data-paper-list]")];
    const input = form.querySelector("#search");
    const walk = arrowListener(box, input);
    const setStatus = (...parts) => status.replaceChildren(...parts);

    function showAnswer(isShown) {
      box.hidden = !isShown;
      for (const part of pageParts) part.hidden = isShown;
    }

    // Print begins with the question.
    function show(parts, text, question) {
      const focused = box.contains(document.activeElement) ? document.activeElement : null;
      box.replaceChildren(...parts);
      showAnswer(true);
      setStatus(text);
      status.dataset.question = question;
      if (focused) restoreFocus(box, focused);
    }

    function clear() {
      showAnswer(false);
      box.replaceChildren();
      setStatus();
    }

    // Adds the results of `list` that are not on the screen yet. What is there stays as it is, and the
    // first new result gets the focus, which was on the button below.
    function extend(list, hasMore, text) {
      const shown = resultLinks(box);
      const addresses = new Set(shown.map(({ href }) => href));
      const hasDivider = box.querySelector(".search-divider") !== null;
      const isNew = (item) => {
        const link = item.querySelector("a");
        return link ? !addresses.has(link.href) : !hasDivider;
      };
      box.querySelector(".search-list").append(...[...list.children].filter(isNew));
      if (!hasMore) box.lastElementChild.remove();
      setStatus(text);
      const [first] = resultLinks(box).slice(shown.length);
      if (first) first.focus({ preventScroll: true });
    }

    // Where a reader comes back to, the result that was opened has its former place and the focus.
    // Who does something else already is not disturbed.
    function returnTo({ href, top }) {
      const link = resultLinks(box).find((candidate) => candidate.href === href);
      if (!link || document.activeElement !== document.body) return;
      window.scrollBy(0, link.getBoundingClientRect().top - top);
      link.focus({ preventScroll: true });
    }

    box.addEventListener("keydown", (event) => {
      if (search.isPlainKey(event) && event.target.closest("[data-search-result]")) walk(event);
    });
    return {
      box, show, extend, clear, returnTo, setStatus, walk,
      links: () => resultLinks(box),
      focusInput: () => input.focus(),
    };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
