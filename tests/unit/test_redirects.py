"""Aliases as former addresses: which lead on, and which are claimed by more than one page."""

import pytest

from generator.content.page import page_from
from generator.core.errors import Severity
from generator.library.page_content import page_content
from generator.library.page_summary import summarize
from generator.library.redirects import redirects


def pages(**aliases):
    return [
        summary(f"---\naliases: [{names}]\n---\n", name)
        for name, names in aliases.items()
    ]


def summary(text, name):
    (page,) = page_from(text.encode(), f"content/papers/{name}.md").items
    return summarize(page_content(page))


def led(found):
    return {redirect.path: redirect.target for redirect in found.items}


def test_alias_leads_on_from_the_address_that_a_file_of_its_name_has():
    found = redirects(
        pages(now="old-name, 'A Former Title: Really', Now, now, OLD NAME"), ()
    )

    assert led(found) == {
        "papers/old-name.html": "now",
        "papers/a-former-title-really.html": "now",
    }
    assert found.problems == ()


@pytest.mark.parametrize("hidden", [[], ["b"]])
def test_page_that_exists_keeps_its_address_published_or_not(hidden):
    made = pages(a="b, c", b="")
    found = redirects(
        [page for page in made if page.slug not in hidden],
        [page for page in made if page.slug in hidden],
    )

    assert led(found) == {"papers/c.html": "a"}
    (problem,) = found.problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "alias-collision")
    assert problem.path == "content/papers/a.md"
    assert "content/papers/b.md" in problem.message


def test_address_that_several_pages_claim_leads_to_none_and_each_is_told_once():
    found = redirects(pages(a="old", b="old", c="old, else"), ())

    assert led(found) == {"papers/else.html": "c"}
    assert [problem.path for problem in found.problems] == [
        f"content/papers/{name}.md" for name in "abc"
    ]


def test_pages_that_are_not_published_claim_no_former_address():
    found = redirects(pages(a="old"), pages(b="old, secret"))

    assert led(found) == {"papers/old.html": "a"}
    assert found.problems == ()
