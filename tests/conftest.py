"""Options and folders that several kinds of test share."""

import datetime as dt
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from generator.content.page import Page
from generator.core.paper import Annotations, Listing, Paper
from generator.core.text import digest
from generator.library.library import library_from_pages
from generator.site.search.build_index import IndexOptions, search_index

SMALL = Path(__file__).parent / "golden" / "small"


# How fast a machine is says nothing about the code: speed is measured in `bench/`.
settings.register_profile("papershelf", deadline=None)
settings.load_profile("papershelf")


def pytest_addoption(parser):
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files anew"
    )


def pytest_collection_modifyitems(items):
    if sys.platform != "win32":
        return
    reason = "needs symbolic links, permissions or a shell as POSIX has them"
    for item in items:
        if item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True, scope="session")
def user_cache_folder(tmp_path_factory):
    """A cache folder of the user for these tests alone, whatever the home is like."""
    folder = tmp_path_factory.mktemp("user-cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture
def small_project(tmp_path):
    """A copy of the small project that the golden site is made from."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture(scope="session")
def library():
    """A function from papers (dicts of what their pages say) to the library that they make."""

    def made(*papers):
        return library_from_pages(
            _page(number, **paper) for number, paper in enumerate(papers, start=1)
        )

    return made


@pytest.fixture(scope="session")
def row_of():
    """A function from a document to its row, as a library would give it."""

    def made(document):
        own = f"{document.text.notes}{document.text.summary}"
        return document.row._replace(
            key=digest(repr(document)), has_notes=bool(own.strip())
        )

    return made


@pytest.fixture(scope="session")
def search_of(row_of):
    """A function from documents to the files of their index, and the state to keep of it."""

    def made(documents, **options):
        index = search_index(
            [row_of(document) for document in documents],
            lambda number: documents[number].text,
            IndexOptions(**options),
        )
        files = {file.path: file.make() for file in (*index.files, *index.cards)}
        return files, index.state

    return made


def _page(number, *, title, abstract="", notes="", annotations=None, **known):
    listing = Listing(date=dt.date(2025, 12, 10), position=number, seed="a.txt", line=1)
    return Page(
        slug=f"paper-{number}",
        path=known.pop("path", f"content/papers/paper-{number}.md"),
        paper=Paper(title=title, **{"listings": (listing,)} | known),
        annotations=annotations or Annotations(),
        abstract=abstract, notes=notes, abstract_line=1, notes_line=1,
    )  # fmt: skip
