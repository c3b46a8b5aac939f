// From text to the terms that are indexed: the JavaScript half of one pipeline in two languages.
// The other half is generator/search/words.py; a test in the browser holds the two together.
"use strict";
(function (search) {
  const INVISIBLE = /[\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]/g;
  const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
  const GREEK_RUN = /[α-ω]+/g;
  const HYPHENS = /[\u2010-\u2013\u2212]/g;
  const APOSTROPHES = /[\u2019\u02bc]/g;
  const OTHERS = /[^\p{L}\p{M}\p{N} \-.@^_&+#*',]/gu;
  const THOUSANDS = /([0-9]),(?=[0-9]{3}(?![0-9]))/g;
  const STARRED = /(?<![a-z0-9])([a-z])\*(?![a-z0-9*])/g;
  const POSSESSIVE = /'s(?![a-z0-9])/g;

  const ATOM = "(?:[^ \\-.@^_&+#]|(?<=[0-9])\\.(?=[0-9]))+";
  const ATOMS = new RegExp(ATOM, "gu");
  const COMPOUND = new RegExp(ATOM + "(?:[\\-.@^_&]" + ATOM + ")*(?:\\+\\+|[+#])?", "gu");
  const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
  const HAS_UNSPACED = new RegExp("[" + UNSPACED + "]", "u");
  const SCRIPT_RUNS = new RegExp("[" + UNSPACED + "]+|[^" + UNSPACED + "]+", "gu");
  const PLAIN = /^[a-z]+$/i;

  // `settings` are those that the index carries; `stem` is Lunr's stemmer, string to string.
  search.tokenizer = function (settings, stem) {
    const stopWords = new Set(settings.stop.split(" "));
    const stems = new Map();
    const known = new Map();

    function folded(text) {
      text = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase();
      text = text.normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
      text = text.replace(/[^\0-\x7f]/g, (letter) => settings.letters[letter] || letter);
      text = text.replace(GREEK_RUN, greekNames).toLowerCase();
      text = text.replace(HYPHENS, "-").replace(APOSTROPHES, "'").replace(OTHERS, " ");
      text = text.replace(THOUSANDS, "$1").replace(/,/g, " ");
      text = text.replace(STARRED, "$1-star").replace(/\*/g, " ");
      return text.replace(POSSESSIVE, "").replace(/'/g, "");
    }

    // One or two letters are symbols; more are a Greek word.
    function greekNames(run) {
      return run.length > 2 ? run : Array.from(run, (letter) => settings.greek[letter]).join("");
    }

    function term(atom) {
      const word = atom.length > settings.longest ? Array.from(atom).slice(0, settings.longest).join("") : atom;
      if (stopWords.has(atom) || !PLAIN.test(word)) return word;
      if (!stems.has(word)) stems.set(word, stem(word));
      return stems.get(word);
    }

    // An atom; where words are not parted by spaces, its pairs of neighbouring characters.
    function pieces(atom) {
      return HAS_UNSPACED.test(atom) ? atom.match(SCRIPT_RUNS).flatMap(pairs) : [atom];
    }

    function pairs(run) {
      const letters = Array.from(run);
      if (letters.length === 1 || !HAS_UNSPACED.test(run)) return [run];
      return letters.slice(1).map((letter, before) => letters[before] + letter);
    }

    // Words as written, each with its parts and, where it has several, with all of them joined.
    function compounds(text) {
      return (folded(text).match(COMPOUND) || []).map((compound) => {
        const atoms = compound.match(ATOMS);
        const whole = atoms.join("") + compound.slice(compound.replace(/[+#]+$/, "").length);
        const isSingle = atoms.length === 1 && atoms[0] === compound;
        return { atoms: atoms.flatMap(pieces), joined: isSingle || HAS_UNSPACED.test(compound) ? null : whole };
      });
    }

    // Every term of a text, stop words too, in the order of the text.
    function terms(text) {
      return compounds(text).flatMap(({ atoms, joined }) => (joined === null ? atoms : atoms.concat(joined)).map(term));
    }

    // The same for words that are asked about again and again, as those of the texts of results are.
    function termsOnce(word) {
      if (!known.has(word)) known.set(word, terms(word));
      return known.get(word);
    }

    return { folded, compounds, term, terms, termsOnce, isStopWord: (atom) => stopWords.has(atom) };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
