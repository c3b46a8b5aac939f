// Plans a query: turns its words into clauses for Lunr. A clause has a term to look for, a boost and
// the words of the query that it answers (`covers`, a set of bits). Lunr's own query parser, which
// throws on unknown fields and odd signs, is never used.
(function (search) {
  "use strict";
  // An exact term weighs ten times a beginning or a similar spelling, and those twice a term that
  // is itself the beginning of what was typed.
  const EXACT = 10, STOP_WORD = 1, PREFIX = 1, SIMILAR = 1, SHORTER = 0.5;
  const MOST_WORDS = 30;
  const LONG_PREFIX = 3, MOST_FILES = 12;
  const SHORTEST_SIMILAR = 4;
  const SHORTEST_KNOWN = 5, SHORTEST_UNKNOWN = 3;
  const SHORTEST_STEM = 4, LONGEST_ENDING = 6;
  const SPELLABLE = /^\p{L}[\p{L}\p{N}]+$/u;
  const ENDS_WITH_SIGN = /[+#]$/;

  const unionOf = (bits) => bits.reduce((union, bit) => union | bit, 0);

  // The words to find with a bit each; stop words have none unless the query has nothing else.
  function assignBits(query, tokenizer) {
    const wanted = query.words.filter(({ isExcluded }) => !isExcluded);
    const compounds = wanted.flatMap((part) =>
      tokenizer.compounds(part.text).map((compound) => ({ ...part, ...compound })));
    const hasOnlyStopWords = compounds.every(({ atoms }) => atoms.every(tokenizer.isStopWord));
    let count = 0;
    for (const compound of compounds) {
      compound.bits = compound.atoms.map((atom) => {
        const isCounted = hasOnlyStopWords || !tokenizer.isStopWord(atom);
        return isCounted && count < MOST_WORDS ? 1 << count++ : 0;
      });
    }
    return { compounds, all: 2 ** count - 1 };
  }

  // The clauses of a word: for each of its parts, and for the parts joined.
  async function planCompound(compound, isLast, index) {
    const { atoms, bits, joined, field, isExact } = compound;
    const isUnfinished = isLast && !isExact && !ENDS_WITH_SIGN.test(joined);
    const clauses = atoms.map((atom, place) => {
      const isLastAtom = place === atoms.length - 1;
      return planAtom(atom, bits[place], { isUnfinished: isUnfinished && isLastAtom, isExact }, index);
    });
    if (joined !== null) {
      const every = unionOf(bits);
      clauses.push(termClause(index.tokenizer.term(joined), EXACT, every, index));
      if (isLast) clauses.push(prefixClause(joined, every, index));
    }
    const found = (await Promise.all(clauses)).flat();
    return found.map((clause) => ({ ...clause, field }));
  }

  async function planAtom(atom, bit, { isUnfinished, isExact }, index) {
    const isStopWord = index.tokenizer.isStopWord(atom);
    const boost = isStopWord ? STOP_WORD : EXACT;
    const known = (await Promise.all([
      termClause(index.tokenizer.term(atom), boost, bit, index),
      isUnfinished ? prefixClause(atom, bit, index) : [],
    ])).flat();
    if (known.length || isExact || isStopWord) {
      return isUnfinished ? [...known, ...(await shorterClauses(atom, bit, index, SHORTEST_KNOWN))] : known;
    }
    const similar = await Promise.all([
      similarClauses(atom, bit, isUnfinished, index),
      shorterClauses(atom, bit, index, SHORTEST_UNKNOWN),
    ]);
    return similar.flat();
  }

  // No clause for a term that the index does not have.
  async function termClause(term, boost, covers, index) {
    const entry = await index.entry(term);
    return entry ? [{ term, boost, covers, entries: [entry] }] : [];
  }

  // In a large index a short prefix would need most of its files.
  function isTooShort(prefix, index) {
    return prefix.length < LONG_PREFIX && index.countFiles(prefix) > MOST_FILES;
  }

  async function prefixClause(prefix, covers, index) {
    if (isTooShort(prefix, index)) return [];
    const entries = await index.entriesWithPrefix(prefix);
    return entries.length ? [{ term: prefix + "*", boost: PREFIX, covers, entries }] : [];
  }

  // Terms that begin what was typed: a half-typed word can be longer than its stem, as `generaliz`
  // is than `gener` and `usi` than `us`.
  async function shorterClauses(atom, covers, index, shortest) {
    if (atom.length < shortest) return [];
    const first = Math.max(Math.min(SHORTEST_STEM, atom.length - 1), atom.length - LONGEST_ENDING);
    const clauses = [];
    for (let length = first; length < atom.length; length++) {
      clauses.push(termClause(atom.slice(0, length), SHORTER, covers, index));
    }
    return (await Promise.all(clauses)).flat();
  }

  async function similarClauses(atom, covers, isUnfinished, index) {
    if (atom.length < SHORTEST_SIMILAR || !SPELLABLE.test(atom)) return [];
    const candidates = await index.similarWords(atom, isUnfinished);
    const spellings = search.bestSpellings(atom, candidates, isUnfinished);
    // Of spellings with one term the best stays: it is set last.
    const spellingOf = new Map(spellings.reverse().map((word) => [index.tokenizer.term(word), word]));
    const terms = [...spellingOf.keys()];
    const clauses = await Promise.all(terms.map((term) => termClause(term, SIMILAR, covers, index)));
    return clauses.flat().map((clause) => ({ ...clause, spelling: spellingOf.get(clause.term) }));
  }

  // Groups of terms; a paper that has all terms of a group is excluded.
  async function planExclusions(query, index) {
    const { tokenizer } = index;
    const parts = query.words.filter(({ isExcluded }) => isExcluded);
    const groups = await Promise.all(parts.map(async ({ text, field }) => {
      const terms = tokenizer.compounds(text).map(({ atoms, joined }) => tokenizer.term(joined || atoms[0]));
      return { field, entries: await Promise.all(terms.map(index.entry)) };
    }));
    return groups.filter(({ entries }) => entries.length && entries.every(Boolean));
  }

  // The bit of the last word if it is too short to be looked up yet: no paper must answer it.
  function pendingBit(compounds, clauses, index) {
    const last = compounds[compounds.length - 1];
    if (!last || last.isExact) return 0;
    const atom = last.atoms[last.atoms.length - 1];
    const bit = last.bits[last.bits.length - 1];
    if (!atom || !isTooShort(atom, index)) return 0;
    return clauses.some(({ covers }) => covers & bit) ? 0 : bit;
  }

  // `all` has the bits of every word, `required` those without which a paper is no result.
  search.planQuery = async function (query, index) {
    const { compounds, all } = assignBits(query, index.tokenizer);
    const lastPlace = compounds.length - 1;
    const planned = await Promise.all(compounds.map((compound, place) =>
      planCompound(compound, place === lastPlace, index)));
    const clauses = planned.flat();
    const pending = pendingBit(compounds, clauses, index);
    const strict = compounds.filter(({ field, isExact }) => field !== null || isExact);
    const phrases = strict.filter(({ isExact }) => isExact);
    return {
      clauses,
      excluded: await planExclusions(query, index),
      all: all & ~pending,
      required: unionOf(strict.flatMap(({ bits }) => bits)) & ~pending,
      phrases: phrases.map(({ text, field }) => ({ text, field })),
    };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
