// Suggests other texts to search for when a query finds nothing: unknown words in another spelling,
// and the same words without the filters that were typed among them.
(function (search) {
  "use strict";
  const SHORTEST = 4;

  async function correctSpelling(words, text, index) {
    const { tokenizer } = index;
    const spelled = words.filter(({ isOpaque }) => !isOpaque);
    const compounds = spelled.flatMap((part) => tokenizer.compounds(part.text));
    const atoms = new Set(compounds.flatMap((compound) => compound.atoms));
    let corrected = tokenizer.fold(text);
    for (const atom of atoms) {
      if (atom.length < SHORTEST || (await index.entry(tokenizer.term(atom)))) continue;
      const word = search.nearestSpelling(atom, await index.similarWords(atom, true));
      if (word) corrected = corrected.replaceAll(atom, word);
    }
    return corrected;
  }

  search.suggestQueries = async function ({ words, filters }, text, index) {
    const suggestions = [];
    const corrected = await correctSpelling(words, text, index);
    if (corrected !== index.tokenizer.fold(text)) suggestions.push(corrected.trim());
    if (filters.length) suggestions.push(words.map((part) => part.text).join(" "));
    return suggestions.filter(Boolean);
  };
})(window.papershelfSearch = window.papershelfSearch || {});
