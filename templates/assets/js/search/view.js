// The part of the page where answers stand: results in place of the page's list, a line that says
// how many, a way out when nothing was found, and the keys that walk through it all.
(function (search) {
  "use strict";
  search.button = function (name, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "search-more";
    made.textContent = name;
    made.addEventListener("click", action);
    return made;
  };

  // What was in focus comes back after its element was made anew.
  function focusAgain(box, { id, dataset }) {
    const same = [...box.querySelectorAll("[data-facet]")]
      .find((made) => made.dataset.facet === dataset.facet && made.dataset.value === dataset.value);
    const target = id ? document.getElementById(id) : dataset.facet ? same : box.querySelector("summary");
    if (target) target.focus();
  }

  const linksIn = (box) => [...box.querySelectorAll("[data-search-result] a:first-of-type")];

  // Arrows walk through the results; up from the first is the search box.
  function walker(box, input) {
    return function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const all = linksIn(box);
      const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (!all.length || at >= all.length) return;
      event.preventDefault();
      (at < 0 ? input : all[at]).focus();
    };
  }

  search.openView = function (form) {
    const status = document.querySelector("[data-search-status]");
    const box = document.querySelector("[data-search-results]");
    const page = [...document.querySelectorAll("[data-paper-list]")];
    const walk = walker(box, form.querySelector("#search"));
    const say = (text) => { status.textContent = text; };

    function turn(isAnswer) {
      box.hidden = !isAnswer;
      for (const part of page) part.hidden = isAnswer;
    }

    function show(parts, text) {
      const active = box.contains(document.activeElement) ? document.activeElement : null;
      box.replaceChildren(...parts);
      turn(true);
      say(text);
      if (active) focusAgain(box, active);
    }

    function clear() {
      turn(false);
      box.replaceChildren();
      say("");
    }

    // What is on the screen stays: it is the last that could be had.
    function fault(text, again) {
      for (const former of box.querySelectorAll("[data-search-again]")) former.remove();
      const retry = search.button("Try again", again);
      retry.dataset.searchAgain = "";
      box.prepend(retry);
      box.hidden = false;
      say(text);
    }

    box.addEventListener("keydown", (event) => {
      if (event.target.closest("[data-search-result]")) walk(event);
    });
    return { box, show, clear, fault, say, walk, links: () => linksIn(box) };
  };

  // What to do about an answer without a paper: other spellings, fewer filters.
  search.waysOut = function ({ total, suggestions }, question, { ask, drop }) {
    if (total) return [];
    const chosen = [...question.chosen].flatMap(([name, values]) => [...values].map((value) => [name, value]));
    const single = chosen.length > 1 ? chosen : [];
    const ways = document.createElement("div");
    ways.className = "search-suggestions";
    ways.append(
      ...suggestions.map((text) => search.button("Search for “" + text + "”", () => ask(text))),
      ...single.map((one) => search.button("Without " + search.valueName(...one), () => drop([one]))),
      ...(chosen.length ? [search.button("Without filters", () => drop(chosen))] : []),
    );
    return ways.childElementCount ? [ways] : [];
  };
})(window.papershelfSearch = window.papershelfSearch || {});
