"""Keys: terms that name a paper, so that it is found before all that mention them.

A key is no word of a text, so no text may contain it: it has a colon, which separates
words. Times are plain words, as people type them.

    :arxiv:1706.03762    an identifier, in whatever form it is typed
    :page:823418d        the address of its page
    helpsteer2:          a name: the title up to a colon, or the whole if it is short
    2018 201805 may      the year, month and day on which it was published
    20251210             the day of its newest listing
"""

import re
import zlib
from collections.abc import Iterator

from generator.core.months import MONTHS
from generator.site.search.documents import SearchDocument, SearchRow
from generator.site.search.settings import LONGEST_TERM
from generator.site.search.text.tokenizer import squeeze, terms

KEY_SIGN = ":"
"""Begins an identifier and ends a name, which so is in one file with its own words; in
names.js too."""

_END_OF_NAME = re.compile("[:：]|\\s[-–—]\\s")


def paper_keys(document: SearchDocument) -> tuple[str, ...]:
    """The keys of a paper, each once."""
    row, text = document
    ids = [KEY_SIGN + identifier for identifier in (_page_id(row.slug), *text.ids)]
    names = [name + KEY_SIGN for name in _short_names(row.title)]
    times = terms(" ".join(_time_words(row)))
    # A DOI may be any text; rows of the index are parted by white space.
    keys = ["".join(key.split()) for key in (*ids, *names)]
    return tuple(dict.fromkeys([*keys, *times.every]))


def _page_id(slug: str) -> str:
    # As a checksum: slugs of 10,000 papers would make the index a twelfth larger.
    checksum = zlib.crc32(slug.encode("utf-8", "replace"))
    return f"page:{checksum:x}"


def _short_names(title: str) -> Iterator[str]:
    """What the paper is called for short: `HelpSteer2` of `HelpSteer2: Open-source`."""
    beginning, *_ = _END_OF_NAME.split(title, maxsplit=1)
    for part in (beginning, title):
        name = squeeze(part)
        if 0 < len(name) <= LONGEST_TERM:
            yield name


def _time_words(row: SearchRow) -> Iterator[str]:
    """A date joined up to its year, its month and its day, as `2018-05` is typed."""
    parts = row.published.split("-") if row.published else []
    for end in range(1, len(parts) + 1):
        yield "".join(parts[:end])
    if len(parts) > 1:
        yield MONTHS[int(parts[1]) - 1]
    if row.listed:
        yield row.listed.replace("-", "")
