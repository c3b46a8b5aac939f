// The index as the planner sees it: terms, ranges of terms, cards and columns, whatever file they
// come from. Only files that a question needs are asked for.
(function (search) {
  "use strict";
  const starts = (counts) => {
    let next = 0;
    return Array.from(counts, (count) => (next += count) - count);
  };

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

  search.openIndex = async function (entryUrl, stem) {
    const { manifest, get } = await search.openStore(entryUrl);
    const { codec } = search;
    const fields = Object.keys(manifest.fields);
    const firstOrdinals = starts(codec.numbers(manifest.termCounts));
    const firstCards = starts(codec.numbers(manifest.cardCounts));

    const shard = (number) =>
      get("t" + number, (payload) => codec.termShard(payload, firstOrdinals[number], fields.length));

    function shardRange(prefix) {
      const first = Math.max(0, lastNotAfter(manifest.firstTerms, prefix));
      return [first, lastNotAfter(manifest.firstTerms, prefix + "\uffff")];
    }

    async function entry(term) {
      const number = lastNotAfter(manifest.firstTerms, term);
      return number < 0 ? undefined : (await shard(number)).entries.get(term);
    }

    // All terms that begin with `prefix`.
    async function entriesFrom(prefix) {
      const [first, last] = shardRange(prefix);
      const wanted = Array.from({ length: last - first + 1 }, (_, offset) => shard(first + offset));
      const shards = await Promise.all(wanted);
      return shards.flatMap(({ names, entries }) => {
        const from = lastNotAfter(names, prefix) + (entries.has(prefix) ? 0 : 1);
        return names.slice(from, lastNotAfter(names, prefix + "\uffff") + 1).map((name) => entries.get(name));
      });
    }

    async function card(number) {
      const place = lastNotAfter(firstCards, number);
      return (await get("c" + place, (payload) => payload))[number - firstCards[place]];
    }

    return {
      manifest,
      fields,
      words: search.words(manifest.words, stem),
      entry,
      entriesFrom,
      // How many files a prefix touches: short ones can touch most of a large index.
      filesFrom: (prefix) => shardRange(prefix)[1] - shardRange(prefix)[0] + 1,
      isWhole: Boolean(manifest.inline),
      card: (number) => card(number).then(search.cardRecord),
      lengths: () => get("lengths", (texts) => texts.map(codec.numbers)),
      columns: () =>
        get("columns", (named) =>
          Object.fromEntries(Object.entries(named).map(([name, column]) => [name, codec.column(column)]))),
      spellings: () =>
        get("spellings", ([sizes, endings, uses]) => ({ words: codec.words(sizes, endings), uses: codec.numbers(uses) })),
    };
  };

  search.cardRecord = ([slug, title, day, status, rating, tags, authors, texts]) => ({ slug, title, day, status, rating, tags, authors, texts });
})(window.papershelfSearch = window.papershelfSearch || {});
