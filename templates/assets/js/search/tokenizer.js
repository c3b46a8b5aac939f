// Turns a text into the terms that are indexed. This is the JavaScript half of one pipeline in two
// languages; the other half is tokenizer.py. A browser test runs both on the same vocabulary and
// compares them term by term.
(function (search) {
  "use strict";
  const INVISIBLE = /[\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]/g;
  const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
  const NOT_ASCII = /[^\0-\x7f]/g;
  const GREEK_RUN = /[α-ω]+/g;
  const HYPHENS = /[\u2010-\u2013\u2212]/g;
  const APOSTROPHES = /[\u2019\u02bc]/g;
  const SEPARATORS = /[^\p{L}\p{M}\p{N} \-.@^_&+#*',]/gu;
  const THOUSANDS = /([0-9]),(?=[0-9]{3}(?![0-9]))/g;
  const STARRED = /(?<![a-z0-9])([a-z])\*(?![a-z0-9*])/g;
  const POSSESSIVE = /'s(?![a-z0-9])/g;

  // text-to-image, pass@1, Q&A, node.js, C++, C#; 4.5 is one atom.
  const ATOM = "(?:[^ \\-.@^_&+#]|(?<=[0-9])\\.(?=[0-9]))+";
  const ATOMS = new RegExp(ATOM, "gu");
  const COMPOUND = new RegExp(ATOM + "(?:[\\-.@^_&]" + ATOM + ")*(?:\\+\\+|[+#])?", "gu");
  const BETWEEN_ATOMS = /[ \-.@^_&]+/g;
  const SIGN_AT_END = /[+#]+$/;

  // Han, Kana and Hangul, where words are not separated by spaces or carry their particles.
  const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
  const HAS_UNSPACED = new RegExp("[" + UNSPACED + "]", "u");
  const SCRIPT_RUNS = new RegExp("[" + UNSPACED + "]+|[^" + UNSPACED + "]+", "gu");
  const PLAIN = /^[a-z]+$/i;

  // Pairs of neighbouring characters of an unspaced run; any other run as it is.
  function bigrams(run) {
    const letters = Array.from(run);
    if (letters.length === 1 || !HAS_UNSPACED.test(run)) return [run];
    return letters.slice(1).map((letter, before) => letters[before] + letter);
  }

  function splitAtom(atom) {
    return HAS_UNSPACED.test(atom) ? atom.match(SCRIPT_RUNS).flatMap(bigrams) : [atom];
  }

  // A word as written: its parts and, where it has several, all of them joined.
  function readCompound(compound) {
    const atoms = compound.match(ATOMS);
    const parts = atoms.flatMap(splitAtom);
    const isSingle = atoms.length === 1 && atoms[0] === compound;
    if (isSingle || HAS_UNSPACED.test(compound)) return { atoms: parts, joined: null };
    const [sign] = compound.match(SIGN_AT_END) || [""];
    return { atoms: parts, joined: atoms.join("") + sign };
  }

  // `settings` come with the index; `stem` is Lunr's stemmer, from string to string.
  search.tokenizer = function (settings, stem) {
    const stopWords = new Set(settings.stop.split(" "));
    const stems = new Map();
    const termsOfWord = new Map();

    // One or two Greek letters are symbols; more are a Greek word.
    function spellGreek(run) {
      if (run.length > 2) return run;
      return Array.from(run, (letter) => settings.greek[letter]).join("");
    }

    // Lower case, plain letters, and one sign for each kind of hyphen or quote.
    function fold(text) {
      text = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase();
      text = text.normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
      text = text.replace(NOT_ASCII, (letter) => settings.letters[letter] || letter);
      text = text.replace(GREEK_RUN, spellGreek).toLowerCase();
      text = text.replace(HYPHENS, "-").replace(APOSTROPHES, "'").replace(SEPARATORS, " ");
      text = text.replace(THOUSANDS, "$1").replace(/,/g, " ");
      text = text.replace(STARRED, "$1-star").replace(/\*/g, " ");
      return text.replace(POSSESSIVE, "").replace(/'/g, "");
    }

    // A text as one word, however it is parted: `HelpSteer-2` is `helpsteer2`.
    const squeeze = (text) => fold(text).replace(BETWEEN_ATOMS, "");

    function compounds(text) {
      const words = fold(text).match(COMPOUND) || [];
      return words.map(readCompound);
    }

    // What one word is indexed by: its stem if it has plain letters only, else itself.
    function term(atom) {
      const letters = atom.length > settings.longest ? Array.from(atom) : null;
      const word = letters ? letters.slice(0, settings.longest).join("") : atom;
      if (stopWords.has(atom) || !PLAIN.test(word)) return word;
      if (!stems.has(word)) stems.set(word, stem(word));
      return stems.get(word);
    }

    // All terms of a text in its order, stop words included.
    function terms(text) {
      const words = compounds(text).flatMap(({ atoms, joined }) => (joined === null ? atoms : [...atoms, joined]));
      return words.map(term);
    }

    // For single words of result texts, which are looked up again and again.
    function cachedTerms(word) {
      if (!termsOfWord.has(word)) termsOfWord.set(word, terms(word));
      return termsOfWord.get(word);
    }

    const isStopWord = (atom) => stopWords.has(atom);
    const { longest } = settings;
    return { longest, fold, squeeze, compounds, term, terms, cachedTerms, isStopWord };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
