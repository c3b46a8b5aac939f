// The search box at work: what is typed and chosen becomes a question, the answer is shown, and
// both stand in the address, so that a view can be kept and sent.
(function (search) {
  "use strict";
  const PAUSE = 30; // a large index is asked when the typist pauses, a small one at every key
  const PAGE = 20;
  const PATIENCE = 300;

  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();

  function asked(input) {
    const parts = new URLSearchParams(location.search);
    const chosen = new Map(search.FACET_NAMES.map((name) => [name, new Set(parts.getAll(name))]));
    const sort = search.SORT_NAMES.includes(parts.get("sort")) ? parts.get("sort") : "relevance";
    const isBrowsing = parts.get("q") === "";
    return { text: input.value, chosen, sort, isBrowsing, isCounting: true, areFiltersOpen: isBrowsing };
  }

  // A choice can be taken back by the browser's own button; typing would fill its history.
  function remember(question, isStep) {
    const parts = new URLSearchParams();
    if (question.text || question.isBrowsing) parts.set("q", question.text);
    for (const [name, values] of question.chosen) for (const value of values) parts.append(name, value);
    if (question.sort !== "relevance") parts.set("sort", question.sort);
    const shown = parts.size ? "?" + parts : "";
    if (shown === location.search) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", shown || location.pathname);
    } catch { /* some browsers keep the address of a file as it is */ }
  }

  const isFiltered = ({ chosen }) => [...chosen.values()].some((values) => values.size);
  const isIdle = (question) => !question.text.trim() && !question.isBrowsing && !isFiltered(question);

  search.start = function (form) {
    const input = form.querySelector("#search");
    const status = document.querySelector("[data-search-status]");
    const box = document.querySelector("[data-search-results]");
    const page = [...document.querySelectorAll("[data-paper-list]")];
    let question = asked(input);
    let shown = PAGE;
    let latest = 0;
    let timer = 0;
    let opened = null;
    let pause = PAUSE;
    let answered = null;

    function index() {
      opened ||= search.openIndex(new URL(form.dataset.searchIndex, document.baseURI).href, stem).catch((fault) => {
        opened = null;
        throw fault;
      });
      return opened;
    }

    function showPage(isShown) {
      box.hidden = isShown;
      for (const part of page) part.hidden = !isShown;
      if (isShown) box.replaceChildren();
    }

    async function answer() {
      const mine = ++latest;
      if (isIdle(question)) {
        showPage(true);
        status.textContent = "";
        return;
      }
      const { text } = question;
      const slow = setTimeout(() => {
        if (mine === latest) status.textContent = "Searching …";
      }, PATIENCE);
      try {
        const opened = await index();
        pause = opened.isWhole ? 0 : PAUSE;
        const found = await search.answer({ ...question }, opened, shown);
        if (mine !== latest) return;
        show(found, opened.words);
        answered = text;
      } catch {
        if (mine === latest) showFault();
      } finally {
        clearTimeout(slow);
      }
    }

    function show(found, words) {
      const active = document.activeElement;
      const facet = box.contains(active) ? [active.id, active.dataset.facet, active.dataset.value] : null;
      const list = search.resultList(found, { root: rootOf(form), words });
      const parts = [search.controls(found, question), list];
      if (!found.total && isFiltered(question)) parts.splice(1, 0, button("Without filters", withoutFilters));
      if (found.results.length < found.total + found.others && found.results.length >= shown) parts.push(button("Show more", showMore));
      box.replaceChildren(...parts);
      showPage(false);
      status.textContent = search.summary(found);
      if (facet) focusAgain(facet);
    }

    function focusAgain([id, name, value]) {
      const values = [...box.querySelectorAll("[data-facet]")];
      const same = values.find((button) => button.dataset.facet === name && button.dataset.value === value);
      const target = id ? document.getElementById(id) : same;
      if (target) target.focus();
    }

    function button(name, action) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "search-more";
      made.textContent = name;
      made.addEventListener("click", action);
      return made;
    }

    function showMore() {
      shown += PAGE;
      answer();
    }

    function withoutFilters() {
      for (const values of question.chosen.values()) values.clear();
      choose();
    }

    function showFault() {
      box.replaceChildren(button("Try again", answer));
      box.hidden = false;
      status.textContent = "A part of the search index could not be loaded.";
    }

    function choose() {
      shown = PAGE;
      remember(question, true);
      answer();
    }

    function ask() {
      question.text = input.value;
      question.isBrowsing = false;
      shown = PAGE;
      remember(question, false);
      clearTimeout(timer);
      timer = setTimeout(answer, pause);
    }

    input.addEventListener("input", (event) => {
      if (!event.isComposing) ask();
    });
    input.addEventListener("compositionend", ask);
    form.addEventListener("browse", () => {
      question.isBrowsing = question.areFiltersOpen = true;
      choose();
    });
    window.addEventListener("popstate", () => {
      input.value = new URLSearchParams(location.search).get("q") || "";
      question = asked(input);
      answer();
    });
    box.addEventListener("change", ({ target }) => {
      question.sort = target.value;
      choose();
    });
    box.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-facet]");
      if (!button) return;
      const values = question.chosen.get(button.dataset.facet);
      if (!values.delete(button.dataset.value)) values.add(button.dataset.value);
      question.areFiltersOpen = true;
      choose();
    });
    const links = () => [...box.querySelectorAll("[data-search-result] a:first-of-type")];
    function walk(event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const all = links();
      const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (!all.length || at >= all.length) return;
      event.preventDefault();
      (at < 0 ? input : all[at]).focus();
    }
    // Results of what was typed before are on the screen until the new ones are.
    async function openFirst() {
      if (answered !== input.value) {
        clearTimeout(timer);
        await answer();
      }
      const first = links()[0];
      if (first && answered === input.value) first.click();
    }
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && input.value.trim() && !event.isComposing) openFirst();
      else if (event.key === "ArrowDown") walk(event);
    });
    box.addEventListener("keydown", (event) => {
      if (event.target.closest("[data-search-result]")) walk(event);
    });
    remember(question, false);
    return isIdle(question) ? index().catch(() => {}) : answer();
  };

  const rootOf = (form) => form.dataset.root.replace(/\/?$/, "/");
})(window.papershelfSearch = window.papershelfSearch || {});
