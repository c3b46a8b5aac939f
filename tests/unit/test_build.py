"""The whole line, as a user runs it: seeds in, site out, nothing lost, twice the same."""

import re
import shutil
from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.pipelines.build import build
from generator.pipelines.import_seeds import ImportOptions, carry_out, plan_import
from generator.site.output.manifest import MANIFEST

ROOT = Path(__file__).parents[2]


def import_seeds(root, paths, **options):
    return carry_out(plan_import(root, [*paths], ImportOptions(**options)))


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_second_build_changes_no_byte(small_project):
    build(small_project, BuildOptions())
    shutil.rmtree(small_project / ".papershelf-cache")
    before = contents(small_project)

    report = build(small_project, BuildOptions())
    shutil.rmtree(small_project / ".papershelf-cache")

    assert report.files.written == ()
    assert contents(small_project) == before


def test_build_elsewhere_gives_the_same_bytes(small_project, tmp_path):
    build(small_project, BuildOptions())
    build(small_project, BuildOptions(output=tmp_path / "elsewhere"))

    assert contents(tmp_path / "elsewhere") == contents(small_project / "site")


def test_markers_in_private_places_reach_no_byte_of_the_site(small_project):
    build(small_project, BuildOptions())

    for name, content in contents(small_project / "site").items():
        assert b"plant-" not in content, name
        assert b"Private Paper" not in content, name
        assert b"Draft Paper" not in content, name


def test_drafts_are_shown_on_request_and_private_pages_never(small_project):
    report = build(small_project, BuildOptions(drafts=True))

    titles = {entry.content.paper.title for entry in report.library.entries}
    assert "Draft Paper" in titles
    assert "Private Paper" not in titles


def test_edited_page_survives_build_and_import_byte_for_byte(small_project):
    build(small_project, BuildOptions())
    page = next((small_project / "content/papers").glob("lantern*.md"))
    edited = (
        page.read_bytes().replace(b"status: to-read", b"status: read  # at last\r")
        + b"\n\nx "
    )
    page.write_bytes(edited)

    import_seeds(small_project, (small_project / "seeds").glob("*.txt"))
    build(small_project, BuildOptions())

    assert page.read_bytes() == edited


def test_deleted_page_stays_deleted_until_its_seed_is_imported_by_name(small_project):
    build(small_project, BuildOptions())
    page = next((small_project / "content/papers").glob("lantern*.md"))
    page.unlink()

    build(small_project, BuildOptions())
    assert not page.exists()

    import_seeds(small_project, (small_project / "seeds").glob("*.txt"))
    assert page.exists()


def test_broken_page_fails_the_build_and_leaves_the_site_as_it_was(small_project):
    build(small_project, BuildOptions())
    before = contents(small_project / "site")
    (small_project / "content/papers/broken.md").write_text(
        "---\ntitle: a: b: c\n---\n"
    )

    with pytest.raises(PapershelfError, match=r"content/papers/broken\.md:2"):
        build(small_project, BuildOptions())

    assert contents(small_project / "site") == before


@pytest.fixture
def broken_project(small_project):
    build(small_project, BuildOptions())
    page = next((small_project / "content/papers").glob("lantern*.md"))
    page.write_text("---\ntitle: x\nrating: 9\n---\n")
    return small_project


def test_broken_page_is_left_out_on_request_and_its_old_html_goes(broken_project):
    report = build(broken_project, BuildOptions(skip_broken=True))

    (path,) = report.left_out
    assert [problem.path for problem in report.problems] == [path]
    assert f"papers/{Path(path).stem}.html" in report.files.removed


def test_leaving_broken_pages_out_forgives_no_warning_that_is_an_error(broken_project):
    (broken_project / "content/papers/near.md").write_text(
        "---\ntitle: y\nratng: 4\n---\n"
    )

    with pytest.raises(PapershelfError, match="ratng"):
        build(broken_project, BuildOptions(skip_broken=True, strict=True))


def test_without_base_url_nothing_names_an_address_of_the_site(small_project):
    build(small_project, BuildOptions(base_url=""))

    made = contents(small_project / "site")
    assert "feed.xml" not in made
    assert "sitemap.xml" not in made
    assert all(b"example.org/list" not in content for content in made.values())


def test_dump_from_elsewhere_is_kept_in_seeds_once_under_its_own_name(
    small_project, tmp_path
):
    dump = tmp_path / "download.txt"
    dump.write_bytes((small_project / "seeds/2025-12-10_lanterns.txt").read_bytes())
    (small_project / "seeds/2025-12-10_lanterns.txt").unlink()

    import_seeds(small_project, [dump])
    import_seeds(small_project, [dump])

    (seed,) = (small_project / "seeds").glob("*.txt")
    assert seed.name == "download.txt"
    assert seed.read_bytes() == dump.read_bytes()


def test_another_dump_of_the_same_name_is_kept_beside_the_first(
    small_project, tmp_path
):
    for folder, title in (("a", "Wicks"), ("b", "Flints")):
        dump = tmp_path / folder / "copy.txt"
        dump.parent.mkdir()
        dump.write_text(f"{title}\n\nText.\n\n  • 1 authors\n·\nMay 3, 2024\n")

    import_seeds(small_project, [tmp_path / "a/copy.txt", tmp_path / "b/copy.txt"])

    first, second = sorted((small_project / "seeds").glob("copy*.txt"))
    assert re.fullmatch(r"copy-[0-9a-f]{6}\.txt", first.name)
    assert second.name == "copy.txt"
    assert "Wicks" in second.read_text()


def test_reading_list_without_papers_builds(tmp_path):
    (tmp_path / "content").mkdir()

    report = build(tmp_path, BuildOptions())

    assert report.library.entries == ()
    assert (tmp_path / "site/index.html").is_file()
    assert (tmp_path / "site" / MANIFEST).is_file()


def test_missing_project_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(PapershelfError, match="papershelf init"):
        build(tmp_path / "nowhere", BuildOptions())


def test_two_papers_of_one_title_lose_no_word_in_silence(tmp_path):
    footer = "\n\n  • 2 authors\n·\nApr 5, 2023\n\n"
    dump = (
        f"One Title\n\nFirst words.{footer}One Title\n\nOther words, and more.{footer}"
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2025-12-10.txt").write_text(dump, encoding="utf-8")

    report = import_seeds(tmp_path, (tmp_path / "seeds").iterdir())

    (page,) = (tmp_path / "content/papers").iterdir()
    output = page.read_text(encoding="utf-8") + "".join(map(str, report.problems))
    assert "First words." in output
    assert "Other words, and more." in output


def test_readme_beside_the_seeds_is_no_seed(small_project):
    (small_project / "seeds" / "README.md").write_text("# Seeds\n\nDrop dumps here.\n")

    report = build(small_project, BuildOptions(strict=True))

    assert report.problems == ()
