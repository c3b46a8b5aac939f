"""Records that look wrong: what the grammar took for title and abstract, and likely is not.

Whatever no rule recognises is title and abstract. So a line that went astray in a dump
makes a wrong paper, and nobody would notice without these doubts:

    a title that is a heading, a date, a button, or longer than any title
    titles that begin with numbers, with a label, or with marks of Markdown
    a title that is a sentence, where the abstract is missing
    an abstract with the end, or the title, of another paper in it
    an abstract with buttons or names of pictures
    the only paper without an abstract, or one with far more text than the others
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.block import LONGEST_TITLE, Block
from generator.importers.daily_papers.buttons import read_button
from generator.importers.daily_papers.headings import read_heading
from generator.importers.daily_papers.scraps import is_page_text
from generator.importers.daily_papers.tokens import Token

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SHEET = re.compile(
    r"(?:page\s+)?[0-9]+\s*(?:/|of)\s*[0-9]+|page\s+[0-9]+", re.IGNORECASE
)
_MARKED_TITLE = re.compile(
    r"(?P<mark> \#{1,6} | (?: title | paper ) \s* : | [0-9]{1,3}[.)] ) \s+ \S",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?: (?:ai[- ]generated\s+)? summary | abstract | keywords? | tl;?dr ) \W*",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?:\s+[A-Z]|$)")
_SENTENCE_ENDS = ".!?。！？"
_SHORT = 40
_TITLE_LENGTH = 150
"""Letters of nearly all titles."""
_ABSTRACT_LENGTH = 60
"""Letters of a paragraph, even where it does not end with a sentence."""
_MOST_PARAGRAPHS = 5
_LONGEST_ABSTRACT = 4000
_SEVERAL = 3
"""Papers that show what is usual in a dump; words that may be a title."""
_MANY = 10
"""Papers that show that none of a dump lacks an abstract."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that a person should look at."""

    what: str
    token: Token


def find_doubts(blocks: Sequence[Block]) -> Iterator[Doubt]:
    """What looks wrong in the papers of these blocks, each line once."""
    papers = [block for block in blocks if block.title]
    seen: set[str] = set()
    for doubt in _all_doubts(papers):
        # Trending pages print each paper twice.
        if doubt.token.text not in seen:
            seen.add(doubt.token.text)
            yield doubt


def _all_doubts(papers: Sequence[Block]) -> Iterator[Doubt]:
    paragraphs = [len(paper.abstract) for paper in papers]
    usual = int(median(paragraphs or [0]))
    is_telling = len(papers) >= _SEVERAL
    without = [paper for paper in papers if not paper.abstract]
    yield from _marked_titles(papers)
    for paper in papers:
        found = [*_title_doubts(paper), *_abstract_doubts(paper)]
        yield from found or _inner_titles(paper)
        if is_telling and usual > 0:
            yield from _sentences_for_titles(paper)
        if is_telling and usual == 1:
            yield from _size_doubts(paper)
    if len(without) == 1 and len(papers) >= _MANY:
        yield Doubt("the only paper here without an abstract", without[0].title[0])


def _title_doubts(paper: Block) -> Iterator[Doubt]:
    title = paper.title[0]
    text = _joined_text(paper.title)
    if len(text) > LONGEST_TITLE:
        yield Doubt("this title is longer than any we know", title)
    elif _may_be_heading(paper, text):
        yield Doubt("this title may be a heading of the page", title)
    elif _is_line_of_page(text) and _has_title_in_abstract(paper):
        yield Doubt("this title may be a button or a line of the page", title)
    elif _ADDRESS.fullmatch(text) or _SHEET.fullmatch(text):
        yield Doubt("this title is an address or the number of a page", title)


def _marked_titles(papers: Sequence[Block]) -> Iterator[Doubt]:
    """A doubt about the first of several titles that all begin with such a mark."""
    if len(papers) < _SEVERAL:
        return
    marks = [_MARKED_TITLE.match(paper.title[0].text) for paper in papers]
    if all(marks):
        yield Doubt("all titles here begin with a mark of the page", papers[0].title[0])


def _sentences_for_titles(paper: Block) -> Iterator[Doubt]:
    """The blank line below a title is lost, or the title itself."""
    text = _joined_text(paper.title)
    if not paper.abstract and _SENTENCE_END.search(text):
        yield Doubt("this title may be the abstract", paper.title[0])


def _inner_titles(paper: Block) -> Iterator[Doubt]:
    """A short line without an end, above a paragraph: a title that was swallowed."""
    texts = [*map(_joined_text, paper.abstract)]
    for at, (text, below) in enumerate(pairwise(texts)):
        is_paragraph = len(below) >= _ABSTRACT_LENGTH or below[-1] in _SENTENCE_ENDS
        is_below_sentence = at <= 1 or texts[at - 1][-1] in _SENTENCE_ENDS
        is_between = is_paragraph and is_below_sentence
        if not is_between or not _may_be_inner_title(text):
            continue
        if at == 0:
            what = "this may be the title, and the line above it the page's"
        else:
            what = "this line in an abstract may be the title of another paper"
        yield Doubt(what, paper.abstract[at][0])
        return


def _may_be_inner_title(text: str) -> bool:
    """Whether a paragraph is short, in words, without an end, and no footer."""
    if len(text) > _TITLE_LENGTH or text[-1] in ".!?:;,":
        return False
    has_letters = any(map(str.isalpha, text))
    return has_letters and not _begins_small(text) and not _is_like_footer(text)


def _may_be_heading(paper: Block, text: str) -> bool:
    """Whether the title is a day or a week; `May` and `Yesterday` need more evidence."""
    if not read_heading(text):
        return False
    has_digit = any(character.isdecimal() for character in text)
    return has_digit or _has_title_in_abstract(paper)


def _has_title_in_abstract(paper: Block) -> bool:
    """Whether the abstract begins with what may be the real title."""
    return _has_title_below(_abstract_lines(paper), 0)


def _joined_text(lines: Iterable[Token]) -> str:
    return " ".join(line.text for line in lines)


def _abstract_lines(paper: Block) -> list[Token]:
    return [*chain.from_iterable(paper.abstract)]


def _text_length(lines: Iterable[Token]) -> int:
    return sum(len(line.text) for line in lines)


def _abstract_doubts(paper: Block) -> Iterator[Doubt]:
    lines = _abstract_lines(paper)
    was_footer = False
    for at, line in enumerate(lines):
        is_footer = _is_like_footer(line.text)
        if is_footer and not was_footer and _has_title_below(lines, at):
            yield Doubt("this line in an abstract may end another paper", line)
        elif _is_lone(lines, at) and _is_line_of_page(line.text):
            yield Doubt("this line in an abstract may be the page's", line)
        was_footer = is_footer


def _is_like_footer(text: str) -> bool:
    """Whether this is a dot, counts authors, or is a date, as at the end of a paper."""
    if patterns.is_dot(text) or patterns.author_count(text) is not None:
        return True
    return patterns.printed_date(text) is not None


def _has_title_below(lines: Sequence[Token], at: int) -> bool:
    """Whether what follows is no sentence that goes on, so that it may be a title."""
    while at < len(lines) and _is_like_footer(lines[at].text):
        at += 1
    if at == len(lines) or not lines[at].gap:
        return False
    end = at + 1
    while end < len(lines) and not lines[end].gap:
        end += 1
    paragraph = lines[at:end]
    if _begins_small(paragraph[0].text) or _text_length(paragraph) > LONGEST_TITLE:
        return False
    return paragraph[-1].text[-1] not in ".,;:"


def _begins_small(text: str) -> bool:
    """Whether this is `or`, `and then`: few small words, which begin no title."""
    words = text.split()
    return text[0].islower() and len(words) < _SEVERAL


def _is_lone(lines: Sequence[Token], at: int) -> bool:
    """Whether the line is a paragraph."""
    is_last = at + 1 == len(lines)
    return lines[at].gap and (is_last or lines[at + 1].gap)


def _is_line_of_page(text: str) -> bool:
    if len(text) > _SHORT:
        return False
    if _LABEL.fullmatch(text) or _SHEET.fullmatch(text):
        return True
    if is_page_text(text) or patterns.is_picture_name(text):
        return True
    return read_button(text) is not None


def _size_doubts(paper: Block) -> Iterator[Doubt]:
    length = _text_length(_abstract_lines(paper))
    if len(paper.abstract) > _MOST_PARAGRAPHS or length > _LONGEST_ABSTRACT:
        yield Doubt("far more text than in the other papers here", paper.title[0])
