// Compares spellings: which words are one typing error away (a letter changed, missing, added, or
// two neighbours swapped), and which word is nearest when nothing was found.
(function (search) {
  "use strict";
  const MOST_WORDS = 8;
  const MOST_ERRORS = 3;
  const LETTERS_AN_ERROR = 3;
  const DIFFERENT = 0, BEGINNING = 1, WHOLE = 2;

  // Whether `typed` from i on is all (WHOLE) or the beginning of `word` from j on.
  function compareRest(typed, i, word, j) {
    while (i < typed.length && typed[i] === word[j]) {
      i++;
      j++;
    }
    if (i !== typed.length || j > word.length) return DIFFERENT;
    return j === word.length ? WHOLE : BEGINNING;
  }

  // How similar `word` is to `typed` if the first difference is the only error.
  function similarity(typed, word) {
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) at++;
    const changed = compareRest(typed, at + 1, word, at + 1);
    const added = compareRest(typed, at + 1, word, at);
    const missing = compareRest(typed, at, word, at + 1);
    const isSwapped = at + 1 < typed.length && typed[at] === word[at + 1] && typed[at + 1] === word[at];
    const swapped = isSwapped ? compareRest(typed, at + 2, word, at + 2) : DIFFERENT;
    return Math.max(changed, added, missing, swapped);
  }

  // The best few of `candidates` that may be meant by `typed`; an unfinished word may go on.
  search.bestSpellings = function (typed, candidates, isUnfinished) {
    const least = isUnfinished ? BEGINNING : WHOLE;
    const score = ({ alike, use }) => alike * 100 + use;
    const similar = candidates
      .map(({ word, use }) => ({ word, use, alike: similarity(typed, word) }))
      .filter(({ alike }) => alike >= least)
      .sort((a, b) => score(b) - score(a));
    return similar.slice(0, MOST_WORDS).map(({ word }) => word);
  };

  // Damerau-Levenshtein distance of two words; anything above `most` is `most + 1`.
  function editDistance(one, other, most) {
    let beforeLast = [];
    let last = Array.from({ length: other.length + 1 }, (_, j) => j);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const isDifferent = one[i - 1] !== other[j - 1];
        const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        let distance = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + isDifferent);
        if (isSwapped) distance = Math.min(distance, beforeLast[j - 2] + 1);
        row.push(distance);
      }
      if (Math.min(...row) > most) return most + 1;
      beforeLast = last;
      last = row;
    }
    return last[other.length];
  }

  // The most used of the words nearest to `typed`; undefined if none is near.
  search.nearestSpelling = function (typed, candidates) {
    const most = Math.min(MOST_ERRORS, Math.floor(typed.length / LETTERS_AN_ERROR));
    const near = candidates
      .filter(({ word }) => Math.abs(word.length - typed.length) <= most)
      .map(({ word, use }) => ({ word, use, errors: editDistance(typed, word, most) }))
      .filter(({ errors }) => errors > 0 && errors <= most)
      .sort((a, b) => a.errors - b.errors || b.use - a.use);
    return near[0]?.word;
  };
})(window.papershelfSearch = window.papershelfSearch || {});
