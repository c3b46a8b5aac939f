// Parses what was typed into words and filters. Every text is a query: what has no known form is
// words to look for.
(function (search) {
  "use strict";
  const FIELDS = {
    title: "title",
    tag: "tags",
    tags: "tags",
    author: "authors",
    authors: "authors",
    note: "notes",
    notes: "notes",
    abstract: "abstract",
  };
  const FILTERS = ["status", "rating", "year", "has"];
  const NAMES = [...Object.keys(FIELDS), ...FILTERS].join("|");

  // A minus, a name with a colon, then a phrase in quotes or a word: `-title:"score matching"`.
  const MINUS = '(?:^|(?<=\\s))(-(?=["\\p{L}]))?';
  const NAME = "(?:(" + NAMES + "):(?=\\S))?";
  const VALUE = '(?:"([^"]+)"|(\\S+))';
  const PART = new RegExp(MINUS + NAME + VALUE, "giu");

  // `4`, `>=4`, `2020-2023`, `2020..2023`.
  const RANGE = /^(>=|<=|>|<|=)?(\d+)(?:(?:-|\.\.)(\d+))?$/;
  // `arXiv: 1706.03762 [cs.CL]` and `doi: 10.1145/1` as one word each, without the subject.
  const SCHEME = /\b(arxiv|doi)\s*[:.]?\s+(?=\d|[a-z.-]+\/\d{7})/giu;
  const SUBJECT = /((?:\d{4}\.\d{4,5}|\/\d{7})(?:v\d+)?)\s*\[[a-z-]+(?:\.[a-z-]+)?\]/giu;
  const ARXIV_NUMBER = /^arxiv:(\d{4}\.\d{4,5})$/;
  const CURLED_QUOTES = /[“”„«»]/g;
  const ANY_QUOTES = /["“”„«»]/g;

  // `words`: {text, field or null, isExact (a phrase), isExcluded, key (of an identifier) or null,
  // isOpaque (an identifier, not made of words)};
  // `filters`: {column, test of a value, isExcluded, whole (as typed)}. A blank at the end says that
  // the last word is whole.
  search.parseQuery = function (text) {
    const query = { words: [], filters: [], isFinished: /\s$/.test(text) };
    const plain = text.replace(CURLED_QUOTES, '"').replace(SCHEME, "$1:").replace(SUBJECT, "$1");
    for (const [whole, minus, name, phrase, word] of plain.matchAll(PART)) {
      const field = name ? name.toLowerCase() : null;
      const value = phrase || word;
      const isExcluded = Boolean(minus);
      if (FILTERS.includes(field)) {
        query.filters.push({ column: field, test: valueTest(value), isExcluded, whole });
      } else if (field) {
        query.words.push({ ...search.plainWord(value, isExcluded), field: FIELDS[field], isExact: Boolean(phrase) });
      } else {
        query.words.push({ isExact: Boolean(phrase), ...readWord(value, isExcluded) });
      }
    }
    return query;
  };

  // A word without a field. An identifier is looked for whole: words of its address are everywhere.
  function readWord(text, isExcluded) {
    const { key, isSure } = search.keyOfWord(text) || { key: null, isSure: false };
    const word = { text, field: null, isExcluded, key, isOpaque: isSure };
    if (!isSure) return word;
    // The number of an arXiv id is a word that texts mention.
    const number = ARXIV_NUMBER.exec(key);
    return { ...word, isExact: false, ...(number && { text: number[1], isOpaque: false }) };
  }

  // A word that is what it says.
  search.plainWord = (text, isExcluded) => ({ text, field: null, isExact: false, isExcluded, key: null, isOpaque: false });

  // The same words, next to each other or not.
  search.removeQuotes = (text) => text.replace(ANY_QUOTES, " ");

  // A test of a column's values: a range of numbers, or how the value begins.
  function valueTest(wanted) {
    const range = RANGE.exec(wanted);
    if (range) return rangeTest(range);
    const start = normalize(wanted);
    return (value) => normalize(value).startsWith(start);
  }

  function rangeTest([, sign, first, last]) {
    let least = Number(first);
    let most = Number(last || first);
    if (sign === ">") least += 1;
    if (sign === "<") most -= 1;
    if (sign === "<" || sign === "<=") least = -Infinity;
    if (sign === ">" || sign === ">=") most = Infinity;
    return (value) => value >= least && value <= most;
  }

  const normalize = (value) => value.toLowerCase().replace(/[\s_-]+/g, "-");
})(window.papershelfSearch = window.papershelfSearch || {});
