// Words one typing error away: a letter changed, missing, added, or two neighbours swapped.
(function (search) {
  "use strict";
  const MOST = 8;
  const UNLIKE = 0, BEGINNING = 1, WHOLE = 2;

  // Whether `typed` from i on is all (WHOLE) or the beginning of `word` from j on.
  function rest(typed, i, word, j) {
    while (i < typed.length && typed[i] === word[j]) {
      i++;
      j++;
    }
    if (i !== typed.length || j > word.length) return UNLIKE;
    return j === word.length ? WHOLE : BEGINNING;
  }

  // How like `word` is to `typed`, given one error.
  function likeness(typed, word) {
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) at++;
    const isSwapped = at + 1 < typed.length && typed[at] === word[at + 1] && typed[at + 1] === word[at];
    return Math.max(
      rest(typed, at + 1, word, at + 1),
      rest(typed, at + 1, word, at),
      rest(typed, at, word, at + 1),
      isSwapped ? rest(typed, at + 2, word, at + 2) : UNLIKE,
    );
  }

  // The best few words that `typed` may be meant for; unfinished words may go on.
  search.nearSpellings = function (typed, { words, uses }, isUnfinished) {
    const least = isUnfinished ? BEGINNING : WHOLE;
    const near = [];
    words.forEach((word, place) => {
      const like = likeness(typed, word);
      if (like >= least) near.push({ word, rank: like * 100 + uses[place] });
    });
    return near.sort((a, b) => b.rank - a.rank).slice(0, MOST).map(({ word }) => word);
  };
})(window.papershelfSearch = window.papershelfSearch || {});
