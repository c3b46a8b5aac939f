"""The pages on disk: every `*.md` below `content/`, read into values, made and brought up to date.

Pages belong to the reader. New papers become new files; of a page that exists, an import changes
the bytes of values that are the source's and no other byte. A page that cannot be read is a
problem and never disturbs the others.
"""

from generator.content.adding import write_page
from generator.content.files import replace as replace_page
from generator.content.page import Page, page_from, page_text
from generator.content.planning import ImportPlan, ImportRequest, import_plan
from generator.content.reading import (
    Source,
    pages_from,
    read_pages,
    read_sources,
    unreadable,
    without_doubles,
)
from generator.content.refreshing import Kept, refreshed
from generator.content.standing import Standing
from generator.content.writing import ImportReport, unfinished, without_pages, write_plan

__all__ = [
    "ImportPlan",
    "ImportReport",
    "ImportRequest",
    "Kept",
    "Page",
    "Source",
    "Standing",
    "import_plan",
    "page_from",
    "page_text",
    "pages_from",
    "read_pages",
    "read_sources",
    "refreshed",
    "replace_page",
    "unfinished",
    "unreadable",
    "without_doubles",
    "without_pages",
    "write_page",
    "write_plan",
]
