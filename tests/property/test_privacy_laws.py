"""Laws of privacy: what a person would take for a private page is never shown.

And the other way round: plain notes are never mistaken for one.
"""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markup
from generator.content.page import page_from

PLANT = "plantedwords"
GUARDS = (
    ["private", "draft", "hidden", "unlisted", "confidential"],
    ["publish", "published", "public", "visible", "dg-publish"],
)
UNSEEN = [
    chr(code)
    for code in range(0x1_0000)
    if unicodedata.category(chr(code)) in ("Cf", "Zs") and chr(code) != " "
]
DASHES = [
    chr(code) for code in range(0x1_0000) if unicodedata.category(chr(code)) == "Pd"
]
# Of these only some look like a hyphen; the others are signs of scripts.
FENCE_DASHES = [*sorted(set(DASHES) & set("-‐‑‒–—―⸺⸻﹘﹣－")), *"−─━_*="]
LINE_ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@st.composite
def guard_lines(draw):
    """A key that keeps a page off the site, in one of its spellings."""
    is_on = draw(st.booleans())
    name = draw(st.sampled_from(GUARDS[not is_on]))
    words = (
        ("true", "yes", "True", '"on"', "ja")
        if is_on
        else ("false", "no", "Off", "nein")
    )
    if draw(st.booleans()):
        name = draw(st.sampled_from([name.upper(), name.title(), f"{name} "]))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(name)))
        name = (
            name[:at] + draw(st.sampled_from(["\u200b", "\xad", "\u2060"])) + name[at:]
        )
    return f"{name}: {draw(st.sampled_from(words))}\n"


@st.composite
def private_blocks(draw):
    lines = [
        f"title: {PLANT} title\n",
        f"_who: {PLANT} somebody\n",
        f"tags: [{PLANT}]\n",
        draw(guard_lines()),
    ]
    return "".join(draw(st.permutations(lines)))


@st.composite
def disguised_pages(draw):
    block = draw(private_blocks())
    before = draw(
        st.sampled_from(
            [
                "",
                "",
                "\ufeff",
                "ï»¿",
                "<!-- x -->\n",
                "%% x %%\n\n",
                "# T\n\n",
                "S.\n\n",
            ]
        )
        | st.text(st.sampled_from([*UNSEEN, "\t", "\x07", " "]), max_size=2)
    )
    fence = draw(
        st.just("---")
        | st.text(st.sampled_from(FENCE_DASHES), min_size=2, max_size=6)
        | st.sampled_from(["—", "⸺", "- - -", "--- ---"])
    )
    behind = draw(
        st.sampled_from(["", "", " ", "\xa0", "\u200b", " # x", "yaml", " yaml"])
    )
    first = draw(st.sampled_from(["", "", "---\ntitle: First\n---\n", "---\n---\n\n"]))
    closing = draw(st.sampled_from([fence, "---", "..."]))
    text = f"{first}{before}{fence}{behind}\n{block}{closing}\n\n{PLANT} body\n"
    return text.replace("\n", draw(LINE_ENDS))


def shown_of(text):
    """Everything of a page that a site may use."""
    result = page_from(text.encode("utf-8", "replace"), "content/papers/x.md")
    pages = [
        page
        for page in result.items
        if not (page.annotations.private or page.annotations.draft)
    ]
    return pages, result.problems


@settings(max_examples=400)
@given(disguised_pages())
def test_private_page_is_hidden_or_an_error_in_every_disguise(text):
    pages, problems = shown_of(text)

    assert pages == [], text
    assert all(PLANT not in f"{one.message} {one.hint}" for one in problems)


@settings(max_examples=200)
@given(guard_lines(), guard_lines(), st.permutations([0, 1, 2]))
def test_one_guard_is_enough_whatever_another_says(guard, other, order):
    denial = other.replace("true", "false").replace("yes", "no")
    lines = [f"title: {PLANT}\n", guard, denial]
    block = "".join(lines[at] for at in order)

    pages, _ = shown_of(f"---\n{block}---\n\n{PLANT}\n")

    assert pages == []


PROSE = st.sampled_from([
    "A sentence about junipers.", "Juniper: a shrub with needles.", "Draft: words, and more words.",
    "Some words\nand a second line.", "_Note: emphasis that\ngoes on_ to here.", "— Author: Name",
    "https://example.org/a", "> quoted: words", "- one: two\n- three: four", "1. first: one",
])  # fmt: skip
BLOCKS = PROSE | st.sampled_from([
    "***", "* * *", "___", "Heading: more\n-------------", "Heading\n=======", "# Title", "## A: b",
    "| a | b |\n|---|---|\n| private: true | c |", "```yaml\n---\nprivate: true\n---\n```",
    "    ---\n    private: true\n    ---", "<!-- a comment -->", "~~~\nprivate: true\n~~~",
])  # fmt: skip


@settings(max_examples=300)
@given(PROSE, st.lists(BLOCKS, max_size=8), st.booleans(), LINE_ENDS)
def test_plain_notes_are_never_taken_for_front_matter(first, blocks, fenced, end):
    fence = "---\ntitle: A\n---\n\n" if fenced else ""
    text = fence + "\n\n".join([first, *blocks]) + "\n"

    result = page_from(text.replace("\n", end).encode(), "content/papers/x.md")

    assert [one.message for one in result.problems] == []
    assert len(result.items) == 1


KEY_LINES = st.sampled_from(
    ["private: true", "title: A", "---", "***", "—", "===", "publish: no", "<<<<<<< a",
     "||||||| b", ">>>>>>> c", "_who: me", '{"a": 1}', "...", "+++"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(KEY_LINES | st.just(""), max_size=8).map("\n".join))
def test_abstract_that_an_import_writes_is_never_taken_for_front_matter(abstract):
    text = f"---\ntitle: A\n---\n\n{markup.escape(abstract)}\n\n## Notes\n"

    result = page_from(text.encode(), "content/papers/x.md")

    assert [one.message for one in result.problems] == []
