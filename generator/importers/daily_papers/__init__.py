"""The grammar of a Daily Papers dump, one module a step:

    text -> tokens -> footers -> blocks -> records -> doubts

Before that, `intrusions` takes out what a printer or a merge put between the lines;
`page_items` has the rules for what the page prints between two papers.

`parser` puts the steps together. On the way each token of each line gets exactly one
role (`coverage`), which is how a test can prove that no word of a dump is lost.
"""
