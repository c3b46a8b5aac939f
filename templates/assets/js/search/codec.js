// Decodes what codec.py encodes: numbers and sorted words as short printable strings.
// A number is one character below 64, two below 1,864, three below 42,364, else four.
(function (search) {
  "use strict";
  // Printable ASCII without the characters that a string in double quotes would escape.
  const FIRST_CODE = 35, CODES = 92;
  const ALPHABET = Array.from({ length: CODES }, (_, offset) => String.fromCharCode(FIRST_CODE + offset))
    .filter((sign) => sign !== "\\" && sign !== "`");
  const SIZE = ALPHABET.length;
  const VALUES = new Uint8Array(128);
  ALPHABET.forEach((sign, value) => { VALUES[sign.charCodeAt(0)] = value; });

  // First digits from which a number has two, three and four digits, and the least such number.
  const TWO = 64, THREE = 84, FOUR = 89;
  const LEAST_OF_TWO = TWO;
  const LEAST_OF_THREE = LEAST_OF_TWO + (THREE - TWO) * SIZE;
  const LEAST_OF_FOUR = LEAST_OF_THREE + (FOUR - THREE) * SIZE * SIZE;

  function decodeNumbers(text) {
    const values = new Uint32Array(text.length);
    let count = 0;
    let at = 0;
    const digit = () => VALUES[text.charCodeAt(at++)];
    while (at < text.length) {
      const first = digit();
      let value = first;
      if (first >= FOUR) value = LEAST_OF_FOUR + (digit() * SIZE + digit()) * SIZE + digit();
      else if (first >= THREE) value = LEAST_OF_THREE + ((first - THREE) * SIZE + digit()) * SIZE + digit();
      else if (first >= TWO) value = LEAST_OF_TWO + (first - TWO) * SIZE + digit();
      values[count++] = value;
    }
    return values.subarray(0, count);
  }

  // Numbers written as their different values, and the place of each among those.
  function decodeRanked([values, ranks]) {
    const different = decodeNumbers(values);
    return decodeNumbers(ranks).map((rank) => different[rank]);
  }

  // Front-coded words: how much each shares with the one before and adds, and what it adds.
  function decodeWords(lengths, endings) {
    const sizes = decodeNumbers(lengths);
    const words = [];
    let word = "";
    let at = 0;
    for (let i = 0; i < sizes.length; i += 2) {
      const [shared, added] = [sizes[i], sizes[i + 1]];
      word = word.slice(0, shared) + endings.slice(at, at + added);
      at += added;
      words.push(word);
    }
    return words;
  }

  // The papers of one field are written as the gaps between them, frequencies less one.
  function decodePostings(gaps, extras) {
    const papers = new Uint32Array(gaps.length);
    let paper = -1;
    gaps.forEach((gap, i) => {
      paper += gap + 1;
      papers[i] = paper;
    });
    return { papers, counts: extras.map((extra) => extra + 1) };
  }

  // A file of terms: for each term its papers and frequencies, field by field.
  function decodeTermShard([lengths, endings, frequencies, gaps, extras], firstOrdinal, fieldCount) {
    const names = decodeWords(lengths, endings);
    const uses = decodeNumbers(frequencies);
    const allGaps = decodeNumbers(gaps);
    const allExtras = decodeNumbers(extras);
    const entries = new Map();
    let use = 0;
    let at = 0;
    names.forEach((name, place) => {
      const fieldBits = uses[use++];
      const postings = [];
      for (let field = 0; field < fieldCount; field++) {
        const hasField = (fieldBits >> field) & 1;
        const end = at + (hasField ? uses[use++] : 0);
        postings.push(decodePostings(allGaps.subarray(at, end), allExtras.subarray(at, end)));
        at = end;
      }
      entries.set(name, { name, ordinal: firstOrdinal + place, postings });
    });
    return { names, entries };
  }

  // A column: its values, and for every paper the numbers of those that it has.
  function decodeColumn([values, codes]) {
    const flat = decodeNumbers(codes);
    const rows = [];
    let at = 0;
    while (at < flat.length) {
      const start = at + 1;
      const end = start + flat[at];
      rows.push(flat.subarray(start, end));
      at = end;
    }
    return { values, rows };
  }

  search.codec = { decodeNumbers, decodeRanked, decodeWords, decodeTermShard, decodeColumn };
})(window.papershelfSearch = window.papershelfSearch || {});
