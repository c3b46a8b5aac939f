// Finds words of a query in the texts of results: whole phrases, the words to highlight, the passage
// with most of them. The index has no positions, so texts are tokenized when they are shown.
(function (search) {
  "use strict";
  const COMPOUND = /[\p{L}\p{M}\p{N}]+(?:[-.@^_&'’\u2010-\u2013][\p{L}\p{M}\p{N}]+)*[+#*]*/gu;
  const PART = /[\p{L}\p{M}\p{N}]+/gu;
  const PASSAGE = 300;
  const LEAD = 40; // characters of a passage before its first match
  const IS_TITLE = 0, IS_NAMED = 1, IN_TITLE = 2, ELSEWHERE = 3;

  // The words of a text with a space around each, so that phrases can be found as texts.
  function spacedAtoms(text, tokenizer) {
    const atoms = tokenizer.compounds(text).flatMap((compound) => compound.atoms);
    return " " + atoms.join(" ") + " ";
  }

  // Whether a paper has every phrase word for word, in the field that it names or in any.
  search.hasPhrases = function (card, phrases, tokenizer) {
    const { title, day, tags, authors, more, summary, notes, abstract } = card;
    const fields = { title: [title], tags, authors, notes: [summary, notes], abstract: [abstract] };
    const all = [title, day, ...tags, ...authors, summary, notes, abstract, more];
    return phrases.every(({ text, field }) => {
      const texts = fields[field] || all;
      const phrase = spacedAtoms(text, tokenizer);
      return texts.some((part) => spacedAtoms(part, tokenizer).includes(phrase));
    });
  };

  // A title that was typed whole comes first, then what the query names, then titles that contain what
  // was typed.
  search.moveTitlesUp = function (results, typed, tokenizer) {
    const wanted = spacedAtoms(typed, tokenizer).trimEnd();
    function rank({ card, isWhole, isNamed }) {
      if (!isWhole || wanted === "") return ELSEWHERE;
      const title = spacedAtoms(card.title, tokenizer);
      if (title === wanted + " ") return IS_TITLE;
      if (isNamed) return IS_NAMED;
      return title.includes(wanted) ? IN_TITLE : ELSEWHERE;
    }
    const ranked = results.map((result) => ({ result, rank: rank(result) }));
    ranked.sort((a, b) => a.rank - b.rank || b.result.isWhole - a.result.isWhole);
    return ranked.map(({ result }) => result);
  };

  // Where words with these terms are in a text: pairs of start and end, in order.
  search.findMatches = function (text, terms, tokenizer) {
    const isMatch = (word) => tokenizer.cachedTerms(word).some((term) => terms.has(term));
    const matches = [];
    for (const { 0: compound, index } of text.matchAll(COMPOUND)) {
      if (!isMatch(compound)) continue;
      const parts = [...compound.matchAll(PART)].filter(([part]) => isMatch(part));
      const isJoined = tokenizer.compounds(compound)
        .some(({ joined }) => joined !== null && terms.has(tokenizer.term(joined)));
      if (isJoined || !parts.length) {
        matches.push([index, index + compound.length]);
        continue;
      }
      for (const part of parts) {
        const start = index + part.index;
        matches.push([start, start + part[0].length]);
      }
    }
    return matches;
  };

  // The passage of a text with most different matches, cut at words, and their number (`worth`).
  search.bestPassage = function (text, terms, tokenizer) {
    const matches = search.findMatches(text, terms, tokenizer);
    let best = { start: 0, worth: -1 };
    for (const [start] of [[0], ...matches]) {
      const inside = matches.filter(([from, to]) => from >= start && to <= start + PASSAGE);
      const words = new Set(inside.map(([from, to]) => text.slice(from, to).toLowerCase()));
      if (words.size > best.worth) best = { start, worth: words.size };
    }
    if (text.length <= PASSAGE) return { text, isStart: true, isEnd: true, worth: best.worth };
    const start = Math.max(0, Math.min(best.start - LEAD, text.length - PASSAGE));
    return { ...cutAtWords(text, start), worth: best.worth };
  };

  function cutAtWords(text, wanted) {
    const start = wanted > 0 ? text.indexOf(" ", wanted) + 1 : 0;
    const isNearEnd = start + PASSAGE >= text.length;
    const end = isNearEnd ? text.length : text.lastIndexOf(" ", start + PASSAGE);
    const isEnd = end === text.length || end <= start;
    return { text: text.slice(start, isEnd ? undefined : end), isStart: start === 0, isEnd };
  }
})(window.papershelfSearch = window.papershelfSearch || {});
