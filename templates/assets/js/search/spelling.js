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

  // The best few of `candidates` that `typed` may be meant for; unfinished words may go on.
  search.nearSpellings = function (typed, candidates, isUnfinished) {
    const least = isUnfinished ? BEGINNING : WHOLE;
    const near = candidates.map(({ word, use }) => ({ word, use, like: likeness(typed, word) }));
    const rank = ({ like, use }) => like * 100 + use;
    return near.filter(({ like }) => like >= least).sort((a, b) => rank(b) - rank(a)).slice(0, MOST).map(({ word }) => word);
  };

  // How many errors part two words; more than `most` is all the same.
  function distance(one, other, most) {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row.push(Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1])));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // The most used of the words nearest to `typed`; undefined when none is near.
  function nearest(typed, candidates) {
    const most = Math.min(3, Math.floor(typed.length / 3));
    const near = candidates.filter(({ word }) => Math.abs(word.length - typed.length) <= most)
      .map(({ word, use }) => ({ word, use, errors: distance(typed, word, most) }))
      .filter(({ errors }) => errors && errors <= most);
    near.sort((a, b) => a.errors - b.errors || b.use - a.use);
    return near[0]?.word;
  }

  // Other texts to search for, when a text finds nothing: unknown words spelled otherwise, and the
  // same words without the filters that were typed among them.
  search.suggestions = async function ({ words, filters }, text, index) {
    const atoms = new Set(words.flatMap((part) => index.words.compounds(part.text)).flatMap((compound) => compound.atoms));
    let spelled = index.words.folded(text);
    for (const atom of atoms) {
      if (atom.length < 4 || (await index.entry(index.words.term(atom)))) continue;
      const word = nearest(atom, await index.wordsNear(atom, true));
      if (word) spelled = spelled.replaceAll(atom, word);
    }
    const bare = words.map(({ text: word }) => word).join(" ");
    return [spelled !== index.words.folded(text) && spelled.trim(), filters.length > 0 && bare].filter(Boolean);
  };
})(window.papershelfSearch = window.papershelfSearch || {});
