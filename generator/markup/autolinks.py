"""Addresses in running text: where they begin and end, and what stands there."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.core.patterns import lazy_pattern
from generator.core.urls import is_safe

_CHARACTERS = r"[A-Za-z0-9\-._~:/?\#@!$&()+,;=%]"
"""Those of RFC 3986 but brackets, quotes and stars, which in running text end an address."""

_URL = lazy_pattern(
    rf"""
    (?: https?:// (?=[A-Za-z0-9])                      # also behind a word whose blank was lost
      | (?<![\w.@/~-])                                 # well-known hosts do without
        (?: (?:www\.)? (?: github\.com | gitlab\.com | huggingface\.co | arxiv\.org | zenodo\.org
                         | (?:dx\.)?doi\.org | kaggle\.com | bit\.ly | openreview\.net ) /
          | www\. [a-z0-9-]{{1,63}} \. [a-z]
          | [a-z0-9-]{{1,63}} \. (?:github|gitlab) \.io (?![\w-]|\.\w)
        ) )
    {_CHARACTERS}*
    """,
    re.VERBOSE | re.IGNORECASE,
)

_TAIL = lazy_pattern(rf"://[A-Za-z0-9]{_CHARACTERS}*")
_MARK = re.compile(r"[.:](?=[\w/-])")
"""What every address has within, and few words."""
_CONTEXT_LENGTH = 200
"""Characters before a link that may tell what stands there."""


class Link(NamedTuple):
    """A link out that stands in a text."""

    label: str
    """What is there: `Code`, `Project page`, `Dataset`, `Demo`, `Model`, `arXiv`, …, or the host."""
    url: str


class Inline(NamedTuple):
    """A stretch of a text: words, a link, or a mark between them."""

    text: str
    url: str = ""
    """Where the link leads; empty for words."""
    mark: str = ""
    """A tag without words."""


def inlines(text: str, shown: Callable[[str], str]) -> Iterator[Inline]:
    """A text as words, put as they are to be shown, and bare addresses that a page may link to."""
    position = 0
    for start, written in _written_addresses(text):
        url = written if "://" in written[:8] else f"https://{written}"
        if is_safe(url):
            if start > position:
                yield Inline(shown(text[position:start]))
            yield Inline(written, url)
            position = start + len(written)
    if position < len(text):
        yield Inline(shown(text[position:]))


def links_in(block: Iterable[Inline]) -> Iterator[Link]:
    """The links out of a text, each named by its host and the words before it."""
    context = ""
    for run in block:
        if is_external(run.url):
            yield Link(label=label(run.url, context[-_CONTEXT_LENGTH:]), url=run.url)
        context += run.text


def is_external(url: str) -> bool:
    """Whether a link leads out of the site."""
    return url.startswith(("http:", "https:"))


def _written_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Each bare address in a text with its place.

    No address holds a blank, and each has a mark within: only words with one are looked at.
    """
    may_hold_one = "/" in text or "www." in text or ".io" in text
    mark = _MARK.search(text) if may_hold_one else None
    while mark:
        start, end = text.rfind(" ", 0, mark.start()) + 1, text.find(" ", mark.end())
        end = len(text) if end < 0 else end
        for found in _URL.finditer(text, start, end):
            yield found.start(), _trimmed(found.group())
        mark = _MARK.search(text, end)


def tail_length(text: str, colon: int) -> int:
    """How far an address goes on from the colon behind its scheme; 0 when none does."""
    found = _TAIL.match(text, colon)
    return len(_trimmed(found.group())) if found else 0


def _trimmed(written: str) -> str:
    """The address without the punctuation of the sentence around it."""
    while written:
        last = written[-1]
        unbalanced = last == ")" and written.count(")") > written.count("(")
        if not unbalanced and last not in ".,;:!?_~&(":
            break
        written = written[:-1]
    return written


_BY_HOST: tuple[tuple[str, str], ...] = (
    (r"huggingface\.co/datasets/", "Dataset"),
    (r"huggingface\.co/spaces/", "Demo"),
    (r"huggingface\.co/(?:papers|blog|docs)/", "Hugging Face"),
    (r"huggingface\.co/collections/", "Collection"),
    (r"huggingface\.co/[\w.-]+/[\w.-]+", "Model"),
    (r"[\w-]+\.hf\.space", "Demo"),
    (
        r"(?:github|gitlab)\.com|bitbucket\.org|codeberg\.org|anonymous\.4open\.science",
        "Code",
    ),
    (
        r"[\w.-]+\.(?:github|gitlab)\.io|sites\.google\.com|[\w-]+\.(?:netlify|vercel)\.app",
        "Project page",
    ),
    (
        r"zenodo\.org|(?:dx\.)?doi\.org/10\.5281/|figshare\.com|kaggle\.com/datasets/",
        "Dataset",
    ),
    (r"(?:export\.)?arxiv\.org", "arXiv"),
    (r"(?:dx\.)?doi\.org", "DOI"),
    (r"(?:m\.)?youtube\.com|youtu\.be|vimeo\.com", "Video"),
    (r"colab\.research\.google\.com", "Notebook"),
)
_KNOWN = [
    (lazy_pattern(f"(?:{pattern})", re.IGNORECASE), label)
    for pattern, label in _BY_HOST
]

_BY_CONTEXT = lazy_pattern(
    r"""
      (?P<Project> project | web\s?site | web\s?page | home\s?page )
    | (?P<Code> \b(?:source\s)?codes?\b | implementation | repositor | \bsource\b )
    | (?P<Dataset> data\s?sets? | \bdata\b | benchmark | corpus )
    | (?P<Demo> \bdemos?\b | demonstration )
    | (?P<Model> \bmodels?\b | weights | checkpoints? )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def label(url: str, context: str) -> str:
    """What stands at an address, by its host, else by the words of the sentence before it."""
    parts = urlsplit(url)
    place = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}"
    for pattern, name in _KNOWN:
        if pattern.match(place):
            return name
    sentence = re.split(r"[.!?]\s", context)[-1]
    told = [found.lastgroup or "" for found in _BY_CONTEXT.finditer(sentence)]
    if told:
        return "Project page" if told[-1] == "Project" else told[-1]
    return place.partition("/")[0] or url
