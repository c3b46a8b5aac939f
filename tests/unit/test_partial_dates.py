"""A paper of a month or a year: shown, sorted, fed and cited as what it is."""

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build

DATES = {"year": "2023", "month": "2023-05", "day": "2023-05-12"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("dates")
    folder = root / "content" / "papers"
    folder.mkdir(parents=True)
    for name, date in DATES.items():
        text = (
            f"---\ntitle: Juniper of a {name}\ndate: {date}\nread_date: {date}\n---\n"
        )
        (folder / f"{name}.md").write_text(text, "utf-8")
    build(root, BuildOptions(base_url="https://example.org/"))
    return root / "site"


@pytest.mark.parametrize(
    ("name", "words"), [("year", "2023"), ("month", "May 2023"), ("day", "12 May 2023")]
)
def test_date_is_shown_in_words(site, name, words):
    page = (site / "papers" / f"{name}.html").read_text("utf-8")

    assert f'datetime="{DATES[name]}"' in page
    assert f">{words}<" in page
    assert page.count(f'datetime="{DATES[name]}"') == 2  # published, and read
    assert f'"datePublished":"{DATES[name]}"' in page
    slashed = DATES[name].replace("-", "/")
    assert f'name="citation_publication_date" content="{slashed}"' in page


def test_all_are_of_the_year(site):
    page = (site / "years" / "2023.html").read_text("utf-8")
    assert [name for name in DATES if f"papers/{name}.html" in page] == [*DATES]


def test_month_is_cited_only_if_it_is_known(site):
    entries = {
        name: (site / "papers" / f"{name}.html").read_text("utf-8") for name in DATES
    }

    assert all("year = {2023}" in entry for entry in entries.values())
    assert [name for name in DATES if "month = {5}" in entries[name]] == [
        "month",
        "day",
    ]


def test_feed_has_the_day_of_publication_only_if_it_is_whole(site):
    feed = (site / "feed.xml").read_text("utf-8")

    assert feed.count("<entry") == 3
    assert feed.count("<published>2023-05-12T00:00:00Z<") == 1
    assert feed.count("<published>") == 1
    assert feed.count("<updated>2023-05-01T00:00:00Z<") == 1
