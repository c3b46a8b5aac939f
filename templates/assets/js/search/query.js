// What was typed, taken apart. Every text is a query: what is no known form is words to look for.
(function (search) {
  "use strict";
  const FIELDS = { title: "title", tag: "tags", tags: "tags", author: "authors", authors: "authors", note: "notes", notes: "notes", abstract: "abstract" };
  const COLUMNS = ["status", "rating", "year", "has"];
  const NAMES = [...Object.keys(FIELDS), ...COLUMNS].join("|");
  const PART = new RegExp('(?:^|(?<=\\s))(-(?=["\\p{L}]))?(?:(' + NAMES + '):(?=\\S))?(?:"([^"]+)"|(\\S+))', "giu");
  const SPAN = /^(>=|<=|>|<|=)?(\d+)(?:(?:-|\.\.)(\d+))?$/;

  // `words`: text, field or null, exact (a phrase), excluded; `filters`: column, test, excluded.
  search.readQuery = function (text) {
    const query = { words: [], filters: [] };
    for (const [whole, minus, name, quoted, bare] of text.replace(/[“”„«»]/g, '"').matchAll(PART)) {
      const field = name ? name.toLowerCase() : null;
      const value = quoted || bare;
      const isExcluded = Boolean(minus);
      if (COLUMNS.includes(field)) query.filters.push({ column: field, test: columnTest(value), isExcluded, whole });
      else query.words.push({ text: value, field: FIELDS[field] || null, isExact: Boolean(quoted), isExcluded });
    }
    return query;
  };

  // The same words, near each other or not.
  search.withoutQuotes = (text) => text.replace(/["“”„«»]/g, " ");

  // Whether a value of a column is meant: `4`, `>=4`, `2020-2023`, or how the value begins.
  function columnTest(wanted) {
    const span = SPAN.exec(wanted);
    if (span) return numberTest(span);
    const start = plain(wanted);
    return (value) => plain(value).startsWith(start);
  }

  function numberTest([, sign, first, last]) {
    const least = sign === "<" || sign === "<=" ? -Infinity : Number(first) + (sign === ">" ? 1 : 0);
    const most = sign === ">" || sign === ">=" ? Infinity : Number(last || first) - (sign === "<" ? 1 : 0);
    return (value) => value >= least && value <= most;
  }

  const plain = (value) => value.toLowerCase().replace(/[\s_-]+/g, "-");
})(window.papershelfSearch = window.papershelfSearch || {});
