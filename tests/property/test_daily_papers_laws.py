"""The law of import, on dumps that nobody wrote: no word is lost, and nothing raises.

Words are counted here, from the file and the result alone: what is in no record and in no
problem must be whole lines of known kinds, or lines that the file has twice.
"""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.encoding import decode_seed
from generator.core.text import collapse
from generator.core.titles import title_key
from generator.importers.daily_papers import parser
from generator.importers.parsed_seed import SeedQuestion, given_day

SEED = (Path(__file__).parents[2] / "seeds/000_65a1c720573ad55d.txt").read_bytes()
LINES = SEED.decode().split("\n")

KNOWN_LINE = re.compile(
    r"""
    new | Get\ trending\ papers\ in\ your\ email\ inbox!? | Subscribe | Daily\ Papers
  | byAK\ and\ the\ research\ community | · | •\ [0-9]+\ authors
  | [A-Z][a-z]{2}\ [0-9]{1,2} (?:,\ [0-9]{4})? (?:\ [0-9]+)?
  | [0-9]+ | Dec  # the listing's own day may stand on two lines
  | Daily | Papers  # so does its heading; alone, the words are a tab and a menu's line
    """,
    re.VERBOSE,
)


def words(texts):
    return Counter(word for text in texts for word in text.split())


def lost_and_invented(data):
    """Words of the file that the result lacks, and words of records that the file lacks."""
    result = parser.parse(data, seed="dump.txt")
    text, _ = decode_seed(data, "dump.txt")
    lines = [collapse(line) for line in re.split(r"\r\n|\r|\n", text)]
    recorded = words(
        part
        for paper in result.items
        for part in (paper.title, paper.abstract or "", paper.organization or "")
    )
    recorded += words(
        {listing.query or "" for paper in result.items for listing in paper.listings}
    )
    quoted = words(problem.message for problem in result.problems)
    times = Counter(lines)
    repeated = words(line for line, count in times.items() for _ in range(count - 1))
    known = words(line for line in lines if KNOWN_LINE.fullmatch(line))
    file = words(lines)
    return file - recorded - quoted - known - repeated, recorded - file


def coverage_is_complete(data):
    """Whether each character that is no white space is in exactly one mark."""
    text, _ = decode_seed(data, "dump.txt")
    marks = parser.coverage(data, seed="dump.txt").marks
    return Counter("".join(text.split())) == Counter(
        "".join("".join(m.text.split()) for m in marks)
    )


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "swap", "split", "cut"]),
        st.integers(0, len(LINES)),
        st.integers(0, len(LINES)),
    ),
    min_size=1,
    max_size=12,
)


def edited(edits):
    """The real dump with some lines dropped, doubled, swapped, broken in two, or the end cut."""
    lines = list(LINES)
    for kind, place, other in edits:
        at, second = place % len(lines), other % len(lines)
        half = len(lines[at]) // 2
        match kind:
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(second, lines[at])
            case "swap":
                lines[at], lines[second] = lines[second], lines[at]
            case "split":
                lines[at : at + 1] = [lines[at][:half], lines[at][half:]]
            case "cut" if at > len(lines) // 2:
                lines[at:] = [lines[at][:half]]
    return "\n".join(lines)


@given(EDITS)
@settings(max_examples=100, deadline=None)
def test_no_word_of_an_edited_dump_is_lost(edits):
    lost, invented = lost_and_invented(edited(edits).encode())
    assert not lost
    assert not invented


@given(EDITS)
@settings(max_examples=50, deadline=None)
def test_coverage_of_an_edited_dump_is_complete(edits):
    assert coverage_is_complete(edited(edits).encode())


@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)), st.binary(max_size=6))
@settings(max_examples=60, deadline=None)
def test_bytes_cut_out_or_put_in_lose_no_word(start, length, put):
    data = SEED[:start] + put + SEED[start + length % 400 :]
    assert coverage_is_complete(data)


FRAGMENTS = [
    "new", "Subscribe", "Daily Papers", "byAK and the research community", "Dec 10", "·", "•",
    "  • 3 authors", "Aug 29", "Apr 5, 2023 9", "Submitted by", "reader", "17", "-", "1.2k", "---",
    "Upvote", "GitHub 3.29k", "arXiv Page", "· Published on Oct 4, 2026", "A Title: Of Sorts", "",
    "", "", "Some text. More of it.", "### [T](https://huggingface.co/papers/2601.00001)",
    "[5](https://huggingface.co/login?next=%2Fpapers)", "May 29[6](/papers/2601.00001#community)",
    "[x", "](https://huggingface.co/papers/2601.00002)", "url: https://huggingface.co/papers?q=a",
    "Feb 30", "13 Sep 2024", "Previous", "Next", "© Hugging Face", "Week 7", "Feb 2026", "\\",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=200, deadline=None)
def test_every_word_has_one_role_in_any_order_of_lines(lines, end):
    data = end.join(lines).encode()
    assert coverage_is_complete(data)


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
)
@settings(max_examples=200, deadline=None)
def test_nothing_raises_for_any_bytes(data):
    question = SeedQuestion(decided=given_day(dt.date.max))
    parser.parse(data, seed="dump.txt", question=question)
    assert coverage_is_complete(data)


WORD = st.text("abcdefghijklmnopqrstuvwxyzäλ大🤗<>&*_`#{}$\\", min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=2, max_size=12).map(" ".join)
PAPER = st.fixed_dictionaries({
    "title": SENTENCE,
    "abstract": st.none()
    | st.lists(SENTENCE.map("{}.".format), min_size=1, max_size=3).map("\n\n".join),
    "author_count": st.integers(0, 4000),
    "published": st.dates(dt.date(2015, 1, 1), dt.date(2025, 12, 10)),
    "comments": st.none() | st.integers(0, 99999),
})  # fmt: skip


def printed(paper):
    day = paper["published"]
    year = "" if day.year == 2025 else f", {day.year}"
    footer = f"  • {paper['author_count']:,} authors\n·\n{day:%b} {day.day}{year}"
    texts = filter(None, [paper["title"], paper["abstract"], footer])
    return "\n\n".join(texts) + (
        f" {paper['comments']:,}" if paper["comments"] is not None else ""
    )


@given(
    st.lists(
        PAPER, min_size=1, max_size=6, unique_by=lambda paper: title_key(paper["title"])
    )
)
@settings(max_examples=150, deadline=None)
def test_printed_papers_are_read_back(papers):
    header = "Daily Papers\n\nbyAK and the research community\n\nDec 10"
    text = "\n\n".join([header, *map(printed, papers)])

    result = parser.parse(text.encode(), seed="2025-12-10.txt")

    read = [
        {name: getattr(paper, name) for name in papers[0]} for paper in result.items
    ]
    assert read == papers
    assert result.problems == ()


@given(EDITS, EDITS)
@settings(max_examples=20, deadline=None)
def test_one_record_a_paper(first, second):
    text = f"{edited(first)}\n\n{edited(second)}"
    result = parser.parse(text.encode(), seed="dump.txt")
    keys = Counter((title_key(paper.title), paper.abstract) for paper in result.items)
    assert max(keys.values(), default=1) == 1


NAME = st.text("abcdefghijklmnopqrstuvwxyzäλ", min_size=2, max_size=9)
TITLE = st.lists(NAME, min_size=2, max_size=8).map(
    lambda words: " ".join(words).title()
)
PROSE = st.lists(NAME, min_size=5, max_size=20).map(
    lambda words: " ".join(words).capitalize() + "."
)
PLAIN_PAPER = st.fixed_dictionaries({
    "title": TITLE,
    "abstract": PROSE,
    "author_count": st.integers(1, 99),
    "published": st.dates(dt.date(2015, 1, 1), dt.date(2025, 12, 10)),
    "comments": st.none() | st.integers(1, 999),
})  # fmt: skip
BY_TITLE = {
    "min_size": 2,
    "max_size": 5,
    "unique_by": lambda paper: title_key(paper["title"]),
}
DAMAGE = st.sampled_from(["drop", "garble", "blank above"])
MARK = st.sampled_from(["byline", "dot", "date"])
LINES_BELOW = 3
"""The lines of a footer, and the blank one below it."""


def damaged(text, at, damage):
    """The lines of a text with one of them dropped, garbled or put apart."""
    lines = text.split("\n")
    match damage:
        case "drop":
            del lines[at]
        case "garble":
            lines[at] = "~" + lines[at].strip()[1:]
        case "blank above":
            lines.insert(at, "")
    return "\n".join(lines)


@given(st.lists(PLAIN_PAPER, **BY_TITLE), st.data(), DAMAGE, MARK)
@settings(max_examples=150, deadline=None)
def test_damaged_footer_loses_no_paper_in_silence(papers, data, damage, mark):
    header = "Daily Papers\n\nbyAK and the research community\n\nDec 10"
    text = "\n\n".join([header, *map(printed, papers)])
    which = data.draw(st.integers(0, len(papers) - 1))
    dots = [at for at, line in enumerate(text.split("\n")) if line == "·"]
    at = dots[which] + {"byline": -1, "dot": 0, "date": 1}[mark]

    before = parser.parse(text.encode(), seed="2025-12-10.txt")
    after = parser.parse(damaged(text, at, damage).encode(), seed="2025-12-10.txt")

    assert before.problems == ()
    titles = [paper.title for paper in after.items]
    top = text.split("\n").index(papers[which]["title"])
    places = [problem.line for problem in after.problems if problem.line]
    is_reported = any(top < line <= at + LINES_BELOW + 1 for line in places)
    assert titles == [paper["title"] for paper in papers] or is_reported


@given(st.lists(PLAIN_PAPER, **BY_TITLE), st.data())
@settings(max_examples=100, deadline=None)
def test_line_of_the_page_between_papers_loses_none(papers, data):
    header = "Daily Papers\n\nbyAK and the research community\n\nDec 10"
    line = data.draw(st.sampled_from(PAGE_LINES))
    shown = [printed(paper) for paper in papers]
    shown.insert(data.draw(st.integers(1, len(shown))), line)

    result = parser.parse("\n\n".join([header, *shown]).encode(), seed="2025-12-10.txt")

    assert [paper.title for paper in result.items] == [p["title"] for p in papers]


PAGE_LINES = [
    "November 2025", "Week 48", "Tuesday, December 9", "Yesterday", "Previous\nNext\nCompany",
    "12/10/25, 9:41 AM Daily Papers - Hugging Face", "https://huggingface.co/papers 2/12",
    "Upvote\n\n12\n\nGitHub\n\n3.29k\n\narXiv Page", "Paper thumbnail", "<<<<<<< a\n\n>>>>>>> b",
]  # fmt: skip
