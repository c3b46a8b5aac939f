// Shows results: cards with highlighted words, and in one line how many papers there are.
(function (search) {
  "use strict";
  const { createElement } = search;
  const { statuses: STATUSES } = search.labels;
  const MOST_SPELLINGS = 3;

  // The text as nodes, with the words that match in `mark` elements.
  function highlight(text, terms, tokenizer) {
    const nodes = [];
    let at = 0;
    for (const [from, to] of search.findMatches(text, terms, tokenizer)) {
      nodes.push(text.slice(at, from), createElement("mark", "", text.slice(from, to)));
      at = to;
    }
    nodes.push(text.slice(at));
    return nodes;
  }

  // The passage with most of the words, from the reader's own words or the abstract.
  function snippet(card, terms, tokenizer) {
    const texts = [["Summary", card.summary], ["Notes", card.notes], ["", card.abstract]];
    const passages = texts
      .filter(([, text]) => text.trim())
      .map(([label, text]) => ({ label, ...search.bestPassage(text, terms, tokenizer) }));
    if (!passages.length) return null;
    const best = passages.reduce((first, other) => (other.worth > first.worth ? other : first));
    const hasLabel = best.label && best.worth;
    const label = hasLabel ? createElement("span", "search-where", best.label + ": ") : null;
    return createElement(
      "p",
      "search-snippet",
      label,
      best.isStart ? "" : "… ",
      ...highlight(best.text, terms, tokenizer),
      best.isEnd ? "" : " …",
    );
  }

  // Date, status, rating and tags, with a dot between them; a date and tags can match. Each has a
  // direction of its own.
  function factLine(card, terms, tokenizer) {
    const { day, status, rating, tags } = card;
    const facts = [STATUSES[status], "★".repeat(rating)].filter(Boolean);
    const parts = facts.map((fact) => [fact]);
    if (day) parts.unshift(highlight(day, terms, tokenizer));
    for (const tag of tags) parts.push(highlight(tag, terms, tokenizer));
    const elements = parts.map((part) => createElement("bdi", "", ...part));
    const nodes = elements.flatMap((element, place) => (place ? [" · ", element] : [element]));
    return createElement("p", "search-facts", ...nodes);
  }

  // What is shown only if it matches: names, organisation, identifiers.
  function matchingFacts(card, terms, tokenizer) {
    const lines = [["By ", card.authors.join(", ")], ["Also: ", card.more]];
    const matching = lines.filter(([, text]) => search.findMatches(text, terms, tokenizer).length);
    return matching.map(([label, text]) =>
      createElement("p", "search-facts", label, ...highlight(text, terms, tokenizer)));
  }

  function resultItem({ card }, terms, { root, tokenizer }) {
    const link = createElement("a", "", ...highlight(card.title, terms, tokenizer));
    link.href = root + "papers/" + card.slug + ".html";
    const item = createElement(
      "li",
      "search-result",
      createElement("h2", "search-title", link),
      factLine(card, terms, tokenizer),
      ...matchingFacts(card, terms, tokenizer),
      snippet(card, terms, tokenizer),
    );
    item.dataset.searchResult = "";
    return item;
  }

  // The list of results; a divider separates papers with all words from those with some.
  search.resultList = function (answer, settings) {
    const list = createElement("ol", "search-list");
    const firstPartial = answer.results.findIndex(({ isWhole }) => !isWhole);
    answer.results.forEach((result, place) => {
      const hasDivider = place === firstPartial && answer.total > 0;
      if (hasDivider) list.append(createElement("li", "search-divider", "With some of these words"));
      list.append(resultItem(result, answer.terms, settings));
    });
    return list;
  };

  const countPapers = (count) => (count === 1 ? "1 paper" : count + " papers");

  // How many papers there are, in words, for the live region.
  search.summary = function ({ total, others, spellings }) {
    if (!total && !others) return "No paper found. Try fewer or other words, or drop a filter.";
    const names = [...new Set(spellings)].slice(0, MOST_SPELLINGS).join(", ");
    const spelled = names ? " Read as: " + names + "." : "";
    if (!total) return "No paper with all words; " + countPapers(others) + " with some." + spelled;
    const rest = others ? ", and " + others + " with some of the words." : ".";
    return countPapers(total) + rest + spelled;
  };
})(window.papershelfSearch = window.papershelfSearch || {});
