// Names in a query: words that are typed apart and written as one, or the other way round, times, and
// what names a paper.
(function (search) {
  "use strict";
  const { EXACT, unionOf, termClause, prefixClause } = search.clauses;
  const APART = 1;
  const MOST_JOINED = 6, WIDEST = 3, LONG_JOINED = 6;
  const SHORTEST_PART = 3, SHORTEST_LAST_PART = 2;
  const KEY_SIGN = ":";

  const YEAR = /^(?:19|20)\d\d$/;
  const DAY = /^([0-2]?\d|3[01])(?:st|nd|rd|th)?$/;
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const SHORTEST_MONTH = 3;

  const pad = (number) => String(number).padStart(2, "0");

  // `may 2018`, `17 may 2018`, `may 17th 2018` as keys.py writes them: 201805, 20180517.
  function timeWord(atoms) {
    const isMonth = (atom) => atom.length >= SHORTEST_MONTH && MONTHS.some((month) => month.startsWith(atom));
    const year = atoms.find((atom) => YEAR.test(atom));
    const name = atoms.find(isMonth);
    const day = atoms.map((atom) => DAY.exec(atom)).find(Boolean);
    const hasDay = atoms.length > 2;
    if (!year || !name || hasDay !== Boolean(day)) return null;
    const month = MONTHS.findIndex((each) => each.startsWith(name)) + 1;
    return year + pad(month) + (hasDay ? pad(day[1]) : "");
  }

  // Two or three neighbours that are one name or one time. A long query finds its papers by its other
  // words, so it is spared the files of all its pairs.
  async function planNeighbours(words, isShort, index) {
    const [{ compound: first }, { compound: last }] = [words[0], words[words.length - 1]];
    const isPlain = ({ compound }) => compound.field === first.field && !compound.isExact && !compound.isOpaque;
    const covers = unionOf(words.map(({ bit }) => bit));
    if (!covers || first === last || !words.every(isPlain)) return [];
    const atoms = words.map(({ atom }) => atom);
    const time = timeWord(atoms);
    if (time) return termClause(time, EXACT, covers, index);
    if (!isShort) return [];
    const joined = atoms.join("");
    const exact = await termClause(index.tokenizer.term(joined), EXACT, covers, index);
    const isEnough = exact.length || joined.length < LONG_JOINED;
    const found = isEnough ? exact : await prefixClause(joined, covers, index);
    return found.map((clause) => ({ ...clause, field: first.field }));
  }

  // Typed apart and written as one: `chat gpt`, `open ai gym`; and times: `may 2018`.
  async function joinedClauses(compounds, index) {
    const words = compounds.flatMap((compound) =>
      compound.atoms.map((atom, place) => ({ atom, bit: compound.bits[place], compound })));
    const isShort = words.length <= MOST_JOINED;
    const planned = [];
    for (let start = 0; start < words.length; start++) {
      for (let width = 2; width <= WIDEST && start + width <= words.length; width++) {
        planned.push(planNeighbours(words.slice(start, start + width), isShort, index));
      }
    }
    return (await Promise.all(planned)).flat();
  }

  // A letter alone says nothing, a figure does: `gpt4`.
  const isPart = (text) => text.length >= SHORTEST_LAST_PART || /^\d/.test(text);

  // Typed as one and written apart: `huggingface`. A paper must have both parts in one field.
  async function apartClauses(atom, covers, index) {
    const { entry, tokenizer } = index;
    const word = atom.slice(0, tokenizer.longest);

    async function planParts(end) {
      const [first, last] = [word.slice(0, end), word.slice(end)].map(tokenizer.term);
      const start = await entry(first);
      const rest = start && (await entry(last));
      if (!rest) return [];
      return [
        { term: first, boost: APART, covers, entries: [start], beside: rest },
        { term: last, boost: APART, covers: 0, entries: [rest] },
      ];
    }

    const planned = [];
    for (let end = SHORTEST_PART; end < word.length; end++) {
      if (isPart(word.slice(end))) planned.push(planParts(end));
    }
    return (await Promise.all(planned)).flat();
  }

  const idTerm = (key) => KEY_SIGN + key;
  const nameTerm = (name) => name + KEY_SIGN;

  // What names a paper answers the whole query, see keys.py: identifiers, and all words as its name.
  async function keyClauses(words, all, index) {
    const terms = words.map(({ key }) => key).filter(Boolean).map(idTerm);
    if (words.every(({ field }) => field === null)) {
      const name = index.tokenizer.squeeze(words.map(({ text }) => text).join(" "));
      if (name && name.length <= index.tokenizer.longest) terms.push(nameTerm(name));
    }
    const different = [...new Set(terms)];
    const clauses = await Promise.all(different.map((term) => termClause(term, EXACT, all, index)));
    return clauses.flat().map((clause) => ({ ...clause, field: null }));
  }

  search.names = { joinedClauses, apartClauses, keyClauses, idTerm };
})(window.papershelfSearch = window.papershelfSearch || {});
