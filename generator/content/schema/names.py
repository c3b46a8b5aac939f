"""Authors' names in front matter: a line of names, a list, or CSL maps.

What is one name in a line or an item is decided in `core.names`.
"""

from generator.content.frontmatter import List, Map, Node, Scalar
from generator.content.schema.readers import (
    InvalidValue,
    Result,
    comparison_key,
    items_of,
    only_item,
    text,
)
from generator.core.names import (
    is_unclear_line,
    may_be_surname_and_given,
    names_in_item,
    names_in_text,
)
from generator.core.text import collapse

_EXPECTED = "a list of names"
_HINT = "authors: [Ada Lovelace, Charles Babbage]"
_NAME_KEYS = (
    "given",
    "firstname",
    "first",
    "droppingparticle",
    "nondroppingparticle",
    "family",
    "lastname",
    "last",
    "suffix",
    "name",
)
"""Keys of a map that holds one name, in the order in which their values are read."""


def author_names(node: Node) -> Result[tuple[str, ...]]:
    """A list of names, maps of given and family name, or one line of names."""
    if isinstance(node, Scalar):
        return tuple(names_in_text(node.text)) or None
    names: list[str] = []
    for item in items_of(node):
        name = _name_in(item)
        if isinstance(name, InvalidValue):
            return InvalidValue(expected=_EXPECTED, hint=_HINT, node=item)
        names += names_in_item(name or "")
    return tuple(names) or None


def is_unclear(node: Node) -> bool:
    """Whether it cannot be told which words of a line, or of an item, are one name."""
    if isinstance(node, List):
        return any(map(is_unclear, node.items))
    if not isinstance(node, Scalar) or "\n" in node.text.strip():
        return False
    return is_unclear_line(node.text)


def one_name_in_two(node: Node) -> tuple[str, str] | None:
    """The items of `[Smith, John]` or `[Smith, J.]`: two names, where one may be meant.

    Who puts items in quotes, or on lines of their own, means two.
    """
    if not isinstance(node, List) or not node.flow or len(node.items) != 2:  # noqa: PLR2004 -- a pair
        return None
    first, second = node.items
    if not isinstance(first, Scalar) or not isinstance(second, Scalar):
        return None
    is_quoted = first.style or second.style
    if is_quoted or not may_be_surname_and_given(first.text, second.text):
        return None
    return first.text, second.text


def _name_in(item: Node) -> Result[str]:
    """A text, CSL's `{given: Ada, family: Lovelace}`, or `{name: Ada Lovelace}`."""
    if not isinstance(item, Map):
        return text(only_item(item))
    values = {comparison_key(part.name): part.value for part in item.fields}
    literal = values.get("literal")
    if isinstance(literal, Scalar):
        return (
            f"{{{literal.text}}}"  # braces: an institution, whose comma parts nothing
        )
    words = []
    for key in _NAME_KEYS:
        value = values.get(key)
        if isinstance(value, Scalar):
            words.append(value.text)
    name = collapse(" ".join(words))
    return name or InvalidValue(expected=_EXPECTED)
