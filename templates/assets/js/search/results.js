// Results as elements: cards with marked words, the filters beside them, what to say when nothing
// was found. Text nodes only; nothing here knows the index.
(function (search) {
  "use strict";
  const { facets: FACETS, sorts: SORTS, statuses: STATUSES } = search.labels;
  const MOST_VALUES = 12;

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // The text with the words that matched marked.
  function marked(text, terms, words) {
    const nodes = [];
    let at = 0;
    for (const [from, to] of search.matchesIn(text, terms, words)) {
      nodes.push(text.slice(at, from), element("mark", "", text.slice(from, to)));
      at = to;
    }
    return [...nodes, text.slice(at)];
  }

  // The reader's own words and the abstract: the first that shows most of the words.
  function snippet(card, terms, words) {
    const texts = [["Summary", card.summary], ["Notes", card.notes], ["", card.abstract]].filter(([, text]) => text.trim());
    if (!texts.length) return null;
    const shown = texts.map(([label, text]) => ({ label, ...search.passage(text, terms, words) }));
    const best = shown.reduce((first, other) => (other.worth > first.worth ? other : first));
    const label = best.label && best.worth ? element("span", "search-where", best.label + ": ") : null;
    const nodes = marked(best.text, terms, words);
    return element("p", "search-snippet", label, best.isStart ? "" : "… ", ...nodes, best.isEnd ? "" : " …");
  }

  // What is not shown unless it is why the paper was found: names, organisations, identifiers.
  function reasons(card, terms, words) {
    const lines = [["By ", card.authors.join(", ")], ["Also: ", card.more]];
    const found = lines.filter(([, text]) => search.matchesIn(text, terms, words).length);
    return found.map(([label, text]) => element("p", "search-facts", label, ...marked(text, terms, words)));
  }

  function result({ card }, answer, { root, words }) {
    const { terms } = answer;
    const link = element("a", "", ...marked(card.title, terms, words));
    link.href = root + "papers/" + card.slug + ".html";
    const facts = [card.day, STATUSES[card.status], card.rating ? "★".repeat(card.rating) : ""].filter(Boolean);
    const line = facts.concat(card.tags).flatMap((fact, place) => [place ? " · " : "", ...(place < facts.length ? [fact] : marked(fact, terms, words))]);
    const item = element("li", "search-result", element("h2", "search-title", link),
      element("p", "search-facts", ...line), ...reasons(card, terms, words), snippet(card, terms, words));
    item.dataset.searchResult = "";
    return item;
  }

  // The list of results; a divider parts papers with all words from those with some.
  search.resultList = function (answer, settings) {
    const list = element("ol", "search-list");
    const firstPart = answer.results.findIndex(({ isWhole }) => !isWhole);
    answer.results.forEach((each, place) => {
      if (place === firstPart && answer.total) list.append(element("li", "search-divider", "With some of these words"));
      list.append(result(each, answer, settings));
    });
    return list;
  };

  // A value of a facet as people read it.
  search.valueName = (name, value) =>
    name === "status" ? STATUSES[value] || value : name === "rating" ? "★".repeat(Number(value)) : value;

  function facet(name, counts, chosen) {
    const values = [...counts].filter(([value, count]) => count || chosen.has(value));
    if (!values.length) return null;
    const best = values.sort((a, b) => chosen.has(b[0]) - chosen.has(a[0]) || b[1] - a[1]).slice(0, MOST_VALUES);
    const buttons = best.map(([value, count]) => {
      const button = element("button", "facet-value", search.valueName(name, value) + " ", element("span", "facet-count", String(count)));
      button.type = "button";
      button.dataset.facet = name;
      button.dataset.value = value;
      if (name === "rating") button.setAttribute("aria-label", value + " of 5, " + count);
      button.setAttribute("aria-pressed", String(chosen.has(value)));
      return button;
    });
    const group = element("div", "facet", element("span", "facet-name", FACETS[name]), ...buttons);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", FACETS[name]);
    return group;
  }

  // Sort order and filters, with how many papers each would leave.
  search.controls = function (answer, question) {
    const select = element("select");
    select.id = "sort";
    for (const [value, name] of Object.entries(SORTS)) select.append(new Option(name, value, false, value === question.sort));
    const chosen = (name) => question.chosen.get(name) || new Set();
    const facets = Object.keys(FACETS).map((name) => facet(name, answer.counts(name), chosen(name))).filter(Boolean);
    const filters = element("details", "search-filters", element("summary", "", "Filter"), ...facets);
    filters.open = question.areFiltersOpen;
    const label = element("label", "search-sort", "Sort ", select);
    return element("div", "search-controls", label, filters);
  };

  const counted = (count) => (count === 1 ? "1 paper" : count + " papers");

  // How many were found, in words, for the live region.
  search.summary = function ({ total, others, meant }) {
    const spelled = meant.length ? " Read as: " + [...new Set(meant)].slice(0, 3).join(", ") + "." : "";
    if (total) return counted(total) + (others ? ", and " + others + " with some of the words." : ".") + spelled;
    if (others) return "No paper with all words; " + counted(others) + " with some." + spelled;
    return "No paper found. Try fewer or other words, or drop a filter.";
  };
  search.FACET_NAMES = Object.keys(FACETS);
  search.SORT_NAMES = Object.keys(SORTS);
})(window.papershelfSearch = window.papershelfSearch || {});
