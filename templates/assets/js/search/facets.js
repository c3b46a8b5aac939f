// Filters, counts and orders over the columns of the index. Values of one facet widen the list
// where a paper has only one of them (status, year), and narrow it where it can have several.
(function (search) {
  "use strict";
  const SEVERAL = ["tag", "listing", "has"];
  const ASCENDING = ["title"];

  function facetTest({ values, rows }, name, chosen) {
    const numbers = [...chosen].map((value) => values.indexOf(value));
    const has = (paper) => (number) => rows[paper].includes(number);
    return SEVERAL.includes(name)
      ? (paper) => numbers.every(has(paper))
      : (paper) => numbers.some(has(paper));
  }

  // A typed filter (`rating:>=4`) as a test of papers; null when it fits no value at all.
  search.typedFilter = function ({ column, test, isExcluded }, columns) {
    const { values, rows } = columns[column];
    const fits = values.map(test);
    if (!fits.includes(true)) return null;
    return (paper) => rows[paper].some((number) => fits[number]) !== isExcluded;
  };

  // For each facet the test that its chosen values make; `chosen` maps names to sets of values.
  search.facetTests = function (chosen, columns) {
    const used = [...chosen].filter(([name, values]) => values.size && columns[name]);
    return new Map(used.map(([name, values]) => [name, facetTest(columns[name], name, values)]));
  };

  // How many of `papers` each value would leave, given the other facets.
  search.facetCounts = function (name, papers, tests, columns) {
    const others = [...tests].filter(([other]) => other !== name || SEVERAL.includes(name)).map(([, test]) => test);
    const { values, rows } = columns[name];
    const counts = new Uint32Array(values.length);
    for (const paper of papers) {
      if (others.every((test) => test(paper))) for (const number of rows[paper]) counts[number]++;
    }
    return new Map(values.map((value, number) => [value, counts[number]]));
  };

  // Papers by a column, those without a value last, equals newest first.
  search.sortedPapers = function (papers, name, columns) {
    const { rows } = columns[name];
    const sign = ASCENDING.includes(name) ? 1 : -1;
    const key = (paper) => (rows[paper].length ? sign * rows[paper][rows[paper].length - 1] : Infinity);
    return [...papers].sort((a, b) => (key(a) === key(b) ? b - a : key(a) - key(b)));
  };
})(window.papershelfSearch = window.papershelfSearch || {});
