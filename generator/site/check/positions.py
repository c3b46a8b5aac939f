"""Where in a page's file something is that a check complains about."""

from generator.content.frontmatter import List, Node, Scalar, parse
from generator.content.schema import resolve_fields
from generator.core.text import collapse

NOWHERE = (None, None)


def decode_anything(data: bytes) -> str:
    """The text of a file, whatever its bytes are."""
    return data.decode("utf-8", "replace")


def key_position(
    data: bytes,
    key: str,
    value: str | None = None,
) -> tuple[int | None, int | None]:
    """Line and column of a key's value, or of one item in it; `NOWHERE` without the key."""
    item = resolve_fields(parse(decode_anything(data), "")).get(key)
    if item is None:
        return NOWHERE
    node = item.value
    if isinstance(node, List) and value is not None:
        node = _list_item(node, value) or node
    return node.span.line, node.span.column


def _list_item(node: List, value: str) -> Node | None:
    """The item that is the value, else the first that has it in its text."""
    similar: Node | None = None
    for item in node.items:
        if not isinstance(item, Scalar):
            continue
        if collapse(item.text) == value:
            return item
        if value in item.text and not similar:
            similar = item
    return similar
