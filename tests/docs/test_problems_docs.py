"""`docs/problems.md` explains every code that a problem can have, and no other.

A code is any text in the program that begins with one of `AREAS`. A new area is added here, a new
code only in the document.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "problems.md").read_text("utf-8")
AREAS = [
    "alias", "assets", "check", "config", "content", "dump", "front-matter", "import", "init",
    "link", "output", "project", "seed", "serve", "template",
]  # fmt: skip
CODE = re.compile(rf"(?:{'|'.join(AREAS)})(?:-[a-z0-9]+)+")


def texts():
    for file in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def given_codes():
    """Texts that are surely codes: `code="…"` and `error("…", …)`."""
    for file in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            values = [word.value for word in node.keywords if word.arg == "code"]
            if isinstance(node.func, ast.Name) and node.func.id == "error":
                values += node.args[:1]
            yield from (value.value for value in values if isinstance(value, ast.Constant))


CODES = sorted({text for text in texts() if CODE.fullmatch(text)})


def test_codes_are_found():
    assert {"front-matter-value", "dump-nul", "check-link", "config-value"} <= set(CODES)


@pytest.mark.parametrize("code", sorted(set(given_codes())))
def test_code_begins_with_a_known_area(code):
    assert CODE.fullmatch(code), f"add its first word to AREAS: {code}"


@pytest.mark.parametrize("code", CODES)
def test_code_has_its_section(code):
    assert f"\n### {code}\n" in TEXT


def test_no_section_is_of_a_code_that_does_not_exist():
    assert sorted(re.findall(r"(?m)^### (.+)$", TEXT)) == CODES
