"""Listing dumps: one case a layout as files, one a byte-level oddity in code."""

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.core.paper import PublishedSource
from generator.importers import formats
from generator.importers.daily_papers import parser
from generator.importers.daily_papers.coverage import Role
from generator.importers.parsed_seed import SeedQuestion, given_day

CASES = Path(__file__).parents[1] / "cases/daily_papers"
SEED = Path(__file__).parents[2] / "seeds/000_65a1c720573ad55d.txt"


def row(paper):
    (listing,) = paper.listings
    values = {
        name: getattr(paper, name)
        for name in (
            "title", "abstract", "author_count", "published", "published_source", "comments",
            "upvotes", "organization", "arxiv_id", "url", "url_code",
        )
    } | {
        "listed": listing.date, "query": listing.query, "position": listing.position,
        "line": listing.line,
    }  # fmt: skip
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
        if value is not None
    }


def parsed(text, *, seed="dump.txt", listed=None):
    data = text if isinstance(text, bytes) else text.encode()
    return formats.parse(data, seed=seed, question=question_with(listed))


def question_with(listed):
    return SeedQuestion(decided=given_day(listed) if listed else None)


def codes(result):
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    "path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem
)
def test_layout(path):
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    listed = case.get("listed")

    result = formats.parse(
        path.read_bytes(),
        seed=case.get("seed", path.name),
        question=question_with(listed and dt.date.fromisoformat(listed)),
    )

    assert [row(paper) for paper in result.items] == case["papers"]
    assert [
        f"{problem.line or 1}: {problem.code}" for problem in result.problems
    ] == case["problems"]


@pytest.mark.parametrize(
    "path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem
)
def test_every_word_has_one_role(path):
    data = path.read_bytes()
    marks = parser.coverage(data, seed="dump.txt").marks
    marked = "".join("".join(mark.text.split()) for mark in marks)
    assert sorted(marked) == sorted("".join(data.decode().split()))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("CRLF", lambda text: text.replace("\n", "\r\n").encode()),
        ("CR", lambda text: text.replace("\n", "\r").encode()),
        ("mixed", lambda text: text.replace("\n\n", "\r\n\r").encode()),
        ("mark", lambda text: text.encode("utf-8-sig")),
        ("mark inside", lambda text: text.replace("Kettle:", "\ufeffKettle:").encode()),
        ("UTF-16", lambda text: text.encode("utf-16")),
        ("UTF-16 without mark", lambda text: text.encode("utf-16-le")),
        ("no-break spaces", lambda text: text.replace("  •", "\u00a0•\u00a0").encode()),
        (
            "mojibake",
            lambda text: text.replace("•", "•".encode().decode("cp1252")).encode(),
        ),
        (
            "noise",
            lambda text: "\n \n" + text.replace("\n\n", " \t\n \n\n").strip("\n"),
        ),
        ("star bullets", lambda text: text.replace("•", "*")),
    ],
)
def test_same_papers_in_other_bytes(name, change):
    text = (CASES / "search-plain.txt").read_text(encoding="utf-8")
    changed = parsed(change(text)).items
    fields = ("title", "abstract", "author_count", "published", "comments")
    for paper, plain in zip(changed, parsed(text).items, strict=True):
        assert [getattr(paper, f) for f in fields] == [
            getattr(plain, f) for f in fields
        ], name


def test_windows_1252_is_read_and_reported():
    text = "Daily Papers\n\nCafé “au lait”\n\nMilk.\n\n2 authors\n·\nMay 1, 2024"
    result = parsed(text.encode("cp1252"))
    assert [paper.title for paper in result.items] == ["Café “au lait”"]
    assert codes(result) == ["dump-encoding"]


def test_file_cut_inside_a_character_says_so():
    data = (CASES / "cut-off.txt").read_bytes().rstrip() + "é".encode()[:1]
    result = parsed(data)
    assert "dump-cut-character" in codes(result)
    assert len(result.items) == 2


@pytest.mark.parametrize("data", [b"", b"\0" * 64, b"\xff\xfe", b" \n\t\n"])
def test_file_without_words_has_no_papers(data):
    assert parsed(data).items == ()


@pytest.mark.parametrize(
    ("data", "seed"),
    [(b"%PDF-1.7", "paper.pdf"), (b"\x89PNG\r\n\x1a\n\0\0", "dump.txt")],
)
def test_binary_file_is_a_problem(data, seed):
    result = parsed(data, seed=seed)
    assert result.items == ()
    assert codes(result) == ["seed-format"]


HEAD = "Daily Papers\n\nby AK and the research community\n\nDec 10\n\n"
NO_YEAR = "Daily Papers\n\nbyAK and the research community\n\nDec 10\n\nTea\n\nHot.\n\n  • 2 authors\n·\n"


@pytest.mark.parametrize(
    ("seed", "preamble", "listed", "day", "source"),
    [
        ("dump.txt", "", "2024-12-10", "2024-08-29", PublishedSource.GIVEN),
        ("2023-12-10_x.txt", "", "2024-12-10", "2024-08-29", PublishedSource.GIVEN),
        ("2023-12-10_x.txt", "", None, "2023-08-29", PublishedSource.EXPLICIT),
        ("20231210.txt", "", None, "2023-08-29", PublishedSource.EXPLICIT),
        ("hf_2023-12-10T0941.TXT", "", None, "2023-08-29", PublishedSource.EXPLICIT),
        ("of 2023-12.txt", "", None, "2023-08-29", PublishedSource.EXPLICIT),
        ("2012-12-10, 2023.12.10.txt", "", None, "2023-08-29", PublishedSource.EXPLICIT),
        ("2409.12345.txt", "", None, None, None),
        ("20231310.txt", "", None, None, None),
        ("000_20231210573ad55d.txt", "", None, None, None),
        ("dump.txt", "Daily Papers [2022-12-10] - Hugging Face\n\n", None, "2022-08-29",
         PublishedSource.EXPLICIT),
        ("dump.txt", "---\nretrieved: 2023-01-03\n---\n", None, "2022-08-29",
         PublishedSource.EXPLICIT),
        ("dump.txt", "", None, None, None),
    ],
)  # fmt: skip
def test_year_comes_from_the_best_source(seed, preamble, listed, day, source):
    listed = listed and dt.date.fromisoformat(listed)
    (paper,) = parsed(preamble + NO_YEAR + "Aug 29\n", seed=seed, listed=listed).items
    assert (
        paper.published and paper.published.isoformat(),
        paper.published_source,
    ) == (
        day,
        source,
    )


def test_real_dump():
    result = parsed(SEED.read_bytes(), seed=SEED.name)
    assert len(result.items) == 36
    assert codes(result) == ["dump-year-inferred"]
    assert {paper.listings[0].date for paper in result.items} == {dt.date(2025, 12, 10)}
    assert [paper.listings[0].position for paper in result.items] == list(range(1, 37))


def test_coverage_of_the_real_dump():
    data = SEED.read_bytes()
    coverage = parser.coverage(data, seed=SEED.name)
    assert coverage.words() == len(data.decode().split()) == 8783
    assert coverage.words(Role.REPORTED) == 0
    assert coverage.words(Role.BOILERPLATE) == 52


def test_second_title_of_one_identifier_is_quoted():
    footer = "\n\n[2 authors](https://huggingface.co/papers/2401.00001)\n\n·\n\nApr 5, 2023\n\n"
    page = "https://huggingface.co/papers/2401.00001"
    dump = "".join(
        f"### [{title}]({page})\n\n[Words.]({page}){footer}" for title in ("One", "Two")
    )

    parsed = parser.parse(dump.encode(), seed="2025-12-10.md")

    assert [paper.title for paper in parsed.items] == ["One"]
    assert any("Two" in problem.message for problem in parsed.problems)


def test_text_that_is_no_listing_makes_no_paper_and_is_quoted():
    parsed = parser.parse(b"# My seeds\n\nDrop dumps here.\n", seed="notes.md")

    assert parsed.items == ()
    (problem,) = parsed.problems
    assert problem.code == "dump-no-listing"
    assert "Drop dumps here." in problem.message


@pytest.mark.parametrize(
    ("byline", "date", "count", "comments"),
    [
        ("  • 4 auteurs", "29 août", 4, None),
        ("  • 1 auteur", "29 août 2025 7", 1, 7),
        ("  • 4 autores", "29 de agosto de 2025", 4, None),
        ("  • 4 位作者", "8月29日 7", 4, 7),
        ("  • 著者4名", "2025年8月29日", 4, None),
        ("  • 저자 4명", "8월 29일 7", 4, 7),
        ("  • 4 автора", "29 авг. 2025 г. 7", 4, 7),
        ("  • 4 autori", "29 ago", 4, None),
        ("  • 4 yazar", "29 Ağu 2025", 4, None),
        ("  • 4 Autoren", "Veröffentlicht am 29. Aug. 2025", 4, None),
    ],
)
def test_translated_footer_is_read(byline, date, count, comments):
    dump = f"{HEAD}Tea\n\nHot.\n\n{byline}\n·\n{date}\n"
    (paper,) = parsed(dump, seed="2025-12-10.txt").items
    assert (paper.title, paper.author_count, paper.comments) == ("Tea", count, comments)
    assert paper.published == dt.date(2025, 8, 29)
    assert paper.organization is None


def cup(title="Tea", text="Hot.", *, below=""):
    """A paper as listings print it, and what stands below it."""
    footer = "  • 2 authors\n·\nApr 5, 2023 9"
    return f"{title}\n\n{text}\n\n{footer}\n\n{below}"


def titles(result):
    return [paper.title for paper in result.items]


SHEETS = {
    "Chrome": "3/4/25, 10:05 PM\tDaily Papers - Hugging Face\n\n"
    "https://huggingface.co/papers?q=tea\t3/7",
    "Firefox": "https://huggingface.co/papers\n\n1 of 7\t04/03/2025, 22:05\n\n"
    "Daily Papers - Hugging Face\thttps://huggingface.co/papers",
    "German": "04.03.25, 22:05 Tägliche Papiere - Hugging Face\n\n"
    "https://huggingface.co/papers/date/2025-03-04 Seite 2 von 7",
    "French": "04/03/2025 à 22:05 Daily Papers - Hugging Face",
    "foot alone": "https://huggingface.co/papers 2/7",
    "from disk": "file:///C:/tea/Daily%20Papers.html 2/7",
    "ISO": "2025-03-04 22:05 Daily Papers - Hugging Face",
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_head_and_foot_of_a_printed_sheet_are_no_text(sheet):
    between = parsed(HEAD + cup(below=f"{sheet}\n\n") + cup("Milk"))
    assert titles(between) == ["Tea", "Milk"]
    assert between.problems == ()

    broken = parsed(HEAD + cup(text=f"Hot and\n\n{sheet}\n\nsweet."))
    assert [paper.abstract for paper in broken.items] == ["Hot and sweet."]

    whole = parsed(HEAD + cup(text=f"Hot.\n\n{sheet}\n\nSweet."))
    assert [paper.abstract for paper in whole.items] == ["Hot.\n\nSweet."]


def test_numbers_of_sheets_that_count_up_are_no_text():
    dump = HEAD + cup(below="Page 2 of 3\n\n") + cup("Milk", below="Page 3 of 3\n\n")
    assert titles(parsed(dump + cup("Jam"))) == ["Tea", "Milk", "Jam"]


@pytest.mark.parametrize(
    "title", ["24/7", "3 of 4", "A 3/4 Cup", "Page 12", "--- 3 ---"]
)
def test_title_like_a_part_of_a_sheets_line_stays(title):
    assert titles(parsed(HEAD + cup() + cup(title))) == ["Tea", title]


def test_marks_of_a_merge_are_reported_and_both_versions_are_read():
    ours = "<<<<<<< HEAD\n\n" + cup("Milk") + "=======\n\n"
    theirs = cup("Jam") + ">>>>>>> theirs\n"
    result = parsed(HEAD + cup() + ours + theirs)
    assert titles(result) == ["Tea", "Milk", "Jam"]
    assert codes(result) == ["dump-conflict"]


@pytest.mark.parametrize("dot", ["&middot;", "&#183;", "&#xB7;", "･"])
def test_dot_in_other_spellings_is_a_dot(dot):
    dump = (HEAD + cup("Tea &amp; Milk") + cup("Jam")).replace("·", dot)
    is_entity = dot.startswith("&")
    expected = "Tea & Milk" if is_entity else "Tea &amp; Milk"
    assert titles(parsed(dump)) == [expected, "Jam"]


PICTURES = ["reader's avatar", "Ada Tea’s avatar", "User avatar", "[image: Ada]", "Ada Tea profile picture",
            "Avatar von reader", "some-lab's logo"]  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_names_of_pictures_above_the_byline_are_no_text(name):
    dump = HEAD + cup(text=f"Hot.\n\n{name}\n{name}") + cup("Milk")
    result = parsed(dump)
    assert [paper.abstract for paper in result.items] == ["Hot.", "Hot."]
    assert result.problems == ()


def test_title_that_names_an_avatar_stays():
    dump = HEAD + cup() + "A Talking Avatar\n\n  • 2 authors\n·\nApr 5, 2023\n"
    assert titles(parsed(dump)) == ["Tea", "A Talking Avatar"]


DATED_PAGE = "Daily Papers\n\nby AK and the research community\n\nMar\n\n3\n\n"


def dated(title, below, comments=""):
    return f"Submitted by\n\nreader\n\n12\n\n{title}\n\n·\n\n{below}\n\n{comments}"


@pytest.mark.parametrize(
    "name", ["Tea Lab", "Teapot Inc.", "U.S. Tea Board", "Tea " * 20 + "Lab"]
)
def test_organisations_below_the_dot_of_dated_pages(name):
    """The last paper has no comments; blank lines are everywhere, or nowhere."""
    dump = (
        DATED_PAGE
        + dated("Cups", name, "5\n\n")
        + dated("Pots", "3 authors")
        + dated("Jam", name)
    )
    for text in (dump, dump.replace("\n\n", "\n")):
        result = parsed(text)
        assert titles(result) == ["Cups", "Pots", "Jam"]
        assert [paper.organization for paper in result.items] == [name, None, name]
        assert [paper.comments for paper in result.items] == [5, None, None]
        assert [paper.upvotes for paper in result.items] == [12, 12, 12]
        assert codes(result) == ["dump-left-out"]


def test_joined_dated_pages_are_both_read():
    first = DATED_PAGE + dated("Cups", "Tea Lab")
    result = parsed(first + DATED_PAGE.replace("3", "4") + dated("Pots", "Tea Lab"))
    assert titles(result) == ["Cups", "Pots"]


BUTTONS = [
    "Upvote\n\n12\n\nGitHub\n\n3.29k\n\narXiv Page",
    "Upvote\n\n-\n\nGitHub\n3.29k stars\n\narXiv Page",
    "UPVOTE\n12\n\nProject page\n\nGitHub\n\n★ 140\n\nView arXiv page",
    "GitHub\n\n140\n\narXiv Page",
    "Upvote\n\n12\n\nGitHub 140\n·\narXiv Page\n·\nDemo",
    "Upvote\n\n12\n\nHugging Face\n\nView PDF\n\nDataset",
    "Upvote 12\n\nGitHub\n\n140",
    "Upvote -\n\n⭐ 3.2k",
    "GitHub 1.2k stars\n\nModel",
]


@pytest.mark.parametrize("buttons", BUTTONS)
def test_buttons_below_papers_are_no_papers(buttons):
    dump = HEAD + cup(below=f"{buttons}\n\n") + cup("Milk", below=f"{buttons}\n")
    result = parsed(dump)
    assert titles(result) == ["Tea", "Milk"]
    assert [paper.comments for paper in result.items] == [9, 9]
    assert set(codes(result)) <= {"dump-left-out"}


def test_words_below_most_papers_are_buttons_in_any_language():
    below = "Positiv bewerten\n\nMit anderen teilen\n\n"
    dump = HEAD + cup(below=below) + cup("Milk", below=below) + cup("Jam", below=below)
    assert titles(parsed(dump)) == ["Tea", "Milk", "Jam"]


@pytest.mark.parametrize(
    "title", ["GitHub", "Code", "Demo", "Hugging Face", "Share", "GitHub Copilot"]
)
def test_paper_that_is_called_like_a_button_stays(title):
    assert titles(parsed(HEAD + cup() + cup(title) + cup("Jam"))) == [
        "Tea",
        title,
        "Jam",
    ]


HEADINGS = [
    "November 2025", "November", "Nov 2025", "Week 48", "Week 48, 2025", "2025-W48", "Dec 9",
    "Dec 9, 2025", "Tuesday, December 9", "Tue, Dec 9", "2025-12-09", "Yesterday", "Last week",
    "Dec 1 - Dec 7", "Dec 1 – 7", "Week of Dec 1", "2025-11", "9. Dezember 2025", "novembre 2025",
    "12月9日", "2025年11月", "gestern",
    "Monday", "Dec 9th, 2025", "9 December", "2025/12/09", "12/09/2025", "Older", "Q4 2025",
    "## November 2025", "Week 48 (12 papers)", "Last 7 days",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_heading_between_papers_is_no_title(heading):
    dump = (
        HEAD
        + cup(below=f"{heading}\n\n")
        + cup("Milk", below=f"{heading}\n\n")
        + cup("Jam")
    )
    result = parsed(dump)
    assert titles(result) == ["Tea", "Milk", "Jam"]
    assert [paper.listings[0].position for paper in result.items] == [1, 2, 3]
    assert result.problems == ()


@pytest.mark.parametrize(
    "title", ["Yesterday", "May", "Today and Tomorrow", "Week 48: Tea", "1984"]
)
def test_paper_that_is_called_like_a_heading_stays(title):
    assert titles(parsed(HEAD + cup() + cup(title) + cup("Jam"))) == [
        "Tea",
        title,
        "Jam",
    ]


def test_day_between_papers_is_that_of_the_listing_below():
    dump = HEAD + cup(below="Dec 9\n\n") + cup("Milk")
    days = [
        paper.listings[0].date for paper in parsed(dump, seed="2025-12-10.txt").items
    ]
    assert days == [dt.date(2025, 12, 10), dt.date(2025, 12, 9)]


def test_first_title_that_is_a_number_is_no_count_of_votes():
    result = parsed(HEAD + cup("1984") + cup("Milk") + cup("Jam"))
    assert titles(result) == ["1984", "Milk", "Jam"]
    assert result.problems == ()


def test_all_titles_may_be_numbers():
    assert titles(parsed(HEAD + cup("1984") + cup("2001") + cup("42"))) == [
        "1984",
        "2001",
        "42",
    ]


def test_title_that_is_a_number_below_votes():
    dump = HEAD + "12\n\n" + cup() + "7\n\n" + cup("1984") + "8\n\n" + cup("Jam")
    result = parsed(dump)
    assert titles(result) == ["Tea", "1984", "Jam"]
    assert [paper.upvotes for paper in result.items] == [12, 7, 8]


def test_one_number_above_one_of_three_titles_is_reported():
    result = parsed(HEAD + "12\n\n" + cup() + cup("Milk") + cup("Jam"))
    assert [paper.upvotes for paper in result.items] == [None] * 3
    assert codes(result) == ["dump-count-unclear"]
    assert "12" in result.problems[0].message


EMPTY_RESULTS = [
    "No papers found for kettle\n\nTry another search\n", "No results found.\n",
    "kettle\n\nNo results found\n", "There are no daily papers for this date.\n",
    "No papers submitted for this day yet\n\nCheck back later\n", "0 papers\n", "Try another search\n",
]  # fmt: skip


@pytest.mark.parametrize("text", EMPTY_RESULTS)
def test_empty_result_makes_no_paper_and_is_noted(text):
    result = parsed(HEAD + text)
    assert result.items == ()
    assert codes(result) == ["dump-empty"]
    assert text.split("\n")[0] in result.problems[0].message


def test_header_with_a_few_words_below_proves_no_paper():
    result = parsed(HEAD + "Something else\n\nIt has a few words below it.\n")
    assert result.items == ()
    assert codes(result) == ["dump-no-listing"]
    assert "Something else" in result.problems[0].message


def test_first_paper_that_was_cut_inside_its_abstract_is_kept():
    result = parsed(HEAD + "Tea\n\n" + "We pour a lot of tea into cups. " * 8)
    assert titles(result) == ["Tea"]
    assert codes(result) == ["dump-cut"]


TAILS = [
    "Load more papers\nSend a gift", "Load more\n\nBack to top\n\nFeedback", "Milk",
    "Previous\n1\n2\n3\n...\n100\nNext", "Mehr laden\n\nNach oben",
    "We use cookies\n\nBy using this site you accept that we do so.", "Write to us\n\ntea@example.org",
]  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
def test_words_below_the_last_paper_are_quoted_and_no_paper(tail):
    for dump in (cup(below=tail), cup(below=tail + "\n\n" + HEAD) + cup("Jam")):
        result = parsed(HEAD + dump)
        assert set(titles(result)) <= {"Tea", "Jam"}
        assert codes(result) == ["dump-stray"]
        for word in tail.split():
            assert word in result.problems[0].message


def test_page_of_other_things_with_dots_and_dates_has_no_papers():
    models = "Models\nDatasets\nSpaces\n\nModels 12\n\nlab/tea-7b\n\nText Generation\n·\nUpdated Sep 25, 2024\n·\n5M\n"
    assert parsed(models).items == ()


PAPER_PAGE = """\
Hugging Face's logo Hugging Face
Models
Datasets

Papers
arxiv:2401.00001

Tea: A Survey

Published on Jan 3, 2024
· Submitted by
reader
on Jan 4, 2024

Tea Lab
Upvote
40
+32
Authors:
Ada Tea
,
Ben Milk's avatar
Ben Milk

Abstract

AI-generated summary

Tea is good.

We pour tea.

We drink it.

View arXiv page
View PDF

Community

reader
Paper submitter Jan 4, 2024

Nice cups.
"""


def test_page_of_one_paper_is_that_paper():
    result = parsed(PAPER_PAGE)
    (paper,) = result.items
    assert paper.title == "Tea: A Survey"
    assert paper.abstract == "We pour tea.\n\nWe drink it."
    assert paper.authors == ("Ada Tea", "Ben Milk")
    assert paper.arxiv_id == "2401.00001"
    assert paper.published == dt.date(2024, 1, 3)
    assert paper.upvotes == 40
    assert codes(result) == ["dump-left-out"]
    for words in ("reader", "Tea Lab", "Tea is good.", "Nice cups."):
        assert words in result.problems[0].message


def test_pages_of_papers_may_be_joined():
    other = PAPER_PAGE.replace("2401.00001", "2401.00002").replace("Tea: A", "Jam: A")
    result = parsed(PAPER_PAGE + other)
    assert titles(result) == ["Tea: A Survey", "Jam: A Survey"]
    assert [paper.listings[0].position for paper in result.items] == [1, 2]


def test_coverage_of_the_page_of_one_paper():
    marks = parser.coverage(PAPER_PAGE.encode(), seed="dump.txt").marks
    marked = "".join("".join(mark.text.split()) for mark in marks)
    assert sorted(marked) == sorted("".join(PAPER_PAGE.split()))


FOOTER = "  • 2 authors\n·\nApr 5, 2023 9"
DAMAGES = {
    "no dot": ("\n·\n", "\n"),
    "two blank lines for the dot": ("\n·\n", "\n\n"),
    "other dot": ("·", "~"),
    "no date": ("Apr 5, 2023 9", ""),
    "no footer but the authors": ("\n·\nApr 5, 2023 9", ""),
    "no footer but the date": ("  • 2 authors\n·\n", ""),
}


@pytest.mark.parametrize("title", ["Milk", "miLK: small letters first"])
@pytest.mark.parametrize(("whole", "damaged"), DAMAGES.values(), ids=DAMAGES)
def test_paper_swallowed_by_the_one_above_is_doubted(whole, damaged, title):
    assert whole in FOOTER
    upper = cup().replace(FOOTER, FOOTER.replace(whole, damaged))
    result = parsed(HEAD + upper + cup(title, "White.") + cup("Jam"))

    assert titles(result) == ["Tea", "Jam"]
    assert "White." in result.items[0].abstract
    assert codes(result) == ["dump-doubt"]
    lines = (HEAD + upper).rstrip().split("\n")
    (line,) = [problem.line for problem in result.problems]
    assert len(lines) - 3 <= line <= len(lines)


def test_paper_whose_end_is_lost_and_the_next_title_is_doubted():
    upper = cup().replace(FOOTER, "").rstrip() + "\n\n"
    result = parsed(HEAD + upper + cup("Milk in Cups", "White.") + cup("Jam"))

    assert titles(result) == ["Tea", "Jam"]
    assert codes(result) == ["dump-doubt"]
    assert "Milk in Cups" in result.problems[0].message


@pytest.mark.parametrize(
    "label", ["New", "#1", "Sponsored", "3 comments", "Older cups"]
)
def test_title_that_may_be_a_label_above_the_title_is_doubted(label):
    result = parsed(HEAD + cup() + f"{label}\n\n" + cup("Milk in Cups") + cup("Jam"))

    assert "dump-doubt" in codes(result)
    assert any("Milk in Cups" in problem.message for problem in result.problems)


@pytest.mark.parametrize("mark", ["###", "Title:", "{}."])
def test_titles_that_all_begin_with_a_mark_are_doubted_once(mark):
    names = ("Tea", "Milk", "Jam", "Toast")
    cups = [cup(f"{mark.format(at)} {name}") for at, name in enumerate(names, 1)]
    result = parsed(HEAD + "".join(cups))

    assert codes(result) == ["dump-doubt"]


def test_title_that_holds_the_abstract_is_doubted():
    broken = cup("Milk").replace("Milk\n\n", "Milk\n")
    result = parsed(HEAD + cup() + broken + cup("Jam") + cup("Toast"))

    assert codes(result) == ["dump-doubt"]


@pytest.mark.parametrize(
    "line", ["Page 2 of 7", "Load more", "We use cookies\n\nAccept all"]
)
def test_lines_of_the_page_between_papers_are_reported(line):
    result = parsed(HEAD + cup(below=f"{line}\n\n") + cup("Milk") + cup("Jam"))
    assert titles(result) == ["Tea", "Milk", "Jam"]
    assert codes(result) == ["dump-stray"]
    assert line.split("\n")[-1] in result.problems[0].message


def test_title_that_is_an_address_is_doubted():
    address = "https://example.org/tea"
    result = parsed(HEAD + cup(below=f"{address}\n\n") + cup("Milk") + cup("Jam"))
    assert codes(result) == ["dump-doubt"]
    assert address in result.problems[0].message


@pytest.mark.parametrize("heading", ["November 2025", "Week 48"])
def test_heading_in_a_dump_without_blank_lines_is_doubted(heading):
    dump = (HEAD + cup() + f"{heading}\n" + cup("Milk")).replace("\n\n", "\n")
    result = parsed(dump)
    assert codes(result) == ["dump-doubt"]
    assert heading in result.problems[0].message


@pytest.mark.parametrize("line", ["View PDF", "reader's avatar", "Accept all"])
def test_line_of_the_page_in_an_abstract_is_doubted(line):
    result = parsed(HEAD + cup(text=f"Hot.\n\n{line}\n\nSweet.") + cup("Milk"))
    assert codes(result) == ["dump-doubt"]
    assert line in result.problems[0].message


def test_far_longer_abstract_than_usual_is_doubted():
    text = "\n\n".join(f"Sentence {number}." for number in range(9))
    result = parsed(HEAD + cup(text=text) + cup("Milk") + cup("Jam"))
    assert codes(result) == ["dump-doubt"]


def test_only_paper_of_many_without_an_abstract_is_doubted():
    others = "".join(cup(f"Tea {letter}") for letter in "abcdefghij")
    result = parsed(HEAD + others + f"Milk is white.\n\n{FOOTER}\n")
    assert codes(result) == ["dump-doubt"]
    assert "Milk is white." in result.problems[0].message


def test_doubt_quotes_the_beginning_alone():
    result = parsed(HEAD + cup("Tea " * 100) + cup("Milk"))
    assert [len(problem.message) < 140 for problem in result.problems] == [True]


def test_dated_page_joined_with_a_search_page():
    dump = DATED_PAGE + dated("Cups", "5 authors", "3\n\n") + dated("Pots", "Tea Lab")
    result = parsed(dump + HEAD + cup() + cup("Milk"))
    assert titles(result) == ["Cups", "Pots", "Tea", "Milk"]
    assert codes(result) == ["dump-left-out"]


def test_names_of_pictures_on_dated_pages():
    dump = DATED_PAGE + dated("Cups", "5 authors") + dated("Pots", "Tea Lab")
    shown = dump.replace("reader", "reader's avatar\n\nreader")
    shown = shown.replace("\n\n·", "\n\nAda's avatar\n\n·")
    result = parsed(shown)
    assert [(paper.title, paper.abstract) for paper in result.items] == [
        ("Cups", None),
        ("Pots", None),
    ]
    assert [paper.upvotes for paper in result.items] == [12, 12]


def test_lone_years_between_papers_are_headings():
    dump = HEAD + cup(below="2024\n\n") + cup("Milk", below="2023\n\n") + cup("Jam")
    result = parsed(dump)
    assert titles(result) == ["Tea", "Milk", "Jam"]
    assert [paper.comments for paper in result.items] == [9, 9, 9]
    assert result.problems == ()


def test_button_that_folds_an_abstract_is_no_text():
    result = parsed(HEAD + cup(text="Hot.\n\nRead more") + cup("Milk"))
    assert [paper.abstract for paper in result.items] == ["Hot.", "Hot."]


@pytest.mark.parametrize("byline", ["  • ４ 作者", "\u200f• 4 authors\u200f"])
def test_wide_digits_and_direction_marks_in_bylines(byline):
    result = parsed(HEAD + f"Tea\n\nHot.\n\n{byline}\n·\nApr 5, 2023\n")
    assert [paper.author_count for paper in result.items] == [4]


def test_bullet_is_no_part_of_an_organisation():
    result = parsed(
        HEAD + "Tea\n\nHot.\n\n  • Tea Lab\n·\nApr 5, 2023\n\n" + cup("Milk")
    )
    assert [paper.organization for paper in result.items] == ["Tea Lab", None]


def test_number_is_the_title_above_an_abstract_of_several_paragraphs():
    result = parsed(HEAD + cup() + cup("1984", "We read.\n\nAnd write.") + cup("Jam"))
    assert titles(result) == ["Tea", "1984", "Jam"]
    assert result.items[1].abstract == "We read.\n\nAnd write."
    assert result.items[0].comments == 9


def test_page_with_the_sites_menu_alone_above_it_is_no_listing():
    menu = "Hugging Face's logo Hugging Face\nModels\nDatasets\nSpaces\n\n"
    blog = menu + "How we pour tea\n\n" + "We pour a lot of tea into cups. " * 20
    result = parsed(blog)
    assert result.items == ()
    assert codes(result) == ["dump-no-listing"]


def test_number_of_a_paper_is_no_title():
    page = HEAD + "arxiv:2401.00001\n\n" + "We pour a lot of tea into cups. " * 20
    assert parsed(page).items == ()


def test_note_below_the_last_paper_is_no_paper_and_a_cut_one_is():
    note = "About\n\nThis page is kept with love by many."
    assert titles(parsed(HEAD + cup(below=note))) == ["Tea"]
    cut = "Milk\n\nWe pour milk into the white"
    assert titles(parsed(HEAD + cup(below=cut))) == ["Tea", "Milk"]


def test_parts_of_a_sheets_line_may_be_below_each_other():
    sheet = "12/10/25, 9:41 AM\nDaily Papers - Hugging Face\n\nhttps://huggingface.co/papers\n2/12\n\n"
    result = parsed(HEAD + cup(below=sheet) + cup("Milk"))
    assert titles(result) == ["Tea", "Milk"]
    assert result.problems == ()


def test_name_of_a_picture_between_byline_and_dot():
    byline = "  • 2 authors\nreader's avatar\n·"
    result = parsed(HEAD + cup().replace("  • 2 authors\n·", byline) + cup("Milk"))
    assert [paper.author_count for paper in result.items] == [2, 2]
    assert result.problems == ()


def test_file_full_of_control_bytes_is_no_text():
    result = parsed(bytes(range(1, 32)) * 20, seed="dump.txt")
    assert codes(result) == ["seed-format"]


def test_translated_footers_of_captures_have_blank_lines_between():
    link = "(https://huggingface.co/papers/2401.00001)"
    capture = f"### [Tea]{link}\n\n[Hot.]{link}\n\n• 4 Autoren\n\n·\n\n29. August\n"
    (paper,) = parsed(HEAD + capture, seed="2025-12-10.md").items
    assert (paper.abstract, paper.author_count) == ("Hot.", 4)
    assert paper.published == dt.date(2025, 8, 29)


def test_week_below_its_month_is_a_heading_too():
    top = HEAD.replace("Dec 10", "December 2025\n\nWeek 50")
    dump = top + cup(below="November 2025\n\nWeek 48\n\n") + cup("Milk")
    assert titles(parsed(dump)) == ["Tea", "Milk"]


def test_heading_right_above_a_title():
    dump = HEAD + cup(below="Tuesday, Dec 9\n") + cup("Milk")
    assert titles(parsed(dump)) == ["Tea", "Milk"]


def test_organisations_of_dated_pages_without_counts():
    dump = DATED_PAGE + "Cups\n\n·\n\nTea Lab\n\nPots\n\n·\n\nMilk Lab\n"
    result = parsed(dump)
    assert titles(result) == ["Cups", "Pots"]
    assert [paper.organization for paper in result.items] == ["Tea Lab", "Milk Lab"]


def test_bullets_that_are_a_paragraph_of_an_abstract_stay():
    assert parsed(HEAD + cup(text="Hot.\n\n* *")).items[0].abstract == "Hot.\n\n* *"


def test_page_of_one_paper_with_labels_and_values_on_one_line():
    page = PAPER_PAGE.replace("Upvote\n40", "Upvote 40")
    authors = "Authors:\nAda Tea\n,\nBen Milk's avatar\nBen Milk"
    assert authors in page
    (paper,) = parsed(page.replace(authors, "Authors: Ada Tea, Ben Milk")).items
    assert paper.authors == ("Ada Tea", "Ben Milk")
    assert paper.upvotes == 40
