"""Which field of a page fills which key, in whatever spelling.

Fields with a secret name are none of them. The keys themselves are in `table`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator.content.frontmatter import Document, Field, List, Node, Scalar, Value
from generator.content.frontmatter.guards import is_secret
from generator.content.schema import readers
from generator.content.schema.readers import InvalidValue, comparison_key, is_place
from generator.content.schema.table import (
    IMPORT_WORD,
    IMPORTED,
    Key,
    key_called,
    key_named,
    misspelled_key,
)


def resolve_fields(document: Document) -> dict[str, Field]:
    """For each key, by its name, the field that fills it, else the one that should.

    Another tool's field that only has a name like ours fills nothing and is left out.
    """
    resolved: dict[str, Field] = {}
    candidates, _ = field_candidates(document)
    for key, fields in candidates.items():
        for item in fields:
            value = read_value(key, item)
            if value is None:
                resolved.setdefault(key.name, item)
            elif not isinstance(value, InvalidValue):
                resolved[key.name] = item
                break
            elif has_own_name(item, key):
                resolved.setdefault(key.name, item)
                break
    return resolved


def misspelled_keys(document: Document) -> tuple[tuple[str, str], ...]:
    """Names on the page that are surely slips of the pen, each with the right key.

    That key is one slip away and no other is, no other field of the page may fill it,
    and it can read the value.
    """
    used = {key_called(item.name) for item in document.fields}
    slips = []
    for item in public_fields(document):
        key = misspelled_key(item.name)
        if key is None or key in used:
            continue
        value = read_value(key, item)
        if not isinstance(value, InvalidValue):
            slips.append((item.name, key.name))
    times = Counter(key for _, key in slips)
    return tuple(slip for slip in slips if times[slip[1]] == 1)


def is_present(node: Node) -> bool:
    """Whether a value has anything in it, be it understood or not."""
    if isinstance(node, Scalar):
        return node.text.strip() != "" and not readers.is_null(node)
    if isinstance(node, List):
        return len(node.items) > 0
    return len(node.fields) > 0


def public_fields(document: Document) -> list[Field]:
    """The fields that may leave the front matter."""
    return [item for item in document.fields if not is_secret(item.name)]


def inner_fields(node: Node) -> Iterator[Field]:
    """The fields inside a value, however deep, but for what is secret; each once."""
    waiting = [node]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        # Aliases may repeat one value a million times.
        if isinstance(value, Scalar) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, List):
            waiting += value.items
            continue
        for item in value.fields:
            if not is_secret(item.name):
                yield item
                waiting.append(item.value)


def field_candidates(
    document: Document,
) -> tuple[dict[Key, list[Field]], list[Field]]:
    """For each key the fields that may fill it, its own name first; and the others."""
    candidates: dict[Key, list[Field]] = {}
    rest = []
    for item in public_fields(document):
        key = key_called(item.name)
        is_source = key is not None and key.name == "source"
        if is_source and isinstance(item.value, Scalar) and not is_place(item.value):
            key = key_called("url")  # web clippers write the address there
        if key and key.name == IMPORTED and not _has_fingerprints(item.value):
            key = None  # the reader's own, such as the day of an import
        if key:
            candidates.setdefault(key, []).append(item)
        else:
            rest.append(item)
    for key, items in candidates.items():
        if len(items) > 1:
            items.sort(key=partial(_spelling_rank, key))
    return candidates, rest


def read_value(key: Key, item: Field) -> Any:  # noqa: ANN401 -- each key has its type
    """A field's value as the key reads it, None for nothing, or an `InvalidValue`."""
    if readers.is_null(item.value):
        return None
    return key.read_field(item.name, item.value)


def page_value(name: str, fields: Mapping[str, Field]) -> Value | None:
    """The page's value for a key, in the form in which an import writes it."""
    field = fields.get(name)
    if field is None or not is_present(field.value):
        return None
    value: Value | None = field_value(name, fields)
    if value is None:
        # No seed gave it: a slip of the reader's, or another tool's value under a name
        # of ours, such as Jekyll's `comments: true`.
        return f"the value in line {field.value.span.line}"
    return value if name == "listed" else key_named(name).write(value)


def field_value(name: str, fields: Mapping[str, Field]) -> Any:  # noqa: ANN401 -- by key
    """The value of a key on the page; None if there is none that we can read."""
    field = fields.get(name)
    if field is None:
        return None
    value = key_named(name).read(field.value)
    return None if isinstance(value, InvalidValue) else value


def has_own_name(item: Field, key: Key) -> bool:
    """Whether a field has our name for the key, so its value is for us."""
    return comparison_key(item.name) == comparison_key(key.name)


def _has_fingerprints(node: Node) -> bool:
    if not isinstance(node, Scalar):
        return False
    return any(IMPORT_WORD.fullmatch(word) for word in node.text.casefold().split())


def _spelling_rank(key: Key, item: Field) -> int:
    """How far a field's name is from the key's: 0 for that, 1 for another spelling."""
    if item.name == key.name:
        return 0
    names = [*map(comparison_key, (key.name, *key.spellings))]
    name = comparison_key(item.name)
    if name in names:
        return 1 + names.index(name)
    return 1 + len(names)
