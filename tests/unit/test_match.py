"""Which page a paper has already, where titles, names and ids disagree."""

import pytest

from generator.content.update.apply import write_plan
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportRequest, import_plan
from generator.core.identity import cluster
from generator.core.paper import Listing, Paper

LONG = "We hold the light against the dark and count who sees it, in forty rooms. " * 4


def record(title, seed, position=1, **fields):
    return Paper(
        title=title, listings=(Listing(seed=seed, position=position),), **fields
    )


@pytest.fixture
def content(tmp_path):
    return tmp_path / "content"


def imported(content, *records):
    seeds = frozenset(record.listings[0].seed for record in records)
    index = PageIndex(content)
    plan = import_plan(index, cluster(records), ImportRequest(seeds=seeds))
    return write_plan(index, plan, seeds)


def page(content, name):
    return content / "papers" / f"{name}.md"


def rewrite(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_page_renamed_to_what_another_paper_would_be_called_stays_with_its_paper(
    content,
):
    story = record("Lanterns: a Story", "1.txt", abstract=LONG + "A story.")
    imported(content, story)
    page(content, "lanterns-a-story").rename(page(content, "lanterns"))
    before = page(content, "lanterns").read_text()

    report = imported(
        content, story, record("Lanterns", "2.txt", abstract=LONG + "No story.")
    )

    assert len(report.new) == 1
    assert page(content, "lanterns").read_text() == before


def test_retitled_page_does_not_match_a_paper_of_the_same_name(content):
    first = record("C", "1.txt", abstract="A language.")
    imported(content, first)
    rewrite(page(content, "c"), '"C"', "Mine")
    before = page(content, "c").read_text()

    report = imported(
        content, first, record("C++", "2.txt", abstract="Another language.")
    )

    assert len(report.new) == 1
    assert page(content, "c").read_text() == before


def test_page_without_id_is_not_shared_by_two_papers_of_its_title_once_ids_tell_them_apart(
    content,
):
    first = record("Lanterns", "1.txt", abstract=LONG + "One.")
    imported(content, first)
    one = record("Lanterns", "2.txt", 1, abstract=LONG + "One.", arxiv_id="2401.00001")
    two = record("Lanterns", "2.txt", 2, abstract=LONG + "Two.", arxiv_id="2401.00002")

    report = imported(content, first, one, two)

    assert len(report.new) == len(report.refreshed) == 1
    assert "2401.00001" in page(content, "lanterns").read_text()
    again = imported(content, first, one, two)
    assert (again.new, again.refreshed) == ((), ())


def test_paper_without_id_keeps_its_page_beside_papers_of_its_title_that_have_one(
    content,
):
    papers = [
        record("Lanterns", "1.txt", comments=1),
        record("Lanterns", "2.txt", 1, arxiv_id="2401.00001", comments=2),
        record("Lanterns", "2.txt", 2, arxiv_id="2401.00002", comments=3),
    ]
    assert len(imported(content, *papers).new) == 3

    again = imported(content, *papers)

    assert (again.new, again.refreshed) == ((), ())


def test_papers_of_one_doi_and_two_arxiv_ids_keep_a_page_each(content):
    papers = [
        record(title, "1.txt", place, arxiv_id=f"2401.0000{place}", doi="10.1000/x")
        for place, title in enumerate(("Lanterns", "Lamps"), 1)
    ]
    assert len(imported(content, *papers).new) == 2

    again = imported(content, *papers)

    assert (again.new, again.refreshed) == ((), ())


def test_copy_of_a_page_that_its_reader_retitled_gets_no_news_in_its_place(content):
    first = record("Lanterns", "1.txt", arxiv_id="2401.00001", comments=1)
    imported(content, first)
    copy = page(content, "a-copy")
    copy.write_text(
        page(content, "lanterns").read_text().replace('"Lanterns"', "My own paper")
    )

    report = imported(
        content, first, record("Lanterns", "2.txt", arxiv_id="2401.00001", comments=2)
    )

    assert report.refreshed == ("content/papers/lanterns.md",)


def test_former_name_in_aliases_leads_a_second_paper_to_a_page(content):
    papers = [record("Lanterns", "1.txt", 1), record("Lamps", "1.txt", 2, comments=4)]
    imported(content, papers[0])
    rewrite(page(content, "lanterns"), "tags: []", "tags: []\naliases: [lamps]")

    assert imported(content, *papers).new == ()


def test_page_that_cannot_be_read_keeps_all_papers_of_its_name_from_new_pages(content):
    papers = [record("C", "1.txt"), record("C++", "2.txt")]
    page(content, "c").parent.mkdir(parents=True)
    page(content, "c").write_text("---\ntitle: [\n---\n")

    report = imported(content, *papers)

    assert report.new == ()
    assert [problem.code for problem in report.problems] == ["import-unreadable"]


def test_page_is_matched_by_its_abstract_when_its_seed_is_gone_and_the_title_was_corrected(
    content,
):
    imported(content, record("Lanterns", "1.txt", abstract=LONG + "*One*."))
    rewrite(page(content, "lanterns"), '"Lanterns"', "Mine")
    page(content, "lanterns").rename(page(content, "mine"))

    report = imported(
        content, record("Lanterns for All", "2.txt", abstract=LONG + "*One*.")
    )

    assert report.refreshed == ("content/papers/mine.md",)
    assert report.new == ()


@pytest.mark.parametrize(
    "title", ["Lan\u00adterns &amp; Fog", "Lanterns &#38; Fog\u200b", "LANTERNS & FOG."]
)
def test_title_that_a_capture_spelled_otherwise_makes_no_second_page(content, title):
    first = record("Lanterns & Fog", "1.txt")
    imported(content, first)

    report = imported(content, first, record(title, "2.txt"))

    assert report.new == ()
    assert page(content, "lanterns-fog").exists()


def test_new_page_is_named_by_what_entities_mean(content):
    imported(content, record("Lanterns &amp; Fog", "1.txt"))

    assert page(content, "lanterns-fog").exists()


@pytest.mark.parametrize("text", ["---\ntitle: [a\n---\n", "---\ntags: [x]\n---\n"])
def test_page_named_by_its_id_gets_no_second_one_even_if_it_cannot_be_read(
    content, text
):
    file = content / "2401.00001.md"
    content.mkdir()
    file.write_text(text)

    report = imported(content, record("Lanterns", "1.txt", arxiv_id="2401.00001"))

    assert report.new == ()
    assert file.exists()


def test_page_of_clearly_other_authors_is_not_taken_for_its_title(content):
    imported(content, record("Lanterns", "1.txt", authors=("Ada Rowan",)))

    report = imported(
        content,
        record("Lanterns", "1.txt", authors=("Ada Rowan",)),
        record("Lanterns", "2.txt", authors=("Jane Doe",)),
        record("Lanterns", "3.txt", authors=("A. Rowan",)),
    )

    assert len(report.new) == 1
    assert "Jane Doe" in (content.parent / report.new[0]).read_text()


def test_page_stays_with_its_place_in_a_seed_whatever_authors_its_reader_wrote(content):
    first = record("Lanterns", "1.txt", authors=("Ada Rowan",))
    imported(content, first)
    rewrite(page(content, "lanterns"), "Ada Rowan", "My Group")

    report = imported(content, first)

    assert report.new == ()


def test_page_of_another_id_is_not_taken_for_its_title(content):
    content.mkdir()
    (content / "mine.md").write_text(
        "---\ntitle: Lanterns\nurl: https://arxiv.org/abs/2401.00002\n---\n"
    )

    report = imported(content, record("Lanterns", "1.txt", arxiv_id="2401.00001"))

    assert len(report.new) == 1
