// The index as the planner sees it: terms, ranges of terms, spellings, cards and columns, whatever
// files they are in. Only files that a question needs are loaded.
(function (search) {
  "use strict";
  // More terms than any file holds, so that ordinals follow the order of terms across files.
  const MOST_TERMS = 1 << 16;

  // Place of the last value that is not after `wanted`; -1 if all are.
  function lastNotAfter(sorted, wanted) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  const lastWithPrefix = (sorted, prefix) => lastNotAfter(sorted, prefix + "\uffff");

  // Numbers of the files that may hold words with this prefix; `firsts` says where each file begins.
  search.filesWithPrefix = function (firsts, prefix) {
    const first = Math.max(0, lastNotAfter(firsts, prefix));
    const last = lastWithPrefix(firsts, prefix);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  };

  function openTerms({ manifest, get }, fields) {
    const filesWithPrefix = (prefix) => search.filesWithPrefix(manifest.firstTerms, prefix);

    function loadShard(number) {
      const decode = (payload) => search.codec.decodeTermShard(payload, number * MOST_TERMS, fields.length);
      return get("t" + number, decode);
    }

    async function entry(term) {
      const number = lastNotAfter(manifest.firstTerms, term);
      if (number < 0) return undefined;
      const { entries } = await loadShard(number);
      return entries.get(term);
    }

    async function entriesWithPrefix(prefix) {
      const shards = await Promise.all(filesWithPrefix(prefix).map(loadShard));
      return shards.flatMap(({ names, entries }) => {
        const first = lastNotAfter(names, prefix) + (entries.has(prefix) ? 0 : 1);
        const last = lastWithPrefix(names, prefix);
        return names.slice(first, last + 1).map((name) => entries.get(name));
      });
    }

    // Short prefixes can touch most files of a large index.
    const countFiles = (prefix) => filesWithPrefix(prefix).length;
    return { entry, entriesWithPrefix, countFiles };
  }

  search.openIndex = async function (entryUrl, stem, isFresh) {
    const store = await search.openStore(entryUrl, isFresh);
    const { manifest, get } = store;
    const fields = Object.keys(manifest.fields);

    async function columns(names) {
      const loaded = await Promise.all(names.map((name) => get(name, search.codec.decodeColumn)));
      return Object.fromEntries(names.map((name, place) => [name, loaded[place]]));
    }

    return {
      manifest,
      fields,
      tokenizer: search.tokenizer(manifest.words, stem),
      ...openTerms(store, fields),
      ...search.openDictionary(store),
      isWhole: Boolean(manifest.inline),
      card: (number) => get("c" + number, search.readCard),
      lengths: () => get("lengths", (parts) => parts.map(search.codec.decodeRanked)),
      columns,
    };
  };

  search.readCard = function ([slug, title, day, status, rating, tags, authors, more, texts]) {
    const [summary, notes, abstract] = texts;
    return { slug, title, day, status, rating, tags, authors, more, summary, notes, abstract };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
