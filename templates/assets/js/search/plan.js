// Plans a query: turns its words into clauses for Lunr. Lunr's own query parser, which throws on
// unknown fields and odd signs, is never used.
(function (search) {
  "use strict";
  const { EXACT, unionOf, partial, isKnown, termClause, isTooShort, prefixClause } = search.clauses;
  const { joinedClauses, apartClauses, keyClauses, idTerm } = search.names;
  // A similar spelling weighs twice a term that is itself the beginning of what was typed.
  const STOP_WORD = 1, SIMILAR = 1, SHORTER = 0.5;
  const MOST_WORDS = 30, MOST_COMPOUNDS = 60;
  const MOST_YEARS = 50;
  const SHORTEST_SPELLED = 4; // letters of the shortest word in the dictionary
  const SHORTEST_KNOWN = 5, SHORTEST_UNKNOWN = 3;
  const SPELLABLE = /^\p{L}[\p{L}\p{N}]+$/u;
  const STEMMED = /^[a-z]+$/;
  const NUMBER = /^[0-9.]+$/;
  const ENDS_WITH_SIGN = /[+#]$/;
  const KEYS = "keys";

  // The words to find with a bit each; stop words have none unless the query has nothing else.
  function assignBits(wanted, tokenizer) {
    const read = (part) => (part.isOpaque ? [{ atoms: [part.key], joined: null }] : tokenizer.compounds(part.text));
    const compounds = wanted
      .flatMap((part) => read(part).map((compound) => ({ ...part, ...compound })))
      .slice(0, MOST_COMPOUNDS);
    const hasOnlyStopWords = compounds.every(({ atoms }) => atoms.every(tokenizer.isStopWord));
    let count = 0;
    for (const compound of compounds) {
      compound.bits = compound.atoms.map((atom) => {
        const isCounted = hasOnlyStopWords || !tokenizer.isStopWord(atom);
        return isCounted && count < MOST_WORDS ? 1 << count++ : 0;
      });
    }
    return { compounds, all: 2 ** count - 1 };
  }

  // The clauses of a word: for each of its parts, and for the parts joined.
  async function planCompound(compound, isLast, index) {
    const { atoms, bits, joined, field, isExact, isOpaque } = compound;
    if (isOpaque) return [];
    const isUnfinished = isLast && !isExact && !ENDS_WITH_SIGN.test(joined);
    if (compound.years && !isExact) return planYears(compound.years, unionOf(bits), index);
    const [whole, ...parts] = await Promise.all([
      planJoined(joined, unionOf(bits), { isUnfinished, field }, index),
      ...atoms.map((atom, place) => {
        const isLastAtom = place === atoms.length - 1;
        return planAtom(atom, bits[place], { isUnfinished: isUnfinished && isLastAtom, isExact, field }, index);
      }),
    ]);
    // `C++` is not `C`; a sign behind a longer word may say nothing.
    const isLetter = atoms[0].length === 1;
    const isSigned = atoms.length === 1 && joined !== null && (isLetter || isKnown(whole, field, index));
    const found = [...whole, ...(isSigned ? partial(parts.flat()) : parts.flat())];
    return found.map((clause) => ({ ...clause, field }));
  }

  // `2018-2020`: any of these years will do.
  async function planYears([first, last], covers, index) {
    const count = Math.max(0, Math.min(MOST_YEARS, last - first + 1));
    const years = Array.from({ length: count }, (_, place) => String(first + place));
    const clauses = await Promise.all(years.map((year) => termClause(year, EXACT, covers, index)));
    return clauses.flat();
  }

  async function planJoined(joined, covers, { isUnfinished, field }, index) {
    if (joined === null) return [];
    const [exact, begun] = await Promise.all([
      termClause(index.tokenizer.term(joined), EXACT, covers, index),
      isUnfinished ? prefixClause(joined, covers, index) : [],
    ]);
    return [...exact, ...(isKnown(exact, field, index) ? partial(begun) : begun)];
  }

  async function planAtom(atom, bit, { isUnfinished, isExact, field }, index) {
    const isStopWord = index.tokenizer.isStopWord(atom);
    const boost = isStopWord ? STOP_WORD : EXACT;
    const [exact, begun] = await Promise.all([
      termClause(index.tokenizer.term(atom), boost, bit, index),
      isUnfinished ? prefixClause(atom, bit, index) : [],
    ]);
    // A whole word means that word; words that it begins are something else, as are longer numbers.
    if (isKnown(exact, field, index)) return [...exact, ...(NUMBER.test(atom) ? [] : partial(begun))];
    // Terms of half-typed words can be shorter: `trainin` begins `training`, whose term is `train`.
    const known = [...exact, ...begun];
    if (known.length || isExact || isStopWord) {
      if (!isUnfinished || atom.length < SHORTEST_KNOWN || !STEMMED.test(atom)) return known;
      const words = await index.wordsBeginning(atom);
      const isShorter = (word) => !index.tokenizer.term(word).startsWith(atom);
      return [...known, ...(await wordClauses(words.filter(isShorter), bit, index))];
    }
    const isInDictionary = atom.length >= SHORTEST_SPELLED;
    const similar = await Promise.all([
      isInDictionary ? similarClauses(atom, bit, isUnfinished, index) : [],
      isUnfinished && !isInDictionary ? shorterClause(atom, bit, index) : [],
      apartClauses(atom, bit, index),
    ]);
    return similar.flat();
  }

  // The word itself without its last letter: `usi` begins `using`, whose term is `us`. The dictionary
  // has no words as short.
  async function shorterClause(atom, covers, index) {
    if (atom.length < SHORTEST_UNKNOWN || !STEMMED.test(atom)) return [];
    return termClause(atom.slice(0, -1), SHORTER, covers, index);
  }

  async function wordClauses(words, covers, index) {
    const terms = [...new Set(words.map(index.tokenizer.term))];
    return (await Promise.all(terms.map((term) => termClause(term, SIMILAR, covers, index)))).flat();
  }

  // The words of the dictionary that were begun, else those that may have been meant.
  async function similarClauses(atom, covers, isUnfinished, index) {
    if (!SPELLABLE.test(atom)) return [];
    const candidates = await index.similarWords(atom, isUnfinished);
    const begun = isUnfinished ? candidates.map(({ word }) => word).filter((word) => word.startsWith(atom)) : [];
    if (begun.length) return wordClauses(begun, covers, index);
    const spellings = search.bestSpellings(atom, candidates, isUnfinished);
    // Of spellings with one term the best stays: it is set last.
    const spellingOf = new Map(spellings.reverse().map((word) => [index.tokenizer.term(word), word]));
    const clauses = await wordClauses([...spellingOf.values()], covers, index);
    return clauses.map((clause) => ({ ...clause, spelling: spellingOf.get(clause.term) }));
  }

  // The terms that a paper without a word must not have all of.
  function excludedTerms({ text, key, isOpaque, isExact }, tokenizer) {
    if (isOpaque) return [idTerm(key)];
    const words = tokenizer.compounds(text).flatMap(({ atoms, joined }) => (joined === null ? atoms : [joined]));
    // Stop words of a phrase are in no index but that of titles.
    const content = words.filter((word) => !tokenizer.isStopWord(word));
    const sought = isExact && content.length ? content : words;
    return sought.map(tokenizer.term);
  }

  async function planExclusion(word, index) {
    const { text, field, isExact } = word;
    const terms = excludedTerms(word, index.tokenizer);
    const phrase = isExact ? { text, field } : null;
    return { field, phrase, entries: await Promise.all(terms.map(index.entry)) };
  }

  // Groups of terms; a paper that has all terms of a group, and its phrase if any, is excluded.
  async function planExclusions(query, index) {
    const words = query.words.filter(({ isExcluded }) => isExcluded);
    const groups = await Promise.all(words.map((word) => planExclusion(word, index)));
    return groups.filter(({ entries }) => entries.length && entries.every(Boolean));
  }

  // The bit of the last word if it is too short to be looked up yet: no paper must answer it.
  function pendingBit(compounds, clauses, index) {
    const last = compounds[compounds.length - 1];
    if (!last || last.isExact) return 0;
    const atom = last.atoms[last.atoms.length - 1];
    const bit = last.bits[last.bits.length - 1];
    if (!atom || !isTooShort(atom, index)) return 0;
    return clauses.some(({ covers }) => covers & bit) ? 0 : bit;
  }

  // The words that are times, which papers have among their keys.
  function bitsOfTimes(clauses, index) {
    const isTime = (clause) => !clause.isPartial && !clause.isBegun && isKnown([clause], KEYS, index);
    const times = clauses.filter(isTime);
    return unionOf(times.map(({ covers }) => covers));
  }

  // `all` has the bits of every word, `required` those without which a paper is no result, `first`
  // those that a paper must answer by its keys to come first.
  search.planQuery = async function (query, index) {
    const wanted = query.words.filter(({ isExcluded }) => !isExcluded);
    const { compounds, all } = assignBits(wanted, index.tokenizer);
    const lastPlace = query.isFinished ? -1 : compounds.length - 1;
    const planned = await Promise.all([
      joinedClauses(compounds, index),
      ...compounds.map((compound, place) => planCompound(compound, place === lastPlace, index)),
    ]);
    const words = planned.flat();
    const keys = await keyClauses(wanted, all, index);
    const clauses = [...words, ...keys];
    const pending = pendingBit(compounds, clauses, index);
    const strict = compounds.filter(({ field, isExact }) => field !== null || isExact);
    const phrases = strict.filter(({ isExact }) => isExact);
    return {
      clauses,
      excluded: await planExclusions(query, index),
      all: all & ~pending,
      required: unionOf(strict.flatMap(({ bits }) => bits)) & ~pending,
      first: (bitsOfTimes(words, index) || all) & ~pending,
      phrases: phrases.map(({ text, field }) => ({ text, field })),
    };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
