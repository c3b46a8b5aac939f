// The index as the planner sees it: terms, ranges of terms, spellings, cards and columns, whatever
// file they come from. Only files that a question needs are asked for.
(function (search) {
  "use strict";
  // More than the terms of any file: what is asked of their numbers is their order.
  const MOST_TERMS = 1 << 16;

  // The last place whose value is not after `wanted`; -1 when all are.
  function lastNotAfter(sorted, wanted) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // Numbers of the files that may hold what begins with `start`.
  function filesFrom(firsts, start) {
    const first = Math.max(0, lastNotAfter(firsts, start));
    const count = lastNotAfter(firsts, start + "\uffff") - first + 1;
    return Array.from({ length: count }, (_, offset) => first + offset);
  }

  function termsOf({ manifest, get }, fields) {
    const shard = (number) =>
      get("t" + number, (payload) => search.codec.termShard(payload, number * MOST_TERMS, fields.length));

    async function entry(term) {
      const number = lastNotAfter(manifest.firstTerms, term);
      return number < 0 ? undefined : (await shard(number)).entries.get(term);
    }

    // All terms that begin with `prefix`.
    async function entriesFrom(prefix) {
      const shards = await Promise.all(filesFrom(manifest.firstTerms, prefix).map(shard));
      return shards.flatMap(({ names, entries }) => {
        const from = lastNotAfter(names, prefix) + (entries.has(prefix) ? 0 : 1);
        return names.slice(from, lastNotAfter(names, prefix + "\uffff") + 1).map((name) => entries.get(name));
      });
    }

    // How many files a prefix touches: short ones can touch most of a large index.
    return { entry, entriesFrom, filesFrom: (prefix) => filesFrom(manifest.firstTerms, prefix).length };
  }

  const reversed = (word) => Array.from(word).reverse().join("");

  function spellingsOf({ manifest, get }) {
    const { firstWords, firstEnds, inline } = manifest;
    const shard = (name) =>
      get(name, ([sizes, ends, uses]) => ({ words: search.codec.words(sizes, ends), uses: search.codec.numbers(uses) }));

    async function wordsFrom(letter, firsts, start) {
      const shards = await Promise.all(filesFrom(firsts, start).map((number) => shard(letter + number)));
      return shards.flatMap(({ words, uses }) => words.map((word, place) => ({ word, use: uses[place] })))
        .filter(({ word }) => word.startsWith(start));
    }

    // Around the letter after which the fewest files hold what may be meant.
    function cut(letters) {
      const files = (at) => filesFrom(firstWords, letters.slice(0, at).join("")).length
        + filesFrom(firstEnds, letters.slice(at + 1).reverse().join("")).length;
      const places = letters.slice(2).map((_, place) => place + 1);
      return places.reduce((best, at) => (files(at) < files(best) ? at : best), 1);
    }

    // Words that one error may have made `typed` of: what stands before it or behind it is right.
    // The end of an unfinished word tells nothing: there the first letter must be right.
    return async function (typed, isUnfinished) {
      if (inline) return wordsFrom("w", firstWords, "");
      const letters = Array.from(typed);
      const at = isUnfinished ? 1 : cut(letters);
      const [forward, backward] = await Promise.all([
        wordsFrom("w", firstWords, letters.slice(0, at).join("")),
        wordsFrom("v", firstEnds, letters.slice(at + 1).reverse().join("")),
      ]);
      const uses = new Map(forward.map(({ word, use }) => [word, use]));
      for (const { word, use } of backward) uses.set(reversed(word), use);
      return Array.from(uses, ([word, use]) => ({ word, use }));
    };
  }

  search.openIndex = async function (entryUrl, stem, isAnew) {
    const store = await search.openStore(entryUrl, isAnew);
    const { manifest, get } = store;
    const fields = Object.keys(manifest.fields);
    const column = async (name) => [name, await get(name, search.codec.column)];
    return {
      manifest,
      fields,
      words: search.tokenizer(manifest.words, stem),
      ...termsOf(store, fields),
      wordsNear: spellingsOf(store),
      isWhole: Boolean(manifest.inline),
      card: (number) => get("c" + number, search.cardRecord),
      lengths: () => get("lengths", (parts) => parts.map(search.codec.ranked)),
      columns: async (names) => Object.fromEntries(await Promise.all(names.map(column))),
    };
  };

  search.cardRecord = ([slug, title, day, status, rating, tags, authors, more, [summary, notes, abstract]]) =>
    ({ slug, title, day, status, rating, tags, authors, more, summary, notes, abstract });
})(window.papershelfSearch = window.papershelfSearch || {});
