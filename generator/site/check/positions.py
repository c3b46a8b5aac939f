"""Where in a page's file something stands that a check complains about."""

from generator.content.frontmatter import List, Node, Scalar, parse
from generator.content.schema import resolve_fields
from generator.core.text import collapse


def decoded(data: bytes) -> str:
    """A page's text, whatever its bytes are."""
    return data.decode("utf-8", "replace")


def key_place(
    data: bytes, key: str, value: str | None = None
) -> tuple[int | None, int | None]:
    """Line and column of a key's value, or of one item in it; nothing when it is not there."""
    item = resolve_fields(parse(decoded(data), "")).get(key)
    if item is None:
        return None, None
    span = _item(item.value, value).span
    return span.line, span.column


def _item(node: Node, value: str | None) -> Node:
    if not isinstance(node, List) or value is None:
        return node
    same = (
        item for item in node.items if isinstance(item, Scalar) and value in item.text
    )
    exact = (
        item
        for item in node.items
        if isinstance(item, Scalar) and collapse(item.text) == value
    )
    return next(exact, next(same, node))
