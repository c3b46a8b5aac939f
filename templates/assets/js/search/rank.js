// Papers in the order of their scores. Lunr scores and sorts; because it makes an object of every
// hit, the best few are found first with the same formula over typed arrays, and Lunr is asked on
// a small index of just those papers and terms. The result is that of the whole index, to the bit:
// a paper's score needs nothing but the weights of the query's own terms.
(function (search) {
  "use strict";
  const TOLERANCE = 1e-9;

  // lunr.idf counts a paper once for every field that has the term.
  function rarity(entry, paperCount) {
    const uses = entry.postings.reduce((sum, { papers }) => sum + papers.length, 0);
    return Math.log(1 + Math.abs((paperCount - uses + 0.5) / (uses + 0.5)));
  }

  // The weight of a term in a field of a paper: lunr.Builder.prototype.createFieldVectors.
  function weigher(manifest, lengths) {
    const { saturation: k1, lengthWeight: b, papers: paperCount, totals } = manifest;
    const boosts = Object.values(manifest.fields);
    return (entry, field) => {
      const idf = rarity(entry, paperCount);
      const average = totals[field] / paperCount;
      const { papers, counts } = entry.postings[field];
      return (place) => {
        const length = lengths[field][papers[place]];
        const score = (idf * ((k1 + 1) * counts[place])) / (k1 * (1 - b + b * (length / average)) + counts[place]);
        return Math.round(score * boosts[field] * 1000) / 1000;
      };
    };
  }

  // For each field what the query asks of each term: Lunr's query vectors.
  function queryVectors(clauses, fields) {
    const vectors = fields.map(() => new Map());
    for (const { entries, boost, field } of clauses) {
      vectors.forEach((vector, place) => {
        if (field && field !== fields[place]) return;
        for (const entry of entries) vector.set(entry, (vector.get(entry) || 0) + boost);
      });
    }
    return vectors;
  }

  const magnitude = (vector) => Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0));

  // All papers that have a term in a field, or in any field when none is named.
  function* holders({ postings }, field, fields) {
    for (let place = 0; place < fields.length; place++) {
      if (!field || field === fields[place]) yield postings[place].papers;
    }
  }

  // Scores of all papers, and the bits of the words that each answers.
  search.scoreAll = function ({ clauses }, { manifest, fields }, lengths) {
    const scores = new Float64Array(manifest.papers);
    const answered = new Int32Array(manifest.papers);
    const weights = weigher(manifest, lengths);
    queryVectors(clauses, fields).forEach((vector, field) => {
      const length = magnitude(vector);
      for (const [entry, asked] of vector) {
        const weight = weights(entry, field);
        const { papers } = entry.postings[field];
        for (let place = 0; place < papers.length; place++) scores[papers[place]] += (asked / length) * weight(place);
      }
    });
    for (const { entries, covers, field } of clauses) {
      for (const entry of entries) for (const papers of holders(entry, field, fields)) for (const paper of papers) answered[paper] |= covers;
    }
    return { scores, answered };
  };

  // Papers that hold every term of one of the groups.
  search.excludedPapers = function (groups, fields) {
    const holding = ({ entries, field }) =>
      entries.map((entry) => new Set([...holders(entry, field, fields)].flatMap((papers) => [...papers])));
    const excluded = groups.flatMap((group) => {
      const [first, ...others] = holding(group);
      return [...first].filter((paper) => others.every((set) => set.has(paper)));
    });
    return new Set(excluded);
  };

  // The papers with the `most` highest scores, and those that tie with the last of them.
  search.bestPapers = function (papers, scores, most) {
    if (papers.length <= most) return papers;
    const threshold = Float64Array.from(papers, (paper) => scores[paper]).sort()[papers.length - most] - TOLERANCE;
    return papers.filter((paper) => scores[paper] >= threshold);
  };

  // Lunr's own answer to the clauses among `papers`: refs and scores, best first.
  search.lunrResults = function (papers, clauses, { manifest, fields }, lengths) {
    const isKept = new Uint8Array(manifest.papers);
    for (const paper of papers) isKept[paper] = 1;
    const weights = weigher(manifest, lengths);
    const entries = [...new Set(clauses.flatMap((clause) => clause.entries))].sort((a, b) => a.ordinal - b.ordinal);
    const invertedIndex = Object.create(null);
    const elements = Object.create(null);
    for (const entry of entries) {
      const row = { _index: entry.ordinal };
      fields.forEach((field, number) => {
        row[field] = Object.create(null);
        const weight = weights(entry, number);
        const found = entry.postings[number].papers;
        for (let place = 0; place < found.length; place++) {
          const paper = found[place];
          if (!isKept[paper]) continue;
          row[field][paper] = Object.create(null);
          (elements[field + "/" + paper] ||= []).push(entry.ordinal, weight(place));
        }
      });
      invertedIndex[entry.name] = row;
    }
    const fieldVectors = Object.create(null);
    for (const ref of Object.keys(elements)) fieldVectors[ref] = new lunr.Vector(elements[ref]);
    const tokenSet = lunr.TokenSet.fromArray(entries.map(({ name }) => name));
    const index = new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline: new lunr.Pipeline() });
    return index.query((query) => search.askLunr(query, clauses));
  };

  // The clauses in Lunr's terms; they are stemmed already.
  search.askLunr = function (query, clauses) {
    for (const { term, boost, field } of clauses) {
      query.term(term, { boost, usePipeline: false, ...(field && { fields: [field] }) });
    }
  };
})(window.papershelfSearch = window.papershelfSearch || {});
