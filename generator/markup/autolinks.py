"""Bare addresses in running text: where they begin and end, and what to call them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.core.urls import is_safe

_ENDS = (
    r"\x00-\x20\"'*<>\[\\\]^`{|}\x7f"  # what RFC 3986 forbids, and quotes and stars
    r"\x80-\xa9\xab-\xb1\xb4\xb6\xb8\xbb\xbf\xd7\xf7"  # signs of Latin texts
    r"\u037e\u0387\u0589\u060c\u061b\u061f\u06d4\u0964\u0965"  # other full stops and commas
    r"\u2000-\u200b\u200e-\u206f\u20a0-\u20cf"  # blanks, quotes, dashes, currencies
    r"\u2190-\u22ff\u2400-\u25ff\u2e00-\u2e7f"  # arrows, mathematics, boxes
    r"\u3000-\u3004\u3008-\u3020\u3030\u303d"  # brackets and full stops of East Asia
    r"\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\ud800-\uf8ff\ufeff\ufff0-\uffff"  # what is no character
)
"""What ends an address in a text; any other character can be part of one (RFC 3987)."""
_CHARACTERS = rf"""
    (?: [^{_ENDS}]++
      | (?<=\w) ['’–] (?!s\b) (?=\w)      # Moore's_law, Bose–Einstein
    )*
"""
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2300-\u2bff\u3005-\ud7ff"
_UNSPACED += r"\uf900-\ufaff\uff66-\uffdc\U0001f000-\U0003ffff"
_DOUBTFUL_END = rf"[A-Za-z0-9][{_UNSPACED}]"
"""Where words of a language without blanks follow, or the address goes on in it."""

_URL = re.compile(
    rf"""
    (?: https?:// (?=[^\W_])                           # also behind a word whose blank was lost
      | (?<![\w.@/~\u0300-\u036f-])                    # well-known hosts do without
        (?: (?:www\.)? (?: github\.com | gitlab\.com | huggingface\.co | arxiv\.org | zenodo\.org
                         | (?:dx\.)?doi\.org | kaggle\.com | bit\.ly | openreview\.net ) /
          | www\. [a-z0-9-]{{1,63}} \. [a-z]
          | [a-z0-9-]{{1,63}} \. (?:github|gitlab) \.io (?![\w-]|\.\w)
        ) )
    (?-i: {_CHARACTERS} )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_TAIL = re.compile(rf"://(?=[^\W_]){_CHARACTERS}", re.VERBOSE)
_INNER_MARK = re.compile(r"[.:](?=[\w/-])")
"""What every address has inside, and few words have."""
_CONTEXT_LENGTH = 200
"""Characters before a link that may say what it is."""


class Link(NamedTuple):
    """A link out of the site; a tuple, since caches keep thousands of them as such."""

    label: str
    """What is there: `Code`, `Dataset`, `Project page`, `arXiv`, …, or the host."""
    url: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of a text: words, a link, or a tag between them."""

    text: str
    url: str = ""
    """Where the link leads; empty for words."""
    tag: str = ""
    """HTML of a tag without words."""


def split_inlines(text: str, repair: Callable[[str], str]) -> Iterator[Inline]:
    """A text as words, repaired, and bare addresses that a page may link to."""
    position = 0
    for start, address in _bare_addresses(text):
        # Compiled for the few texts that need it: it takes as long as 20 pages do.
        if not address.isascii() and re.search(_DOUBTFUL_END, address):
            continue
        url = address if "://" in address[:8] else f"https://{address}"
        if not is_safe(url):
            continue
        if start > position:
            yield Inline(repair(text[position:start]))
        yield Inline(address, url)
        position = start + len(address)
    if position < len(text):
        yield Inline(repair(text[position:]))


def links_in(block: Iterable[Inline]) -> Iterator[Link]:
    """The links out of a text, each named by its host and the words before it."""
    context = ""
    for inline in block:
        if is_external(inline.url):
            label = link_label(inline.url, context[-_CONTEXT_LENGTH:])
            yield Link(label, inline.url)
        context += inline.text


def unique_links(blocks: Iterable[Iterable[Inline]]) -> tuple[Link, ...]:
    """The links out of a text in order, named by host and context; no address twice."""
    found: dict[str, Link] = {}
    for block in blocks:
        for link in links_in(block):
            found.setdefault(link.url, link)
    return tuple(found.values())


def is_external(url: str) -> bool:
    """Whether a link leads out of the site."""
    return url.startswith(("http:", "https:"))


def _bare_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Each bare address in a text with its offset.

    An address has no blanks and at least one dot or colon inside. To search the whole
    text, and not just words with such a mark, would add 11 % to the instructions of a
    first build; `tests/property/test_fast_path_laws.py` holds one to the other.
    """
    if "/" not in text and "www." not in text and ".io" not in text:
        return
    mark = _INNER_MARK.search(text)
    while mark:
        start = text.rfind(" ", 0, mark.start()) + 1
        end = text.find(" ", mark.end())
        if end < 0:
            end = len(text)
        for found in _URL.finditer(text, start, end):
            yield found.start(), _without_punctuation(found.group())
        mark = _INNER_MARK.search(text, end)


def tail_length(text: str, colon: int) -> int:
    """How far an address goes on from the colon behind its scheme; 0 when none does."""
    found = _TAIL.match(text, colon)
    return len(_without_punctuation(found.group())) if found else 0


def _without_punctuation(address: str) -> str:
    """The address without the punctuation of the sentence around it."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        is_unbalanced = last == ")" and surplus > 0
        if not is_unbalanced and last not in ".,;:!?_~&(":
            break
        surplus += (last == "(") - (last == ")")
        end -= 1
    return address[:end]


_LABELS_BY_HOST = (
    (r"huggingface\.co/datasets/", "Dataset"),
    (r"huggingface\.co/spaces/", "Demo"),
    (r"huggingface\.co/(?:papers|blog|docs)/", "Hugging Face"),
    (r"huggingface\.co/collections/", "Collection"),
    (r"huggingface\.co/[\w.-]+/[\w.-]+", "Model"),
    (r"[\w-]+\.hf\.space", "Demo"),
    (r"(?:github|gitlab)\.com|bitbucket\.org|codeberg\.org", "Code"),
    (r"anonymous\.4open\.science", "Code"),
    (r"[\w.-]+\.(?:github|gitlab)\.io|sites\.google\.com", "Project page"),
    (r"[\w-]+\.(?:netlify|vercel)\.app", "Project page"),
    (r"zenodo\.org|(?:dx\.)?doi\.org/10\.5281/|figshare\.com", "Dataset"),
    (r"kaggle\.com/datasets/", "Dataset"),
    (r"(?:export\.)?arxiv\.org", "arXiv"),
    (r"(?:dx\.)?doi\.org", "DOI"),
    (r"(?:m\.)?youtube\.com|youtu\.be|vimeo\.com", "Video"),
    (r"colab\.research\.google\.com", "Notebook"),
)
_LABEL_PATTERNS = [
    (re.compile(f"(?:{pattern})", re.IGNORECASE), label)
    for pattern, label in _LABELS_BY_HOST
]

_LABELS_BY_CONTEXT = re.compile(
    r"""
      (?P<Project> project | web\s?site | web\s?page | home\s?page )
    | (?P<Code> \b(?:source\s)?codes?\b | implementation | repositor | \bsource\b )
    | (?P<Dataset> data\s?sets? | \bdata\b | benchmark | corpus )
    | (?P<Demo> \bdemos?\b | demonstration )
    | (?P<Model> \bmodels?\b | weights | checkpoints? )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def link_label(url: str, context: str) -> str:
    """What is at an address: by its host, else by the words before it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    address = f"{host}{parts.path}"
    for pattern, label in _LABEL_PATTERNS:
        if pattern.match(address):
            return label
    sentence = re.split(r"[.!?]\s", context)[-1]
    labels = [found.lastgroup for found in _LABELS_BY_CONTEXT.finditer(sentence)]
    last = labels[-1] if labels else None
    if last == "Project":
        return "Project page"
    return last or address.partition("/")[0] or url
