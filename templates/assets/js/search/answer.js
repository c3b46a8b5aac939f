// The answer to one question: which papers, in which order, how many, and what they share.
// Papers with all words come first; those with some of them follow.
(function (search) {
  "use strict";
  const RANKED = 50;
  const CHECKED = 200;

  // `question`: text, chosen (facet name -> set of values), sort, isCounting; `shown`: cards to load.
  search.answer = async function (question, index, shown) {
    const query = search.readQuery(question.text);
    const columns = await index.columns(columnNames(question, query));
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
      suggestions: left.all.length || left.some.length ? [] : await search.suggestions(query, question.text, index),
      meant: plan.clauses.filter(({ meant }) => meant).map(({ meant }) => meant),
      counts: (name) => (columns[name] ? search.facetCounts(name, counted, tests, columns) : new Map()),
    };
  };

  // The columns that the answer needs: a large list keeps each in a file of its own.
  function columnNames({ chosen, sort, isCounting }, { filters }) {
    const used = [...chosen].filter(([, values]) => values.size).map(([name]) => name);
    const names = [...used, ...filters.map(({ column }) => column), ...(isCounting ? search.FACET_NAMES : [])];
    return [...new Set(sort === "relevance" ? names : [...names, sort])];
  }

  // A filter that fits nothing is words: `status:quo` may be meant.
  function typedTests(query, columns) {
    const tests = query.filters.map((filter) => [filter, search.typedFilter(filter, columns)]);
    for (const [{ whole, isExcluded }, test] of tests) {
      if (!test) query.words.push({ text: whole, field: null, isExact: false, isExcluded });
    }
    return tests.map(([, test]) => test).filter(Boolean);
  }

  // Papers with all words and papers with some of them, newest first.
  async function matches(plan, typed, index) {
    const excluded = search.excludedPapers(plan.excluded, index.fields);
    const isAllowed = (paper) => !excluded.has(paper) && typed.every((test) => test(paper));
    const scored = plan.all ? search.scoreAll(plan, index, await index.lengths()) : { scores: null, answered: null };
    const [all, some] = [[], []];
    for (let paper = index.manifest.papers - 1; paper >= 0; paper--) {
      const bits = plan.all && scored.answered[paper];
      const group = bits === plan.all ? all : bits && (bits & plan.required) === plan.required ? some : null;
      if (group && isAllowed(paper)) group.push(paper);
    }
    return { all, some, scores: scored.scores };
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
