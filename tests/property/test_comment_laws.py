"""Laws of comments: their words are nowhere, all other words are there, whatever a text is."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import markup
from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.markup import comments
from generator.pipelines.build import build

PLAIN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
MARKS = st.sampled_from(["<!--", "-->", "%%", "%%", "<!-- ", " -->", " %% ", "\\%%"])
STRUCTURE = st.sampled_from([
    "\n", "\n\n", "\n- ", "\n\n- ", "\n  ", "\n    ", "\n\n    ", "\n> ", "\n>\n> ", "\n# ", "\n\n## ",
    "`", "``", "\n```\n", "\n~~~\n", "\n1. ", " ", "  ", "\n| ", " | ", "\n|---|---|\n| ", "*", "**", "[", "](x)",
    "![", "\n\n---\n", "\n===\n", "\t", "\\", "%", "<", "!", ">", "-", "\n***\n",
])  # fmt: skip
WORDS = st.integers(0, 9).map("word{}".format)
ADDRESSES = st.sampled_from(
    ["https://e.org/", "github.com/a/", "<a@e.org", "<mailto:a", "](e.org", "\n[x]: "]
)
TEXTS = st.lists(MARKS | STRUCTURE | WORDS, max_size=16).map("".join)


def numbered(text):
    """The text with another number behind each word."""
    parts = re.split(r"word[0-9]", text)
    words = [f"word{number}x" for number in range(len(parts))]
    return "".join(part + word for part, word in zip(parts, words, strict=True))


def hidden_words(text):
    """The words in comments, and the others."""
    shown = set(re.findall("word[0-9]+x", comments.without_comments(text)))
    return set(re.findall("word[0-9]+x", text)) - shown, shown


def fence_names(text):
    """What stands behind the marks of fences, of which a page shows nothing."""
    return [token.info for token in PLAIN.parse(text)]


def judge_each_mark_anew(patch):
    """Every mark is judged by parsing the text as it is without earlier comments."""
    drop_to = comments.Cleaner.drop_to
    patch.setattr(comments, "_MAY_BE_CODE", re.compile(""))
    patch.setattr(comments, "_MOST_PARSED", 10**9)
    patch.setattr(
        comments.Cleaner, "drop_to", lambda self, end: drop_to(self, end) or True
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(MARKS | STRUCTURE | ADDRESSES | WORDS, max_size=16).map("".join))
@example("`a %% b`\n\n%% c ` %% d `%% e`")
@example("<!-- a -->\n    %% b %%")
@example("%%https://e.org/%%%%")
def test_what_is_hidden_is_what_parsing_after_each_comment_says(text):
    quick = comments.uncommented.__wrapped__(text)

    with pytest.MonkeyPatch.context() as patch:
        judge_each_mark_anew(patch)
        whole = comments.uncommented.__wrapped__(text)

    assert quick == whole


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\n    \\\\%%")
def test_first_mark_begins_a_comment_unless_the_parser_sees_code(text):
    found = comments.OPENER.search(text)
    if found is None:
        assert comments.without_comments(text) == text
        return
    start, end = found.span("mark")
    marked = f"{text[:start]}themark{text[end:]}"
    code = [
        part.content
        for token in PLAIN.parse(marked.replace("%%", "xx"))
        for part in (token, *(token.children or ()))
        if part.type in ("fence", "code_block", "code_inline")
    ]
    is_code = any("themark" in content for content in [*code, *fence_names(marked)])

    is_text = comments.without_comments(text).startswith(text[:end])
    assert is_text == is_code


@settings(max_examples=400, deadline=None)
@given(TEXTS.map(numbered))
def test_words_of_comments_are_not_shown_and_all_others_are(text):
    hidden, shown = hidden_words(text)

    page = markup.html(text)
    words = markup.plain_text(text)

    assert not [word for word in hidden if word in page or word in words], text
    names = " ".join(fence_names(comments.without_comments(text)))
    assert not [word for word in shown if word not in page + names], text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_text_without_its_comments_has_none_and_the_same_lines(text):
    shown = comments.uncommented(text)

    assert comments.without_comments(shown.text) == shown.text
    if shown.open_at is None:
        assert shown.text.count("\n") == text.count("\n")


SECRETS = [
    "<!-- {} -->",
    "%%{}%%",
    "\n\n<!--\n{}\n\n- {}\n-->\n\n",
    "\n\n%%\n{}\n\n> {}\n%%\n",
    "<!-- {} --> %% {} %%",
]
PLACES = [
    "A word {} and more.",
    "# A heading {} here",
    "- an item {}\n- two {}",
    "> quoted {} words",
    "| a | b |\n|---|---|\n| c {} | d |",
    "[a link {}](https://example.org '{}')",
    "![picture {}](https://example.org/a.png)",
    "*emphasis {} here*",
    "1. one\n\n   two {}\n2. three",
    "[[other {}]] and [[other|words {}]]",
]


GUARDED = [
    "private: true\ntags: [xqzguard]\n",
    "draft: yes\nkeywords: xqzguard\n",
    "tags: [xqzguard, private]\n",
    "Publish: no\norganization: xqzguard\n",
    "visibility: hidden\npriority: xqzguard\n",
]


@st.composite
def pages(draw):
    """The text of a page in which each secret word is `xqz…`."""
    number = iter(range(1000))

    def secret():
        form = draw(st.sampled_from(SECRETS))
        return re.sub(r"\{\}", lambda _: f"xqz{next(number)}secret", form)

    def body():
        places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3))
        return "\n\n".join(
            re.sub(r"\{\}", lambda _: secret(), place) for place in places
        )

    one_line = draw(st.sampled_from(["%%xqzlinesecret%%", "<!--xqzlinesecret-->"]))
    guard = draw(st.sampled_from(["", "", *GUARDED]))
    front = (
        f"title: A Lantern {one_line}\nauthors: [Ada Lovelace, '{one_line}']\n"
        f"venue: Fog {one_line}\nsummary: Good. {one_line}\n_who: xqzkey\n"
        f"private_notes: xqznotes\nmood: {{_x: xqzmap}}\n{guard}"
    )
    title = "xqzguard " if guard else ""
    return f"---\n{front}---\n\n{title}{body()}\n\n## Notes\n\n{title}{body()}\n\nLast words.\n"


@settings(max_examples=15, deadline=None)
@given(pages())
def test_no_byte_of_a_site_has_a_word_that_is_hidden(text):
    with TemporaryDirectory() as name:
        root = Path(name)
        (root / "content").mkdir()
        (root / "content/lantern.md").write_text(text, "utf-8")
        (root / "content/other.md").write_text("---\ntitle: Other\n---\n", "utf-8")
        try:
            build(root, BuildOptions(base_url="https://example.org/"))
        except PapershelfError as fault:
            raise AssertionError(text) from fault
        found = [
            path
            for path in (root / "site").rglob("*")
            if path.is_file() and b"xqz" in path.read_bytes().lower()
        ]
        is_public = "xqzguard" not in text
        assert (root / "site/papers/lantern.html").exists() == is_public
        if is_public:
            page = (root / "site/papers/lantern.html").read_text("utf-8")
            assert "Last words." in page
    assert found == [], text
