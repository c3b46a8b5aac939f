"""Files that look as if they had front matter and have none are errors, plain text is not."""

import pytest

from generator.content.page import page_from
from generator.core.text import shortened

KEYS = "title: Juniper\nprivate: true\n_who: Rowan\n"
BODY = "\nWords about junipers.\n"
PAGE = f"---\n{KEYS}---\n{BODY}"

DISGUISES = {
    "blank before": " " + PAGE,
    "tab before": "\t" + PAGE,
    "no-break space before": "\xa0" + PAGE,
    "zero-width space before": "\u200b" + PAGE,
    "two byte-order marks": "\ufeff\ufeff" + PAGE,
    "mark saved as letters": "ï»¿" + PAGE,
    "control character before": "\x07" + PAGE,
    "form feed before": "\f" + PAGE,
    "line of a no-break space": "\xa0\n" + PAGE,
    "no-break space behind": PAGE.replace("---", "---\xa0", 1),
    "comment behind": PAGE.replace("---", "--- # mine", 1),
    "language behind": PAGE.replace("---", "---yaml", 1),
    "line separator": PAGE.replace("---\n", "---\u2028", 1),
    "escaped": PAGE.replace("---", "\\---"),
    "comment above": "<!-- moved -->\n" + PAGE,
    "long comment above": "<!-- moved\n\nhere -->\n\n" + PAGE,
    "Obsidian's comment above": "%% moved %%\n" + PAGE,
    "heading above": "# Juniper\n\n" + PAGE,
    "picture above": "![](a.png)\n" + PAGE,
    "directive above": "%YAML 1.2\n" + PAGE,
    "in a code block": f"```yaml\n{PAGE}```\n",
    "in a quotation": "> " + PAGE.replace("\n", "\n> "),
    "keys in a code block": f"```yaml\n{KEYS}```\n{BODY}",
    "no fence": KEYS + BODY,
    "no fence above": f"{KEYS}---\n{BODY}",
    "no fence above, nothing private": f"title: Juniper\n---\n{BODY}",
    "Logseq": "title:: Juniper\nprivate:: true\n" + BODY,
    "flag in the text": "# Juniper\n\nprivate: true\n" + BODY,
    "second block": f"---\ntitle: A\n---\n{PAGE}",
    "second block below a blank line": f"---\ntitle: A\n---\n\n{PAGE}",
    "second block far below": f"---\ntitle: A\n---\n\nWords.\n\n{PAGE}",
    "second block behind an empty one": f"---\n---\n{PAGE}",
    "ends too early": f"---\ntitle: A\n---\n{KEYS}---\n{BODY}",
    "ends in a text": f"---\nsummary: |\n  One\n---\n{KEYS}---\n{BODY}",
    "second document": "---\nprivate: true\n--- # more\ntitle: Juniper\n---\n" + BODY,
    "flag below the fence": "---\ntitle: A\n---\nprivate: true\n" + BODY,
    "TOML": '+++\ntitle = "Juniper"\nprivate = true\n+++\n' + BODY,
    "TOML behind a blank": ' +++\ntitle = "Juniper"\nprivate = true\n+++\n' + BODY,
    "JSON": '{\n  "title": "Juniper",\n  "private": true\n}\n' + BODY,
    "JSON in semicolons": ';;;\n{"title": "Juniper", "private": true}\n;;;\n' + BODY,
} | {
    f"fence {fence}": PAGE.replace("---", fence)
    for fence in ("--", "----", "—", "—-", "–––", "−−−", "‐‐‐", "───", "－－－", "___",
                  "***", "===", "- - -", "⸺")
}  # fmt: skip

TEXTS = [
    "Words.\n",
    "Juniper: a shrub\n\nWords.\n",
    "***\n\nNote: a rule above words.\n",
    "* * *\n\nNote: one\n\nwords\n\n* * *\n",
    "Juniper: an overview\n--------------------\n\nWords.\n",
    "Heading\n---\nNote: words\n",
    "| a | b |\n|---|---|\n| private: true | x |\n",
    f"# How to\n\n```yaml\n{PAGE}```\n",
    "# How to\n\n    ---\n    private: true\n    ---\n",
    "_Note: emphasis that\ngoes on_ and ends.\n",
    "_Note_: words\n",
    "Draft: a sentence with many words.\n",
    "A quotation.\n\n— Author: Name\n",
    "> one: two\n> three\n\n---\n\nWords.\n",
    "https://example.org\n---\n\nWords.\n",
    "---\ntitle: A\n---\n\nBackground: words\n\n---\n\nmore: words\n",
    "---\ntitle: A\n---\n\n***\n\nNote: words\n\n***\n\nWords.\n",
    "---\ntitle: A\n---\n\nNotes: mine\n----------\n\nWords.\n",
    "---\ntitle: A\n---\n\n## Privacy\n\nprivate: true\n\nkeeps a page off the site.\n",
    f"---\ntitle: A\n---\n\n## Privacy\n\n```\n{PAGE}```\n\n---\n\nWords.\n",
    "---\ntitle: A\n---\n\n- one: two\n- three: four\n\n---\n\nfive: six\n",
]


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_what_looks_like_front_matter_and_is_none_is_an_error(text):
    result = page_from(text.encode(), "content/papers/x.md")

    assert result.items == ()
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.code.startswith("front-matter-")
    assert problem.hint
    assert "Rowan" not in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: shortened(text, 30))
def test_text_that_is_no_front_matter_is_text(text):
    result = page_from(text.encode(), "content/papers/x.md")

    assert len(result.items) == 1
    assert result.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\xa0" + PAGE, 1, "U+00A0 stands before it"),
        (PAGE.replace("---", "----"), 1, "it has 4 dashes, not 3"),
        ("<!-- moved -->\n" + PAGE, 2, "`<!-- moved -->` stands above it"),
        (PAGE.replace("---", "--- # x", 1), 1, "`# x` stands behind it"),
        (PAGE.replace("---", "———"), 1, "it is written `———` (U+2014)"),
        (KEYS + BODY, 2, "no line `---` stands above it"),
    ],
)
def test_error_names_the_first_thing_that_is_wrong(text, line, reason):
    (problem,) = page_from(text.encode(), "content/papers/x.md").problems

    assert problem.line == line
    assert problem.message.endswith(reason)


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"
CONFLICTS = {
    "in front matter": (
        f"---\ntitle: A\n{CONFLICT.format('rating: 1', 'rating: 2')}---\n",
        3,
    ),
    "around it": (CONFLICT.format("---\ntitle: A\n---", "---\ntitle: B\n---"), 1),
    "in notes": ("---\ntitle: A\n---\n\n## Notes\n\n" + CONFLICT.format("a", "b"), 7),
    "indented": ("Words.\n\n <<<<<<< HEAD\n", 3),
    "last mark alone": ("---\ntitle: A\n---\n\nWords.\n>>>>>>> other\n", 6),
    "base": ("---\ntitle: A\n||||||| base\n---\n", 3),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "line"), CONFLICTS.values(), ids=CONFLICTS)
def test_mark_of_a_merge_is_an_error_at_its_line(text, line, end):
    data = text.replace("\n", end).encode()

    (problem,) = page_from(data, "content/papers/x.md").problems

    assert (problem.code, problem.line) == ("content-conflict", line)


def test_mark_in_indented_code_is_text():
    result = page_from(b"Words.\n\n    <<<<<<< HEAD\n", "content/papers/x.md")
    assert result.problems == ()
