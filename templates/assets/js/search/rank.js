// Ranks papers. Lunr scores and sorts them; because it makes an object for every hit, we first find
// the best few with the same formula over typed arrays and then ask Lunr on a small index of just
// those papers and terms. The result is that of the whole index, to the bit: a paper's score needs
// nothing but the weights of the query's own terms.
(function (search) {
  "use strict";
  const TOLERANCE = 1e-9;

  // lunr.idf, which counts a paper once for every field that has the term.
  function inverseFrequency(entry, paperCount) {
    const uses = entry.postings.reduce((sum, { papers }) => sum + papers.length, 0);
    return Math.log(1 + Math.abs((paperCount - uses + 0.5) / (uses + 0.5)));
  }

  // The weight of a term in a field of a paper: lunr.Builder.prototype.createFieldVectors.
  function termWeigher(manifest, lengths) {
    const { saturation: k1, lengthWeight: b, papers: paperCount, totals } = manifest;
    const boosts = Object.values(manifest.fields);
    return (entry, field) => {
      const idf = inverseFrequency(entry, paperCount);
      const averageLength = totals[field] / paperCount;
      const { papers, counts } = entry.postings[field];
      return (place) => {
        const count = counts[place];
        const length = lengths[field][papers[place]];
        const score = (idf * ((k1 + 1) * count)) / (k1 * (1 - b + b * (length / averageLength)) + count);
        return Math.round(score * boosts[field] * 1000) / 1000;
      };
    };
  }

  // Lunr's query vectors: for each field the boost of every term.
  function queryVectors(clauses, fields) {
    return fields.map((name) => {
      const vector = new Map();
      for (const { entries, boost, field } of clauses) {
        if (field && field !== name) continue;
        for (const entry of entries) vector.set(entry, (vector.get(entry) || 0) + boost);
      }
      return vector;
    });
  }

  function magnitude(vector) {
    let sum = 0;
    for (const boost of vector.values()) sum += boost * boost;
    return Math.sqrt(sum);
  }

  // Arrays of the papers that have a term in a field, or in any field if none is named.
  function papersWith({ postings }, field, fields) {
    const searched = postings.filter((_, place) => !field || field === fields[place]);
    return searched.map(({ papers }) => papers);
  }

  // The papers that an entry answers for a clause: all that have it, or those that have another beside
  // it in the same field.
  function answeringPapers(entry, { field, beside }, fields) {
    const found = papersWith(entry, field, fields);
    if (!beside) return found;
    const others = papersWith(beside, field, fields).map((papers) => new Set(papers));
    return found.map((papers, place) => papers.filter((paper) => others[place].has(paper)));
  }

  // For each paper the bits of the words that it answers: wholly, at least in part, and by its keys.
  function answeredBits(clauses, { manifest, fields }) {
    const bits = () => new Int32Array(manifest.papers);
    const found = { whole: bits(), any: bits(), keys: bits() };
    const add = (answered, papers, covers) => { for (const paper of papers) answered[paper] |= covers; };
    for (const clause of clauses) {
      const { entries, covers, field, isPartial } = clause;
      for (const entry of entries) {
        const papers = answeringPapers(entry, clause, fields).flatMap((each) => [...each]);
        add(found.any, papers, covers);
        if (isPartial) continue;
        add(found.whole, papers, covers);
        if (!field) add(found.keys, entry.postings[fields.indexOf("keys")].papers, covers);
      }
    }
    return found;
  }

  // Scores of all papers, and the bits of the words that each answers.
  search.scorePapers = function ({ clauses }, index, lengths) {
    const { manifest, fields } = index;
    const scores = new Float64Array(manifest.papers);
    const weigh = termWeigher(manifest, lengths);
    queryVectors(clauses, fields).forEach((vector, field) => {
      const length = magnitude(vector);
      for (const [entry, boost] of vector) {
        const weight = weigh(entry, field);
        const { papers } = entry.postings[field];
        for (let place = 0; place < papers.length; place++) {
          scores[papers[place]] += (boost / length) * weight(place);
        }
      }
    });
    return { scores, answered: answeredBits(clauses, index) };
  };

  // Papers that have every term of one of the groups.
  search.excludedPapers = function (groups, fields) {
    const excluded = new Set();
    for (const { entries, field } of groups) {
      const sets = entries.map((entry) => new Set(papersWith(entry, field, fields).flatMap((papers) => [...papers])));
      const [first, ...others] = sets;
      for (const paper of first) {
        if (others.every((set) => set.has(paper))) excluded.add(paper);
      }
    }
    return excluded;
  };

  // The papers with the `most` highest scores, and those that tie with the last of them.
  search.bestPapers = function (papers, scores, most) {
    if (papers.length <= most) return papers;
    const sorted = Float64Array.from(papers, (paper) => scores[paper]).sort();
    const threshold = sorted[papers.length - most] - TOLERANCE;
    return papers.filter((paper) => scores[paper] >= threshold);
  };

  // Lunr's own results for the clauses among `papers`: refs and scores, best first.
  search.lunrResults = function (papers, clauses, { manifest, fields }, lengths) {
    const isKept = new Uint8Array(manifest.papers);
    for (const paper of papers) isKept[paper] = 1;
    const weigh = termWeigher(manifest, lengths);
    const entries = [...new Set(clauses.flatMap((clause) => clause.entries))];
    entries.sort((a, b) => a.ordinal - b.ordinal);
    // Objects without a prototype, as Lunr's own: a term may be called `constructor`.
    const invertedIndex = Object.create(null);
    const elements = Object.create(null);
    for (const entry of entries) {
      const row = { _index: entry.ordinal };
      fields.forEach((field, number) => {
        row[field] = Object.create(null);
        const weight = weigh(entry, number);
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
    return index.query((query) => search.addClauses(query, clauses));
  };

  // The clauses in Lunr's terms; they are stemmed already.
  search.addClauses = function (query, clauses) {
    for (const { term, boost, field } of clauses) {
      query.term(term, { boost, usePipeline: false, ...(field && { fields: [field] }) });
    }
  };
})(window.papershelfSearch = window.papershelfSearch || {});
