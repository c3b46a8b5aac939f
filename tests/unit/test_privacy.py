"""A marker in every private place of one project, and every byte and file name of its site."""

import pytest

from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.pipelines.build import build

UNPUBLISHED = """\
---
title: "Plant {0} Title"
authors: ["Plant {0} Author"]
organization: Plant {0} Lab
venue: Plant {0} Venue
keywords: [plant-{0}-keyword]
tags: [plant-{0}-tag, shared]
summary: "plant-{0}-summary"
priority: plant-{0}-priority
aliases: [plant-{0}-alias, "Plant {0} Other Title"]
arxiv_id: "2401.{1}"
url: https://plant-{0}.example/
listed: 2031-01-{2}
source: {{seed: plant-{0}-seed.txt, position: 1}}
mood: plant-{0}-unknown
{0}: true
---

plant-{0}-abstract

## Notes

plant-{0}-note on [[public]], [[Plant Neighbour]].
"""

PUBLIC = """\
---
title: Public  # plant-comment-value
# plant-comment-line
authors: [{name: Ada, _email: plant-nested-author, affiliation: {_x: plant-nested-deep}}]
source: {seed: dump.txt, position: 1, _why: plant-nested-source}
tags: [shared]
aliases: [former]
status: read
summary: Mine.
_scalar: plant-scalar
" _blank": plant-blank
_list: [plant-list, plant-list-two]
_map: {public: plant-map}
mood: {open: yes, _closed: plant-unknown-map, deeper: [{_deep: plant-unknown-list}]}
private_notes: plant-private-notes
Private Notes: |
  plant-private-notes-block
private-notes-2: [plant-private-notes-list]
---

An abstract. <!-- plant-abstract-comment --> %% plant-abstract-percent %%

## Notes

To [[plant-private-page|one]], [[Plant private Title|two]], [[plant-private-alias#plant|three]],
[[plant-draft-page|four]], [[Plant draft Other Title|five]], ![[plant-private-page|six]].

<!-- plant-html-comment [[plant-private-page]] -->

%%
plant-block-comment
%%

Words <!-- plant-inline-comment --> and %%plant-inline-percent%% words; [[public%%plant-link%%]].

<!-- plant-comment-that-never-ends
"""

PROJECT = {
    "content/papers/public.md": PUBLIC,
    "content/papers/plant-private-page.md": UNPUBLISHED.format(
        "private", "00001", "01"
    ),
    "content/papers/plant-draft-page.md": UNPUBLISHED.format("draft", "00002", "02"),
    "content/papers/neighbour.md": "---\ntitle: Neighbour\n---\n\nSeen.\n",
    "content/papers/_plant-file.md": "plant-hidden-file",
    "content/_plant-folder/page.md": "plant-hidden-folder",
    "content/.plant/page.md": "plant-dot-folder",
    "seeds/README.md": "plant-seed-readme",
}


@pytest.fixture
def project(tmp_path):
    for name, text in PROJECT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def leaks(folder, marker):
    """The files of a site that hold a marker, in any spelling of an address or an index."""
    plain = marker.encode()
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if plain in path.relative_to(folder).as_posix().lower().encode()
        or (path.is_file() and plain in path.read_bytes().lower())
    ]


def options(**more):
    return BuildOptions(base_url="https://example.org/list/", **more)


def test_no_private_place_reaches_a_byte_or_a_file_name(project):
    build(project, options())

    assert (project / "site/feed.xml").is_file()
    assert (project / "site/papers/former.html").is_file()
    assert leaks(project / "site", "plant") == []
    assert leaks(project / "site", "2401.0000") == []
    assert leaks(project / "site", "2031") == []


def test_with_drafts_nothing_but_the_drafts_is_added(project):
    build(project, options(drafts=True))

    assert leaks(project / "site", "plant-draft-note")
    for marker in (
        "plant-private",
        "plant private",
        "2401.00001",
        "2031-01-01",
        "plant-scalar",
    ):
        assert leaks(project / "site", marker) == [], marker
    for text in PUBLIC.replace(",", " ").replace("]", " ").replace("%", " ").split():
        if text.startswith("plant-") and "draft" not in text:
            assert leaks(project / "site", text.strip('"')) == [], text


def test_what_readers_may_see_is_there(project):
    build(project, options())
    page = (project / "site/papers/public.html").read_text("utf-8")

    assert "To one, two, three,\nfour, five, six." in page
    assert "Words  and  words" in page
    assert 'href="../tags/shared.html"' in page
    assert "1 paper" in (project / "site/tags/shared.html").read_text("utf-8")


def test_links_to_unpublished_pages_are_notes_that_no_strict_build_minds(project):
    report = build(project, options(strict=True))

    assert {problem.code for problem in report.problems} == {"link-unpublished"}
    assert len(report.problems) == 5


@pytest.mark.parametrize(
    "guard",
    [
        "private: perhaps",
        "draft: perhaps",
        "privte: true",
        "private: # yes",
        "meta: {private: true}",
        "meta: {site: {draft: yes}}",
        "authors: [{name: Ada, private: on}]",
        "links: [{a: [{publish: no}]}]",
        "meta: {private: perhaps}",
    ],
)
def test_page_whose_guard_cannot_be_read_stops_the_build_before_anything_is_written(
    project, guard
):
    page = project / "content/papers/unclear.md"
    page.write_text(
        f"---\ntitle: Plant Unclear\n{guard}\n---\n\nplant-unclear\n", "utf-8"
    )

    with pytest.raises(PapershelfError, match=r"unclear\.md:3"):
        build(project, options())

    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "mark",
    [
        "tags: [Private]",
        "tags: lantern draft",
        "tags: '#lantern #private/diary'",
        "tags:\n- draft",
        "keywords: [confidential]",
        "category: draft",
        "cssclasses: [wide, private]",
        "private_page: yes",
        "is this a draft?: true",
        "publish_online: no",
        "share: false",
        "visibility: friends",
        "visibility: {level: private}",
        "scope: private",
    ],
)
def test_what_looks_like_a_mark_of_privacy_keeps_the_page_off_the_site(project, mark):
    page = project / "content/papers/marked.md"
    page.write_text(f"---\ntitle: Plant\n{mark}\n---\n\nplant-marked\n", "utf-8")

    report = build(project, options())

    assert leaks(project / "site", "marked") == []
    (told,) = [one for one in report.problems if one.code == "front-matter-guard"]
    assert (told.path, told.line) == (
        "content/papers/marked.md",
        3 + mark.count("\n"),
    )


def test_guard_in_letters_that_look_alike_is_one(project):
    page = project / "content/papers/marked.md"
    guard = "рrіvаtе"  # Cyrillic, but for three letters
    page.write_text(f"---\ntitle: Plant\n{guard}: true\n---\n\nplant-marked\n", "utf-8")

    build(project, options())

    assert leaks(project / "site", "marked") == []


@pytest.mark.parametrize("body", ["#private", "words\n\n## Notes\n\n#ideas #Draft\n"])
def test_line_of_hashtags_with_a_mark_of_privacy_keeps_the_page_off_the_site(
    project, body
):
    page = project / "content/papers/marked.md"
    page.write_text(f"---\ntitle: Plant\n---\n\nplant-marked\n\n{body}\n", "utf-8")

    report = build(project, options())

    assert leaks(project / "site", "marked") == []
    assert "front-matter-guard" in {problem.code for problem in report.problems}


def test_folder_with_the_name_of_a_guard_keeps_its_pages_off_the_site(project):
    page = project / "content/drafts/marked.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: Plant\n---\n\nplant-marked\n", "utf-8")

    report = build(project, options())

    assert leaks(project / "site", "marked") == []
    assert "front-matter-guard" in {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    "keys",
    [
        "private: false\ntags: [private]",
        "draft: no\ncategory: draft",
        "tags: [private equity, first draft]",
        "mood: a private matter",
        "draft_version: 2",
        "private_code: no",
        "not_private: true",
        "visibility: public",
        "meta: {private: no, draft: }",
        "private: # not decided",
    ],
)
def test_page_that_is_not_marked_is_shown_without_a_word(project, keys):
    page = project / "content/papers/marked.md"
    page.write_text(f"---\ntitle: Shown\n{keys}\n---\n\nOf #private things.\n", "utf-8")

    report = build(project, options())

    assert (project / "site/papers/marked.html").exists()
    assert {problem.path for problem in report.problems} == {"content/papers/public.md"}


DISGUISES = {
    "no-break space": "\xa0---\n{0}---\n",
    "comment": "<!-- moved -->\n---\n{0}---\n",
    "long dashes": "———\n{0}———\n",
    "second block": "---\ntitle: A\n---\n---\n{0}---\n",
    "no fence": "{0}",
    "conflict": "<<<<<<< HEAD\n---\n{0}---\n=======\n>>>>>>> other\n",
}


@pytest.mark.parametrize("form", DISGUISES.values(), ids=DISGUISES)
def test_private_page_in_disguise_stops_the_build_or_is_left_out(project, form):
    keys = "title: Plant Disguise\nprivate: true\n_who: plant-person\n"
    page = project / "content/papers/disguised.md"
    page.write_text(f"{form.format(keys)}\nplant-disguised\n", "utf-8")

    with pytest.raises(PapershelfError, match=r"disguised\.md"):
        build(project, options())
    assert not (project / "site").exists()

    build(project, options(skip_broken=True))
    assert leaks(project / "site", "plant") == []
    assert leaks(project / "site", "disguised") == []


def test_alias_of_a_private_value_stops_the_build(project):
    page = project / "content/papers/alias.md"
    page.write_text("---\n_who: &x plant-alias\nsummary: *x\n---\n", "utf-8")

    with pytest.raises(PapershelfError, match="refers to a value that is private"):
        build(project, options())
