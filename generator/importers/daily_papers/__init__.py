"""The grammar of a Daily Papers dump, one module a step:

    text -> tokens -> footers -> blocks -> records

`parser` puts the steps together. On the way each token of each line gets exactly one
role (`coverage`), which is how a test can prove that no word of a dump is lost.
"""
