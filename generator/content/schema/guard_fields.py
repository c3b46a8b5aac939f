"""Guards of a page: keys that keep it off the site, wherever and however they are set.

`frontmatter.guards` has their names and values. What cannot be read, what YAML takes
for a comment, and what is set where it has no effect, is an error: when in doubt, the
page stays off the site.
"""

import datetime as dt
import re
from collections.abc import Iterator

from generator.content.frontmatter import Document, Field, Node, Scalar
from generator.content.frontmatter.guards import (
    Guard,
    guard_named,
    guard_set,
    truth_of,
)
from generator.content.schema import readers
from generator.content.schema.comment_values import VALUE_COMMENT
from generator.content.schema.page_fields import inner_fields, public_fields
from generator.content.schema.problems import GUARDS, MESSAGE_LENGTH, invalid_value
from generator.content.schema.record_draft import RecordDraft
from generator.content.schema.table import key_called
from generator.core.errors import Problem, Severity
from generator.core.text import shortened

_ANY_COMMENT = re.compile(r"[ \t]*(#[ \t]*(?P<words>[^\r\n]*))")


def apply_guards(document: Document, draft: RecordDraft) -> None:
    """Set each guard that any field of the page sets, in whatever spelling."""
    for item in public_fields(document):
        guard = guard_named(item.name)
        if guard:
            _apply_switch(document, item, guard, draft)
        elif isinstance(item.value, Scalar):
            word_guard = guard_set(item.name, item.value.text)
            if word_guard:
                draft.values[word_guard] = True
        else:
            draft.problems += _guards_inside(document.path, item)


def _apply_switch(
    document: Document,
    item: Field,
    guard: Guard,
    draft: RecordDraft,
) -> None:
    """Set the guard of one field, unless its value says that the page may be shown."""
    comment = _comment_for_value(document, item.value)
    if comment:
        draft.values[guard] = True
        draft.problems.append(_guard_in_comment(document.path, item, comment))
        return
    # 1. An empty value sets nothing: some tools write the key of an unticked box so.
    is_on = None if readers.is_null(item.value) else readers.ticked(item.value)
    if is_on is None:
        return
    # 2. Yes or no, which is all that there is to know.
    if isinstance(is_on, bool):
        if guard_set(item.name, str(is_on)):
            draft.values[guard] = True
        draft.rest = [other for other in draft.rest if other is not item]
        return
    # 3. What cannot be read guards, unless it is a day, as in `published: 2024-06-12`.
    key = key_called(item.name)
    is_own = key is not None and key.name in GUARDS
    if not is_own and (key or isinstance(readers.calendar_day(item.value), dt.date)):
        return
    draft.values[guard] = True
    if not is_own:  # else the error is there already
        draft.problems.append(invalid_value(draft.path, item, is_on))


def _guards_inside(path: str, outer: Field) -> Iterator[Problem]:
    """An error for each guard that is set where nobody looks: inside another key."""
    for item in inner_fields(outer.value):
        if _sets_guard(item):
            message = (
                f"`{item.name}` stands inside `{outer.name}`, where it has no effect"
            )
            hint = f"write `{item.name}` at the beginning of a line of its own"
            yield _key_error(path, item, "front-matter-key", message, hint)


def _sets_guard(item: Field) -> bool:
    """Whether a field would guard the page if it were one of the page's own."""
    if isinstance(item.value, Scalar) and guard_set(item.name, item.value.text):
        return True
    key = key_called(item.name)
    is_own = key is not None and key.name in GUARDS
    return is_own and readers.ticked(item.value) not in (False, None)


def _comment_for_value(document: Document, node: Node) -> str:
    """The comment that stands where a value should be; empty if there is a value.

    One in earnest, with a blank behind its `#`, is no value unless it is a yes.
    """
    if not isinstance(node, Scalar) or node.text or node.style:
        return ""
    comment = _ANY_COMMENT.match(document.text, node.span.end)
    if comment is None:
        return ""
    is_value = VALUE_COMMENT.match(comment.group()) or truth_of(comment["words"])
    return comment[1] if is_value else ""


def _guard_in_comment(path: str, item: Field, comment: str) -> Problem:
    shown = shortened(comment, MESSAGE_LENGTH)
    message = f"`{item.name}` is empty, since YAML takes `{shown}` for a comment"
    hint = f"write `{item.name}: true` or `{item.name}: false`"
    return _key_error(path, item, "front-matter-comment", message, hint)


def _key_error(
    path: str,
    item: Field,
    code: str,
    message: str,
    hint: str,
) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=code,
        message=message,
        path=path,
        line=item.key.line,
        column=item.key.column,
        hint=hint,
    )
