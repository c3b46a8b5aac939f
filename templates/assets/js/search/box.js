// The search box: what is typed and chosen becomes a question, and its answer is shown.
(function (search) {
  "use strict";
  const MORE = 20;
  const COMPOSED_SCRIPTS =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

  // Shows answers and knows to which text the one on the screen belongs.
  function createPresenter(form, view, actions) {
    const root = form.dataset.root.replace(/\/?$/, "/");
    let shownText = null;

    const hasMore = ({ results, total, others }) => results.length < total + others;

    function present(answer, question, tokenizer) {
      const parts = [
        search.controls(answer, question),
        ...search.suggestions(answer, question, actions),
        search.resultList(answer, { root, tokenizer }),
      ];
      if (hasMore(answer)) parts.push(search.createButton("Show more", actions.showMore));
      view.show(parts, search.summary(answer), question.text);
      shownText = question.text;
    }

    // The same answer with more results.
    function extend(answer, question, tokenizer) {
      const list = search.resultList(answer, { root, tokenizer });
      view.extend(list, hasMore(answer), search.summary(answer));
    }

    function clear() {
      view.clear();
      shownText = null;
    }

    // Earlier results stay on the screen.
    function showError(message, buttons) {
      const below = shownText ? " Below is what was found for “" + shownText + "”." : "";
      view.setStatus(message + below + " ", ...buttons);
    }
    return { present, extend, clear, showError, isShown: (text) => text === shownText };
  }

  // What people do, as changes of the question.
  function createActions(state, input, { answer, extendAnswer }) {
    // Every choice is a step in the history.
    function applyChoice() {
      state.question.extra = 0;
      search.saveAddress(state.question, true);
      answer();
    }

    function toggleValue(name, value) {
      const values = state.question.chosen.get(name);
      if (!values.delete(value)) values.add(value);
    }

    function toggle(name, value) {
      toggleValue(name, value);
      applyChoice();
    }

    function drop(pairs) {
      for (const [name, value] of pairs) toggleValue(name, value);
      applyChoice();
    }

    function ask(text) {
      state.question.text = text;
      input.value = text;
      input.focus();
      applyChoice();
    }

    function sortBy(name) {
      state.question.sort = name;
      applyChoice();
    }

    function browse() {
      state.question.isBrowsing = true;
      state.question.areFiltersOpen = true;
      applyChoice();
    }

    function showMore() {
      state.question.extra += MORE;
      search.savePlace(state.question.extra);
      extendAnswer();
    }

    function noteOpened(link) {
      const { top } = link.getBoundingClientRect();
      search.savePlace(state.question.extra, { href: link.href, top });
    }
    return { toggle, drop, ask, sortBy, browse, showMore, noteOpened };
  }

  function listenToBox(box, state, actions, answer) {
    box.addEventListener("change", ({ target }) => actions.sortBy(target.value));
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-facet]");
      if (button) actions.toggle(button.dataset.facet, button.dataset.value);
      const link = event.target.closest("[data-search-result] a");
      const opensTab = event.ctrlKey || event.metaKey || event.shiftKey;
      if (link && !opensTab) actions.noteOpened(link);
    });
    // `toggle` does not bubble, so it is captured on its way down.
    box.addEventListener("toggle", ({ target }) => {
      if (target.open === state.question.areFiltersOpen) return;
      state.question.areFiltersOpen = target.open;
      if (target.open) answer();
    }, true);
  }

  function listenToInput(input, state, answer, { view, presenter, pause }) {
    let timer = 0;

    function readInput() {
      if (input.value === state.question.text) return; // a composition may end with what was read before
      state.question.text = input.value;
      state.question.isBrowsing = false;
      state.question.extra = 0;
      search.saveAddress(state.question, false);
      clearTimeout(timer);
      timer = setTimeout(answer, pause());
    }

    // The results on the screen may still be those of an earlier text.
    async function openFirst() {
      clearTimeout(timer);
      if (!presenter.isShown(input.value)) await answer();
      const [first] = view.links();
      if (first && presenter.isShown(input.value)) first.click();
    }

    // Keyboards of phones compose every word, so words under composition are answered; scripts that
    // are typed as one thing and meant as another wait for their end.
    input.addEventListener("input", (event) => {
      const isUnfinished = event.isComposing && COMPOSED_SCRIPTS.test(event.data || input.value);
      if (!isUnfinished) readInput();
    });
    input.addEventListener("compositionend", readInput);
    input.addEventListener("keydown", (event) => {
      if (!search.isPlainKey(event)) return;
      if (event.key === "Enter" && input.value.trim()) openFirst();
      else if (event.key === "ArrowDown") view.walk(event);
    });
  }

  // `manifestLoaded` resolves when the manifest has loaded or has failed to.
  search.start = function (form, manifestLoaded) {
    const input = form.querySelector("#search");
    const view = search.openView(form);
    const index = search.openIndexOnce(form, manifestLoaded);
    const state = { question: { ...search.readAddress(location.search), text: input.value } };
    const answer = () => asker.ask(state.question, presenter.present);
    const extendAnswer = () => asker.ask(state.question, presenter.extend);
    const actions = createActions(state, input, { answer, extendAnswer });
    const presenter = createPresenter(form, view, actions);
    const asker = search.createAsker(index, presenter, view);

    listenToBox(view.box, state, actions, answer);
    listenToInput(input, state, answer, { view, presenter, pause: asker.pause });
    form.addEventListener("browse", actions.browse);

    // The answer as far down as the reader was in it.
    async function resume() {
      const { extra, opened } = search.readPlace();
      state.question.extra = extra;
      await answer();
      if (!opened) return;
      view.returnTo(opened);
      search.savePlace(state.question.extra);
    }

    window.addEventListener("popstate", () => {
      const isWithinPage = !history.state && search.isInAddress(state.question);
      if (isWithinPage) return; // a link to a heading
      state.question = search.readAddress(location.search);
      input.value = state.question.text;
      resume();
    });
    search.saveAddress(state.question, false);
    if (search.isIdle(state.question)) index.get().catch(() => {});
    return resume();
  };
})(window.papershelfSearch = window.papershelfSearch || {});
