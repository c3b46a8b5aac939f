"""The grammar of a listing dump, one module a step: text, pieces, feet, blocks, records.

`daily_papers` puts the steps together. Each piece of each line gets exactly one role on the way,
so that what became of every word can be accounted for.
"""
