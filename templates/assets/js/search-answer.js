// The answer to one question: which papers, in which order, how many, and what they share.
// Papers with all words come first; those with some of them follow.
(function (search) {
  "use strict";
  const RANKED = 50;
  const CHECKED = 200;

  // `question`: text, chosen (facet name -> set of values), sort, isCounting; `shown`: cards to load.
  search.answer = async function (question, index, shown) {
    const query = search.readQuery(question.text);
    const isFiltered = query.filters.length > 0 || [...question.chosen.values()].some((values) => values.size);
    const columns = isFiltered || question.isCounting || question.sort !== "relevance" ? await index.columns() : {};
    const typed = typedTests(query, columns);
    const plan = await search.planQuery(query, index);
    const matched = await matches(plan, typed, index);
    const tests = search.facetTests(question.chosen, columns);
    const left = await withPhrases(groups(matched, tests), plan, matched.scores, index);
    if (plan.phrases.length && !left.all.length && !left.some.length) {
      return search.answer({ ...question, text: search.withoutQuotes(question.text) }, index, shown);
    }
    const order = question.sort === "relevance" ? byRelevance(plan, matched.scores, index, Math.max(RANKED, shown)) : byColumn(question.sort, columns);
    const results = await loaded(await order(left), shown, index);
    const counted = left.all.length ? matched.all : matched.some;
    return {
      results: question.sort === "relevance" ? search.titlesFirst(results, question.text, index.words) : results,
      total: left.all.length,
      others: left.some.length,
      terms: new Set(plan.clauses.filter(({ covers }) => covers).flatMap(({ entries }) => entries.map(({ name }) => name))),
      meant: plan.clauses.filter(({ meant }) => meant).map(({ meant }) => meant),
      counts: (name) => (columns[name] ? search.facetCounts(name, counted, tests, columns) : new Map()),
    };
  };

  // A filter that fits nothing is words: `status:quo` may be meant.
  function typedTests(query, columns) {
    const tests = query.filters.map((filter) => [filter, search.typedFilter(filter, columns)]);
    for (const [{ whole, isExcluded }, test] of tests) {
      if (!test) query.words.push({ text: whole, field: null, isExact: false, isExcluded });
    }
    return tests.map(([, test]) => test).filter(Boolean);
  }

  async function matches(plan, typed, index) {
    const everyPaper = Array.from({ length: index.manifest.papers }, (_, paper) => paper);
    const excluded = search.excludedPapers(plan.excluded, index.fields);
    const allowed = everyPaper.filter((paper) => !excluded.has(paper) && typed.every((test) => test(paper)));
    if (!plan.all) return { all: allowed, some: [], scores: null };
    const { scores, answered } = search.scoreAll(plan, index, await index.lengths());
    const isPart = (bits) => bits && bits !== plan.all && (bits & plan.required) === plan.required;
    return {
      all: allowed.filter((paper) => answered[paper] === plan.all),
      some: allowed.filter((paper) => isPart(answered[paper])),
      scores,
    };
  }

  function groups({ all, some }, tests) {
    const chosen = (papers) => [...tests.values()].reduce((left, test) => left.filter(test), papers);
    return { all: chosen(all), some: chosen(some) };
  }

  // Phrases are looked for in the texts of the best papers, since the index knows no positions.
  async function withPhrases({ all, some }, { phrases }, scores, index) {
    if (!phrases.length) return { all, some };
    const holding = async (papers) => {
      const best = search.bestPapers(papers, scores, CHECKED);
      const found = await Promise.all(best.map(async (paper) => search.holdsPhrases(await index.card(paper), phrases, index.words)));
      return best.filter((_, place) => found[place]);
    };
    const whole = await holding(all);
    return { all: whole, some: whole.length ? [] : await holding(some) };
  }

  const byRelevance = (plan, scores, index, most) => async ({ all, some }) => {
    if (!plan.all) return [all, some];
    const best = search.bestPapers(all, scores, most);
    const others = search.bestPapers(some, scores, Math.max(0, most - best.length));
    const results = search.lunrResults([...best, ...others], plan.clauses, index, await index.lengths());
    const papers = results.map(({ ref }) => Number(ref));
    const first = new Set(best);
    return [papers.filter((paper) => first.has(paper)), papers.filter((paper) => !first.has(paper))];
  };

  const byColumn = (name, columns) => ({ all, some }) => [all, some].map((papers) => search.sortedPapers(papers, name, columns));

  // The first `shown` papers with what is to be shown of them.
  async function loaded([all, some], shown, index) {
    const papers = [...all.map((paper) => ({ paper, isWhole: true })), ...some.map((paper) => ({ paper, isWhole: false }))];
    return Promise.all(papers.slice(0, shown).map(async (result) => ({ ...result, card: await index.card(result.paper) })));
  }
})(window.papershelfSearch = window.papershelfSearch || {});
