"""Authors' names as people write them: lists, CSL maps, BibTeX's `and`, commas."""

import re
from collections.abc import Iterator

from generator.content.frontmatter import Map, Node, Scalar
from generator.content.schema.readers import (
    InvalidValue,
    Result,
    comparison_key,
    items_of,
    only_item,
    text,
    without_brackets,
)
from generator.core.text import collapse

_EXPECTED = "a list of names"
_HINT = "authors: [Ada Lovelace, Charles Babbage]"
_NAME_KEYS = (
    "given",
    "firstname",
    "first",
    "family",
    "lastname",
    "last",
    "name",
    "literal",
)
"""Keys of a map that holds one name, in the order in which their values are read."""
_WIKI_LINK = re.compile(r"\[\[[^\[\]]+\]\]")


def author_names(node: Node) -> Result[tuple[str, ...]]:
    """A list of names, maps of given and family name, or one line of names."""
    if isinstance(node, Scalar):
        return tuple(_names_in_line(collapse(node.text))) or None
    names = []
    for item in items_of(node):
        name = _name_in(item)
        if isinstance(name, InvalidValue):
            return InvalidValue(expected=_EXPECTED, hint=_HINT, node=item)
        if name:
            names.append(without_brackets(name))
    return tuple(names) or None


def _name_in(item: Node) -> Result[str]:
    """A text, CSL's `{given: Ada, family: Lovelace}`, or `{name: Ada Lovelace}`."""
    if not isinstance(item, Map):
        return text(only_item(item))
    values = {comparison_key(part.name): part.value for part in item.fields}
    words = []
    for key in _NAME_KEYS:
        value = values.get(key)
        if isinstance(value, Scalar):
            words.append(value.text)
    name = collapse(" ".join(words))
    return name or InvalidValue(expected=_EXPECTED)


def _names_in_line(line: str) -> Iterator[str]:
    """The names in one line; `Last, First` is turned round."""
    links = _WIKI_LINK.findall(line)
    if links:
        yield from map(without_brackets, links)
        return
    line = line.replace(" & ", " and ")
    for part in _split_names(line):
        last, _, first = part.strip().partition(", ")
        name = collapse(f"{first} {last}").strip(" ,")
        if name:
            yield name


def _split_names(line: str) -> list[str]:
    """The line split at `;`, at commas between full names, or at `and`."""
    if ";" in line:
        return line.split(";")
    parts = re.split(r", and |,", line)
    parts = [part for part in parts if part.strip()]
    are_full_names = all(" " in part.strip() for part in parts)
    if len(parts) > 1 and are_full_names:
        return [name for part in parts for name in part.split(" and ")]
    if " and " in line or len(parts) == 2:  # noqa: PLR2004 -- `Last, First`
        return line.split(" and ")
    return parts
