// From a query to Lunr's clauses. A clause says which term is looked for, what it weighs and which
// words of the query it answers (`covers`, a set of bits): exact 10, beginning 1, spelled alike 1,
// terms that begin what is typed 0.5. Lunr's own query parser, which throws, is never used.
(function (search) {
  "use strict";
  const EXACT = 10, STOP_WORD = 1, PREFIX = 1, ALIKE = 1, SHORTER = 0.5;
  const MOST_WORDS = 30;
  const LONG_PREFIX = 3, MOST_FILES = 12;
  const ALIKE_LENGTH = 4, SHORTER_LENGTH = 5, UNKNOWN_LENGTH = 3;

  // The words to find, one bit each; stop words have none unless there is nothing else.
  function slots(query, words) {
    const wanted = query.words.filter(({ isExcluded }) => !isExcluded);
    const compounds = wanted.flatMap((part) => words.compounds(part.text).map((compound) => ({ ...part, ...compound })));
    const isOnlyStopWords = compounds.every(({ atoms }) => atoms.every(words.isStopWord));
    let count = 0;
    for (const compound of compounds) {
      const counts = (atom) => count < MOST_WORDS && (isOnlyStopWords || !words.isStopWord(atom));
      compound.bits = compound.atoms.map((atom) => (counts(atom) ? 1 << count++ : 0));
    }
    return { compounds, all: 2 ** count - 1 };
  }

  // Terms that stand in the index, each with the weight and the bits it brings.
  async function compoundClauses(compound, isLast, index) {
    const { atoms, bits, joined, field } = compound;
    const every = bits.reduce((set, bit) => set | bit, 0);
    const isOpen = isLast && !/[+#]$/.test(joined);
    const parts = atoms.map((atom, place) =>
      atomClauses(atom, { bit: bits[place], isLast: isOpen && place === atoms.length - 1, isExact: compound.isExact }, index));
    const whole = joined === null ? [] : [termClause(index.words.term(joined), EXACT, every, index)];
    if (joined !== null && isLast) whole.push(prefixClause(joined, every, index));
    const clauses = (await Promise.all([...parts, ...whole])).flat();
    return clauses.map((clause) => ({ ...clause, field }));
  }

  async function atomClauses(atom, { bit, isLast, isExact }, index) {
    const isStopWord = index.words.isStopWord(atom);
    const found = await Promise.all([
      termClause(index.words.term(atom), isStopWord ? STOP_WORD : EXACT, bit, index),
      isLast && !isExact ? prefixClause(atom, bit, index) : [],
    ]);
    const known = found.flat();
    if (known.length || isExact || isStopWord) return isLast && !isExact ? known.concat(await shorterClauses(atom, bit, index, SHORTER_LENGTH)) : known;
    return (await Promise.all([alikeClauses(atom, bit, isLast, index), shorterClauses(atom, bit, index, UNKNOWN_LENGTH)])).flat();
  }

  async function termClause(term, boost, covers, index) {
    const entry = await index.entry(term);
    return entry ? [{ term, boost, covers, entries: [entry] }] : [];
  }

  // In a large index a short beginning would need most of its files.
  const isTooShort = (start, index) => start.length < LONG_PREFIX && index.filesFrom(start) > MOST_FILES;

  async function prefixClause(start, covers, index) {
    if (isTooShort(start, index)) return [];
    const entries = await index.entriesFrom(start);
    return entries.length ? [{ term: start + "*", boost: PREFIX, covers, entries }] : [];
  }

  // `generaliz` is on its way to a word whose stem, `gener`, is already behind it; so is `usi`.
  async function shorterClauses(atom, covers, index, least) {
    const starts = [];
    for (let length = Math.max(Math.min(4, atom.length - 1), atom.length - 6); length < atom.length && atom.length >= least; length++) {
      starts.push(termClause(atom.slice(0, length), SHORTER, covers, index));
    }
    return (await Promise.all(starts)).flat();
  }

  async function alikeClauses(atom, covers, isLast, index) {
    if (atom.length < ALIKE_LENGTH || !/^\p{L}[\p{L}\p{N}]+$/u.test(atom)) return [];
    const near = search.nearSpellings(atom, await index.wordsNear(atom, isLast), isLast);
    const spelled = new Map(near.reverse().map((word) => [index.words.term(word), word]));
    const clauses = await Promise.all([...spelled.keys()].map((term) => termClause(term, ALIKE, covers, index)));
    return clauses.flat().map((clause) => ({ ...clause, meant: spelled.get(clause.term) }));
  }

  // What is not wanted: groups of terms; a paper that has all of a group is left out.
  async function excludedGroups(query, index) {
    const parts = query.words.filter(({ isExcluded }) => isExcluded);
    const groups = await Promise.all(parts.map(async ({ text, field }) => {
      const terms = index.words.compounds(text).map(({ atoms, joined }) => index.words.term(joined || atoms[0]));
      return { field, entries: await Promise.all(terms.map(index.entry)) };
    }));
    return groups.filter(({ entries }) => entries.length && entries.every(Boolean));
  }

  // A word just begun that could not be looked up yet asks nothing of a paper.
  function bitsTooShort(compounds, clauses, index) {
    const last = compounds[compounds.length - 1];
    const atom = last && !last.isExact ? last.atoms[last.atoms.length - 1] : null;
    const bit = atom ? last.bits[last.bits.length - 1] : 0;
    return atom && isTooShort(atom, index) && !clauses.some(({ covers }) => covers & bit) ? bit : 0;
  }

  // `all` are the bits of every word, `required` those without which a paper is no answer.
  search.planQuery = async function (query, index) {
    const { compounds, all } = slots(query, index.words);
    const clauses = await Promise.all(compounds.map((compound, place) =>
      compoundClauses(compound, place === compounds.length - 1, index)));
    const found = clauses.flat();
    const waiting = bitsTooShort(compounds, found, index);
    const strict = compounds.filter(({ field, isExact }) => field !== null || isExact);
    return {
      clauses: found,
      excluded: await excludedGroups(query, index),
      all: all & ~waiting,
      required: strict.reduce((set, { bits }) => bits.reduce((bit, other) => bit | other, set), 0) & ~waiting,
      phrases: strict.filter(({ isExact }) => isExact).map(({ text, field }) => ({ text, field })),
    };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
