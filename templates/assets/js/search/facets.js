// Filters, counts and sorts papers by the columns of the index. Chosen values of one facet widen the
// list where a paper has only one of them (status, year) and narrow it where it can have several.
(function (search) {
  "use strict";
  const MULTIPLE = ["tag", "listing", "has"];
  const ASCENDING = ["title"];

  function facetTest({ values, rows }, name, chosen) {
    const numbers = [...chosen].map((value) => values.indexOf(value));
    if (MULTIPLE.includes(name)) return (paper) => numbers.every((number) => rows[paper].includes(number));
    return (paper) => numbers.some((number) => rows[paper].includes(number));
  }

  // A test of papers by a typed filter (`rating:>=4`); null if it fits no value at all.
  search.filterTest = function ({ column, test, isExcluded }, columns) {
    const { values, rows } = columns[column];
    const fits = values.map(test);
    if (!fits.includes(true)) return null;
    return (paper) => rows[paper].some((number) => fits[number]) !== isExcluded;
  };

  // For each facet with chosen values a test of papers; `chosen` maps names to sets of values.
  search.facetTests = function (chosen, columns) {
    const tests = new Map();
    for (const [name, values] of chosen) {
      if (values.size && columns[name]) tests.set(name, facetTest(columns[name], name, values));
    }
    return tests;
  };

  // How many of `papers` each value of a facet would leave, given the other facets.
  search.facetCounts = function (name, papers, tests, columns) {
    const applied = [...tests].filter(([other]) => other !== name || MULTIPLE.includes(name));
    const isLeft = (paper) => applied.every(([, test]) => test(paper));
    const { values, rows } = columns[name];
    const counts = new Uint32Array(values.length);
    for (const paper of papers) {
      if (!isLeft(paper)) continue;
      for (const number of rows[paper]) counts[number]++;
    }
    return new Map(values.map((value, number) => [value, counts[number]]));
  };

  // Papers by a column; those without a value come last, equal ones newest first.
  search.sortPapers = function (papers, name, columns) {
    const { rows } = columns[name];
    const sign = ASCENDING.includes(name) ? 1 : -1;
    function key(paper) {
      const row = rows[paper];
      return row.length ? sign * row[row.length - 1] : Infinity;
    }
    return [...papers].sort((a, b) => (key(a) === key(b) ? b - a : key(a) - key(b)));
  };
})(window.papershelfSearch = window.papershelfSearch || {});
