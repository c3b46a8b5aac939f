// Asks the index: opens it when it is needed, and shows the answer to the newest question only.
(function (search) {
  "use strict";
  const TYPING_PAUSE = 30; // ms; a small index answers every key, a large one when typing pauses
  const PAGE = 10, WHOLE_PAGE = 20; // each result of a large index is a file to load
  const SLOW = 300, LATE = 8000; // ms
  const LATE_MESSAGE = "The search index is slow to load.";

  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();

  // Opens the index once. A failure may come from a cached manifest that names files of an earlier
  // build, so the action is tried once more with a fresh one before anyone sees an error.
  search.openIndexOnce = function (form, manifestLoaded) {
    const url = new URL(form.dataset.searchIndex, document.baseURI).href;
    let opening = null;

    async function open(isFresh) {
      await manifestLoaded;
      return search.openIndex(url, stem, isFresh);
    }

    function reopen(isFresh) {
      opening = open(isFresh).catch((error) => {
        opening = null;
        throw error;
      });
      return opening;
    }

    const get = () => opening || reopen(false);

    async function use(action) {
      const index = await get();
      try {
        return await action(index);
      } catch {
        return action(await reopen(true));
      }
    }
    return { get, use };
  };

  // Calls `onSlow` and `onLate` while an answer takes long; the function that it returns stops that.
  function watchDelay(onSlow, onLate) {
    const timers = [setTimeout(onSlow, SLOW), setTimeout(onLate, LATE)];
    return () => timers.forEach(clearTimeout);
  }

  // The asker of one page; `pause` is how long typing has to pause before a question is asked.
  search.createAsker = function (index, presenter, view) {
    let newest = 0;
    let pause = TYPING_PAUSE;

    function answer(question, opened) {
      const { isWhole } = opened;
      pause = isWhole ? 0 : TYPING_PAUSE;
      const isCounting = isWhole || question.areFiltersOpen;
      const shown = (isWhole ? WHOLE_PAGE : PAGE) + question.extra;
      return search.answer({ ...question, isCounting }, opened, shown);
    }

    // `show` is what the presenter does with the answer.
    async function ask(question, show) {
      newest += 1;
      const number = newest;
      if (search.isIdle(question)) {
        presenter.clear();
        return;
      }
      const asked = { ...question };
      const isNewest = () => number === newest;
      const retry = () => {
        view.focusInput(); // the button goes
        ask(question, show);
      };
      const stopWatching = watchDelay(
        () => isNewest() && view.setStatus("Searching …"),
        () => isNewest() && presenter.showError(LATE_MESSAGE, [search.createButton("Try again", retry)]),
      );
      try {
        await index.use(async (opened) => {
          const found = await answer(asked, opened);
          if (isNewest()) show(found, asked, opened.tokenizer);
        });
      } catch {
        const { message, buttons } = search.describeLoss("A part of the search index", retry);
        if (isNewest()) presenter.showError(message, buttons);
      } finally {
        stopWatching();
      }
    }
    return { ask, pause: () => pause };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
