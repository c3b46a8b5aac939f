"""The wall of `content/`: what an import changes there is planned first, then written.

`page_index` knows the pages, `match` finds the page of each paper, `refresh` decides
what may change in it, `plan` collects that for one import, and `apply` writes it.
"""
