// Plans a query: turns its words into clauses for Lunr. A clause has a term to look for, a boost and
// the words of the query that it answers (`covers`, a set of bits); `isPartial` if it makes a paper
// one of those with some of the words only. Lunr's own query parser, which throws on unknown fields
// and odd signs, is never used.
(function (search) {
  "use strict";
  // An exact term weighs ten times a beginning or a similar spelling, and those twice a term that
  // is itself the beginning of what was typed.
  const EXACT = 10, STOP_WORD = 1, PREFIX = 1, SIMILAR = 1, SHORTER = 0.5;
  const MOST_WORDS = 30, MOST_COMPOUNDS = 60;
  const LONG_PREFIX = 3, MOST_FILES = 12;
  const SHORTEST_SIMILAR = 4;
  const SHORTEST_KNOWN = 5, SHORTEST_UNKNOWN = 3;
  const SHORTEST_STEM = 4, LONGEST_ENDING = 6;
  const MOST_JOINED = 6, WIDEST_JOINED = 3, LONG_JOINED = 6;
  const SHORTEST_PART = 3, SHORTEST_LAST_PART = 2;
  const SPELLABLE = /^\p{L}[\p{L}\p{N}]+$/u;
  const STEMMED = /^[a-z]+$/;
  const NUMBER = /^[0-9.]+$/;
  const ENDS_WITH_SIGN = /[+#]$/;
  const KEY_SIGN = ":";
  const KEYS = "keys";

  const YEAR = /^(?:19|20)\d\d$/;
  const DAY = /^([0-2]?\d|3[01])(?:st|nd|rd|th)?$/;
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const SHORTEST_MONTH = 3;

  const unionOf = (bits) => bits.reduce((union, bit) => union | bit, 0);
  const partial = (clauses) => clauses.map((clause) => ({ ...clause, isPartial: true }));

  // Whether any paper has one of the terms in a field, or in any field if none is named.
  function isKnown(clauses, field, index) {
    const hasPapers = ({ papers }, place) => papers.length && (!field || field === index.fields[place]);
    return clauses.some(({ entries }) => entries.some(({ postings }) => postings.some(hasPapers)));
  }

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
    const [whole, ...parts] = await Promise.all([
      planJoined(joined, unionOf(bits), { isUnfinished, field }, index),
      ...atoms.map((atom, place) => {
        const isLastAtom = place === atoms.length - 1;
        return planAtom(atom, bits[place], { isUnfinished: isUnfinished && isLastAtom, isExact, field }, index);
      }),
    ]);
    // `C++` is not `C`, unless no paper has it.
    const isSigned = atoms.length === 1 && isKnown(whole, field, index);
    const found = [...whole, ...(isSigned ? partial(parts.flat()) : parts.flat())];
    return found.map((clause) => ({ ...clause, field }));
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
    const known = [...exact, ...begun];
    if (known.length || isExact || isStopWord) {
      return isUnfinished ? [...known, ...(await shorterClauses(atom, bit, index, SHORTEST_KNOWN))] : known;
    }
    const similar = await Promise.all([
      similarClauses(atom, bit, isUnfinished, index),
      shorterClauses(atom, bit, index, SHORTEST_UNKNOWN),
      apartClauses(atom, bit, index),
    ]);
    return similar.flat();
  }

  // No clause for a term that the index does not have.
  async function termClause(term, boost, covers, index) {
    const entry = await index.entry(term);
    return entry ? [{ term, boost, covers, entries: [entry] }] : [];
  }

  // In a large index a short prefix would need most of its files.
  function isTooShort(prefix, index) {
    return prefix.length < LONG_PREFIX && index.countFiles(prefix) > MOST_FILES;
  }

  async function prefixClause(prefix, covers, index) {
    if (isTooShort(prefix, index)) return [];
    const entries = await index.entriesWithPrefix(prefix);
    return entries.length ? [{ term: prefix + "*", boost: PREFIX, covers, entries }] : [];
  }

  // Terms that begin what was typed: a half-typed word can be longer than its stem, as `generaliz`
  // is than `gener` and `usi` than `us`.
  async function shorterClauses(atom, covers, index, shortest) {
    if (atom.length < shortest || !STEMMED.test(atom)) return [];
    const first = Math.max(Math.min(SHORTEST_STEM, atom.length - 1), atom.length - LONGEST_ENDING);
    const clauses = [];
    for (let length = first; length < atom.length; length++) {
      clauses.push(termClause(atom.slice(0, length), SHORTER, covers, index));
    }
    return (await Promise.all(clauses)).flat();
  }

  async function similarClauses(atom, covers, isUnfinished, index) {
    if (atom.length < SHORTEST_SIMILAR || !SPELLABLE.test(atom)) return [];
    const candidates = await index.similarWords(atom, isUnfinished);
    const spellings = search.bestSpellings(atom, candidates, isUnfinished);
    // Of spellings with one term the best stays: it is set last.
    const spellingOf = new Map(spellings.reverse().map((word) => [index.tokenizer.term(word), word]));
    const terms = [...spellingOf.keys()];
    const clauses = await Promise.all(terms.map((term) => termClause(term, SIMILAR, covers, index)));
    return clauses.flat().map((clause) => ({ ...clause, spelling: spellingOf.get(clause.term) }));
  }

  // A letter alone says nothing, a figure does: `gpt4`.
  const isPart = (letters) => letters.length >= SHORTEST_LAST_PART || NUMBER.test(letters[0]);

  // Names are typed as one and written apart: `huggingface`. A paper must have both parts in a field.
  async function apartClauses(atom, covers, index) {
    const { entry, tokenizer } = index;
    const letters = Array.from(atom.slice(0, tokenizer.longest));
    const ends = letters.map((_, end) => end).filter((end) => end >= SHORTEST_PART && isPart(letters.slice(end)));
    const clauses = await Promise.all(ends.map(async (end) => {
      const first = tokenizer.term(letters.slice(0, end).join(""));
      const begin = await entry(first);
      const last = tokenizer.term(letters.slice(end).join(""));
      const rest = begin && (await entry(last));
      if (!rest) return [];
      return [
        { term: first, boost: SIMILAR, covers, entries: [begin], beside: rest },
        { term: last, boost: SIMILAR, covers: 0, entries: [rest] },
      ];
    }));
    return clauses.flat();
  }

  // Names are typed apart and written as one: `chat gpt`, `open ai gym`. Long queries find them by
  // their other words.
  async function joinedClauses(compounds, index) {
    const words = compounds.flatMap((compound) =>
      compound.atoms.map((atom, place) => ({ atom, bit: compound.bits[place], compound })));
    const planned = [];
    for (let start = 0; start < words.length; start++) {
      for (let width = 2; width <= WIDEST_JOINED && start + width <= words.length; width++) {
        const window = words.slice(start, start + width);
        planned.push(planWindow(window, words.length <= MOST_JOINED, index));
      }
    }
    return (await Promise.all(planned)).flat();
  }

  async function planWindow(window, isJoined, index) {
    const [{ compound: first }, { compound: last }] = [window[0], window[window.length - 1]];
    const isPlain = window.every(({ compound }) => compound.field === first.field && !compound.isExact && !compound.isOpaque);
    const covers = unionOf(window.map(({ bit }) => bit));
    if (!isPlain || !covers || first === last) return [];
    const atoms = window.map(({ atom }) => atom);
    const date = dateWord(atoms);
    if (date) return termClause(date, EXACT, covers, index);
    if (!isJoined) return [];
    const joined = atoms.join("");
    const exact = await termClause(index.tokenizer.term(joined), EXACT, covers, index);
    const found = exact.length || joined.length < LONG_JOINED ? exact : await prefixClause(joined, covers, index);
    return found.map((clause) => ({ ...clause, field: first.field }));
  }

  // `may 2018`, `17 may 2018`, `may 17th 2018` as keys.py writes them: 201805, 20180517.
  function dateWord(atoms) {
    const year = atoms.find((atom) => YEAR.test(atom));
    const name = atoms.find((atom) => atom.length >= SHORTEST_MONTH && MONTHS.some((month) => month.startsWith(atom)));
    const day = atoms.map((atom) => DAY.exec(atom)).find(Boolean);
    if (!year || !name || (atoms.length > 2) !== Boolean(day)) return null;
    const month = MONTHS.findIndex((each) => each.startsWith(name)) + 1;
    return year + pad(month) + (day ? pad(day[1]) : "");
  }

  const pad = (number) => String(number).padStart(2, "0");

  // What names a paper answers the whole query, see keys.py: identifiers, and all words as its name.
  async function keyClauses(wanted, all, index) {
    const keys = wanted.map(({ key }) => key).filter(Boolean);
    if (wanted.every(({ field }) => field === null)) {
      const name = index.tokenizer.squeeze(wanted.map(({ text }) => text).join(" "));
      if (name && name.length <= index.tokenizer.longest) keys.push(name);
    }
    const different = [...new Set(keys)];
    const clauses = await Promise.all(different.map((key) => termClause(KEY_SIGN + key, EXACT, all, index)));
    return clauses.flat().map((clause) => ({ ...clause, field: null }));
  }

  // Groups of terms; a paper that has all terms of a group is excluded.
  async function planExclusions(query, index) {
    const { tokenizer } = index;
    const parts = query.words.filter(({ isExcluded }) => isExcluded);
    const groups = await Promise.all(parts.map(async ({ text, field, key, isOpaque }) => {
      const words = tokenizer.compounds(text).flatMap(({ atoms, joined }) => (joined === null ? atoms : [joined]));
      const terms = isOpaque ? [KEY_SIGN + key] : words.map(tokenizer.term);
      return { field, entries: await Promise.all(terms.map(index.entry)) };
    }));
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
    const times = clauses.filter((clause) => !clause.isPartial && isKnown([clause], KEYS, index));
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
