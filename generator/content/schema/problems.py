"""Problems with single fields of front matter, each at its place."""

from collections.abc import Iterator

from generator.content.frontmatter import Document, Field, Scalar
from generator.content.frontmatter.guards import is_switch
from generator.content.schema.imported import keys_left_by_import
from generator.content.schema.names import is_unclear, one_name_in_two
from generator.content.schema.page_fields import public_fields
from generator.content.schema.readers import InvalidValue
from generator.content.schema.record_draft import RecordDraft
from generator.content.schema.table import key_called, near_miss
from generator.core.errors import Problem, Severity
from generator.core.text import shortened

MESSAGE_LENGTH = 40
"""Characters of a value in a message."""

GUARDS = ("private", "draft")
"""Keys that keep a page off the site: when in doubt, it stays off."""


def invalid_value(
    path: str,
    item: Field,
    invalid: InvalidValue,
) -> Problem:
    """An error at a value that its key cannot read."""
    node = invalid.node or item.value
    shown = ""
    if isinstance(node, Scalar):
        shown = f" `{shortened(node.text, MESSAGE_LENGTH)}`"
    return Problem(
        severity=Severity.ERROR,
        code="front-matter-value",
        message=f"`{item.name}`{shown}: expected {invalid.expected}",
        path=path,
        line=node.span.line,
        column=node.span.column,
        hint=invalid.hint,
    )


def many_values(path: str, item: Field, count: int, most: int) -> Problem:
    """A warning for a list of more values than its key may have."""
    return Problem(
        severity=Severity.WARNING,
        code="front-matter-many",
        message=f"`{item.name}` has {count} values: "
        f"the first {most} count, the others are left out",
        path=path,
        line=item.key.line,
        column=item.key.column,
        hint="keep those that you look for",
    )


def unknown_keys(draft: RecordDraft) -> Iterator[Problem]:
    """A problem for each unknown key that looks like one that the page lacks."""
    for item in draft.rest:
        if key_called(item.name):
            continue
        key = near_miss(item.name)
        is_guard = key is not None and key.name in GUARDS
        if key is None or (key.name in draft.values and not is_guard):
            continue
        if is_switch(item.name):
            continue
        yield Problem(
            severity=Severity.ERROR if is_guard else Severity.WARNING,
            code="front-matter-key",
            message=f"unknown key `{item.name}`",
            path=draft.path,
            line=item.key.line,
            column=item.key.column,
            hint=f"did you mean `{key.name}`?",
        )


def unclear_authors(document: Document) -> Iterator[Problem]:
    """A warning for names that nobody can know: `Li, Wei, Zhang, San`, `[Smith, John]`."""
    for item in public_fields(document):
        key = key_called(item.name)
        if key is None or key.name != "authors":
            continue
        pair = one_name_in_two(item.value)
        if is_unclear(item.value):
            message = (
                f"`{item.name}` has single words with commas: "
                "nobody can know which of them are one name"
            )
            hint = (
                "write a list of full names: authors: [Ada Lovelace, Charles Babbage]"
            )
        elif pair and key.name not in keys_left_by_import(document):
            last, first = pair
            message = (
                f"`{last}` and `{first}` are two names here, and may be meant as one"
            )
            hint = f'one: `["{last}, {first}"]`; two: `["{last}", "{first}"]`'
        else:
            continue
        yield Problem(
            severity=Severity.WARNING,
            code="front-matter-authors",
            message=message,
            path=document.path,
            line=item.value.span.line,
            column=item.value.span.column,
            hint=hint,
        )
