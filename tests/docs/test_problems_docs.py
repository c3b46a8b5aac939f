"""`docs/problems.md` explains every code that a problem can have, and no other.

Surely codes are `code="…"` and `error("…", …)`; every other text in the program that begins with
the first word of one of these, or of a section of the document, is a code too, since codes are
also told to helpers and tables.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "problems.md").read_text("utf-8")


def nodes():
    for file in sorted((ROOT / "generator").rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text("utf-8")))


def given_codes():
    for node in nodes():
        if isinstance(node, ast.Call):
            values = [word.value for word in node.keywords if word.arg == "code"]
            if isinstance(node.func, ast.Name) and node.func.id == "error":
                values += node.args[:1]
            yield from (
                value.value for value in values if isinstance(value, ast.Constant)
            )


SECTIONS = re.findall(r"(?m)^### (.+)$", TEXT)
AREAS = sorted({code.partition("-")[0] for code in (*given_codes(), *SECTIONS)})
CODE = re.compile(rf"(?:{'|'.join(AREAS)})(?:-[a-z0-9]+)+")
TEXTS = {node.value for node in nodes() if isinstance(node, ast.Constant)}
CODES = sorted(text for text in TEXTS if isinstance(text, str) and CODE.fullmatch(text))


def test_codes_are_found():
    assert {"front-matter-value", "dump-nul", "check-link", "config-value"} <= set(
        CODES
    )


@pytest.mark.parametrize("code", CODES)
def test_code_has_its_section(code):
    assert f"\n### {code}\n" in TEXT


def test_no_section_is_of_a_code_that_does_not_exist():
    assert sorted(SECTIONS) == CODES
