// The dictionary of spellings, which is loaded when a word is unknown. It is sorted by beginnings
// and by ends: one typing error leaves the beginning of a word or its end as it was.
(function (search) {
  "use strict";
  const reverse = (word) => Array.from(word).reverse().join("");

  search.openDictionary = function ({ manifest, get }) {
    const { firstWords, firstEnds, inline } = manifest;

    function decodeShard([lengths, endings, magnitudes]) {
      const words = search.codec.decodeWords(lengths, endings);
      const uses = search.codec.decodeNumbers(magnitudes);
      return words.map((word, place) => ({ word, use: uses[place] }));
    }

    // Words with a prefix from the files `w…`, or spelled backwards from the files `v…`.
    async function wordsWithPrefix(letter, firsts, prefix) {
      const numbers = search.filesWithPrefix(firsts, prefix);
      const shards = await Promise.all(numbers.map((number) => get(letter + number, decodeShard)));
      return shards.flat().filter(({ word }) => word.startsWith(prefix));
    }

    const prefixBefore = (letters, at) => letters.slice(0, at).join("");
    const prefixAfter = (letters, at) => letters.slice(at + 1).reverse().join("");

    // The letter at which to split a word, so that the fewest files hold the candidates.
    function cheapestSplit(letters) {
      const countFiles = (at) =>
        search.filesWithPrefix(firstWords, prefixBefore(letters, at)).length
        + search.filesWithPrefix(firstEnds, prefixAfter(letters, at)).length;
      let best = 1;
      for (let at = 1; at < letters.length - 1; at++) {
        if (countFiles(at) < countFiles(best)) best = at;
      }
      return best;
    }

    // All words that may be one typing error away from `typed`: what is before the error is right,
    // or what is after it. The end of an unfinished word is unknown, so its first letter must be right.
    async function similarWords(typed, isUnfinished) {
      if (inline) return wordsWithPrefix("w", firstWords, "");
      const letters = Array.from(typed);
      const at = isUnfinished ? 1 : cheapestSplit(letters);
      const [forward, backward] = await Promise.all([
        wordsWithPrefix("w", firstWords, prefixBefore(letters, at)),
        wordsWithPrefix("v", firstEnds, prefixAfter(letters, at)),
      ]);
      const uses = new Map(forward.map(({ word, use }) => [word, use]));
      for (const { word, use } of backward) uses.set(reverse(word), use);
      return Array.from(uses, ([word, use]) => ({ word, use }));
    }

    const wordsBeginning = async (typed) => (await wordsWithPrefix("w", firstWords, typed)).map(({ word }) => word);
    return { similarWords, wordsBeginning };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
