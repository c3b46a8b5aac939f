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
  const CURLED_QUOTES = /[“”„«»]/g;
  const ANY_QUOTES = /["“”„«»]/g;

  // `words`: {text, field or null, isExact (a phrase), isExcluded};
  // `filters`: {column, test of a value, isExcluded, whole (as typed)}.
  search.parseQuery = function (text) {
    const query = { words: [], filters: [] };
    for (const [whole, minus, name, phrase, word] of text.replace(CURLED_QUOTES, '"').matchAll(PART)) {
      const field = name ? name.toLowerCase() : null;
      const value = phrase || word;
      const isExcluded = Boolean(minus);
      if (FILTERS.includes(field)) {
        query.filters.push({ column: field, test: valueTest(value), isExcluded, whole });
      } else {
        query.words.push({ text: value, field: FIELDS[field] || null, isExact: Boolean(phrase), isExcluded });
      }
    }
    return query;
  };

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
