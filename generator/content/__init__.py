"""The pages on disk: every `*.md` below `content/`, read into values and written once.

Pages belong to the reader. New papers become new files; a file that exists is never opened for
writing here. A page that cannot be read is a problem and never disturbs the others.
"""

from generator.content.adding import write_page
from generator.content.files import replace as replace_page
from generator.content.page import Page, page_from, page_text
from generator.content.reading import read_pages, seeds_named
from generator.content.writing import ImportReport, write_new_pages

__all__ = [
    "ImportReport",
    "Page",
    "page_from",
    "page_text",
    "read_pages",
    "replace_page",
    "seeds_named",
    "write_new_pages",
    "write_page",
]
