// Shows the sort order and the facets beside the results, and what to try if there are none.
(function (search) {
  "use strict";
  const { createElement, createButton } = search;
  const { facets: FACETS, sorts: SORTS, statuses: STATUSES } = search.labels;
  const MOST_VALUES = 12;
  const IS_RATING = /^[1-5]$/; // an address may have any other value

  search.FACET_NAMES = Object.keys(FACETS);
  search.SORT_NAMES = Object.keys(SORTS);

  // A value of a facet as people read it.
  function valueLabel(name, value) {
    if (name === "status" && Object.hasOwn(STATUSES, value)) return STATUSES[value];
    return name === "rating" && IS_RATING.test(value) ? "★".repeat(value) : value;
  }

  function valueButton(name, value, count, isChosen) {
    const number = createElement("span", "facet-count", String(count));
    const label = createElement("span", "facet-label", valueLabel(name, value));
    // A no-break space: the number stays with the last word of a long value.
    const button = createElement("button", "facet-value", label, "\u00a0", number);
    button.type = "button";
    button.dataset.facet = name;
    button.dataset.value = value;
    if (name === "rating") button.setAttribute("aria-label", value + " of 5, " + count);
    button.setAttribute("aria-pressed", String(isChosen));
    return button;
  }

  // The chosen values of a facet and the commonest others; nothing if it has none.
  function facetGroup(name, counts, chosen) {
    const values = [...counts].filter(([value, count]) => count || chosen.has(value));
    if (!values.length) return null;
    values.sort(([a, countA], [b, countB]) => chosen.has(b) - chosen.has(a) || countB - countA);
    const buttons = values.slice(0, MOST_VALUES)
      .map(([value, count]) => valueButton(name, value, count, chosen.has(value)));
    const group = createElement("div", "facet", createElement("span", "facet-name", FACETS[name]), ...buttons);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", FACETS[name]);
    return group;
  }

  function sortSelect(sort) {
    const select = createElement("select");
    select.id = "sort";
    for (const [value, label] of Object.entries(SORTS)) {
      select.append(new Option(label, value, false, value === sort));
    }
    return createElement("label", "search-sort", "Sort ", select);
  }

  search.controls = function (answer, question) {
    const groups = search.FACET_NAMES.map((name) =>
      facetGroup(name, answer.counts(name), question.chosen.get(name) || new Set()));
    const filters = createElement("details", "search-filters", createElement("summary", "", "Filter"), ...groups);
    filters.open = question.areFiltersOpen;
    return createElement("div", "search-controls", sortSelect(question.sort), filters);
  };

  // Buttons for an answer without a paper: other spellings, fewer filters; nothing if it has papers.
  search.suggestions = function ({ total, suggestions }, question, { ask, drop }) {
    if (total) return [];
    const chosen = [...question.chosen].flatMap(([name, values]) => [...values].map((value) => [name, value]));
    const buttons = suggestions.map((text) => createButton("Search for “" + text + "”", () => ask(text)));
    if (chosen.length > 1) {
      for (const [name, value] of chosen) {
        buttons.push(createButton("Without " + valueLabel(name, value), () => drop([[name, value]])));
      }
    }
    if (chosen.length) buttons.push(createButton("Without filters", () => drop(chosen)));
    return buttons.length ? [createElement("div", "search-suggestions", ...buttons)] : [];
  };
})(window.papershelfSearch = window.papershelfSearch || {});
