"""Authors' names as people write them: lists, CSL maps, BibTeX's `and`, lines with commas."""

import re
from collections.abc import Iterator

from generator.content.frontmatter import List, Map, Node, Scalar
from generator.content.schema.readers import InvalidValue, alone, folded, text, unlinked
from generator.core.text import collapse

_EXPECTED = "a list of names"
_NAME_PARTS = (
    ("given", "firstname", "first"),
    ("family", "lastname", "last"),
    ("name", "literal"),
)
_HINT = "authors: [Ada Lovelace, Charles Babbage]"


def names(node: Node) -> tuple[str, ...] | InvalidValue | None:
    """Authors: a list of names, maps of given and family name, or one line of them."""
    if isinstance(node, Scalar):
        return tuple(_names_in(collapse(node.text))) or None
    found = []
    for item in node.items if isinstance(node, List) else (node,):
        name = _name_in(item) if isinstance(item, Map) else text(alone(item))
        if isinstance(name, InvalidValue):
            return InvalidValue(expected=_EXPECTED, hint=_HINT, node=item)
        found += [unlinked(name)] if name else []
    return tuple(found) or None


def _name_in(item: Map) -> str | InvalidValue:
    """`{given: Ada, family: Lovelace}` as CSL has it, or `{name: Ada Lovelace}`."""
    known = {folded(part.name): part.value for part in item.fields}
    parts = (known.get(key) for keys in _NAME_PARTS for key in keys)
    words = " ".join(part.text for part in parts if isinstance(part, Scalar))
    return collapse(words) or InvalidValue(expected=_EXPECTED)


def _names_in(line: str) -> Iterator[str]:
    """The names in one line, each turned round where it is `Last, First`."""
    if links := re.findall(r"\[\[[^\[\]]+\]\]", line):
        yield from map(unlinked, links)
        return
    for part in _parts(line.replace(" & ", " and ")):
        last, comma, first = part.strip().partition(", ")
        if name := collapse(f"{first} {last}" if comma else last).strip(" ,"):
            yield name


def _parts(line: str) -> list[str]:
    """The line parted by `;`, by commas between full names, or by `and`."""
    commas = [part for part in re.split(r", and |,", line) if part.strip()]
    if ";" in line:
        return line.split(";")
    if len(commas) > 1 and all(" " in part.strip() for part in commas):
        return [name for part in commas for name in part.split(" and ")]
    if " and " in line or len(commas) == 2:  # noqa: PLR2004 -- `Last, First`
        return line.split(" and ")
    return commas
