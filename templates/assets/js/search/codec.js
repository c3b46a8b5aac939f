// Reads what generator/search/codec.py writes: numbers and sorted words as short strings.
"use strict";
(function (search) {
  const ALPHABET = Array.from({ length: 92 }, (_, offset) => String.fromCharCode(35 + offset)).filter((sign) => !"\\`".includes(sign));
  const SIZE = ALPHABET.length;
  const VALUES = new Uint8Array(128);
  ALPHABET.forEach((sign, value) => { VALUES[sign.charCodeAt(0)] = value; });
  const TWO = 64, THREE = 84, FOUR = 89;
  const AFTER_ONE = 64, AFTER_TWO = AFTER_ONE + 20 * SIZE, AFTER_THREE = AFTER_TWO + 5 * SIZE * SIZE;

  function numbers(text) {
    const values = new Uint32Array(text.length);
    let count = 0;
    let at = 0;
    const digit = () => VALUES[text.charCodeAt(at++)];
    while (at < text.length) {
      const first = digit();
      if (first < TWO) values[count++] = first;
      else if (first < THREE) values[count++] = AFTER_ONE + (first - TWO) * SIZE + digit();
      else if (first < FOUR) values[count++] = AFTER_TWO + ((first - THREE) * SIZE + digit()) * SIZE + digit();
      else values[count++] = AFTER_THREE + (digit() * SIZE + digit()) * SIZE + digit();
    }
    return values.subarray(0, count);
  }

  // The different values of some numbers, and the place of each among those.
  function ranked([values, places]) {
    const different = numbers(values);
    return numbers(places).map((place) => different[place]);
  }

  function words(lengths, endings) {
    const sizes = numbers(lengths);
    const found = [];
    let previous = "";
    let at = 0;
    for (let i = 0; i < sizes.length; i += 2) {
      previous = previous.slice(0, sizes[i]) + endings.slice(at, at += sizes[i + 1]);
      found.push(previous);
    }
    return found;
  }

  // A file of terms: for each its papers and frequencies, field by field.
  function termShard([lengths, endings, frequencies, gaps, counts], firstOrdinal, fieldCount) {
    const names = words(lengths, endings);
    const [uses, steps, extras] = [frequencies, gaps, counts].map(numbers);
    const entries = new Map();
    let use = 0;
    let at = 0;
    names.forEach((name, place) => {
      const fields = uses[use++];
      const postings = [];
      for (let field = 0; field < fieldCount; field++) {
        const size = fields >> field & 1 ? uses[use++] : 0;
        postings.push(fieldPostings(steps.subarray(at, at + size), extras.subarray(at, at + size)));
        at += size;
      }
      entries.set(name, { name, ordinal: firstOrdinal + place, postings });
    });
    return { names, entries };
  }

  function fieldPostings(gaps, extras) {
    const papers = new Uint32Array(gaps.length);
    let paper = -1;
    gaps.forEach((gap, i) => { papers[i] = paper += gap + 1; });
    return { papers, counts: extras.map((extra) => extra + 1) };
  }

  // For every paper the numbers of its values.
  function column([values, codes]) {
    const flat = numbers(codes);
    const rows = [];
    for (let at = 0; at < flat.length; at += flat[at] + 1) rows.push(flat.subarray(at + 1, at + 1 + flat[at]));
    return { values, rows };
  }

  search.codec = { numbers, ranked, words, termShard, column };
})(window.papershelfSearch = window.papershelfSearch || {});
