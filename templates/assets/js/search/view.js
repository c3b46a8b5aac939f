// The part of the page that shows answers: results in place of the page's list, the status line, and
// the keys that walk through the results.
(function (search) {
  "use strict";
  const INPUT_METHOD_KEY = 229; // what older browsers say of a key that an input method takes

  // Keys that choose among an input method's candidates, or do something with a modifier, are not ours.
  search.isForInputMethod = (event) =>
    event.isComposing || event.keyCode === INPUT_METHOD_KEY || event.altKey || event.ctrlKey || event.metaKey;

  // Elements are replaced with each answer; the one like that in focus before gets the focus.
  function restoreFocus(box, { id, dataset }) {
    let target = box.querySelector("summary");
    if (id) target = document.getElementById(id);
    else if (dataset.facet) {
      const buttons = [...box.querySelectorAll("[data-facet]")];
      target = buttons.find((button) =>
        button.dataset.facet === dataset.facet && button.dataset.value === dataset.value);
    }
    if (target) target.focus();
  }

  const resultLinks = (box) => [...box.querySelectorAll("[data-search-result] a:first-of-type")];

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
    const walk = arrowListener(box, form.querySelector("#search"));
    const setStatus = (text) => { status.textContent = text; };

    function showAnswer(isShown) {
      box.hidden = !isShown;
      for (const part of pageParts) part.hidden = isShown;
    }

    function show(parts, text) {
      const focused = box.contains(document.activeElement) ? document.activeElement : null;
      box.replaceChildren(...parts);
      showAnswer(true);
      setStatus(text);
      if (focused) restoreFocus(box, focused);
    }

    function clear() {
      showAnswer(false);
      box.replaceChildren();
      setStatus("");
    }

    // Earlier results stay on the screen below the button.
    function showError(text, retry) {
      for (const former of box.querySelectorAll("[data-search-retry]")) former.remove();
      const button = search.createButton("Try again", retry);
      button.dataset.searchRetry = "";
      box.prepend(button);
      box.hidden = false;
      setStatus(text);
    }

    box.addEventListener("keydown", (event) => {
      if (search.isForInputMethod(event)) return;
      if (event.target.closest("[data-search-result]")) walk(event);
    });
    return { box, show, clear, showError, setStatus, walk, links: () => resultLinks(box) };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
