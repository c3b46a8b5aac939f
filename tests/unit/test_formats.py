"""The table of formats: a new one is a row with a parser."""

from generator.core.paper import Paper
from generator.importers.formats import FORMATS, Format, format_of, parse
from generator.importers.parsed_seed import ParsedSeed, SeedQuestion


def titles(data, *, seed, question):
    """A format that has a title a line."""
    lines = data.decode().splitlines()
    return ParsedSeed(items=tuple(Paper(title=line) for line in lines))


def starts_with_hash(data, name):
    return data.startswith(b"#")


TITLES = Format(key="titles", name="titles", suffixes=(".titles",), parse=titles)
HASHED = Format(
    key="hashed",
    name="hashed",
    suffixes=(".json", ".txt"),
    parse=titles,
    sniff=starts_with_hash,
)


def test_new_row_is_all_that_a_format_needs():
    parsed = parse(b"Tea\nCoffee", seed="my.titles", formats=(*FORMATS, TITLES))

    assert [paper.title for paper in parsed.items] == ["Tea", "Coffee"]
    assert parsed.problems == ()


def test_content_decides_between_formats_of_one_suffix():
    formats = (HASHED, *FORMATS)

    assert format_of(b"# Tea", "my.txt", formats) is HASHED
    assert format_of(b"Daily Papers", "my.txt", formats) is FORMATS[0]
    assert format_of(b"{}", "my.json", formats) is None


def test_capitals_in_a_suffix_do_not_matter():
    assert format_of(b"Tea", "MY.TITLES", [TITLES]) is TITLES


def test_problem_names_what_can_be_read():
    parsed = parse(b"a,b", seed="my.csv", formats=(*FORMATS, TITLES))

    (problem,) = parsed.problems
    assert problem.code == "seed-format"
    assert "`.csv`" in problem.message
    assert ".md, .titles" in problem.hint


def test_format_that_the_user_names_is_not_sniffed():
    question = SeedQuestion(format="titles")

    parsed = parse(b"# Tea", seed="my.txt", question=question, formats=(HASHED, TITLES))

    assert [paper.title for paper in parsed.items] == ["# Tea"]
