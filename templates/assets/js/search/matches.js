// Questions to the texts of results: does a phrase stand there, which words matched, which passage
// shows most of them. Texts are stemmed as they are shown; the index holds no positions.
(function (search) {
  "use strict";
  const COMPOUND = /[\p{L}\p{M}\p{N}]+(?:[-.@^_&'’\u2010-\u2013][\p{L}\p{M}\p{N}]+)*[+#*]*/gu;
  const PART = /[\p{L}\p{M}\p{N}]+/gu;
  const PASSAGE = 300;

  const atoms = (text, words) => words.compounds(text).flatMap((compound) => compound.atoms);
  const spaced = (text, words) => " " + atoms(text, words).join(" ") + " ";

  // Whether every phrase stands, word for word, in the paper (or in the field that it names).
  search.holdsPhrases = function (card, phrases, words) {
    const { title, tags, authors, more, summary, notes, abstract } = card;
    const fields = { title: [title], tags, authors, notes: [summary, notes], abstract: [abstract] };
    const every = [title, ...tags, ...authors, summary, notes, abstract, more];
    const holds = ({ text, field }) => (fields[field] || every).some((part) => spaced(part, words).includes(spaced(text, words)));
    return phrases.every(holds);
  };

  // A title that was typed whole comes first, then titles that what was typed stands in.
  search.titlesFirst = function (results, typed, words) {
    const wanted = spaced(typed, words).trimEnd();
    const place = ({ card, isWhole }) => {
      if (!isWhole || wanted === "") return 2;
      const title = spaced(card.title, words);
      return title === wanted + " " ? 0 : title.includes(wanted) ? 1 : 2;
    };
    const placed = results.map((result) => ({ result, at: place(result) }));
    return placed.sort((a, b) => a.at - b.at || b.result.isWhole - a.result.isWhole).map(({ result }) => result);
  };

  // Where words of `terms` stand in a text: pairs of positions, in order.
  search.matchesIn = function (text, terms, words) {
    const isMatch = (part) => words.termsOnce(part).some((term) => terms.has(term));
    const found = [];
    for (const { 0: compound, index } of text.matchAll(COMPOUND)) {
      if (!isMatch(compound)) continue;
      const parts = [...compound.matchAll(PART)].filter(([part]) => isMatch(part));
      const isJoined = words.compounds(compound).some(({ joined }) => joined !== null && terms.has(words.term(joined)));
      if (isJoined || !parts.length) found.push([index, index + compound.length]);
      else for (const part of parts) found.push([index + part.index, index + part.index + part[0].length]);
    }
    return found;
  };

  // The part of a text that shows most different matches, cut at words, and how many (`worth`).
  search.passage = function (text, terms, words) {
    const found = search.matchesIn(text, terms, words);
    let best = { start: 0, worth: -1 };
    for (const [start] of [[0], ...found]) {
      const inside = found.filter(([from, to]) => from >= start && to <= start + PASSAGE);
      const worth = new Set(inside.map(([from, to]) => text.slice(from, to).toLowerCase())).size;
      if (worth > best.worth) best = { start, worth };
    }
    if (text.length <= PASSAGE) return { text, isStart: true, isEnd: true, worth: best.worth };
    return { ...cutAtWords(text, Math.max(0, Math.min(best.start - 40, text.length - PASSAGE))), worth: best.worth };
  };

  function cutAtWords(text, wanted) {
    const start = wanted > 0 ? text.indexOf(" ", wanted) + 1 : 0;
    const end = start + PASSAGE >= text.length ? text.length : text.lastIndexOf(" ", start + PASSAGE);
    const isEnd = end === text.length || end <= start;
    return { text: text.slice(start, isEnd ? undefined : end), isStart: start === 0, isEnd };
  }
})(window.papershelfSearch = window.papershelfSearch || {});
