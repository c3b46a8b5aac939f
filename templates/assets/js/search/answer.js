// Answers a question: which papers, in which order, how many, and their facets. Papers with all words
// come first; those with some of them follow.
(function (search) {
  "use strict";
  const RANKED = 50;
  const CHECKED_FOR_PHRASES = 200;

  // Characters of a query that count; what is pasted beyond them adds nothing.
  search.LONGEST_TEXT = 1000;

  // `question` has text, chosen (facet name -> set of values), sort, isCounting; `shown` is the number
  // of cards to load. `all` and `some` are always papers with all and with some of the words.
  search.answer = async function (asked, index, shown) {
    const question = { ...asked, text: asked.text.slice(0, search.LONGEST_TEXT) };
    const query = search.parseQuery(question.text);
    const columns = await index.columns(neededColumns(question, query));
    const filters = filterTests(query, columns);
    const plan = await search.planQuery(query, index);
    const hasWords = query.words.some(({ text, key }) => key || index.tokenizer.compounds(text).length);
    const isAboutNothing = question.text.trim() && !hasWords && !filters.length && !search.hasFilters(question);
    const matches = isAboutNothing
      ? { all: [], some: [], scores: null, isNamed: () => false } // signs alone, such as an emoji, are no word to look for
      : await matchPapers(plan, filters, index);
    const tests = search.facetTests(question.chosen, columns);
    const left = await checkPhrases(applyFacets(matches, tests), plan, matches.scores, index);
    if (plan.phrases.length && !left.all.length && !left.some.length) {
      return search.answer({ ...question, text: search.removeQuotes(question.text) }, index, shown);
    }
    const isRanked = question.sort === "relevance";
    const sorted = isRanked
      ? await rankPapers(left, plan, matches, index, Math.max(RANKED, shown))
      : sortByColumn(left, question.sort, columns);
    const results = await loadCards(sorted, matches.isNamed, shown, index);
    const isEmpty = !left.all.length && !left.some.length;
    const counted = left.all.length ? matches.all : matches.some;
    return {
      results: isRanked ? search.moveTitlesUp(results, question.text, index.tokenizer) : results,
      total: left.all.length,
      others: left.some.length,
      terms: highlightedTerms(plan),
      suggestions: isEmpty ? await search.suggestQueries(query, question.text, index) : [],
      spellings: plan.clauses.map(({ spelling }) => spelling).filter(Boolean),
      counts: (name) => (columns[name] ? search.facetCounts(name, counted, tests, columns) : new Map()),
    };
  };

  // A large list keeps each column in a file of its own.
  function neededColumns({ chosen, sort, isCounting }, { filters }) {
    const names = new Set();
    for (const [name, values] of chosen) if (values.size) names.add(name);
    for (const { column } of filters) names.add(column);
    if (isCounting) for (const name of search.FACET_NAMES) names.add(name);
    if (sort !== "relevance") names.add(sort);
    return [...names];
  }

  // A filter that fits no value becomes words: `status:quo` may be meant.
  function filterTests(query, columns) {
    const tests = [];
    for (const filter of query.filters) {
      const test = search.filterTest(filter, columns);
      if (test) tests.push(test);
      else query.words.push(search.plainWord(filter.whole, filter.isExcluded));
    }
    return tests;
  }

  // Papers with all words and papers with some of them, newest first; `isNamed` says whether the query
  // names a paper or its time.
  async function matchPapers(plan, filters, index) {
    const excluded = search.excludedPapers(plan.excluded, index.fields);
    const isAllowed = (paper) => !excluded.has(paper) && filters.every((test) => test(paper));
    const hasWords = plan.all !== 0;
    const { scores, answered } = hasWords
      ? search.scorePapers(plan, index, await index.lengths())
      : { scores: null, answered: null };
    const isNamed = (paper) => hasWords && plan.first !== 0 && (answered.keys[paper] & plan.first) === plan.first;
    const all = [];
    const some = [];
    for (let paper = index.manifest.papers - 1; paper >= 0; paper--) {
      const hasAll = !hasWords || answered.whole[paper] === plan.all;
      const bits = hasWords ? answered.any[paper] : 0;
      const hasSome = bits !== 0 && (bits & plan.required) === plan.required;
      if (!(hasAll || hasSome) || !isAllowed(paper)) continue;
      (hasAll ? all : some).push(paper);
    }
    return { all, some, scores, isNamed };
  }

  function applyFacets({ all, some }, tests) {
    const isChosen = (paper) => [...tests.values()].every((test) => test(paper));
    return { all: all.filter(isChosen), some: some.filter(isChosen) };
  }

  // The index has no positions, so phrases are looked for in the texts of the best papers.
  async function checkPhrases({ all, some }, { phrases }, scores, index) {
    if (!phrases.length) return { all, some };
    async function withPhrases(papers) {
      const best = search.bestPapers(papers, scores, CHECKED_FOR_PHRASES);
      const cards = await Promise.all(best.map(index.card));
      return best.filter((_, place) => search.hasPhrases(cards[place], phrases, index.tokenizer));
    }
    const whole = await withPhrases(all);
    return { all: whole, some: whole.length ? [] : await withPhrases(some) };
  }

  // The best of those that the query names, then of the others with all words, then of the rest.
  async function rankPapers({ all, some }, plan, { scores, isNamed }, index, most) {
    if (!plan.all) return { all, some };
    const named = all.filter(isNamed);
    const unnamed = all.filter((paper) => !isNamed(paper));
    let room = most;
    const best = [named, unnamed, some].map((papers) => {
      const kept = search.bestPapers(papers, scores, room);
      room = Math.max(0, room - kept.length);
      return new Set(kept);
    });
    const kept = best.flatMap((papers) => [...papers]);
    const results = search.lunrResults(kept, plan.clauses, index, await index.lengths());
    const papers = results.map(({ ref }) => Number(ref));
    const [first, next, rest] = best.map((group) => papers.filter((paper) => group.has(paper)));
    return { all: [...first, ...next], some: rest };
  }

  function sortByColumn({ all, some }, name, columns) {
    return { all: search.sortPapers(all, name, columns), some: search.sortPapers(some, name, columns) };
  }

  // The first `shown` papers with their cards.
  async function loadCards({ all, some }, isNamed, shown, index) {
    const papers = [...all, ...some].slice(0, shown);
    const cards = await Promise.all(papers.map(index.card));
    return papers.map((paper, place) => ({
      card: cards[place],
      isWhole: place < all.length,
      isNamed: place < all.length && isNamed(paper),
    }));
  }

  // Stop words cover nothing and stay as they are.
  function highlightedTerms({ clauses }) {
    const covering = clauses.filter(({ covers }) => covers);
    return new Set(covering.flatMap(({ entries }) => entries.map(({ name }) => name)));
  }
})(window.papershelfSearch = window.papershelfSearch || {});
