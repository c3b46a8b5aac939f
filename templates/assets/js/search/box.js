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

  // Answers on the screen, and the text whose answer it is.
  function presenter(form, view, actions) {
    const root = form.dataset.root.replace(/\/?$/, "/");
    let text = null;
    function present(found, question, words) {
      const parts = [search.controls(found, question), ...search.waysOut(found, question, actions), search.resultList(found, { root, words })];
      if (found.results.length < found.total + found.others) parts.push(search.button("Show more", actions.more));
      view.show(parts, search.summary(found));
      text = question.text;
    }
    function clear() {
      view.clear();
      text = null;
    }
    const fault = (said, again) => view.fault(said + (text ? " Below is what was found for “" + text + "”." : ""), again);
    return { present, clear, fault, isShown: (asked) => asked === text };
  }

  // Asks the index and shows the newest answer only.
  function asker(index, shown, view) {
    let latest = 0;
    let pause = PAUSE;

    async function answer(question, extra, opened) {
      pause = opened.isWhole ? 0 : PAUSE;
      const count = (opened.isWhole ? WHOLE_PAGE : PAGE) + extra;
      return search.answer({ ...question, isCounting: opened.isWhole || question.areFiltersOpen }, opened, count);
    }

    async function ask(question, extra) {
      const mine = ++latest;
      const ifLatest = (action) => mine === latest && action();
      const fault = (said) => () => ifLatest(() => shown.fault(said, () => ask(question, extra)));
      if (search.isIdle(question)) return shown.clear();
      const settled = patience(() => ifLatest(() => view.say("Searching …")), fault(LATE));
      const asked = { ...question };
      return index.within(async (opened) => {
        const found = await answer(asked, extra, opened);
        ifLatest(() => shown.present(found, asked, opened.words));
      }).catch(fault(LOST)).finally(settled);
    }
    return { ask, pause: () => pause };
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

  function listenToInput(input, state, answer, { view, shown, pause }) {
    let timer = 0;
    function typed() {
      Object.assign(state.question, { text: input.value, isBrowsing: false });
      state.extra = 0;
      search.remember(state.question, false);
      clearTimeout(timer);
      timer = setTimeout(answer, pause());
    }
    // Results of what was typed before are on the screen until the new ones are.
    async function openFirst() {
      clearTimeout(timer);
      if (!shown.isShown(input.value)) await answer();
      const first = view.links()[0];
      if (first && shown.isShown(input.value)) first.click();
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
    const answer = () => ask(state.question, state.extra);
    const actions = actionsOn(state, input, answer);
    const shown = presenter(form, view, actions);
    const { ask, pause } = asker(index, shown, view);

    listenToBox(view.box, state, actions, answer);
    listenToInput(input, state, answer, { view, shown, pause });
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
