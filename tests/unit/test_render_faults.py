"""A template that fails is reported like any other faulty file; what HTML cannot say is left out."""

import pytest

from generator.core.config import Config
from generator.core.errors import PapershelfError
from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.render.pages import pages

FAULTS = [
    (
        "partials/footer.html",
        "<footer>\n{{ nobody }}\n</footer>",
        2,
        "'nobody' is undefined",
    ),
    ("partials/footer.html", "\n\n{{ 1 / 0 }}", 3, "division by zero"),
    ("partials/footer.html", "{% if %}", 1, "Expected an expression"),
    ("partials/footer.html", "\n{{ asset('missing.js') }}", 2, "missing.js"),
    ("pages/404.html", "\n{% nonsense %}", 2, "unknown tag"),
    ("pages/paper.html", "{% extends 'layouts/none.html' %}", 1, "layouts/none.html"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_template_has_file_and_line(library, tmp_path, fault):
    name, text, line, message = fault
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assets = assets_from(template_folders(tmp_path))
    with pytest.raises(PapershelfError) as caught:
        [page.make() for page in pages(library({"title": "A"}), Config(), assets, {})]
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (f"templates/{name}", line)
    assert message in problem.message


def test_nul_in_a_title_reaches_no_page(library, tmp_path):
    assets = assets_from(template_folders(tmp_path))
    for page in pages(library({"title": "a\0b"}), Config(), assets, {}):
        assert b"\0" not in page.content, page.path
