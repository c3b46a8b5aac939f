"""Laws of `check --fix`: a second pass changes nothing, the body stays, and what is read grows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.frontmatter import parse
from generator.content.page import page_from
from generator.site.check import repair_text
from generator.site.check.link_targets import LinkTargets
from generator.site.check.page_facts import page_facts

LINES = st.sampled_from([
    "title: A: B", "ratng: 4", "rating: 3", "rating:", "tags: [a, b, A]", "tags:", "  - a", "- a",
    "  - b # x", "statuss: read", "x: y: z # c", "# mine", "", "titel: 'q'", "title: A #2", "summary: b #c: d", '"ratng": 4', "a: [",
    "  more: words", "privat: yes", "dat: 2024-06-12", "aliases: {a: b}", "url: http://x: y",
])  # fmt: skip
TEXTS = st.lists(LINES | st.text(max_size=12), max_size=8)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["\n", "\r\n", "\r"]), st.text(max_size=20))
def test_repair_is_final_and_leaves_the_body_and_all_else_that_is_said(
    lines, newline, body
):
    text = newline.join(["---", *lines, "---", body])

    repaired = repair_text(text, "x.md")

    assert repair_text(repaired, "x.md") == repaired
    before, after = parse(text, ""), parse(repaired, "")
    assert after.body == before.body
    assert len(after.problems) <= len(before.problems)
    assert len(after.fields) >= len(before.fields)
    assert len(
        page_from(repaired.encode("utf-8", "replace"), "content/x.md").items
    ) >= len(page_from(text.encode("utf-8", "replace"), "content/x.md").items)


@settings(deadline=None)
@given(st.text(max_size=300), st.text("<a href=\"'>#/.x:[]%?", max_size=60))
def test_any_html_and_any_address_are_looked_at(text, html):
    page_facts(text + html)
    LinkTargets(frozenset({"x.html"}), None).target("a/b.html", html)
    LinkTargets(frozenset({"x.html"}), "/base").target("404.html", text)
