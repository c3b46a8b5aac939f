"""Search: the index that a build writes and the scripts in `assets/js/search` read.

A **document** is a paper as search sees it, a **word** is a piece of its text as it is
spelled, a **term** is what a word is indexed by (its stem), a **posting** says how
often a paper holds a term. The **dictionary** has the words for typing errors. A
**shard** is the part of a long list that goes into one file; a **column** is one
property of all papers, to filter and sort by.

    text          documents            row and texts of a paper
      │           text.tokenizer       text → words and terms, as in JavaScript
      │           text.stemmer
    terms         vocabulary           words by number
      │           index.corpus         the papers: remembered words, or texts
      │           index.build          all papers counted, or
      │           index.update         only those that changed
      │           postings             who holds a term, a row per term
      │           dictionary           words forwards and backwards
    data          index.data           the whole index in memory
      │           index.state          the same in the cache, for the next build
      │           shards               rows cut into files of which an edit changes few
    files         output               all files, and the manifest that names them
                  columns              filters and orders
                  result_cards         what results show
                  codec, jsonp         numbers and words as text, text as scripts

`build_index` is the recipe, `settings` has what both languages must agree on. The
format of the files is in docs/search.md.
"""
