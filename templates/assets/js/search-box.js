// The search box at work: what is typed and chosen becomes a question, and the answer is shown.
(function (search) {
  "use strict";
  const PAUSE = 30; // a large index is asked when the typist pauses, a small one at every key
  const PAGE = 10, WHOLE_PAGE = 20; // each result of a large index is a file to load
  const MORE = 20;
  const PATIENCE = 300, LONG_PATIENCE = 8000;
  const LOST = "A part of the search index could not be loaded.";
  const LATE = "The search index is slow to come.";

  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();

  // The index, opened once. Names of files that are there no more come from an old manifest: one
  // failure is answered by a new one, before anyone is told.
  function indexOf(form, arrival) {
    const url = new URL(form.dataset.searchIndex, document.baseURI).href;
    let opened = null;
    const open = (isAnew) => (opened = arrival.then(() => search.openIndex(url, stem, isAnew)).catch((fault) => {
      opened = null;
      throw fault;
    }));
    async function within(use) {
      const index = await (opened || open(false));
      try {
        return await use(index);
      } catch {
        return use(await open(true));
      }
    }
    return { within, open: () => opened || open(false) };
  }

  // Calls back when an answer takes long, and again when it takes very long.
  function patience(slow, late) {
    const timers = [setTimeout(slow, PATIENCE), setTimeout(late, LONG_PATIENCE)];
    return () => timers.forEach(clearTimeout);
  }

  // Asks the index and shows the newest answer only.
  function asker(form, view, index, actions) {
    let latest = 0;
    let pause = PAUSE;
    let shownText = null;
    const fault = (text, again) => view.fault(text + (shownText ? " Below is what was found for “" + shownText + "”." : ""), again);
    const root = form.dataset.root.replace(/\/?$/, "/");

    function present(found, question, count, words) {
      const parts = [search.controls(found, question), ...search.waysOut(found, question, actions), search.resultList(found, { root, words })];
      if (found.results.length < found.total + found.others) parts.push(search.button("Show more", actions.more));
      view.show(parts, search.summary(found));
      shownText = question.text;
    }

    async function ask(question, extra) {
      const mine = ++latest;
      const ifLatest = (action) => () => mine === latest && action();
      const again = () => ask(question, extra);
      if (search.isIdle(question)) {
        shownText = null;
        return view.clear();
      }
      const settled = patience(ifLatest(() => view.say("Searching …")), ifLatest(() => fault(LATE, again)));
      try {
        await index.within(async (opened) => {
          pause = opened.isWhole ? 0 : PAUSE;
          const count = (opened.isWhole ? WHOLE_PAGE : PAGE) + extra;
          const isCounting = opened.isWhole || question.areFiltersOpen;
          const found = await search.answer({ ...question, isCounting }, opened, count);
          if (mine === latest) present(found, question, count, opened.words);
        });
      } catch {
        if (mine === latest) fault(LOST, again);
      } finally {
        settled();
      }
    }
    return { ask, pause: () => pause, isShown: (text) => shownText === text };
  }

  // What people do, as changes of the question.
  function actionsOn(state, input, answer) {
    function choose() {
      state.extra = 0;
      search.remember(state.question, true);
      answer();
    }
    function toggle(name, value) {
      const values = state.question.chosen.get(name);
      if (!values.delete(value)) values.add(value);
    }
    return {
      choose,
      pick: (name, value) => {
        toggle(name, value);
        choose();
      },
      drop: (pairs) => {
        pairs.forEach((pair) => toggle(...pair));
        choose();
      },
      ask: (text) => {
        input.value = state.question.text = text;
        input.focus();
        choose();
      },
      more: () => {
        state.extra += MORE;
        answer();
      },
    };
  }

  function listenToBox(box, state, actions, answer) {
    box.addEventListener("change", ({ target }) => {
      state.question.sort = target.value;
      actions.choose();
    });
    box.addEventListener("click", ({ target }) => {
      const value = target.closest("[data-facet]");
      if (value) actions.pick(value.dataset.facet, value.dataset.value);
    });
    box.addEventListener("toggle", ({ target }) => {
      if (target.open === state.question.areFiltersOpen) return;
      state.question.areFiltersOpen = target.open;
      if (target.open) answer();
    }, true);
  }

  function listenToInput(input, state, answer, { view, asker }) {
    let timer = 0;
    function typed() {
      Object.assign(state.question, { text: input.value, isBrowsing: false });
      state.extra = 0;
      search.remember(state.question, false);
      clearTimeout(timer);
      timer = setTimeout(answer, asker.pause());
    }
    // Results of what was typed before are on the screen until the new ones are.
    async function openFirst() {
      clearTimeout(timer);
      if (!asker.isShown(input.value)) await answer();
      const first = view.links()[0];
      if (first && asker.isShown(input.value)) first.click();
    }
    input.addEventListener("input", (event) => {
      if (!event.isComposing) typed();
    });
    input.addEventListener("compositionend", typed);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && input.value.trim() && !event.isComposing) openFirst();
      else if (event.key === "ArrowDown") view.walk(event);
    });
  }

  // `arrival` is when the manifest has come, or has failed to.
  search.start = function (form, arrival) {
    const input = form.querySelector("#search");
    const view = search.openView(form);
    const index = indexOf(form, arrival);
    const state = { question: { ...search.questionIn(location.search), text: input.value }, extra: 0 };
    const answer = () => box.ask(state.question, state.extra);
    const actions = actionsOn(state, input, answer);
    const box = asker(form, view, index, actions);

    listenToBox(view.box, state, actions, answer);
    listenToInput(input, state, answer, { view, asker: box });
    form.addEventListener("browse", () => {
      state.question.isBrowsing = state.question.areFiltersOpen = true;
      actions.choose();
    });
    window.addEventListener("popstate", () => {
      state.question = search.questionIn(location.search);
      input.value = state.question.text;
      answer();
    });
    search.remember(state.question, false);
    return search.isIdle(state.question) ? index.open().catch(() => {}) : answer();
  };
})(window.papershelfSearch = window.papershelfSearch || {});
