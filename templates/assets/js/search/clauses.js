// Clauses for Lunr. A clause has a term to look for, the entries of the index that it stands for, a
// boost and the words of the query that it answers (`covers`, a set of bits); `isPartial` if papers
// that it answers have some of the words only, `isBegun` if its entries only begin so.
(function (search) {
  "use strict";
  // An exact term weighs ten times a beginning or a similar spelling.
  const EXACT = 10, PREFIX = 1;
  const LONG_PREFIX = 3, MOST_FILES = 12;

  const unionOf = (bits) => bits.reduce((union, bit) => union | bit, 0);
  const partial = (clauses) => clauses.map((clause) => ({ ...clause, isPartial: true }));

  // Whether any paper has one of the terms in a field, or in any field if none is named.
  function isKnown(clauses, field, index) {
    const hasPapers = ({ papers }, place) => papers.length && (!field || field === index.fields[place]);
    return clauses.some(({ entries }) => entries.some(({ postings }) => postings.some(hasPapers)));
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
    return entries.length ? [{ term: prefix + "*", boost: PREFIX, covers, entries, isBegun: true }] : [];
  }

  search.clauses = { EXACT, unionOf, partial, isKnown, termClause, isTooShort, prefixClause };
})(window.papershelfSearch = window.papershelfSearch || {});
