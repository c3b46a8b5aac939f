"""The pages on disk: every `*.md` below `content/`, read into values, made and brought up to date.

Pages belong to the reader. New papers become new files; of a page that exists, an import changes
the bytes of values that are the source's and no other byte. A page that cannot be read is a
problem and never disturbs the others. What reads pages stands here; what changes them is named by
its module, since a build loads none of it.
"""

from generator.content.page import Page, page_from, page_text
from generator.content.reading import (
    Source,
    pages_from,
    read_pages,
    read_sources,
    unreadable,
    without_doubles,
)

__all__ = [
    "Page",
    "Source",
    "page_from",
    "page_text",
    "pages_from",
    "read_pages",
    "read_sources",
    "unreadable",
    "without_doubles",
]
