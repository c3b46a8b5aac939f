"""The values that docs/templates.md promises to templates are the ones that they get."""

import re
from pathlib import Path

import jinja2
import pytest

from generator.core.config import Config
from generator.core.paper import Annotations
from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.render.pages import pages

DOCUMENT = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
ROWS = dict(
    re.findall(r"(?m)^\| (?:`pages/)?([^|`]+?)`? \| ((?:`\w+`(?:, )?)+) \|$", DOCUMENT)
)
PROMISED = {where: set(re.findall(r"\w+", names)) for where, names in ROWS.items()}
KINDS = (
    "list.html",
    "term.html",
    "taxonomy.html",
    "paper.html",
    "redirect.html",
    "404.html",
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_gets_the_values_that_are_documented(
    library, tmp_path, kind, monkeypatch
):
    given = {}
    render = jinja2.Template.render

    def noting(template, **values):
        given[template.name] = set(values)
        return render(template, **values)

    monkeypatch.setattr(jinja2.Template, "render", noting)
    shown_library = library(
        {"title": "A", "annotations": Annotations(tags=("one",), aliases=("b",))}
    )
    for page in pages(
        shown_library, Config(), assets_from(template_folders(tmp_path)), {}
    ):
        page.make()
    assert given[f"pages/{kind}"] == PROMISED["every page"] | PROMISED.get(kind, set())


def test_the_document_stays_on_two_screens():
    assert DOCUMENT.count("\n") <= 75
