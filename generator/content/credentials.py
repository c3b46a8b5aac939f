"""Passwords and tokens in addresses, which must not be published.

Nothing above `content` knows them: a page is read without them, and warned of. The file
keeps its bytes, and messages never repeat the secret.
"""

from collections.abc import Iterator
from typing import Any

from generator.content.frontmatter import Document
from generator.content.schema import is_secret
from generator.core.credentials import credential_offsets, without_credentials
from generator.core.errors import Problem, Severity
from generator.core.positions import Lines


def may_have_credentials(document: Document) -> bool:
    """Whether an address in the file can have a name, a password or a token."""
    # YAML can write any character of a value as an escape.
    has_escape = "\\" in document.text[: document.body_start]
    return has_escape or bool(credential_offsets(document.text))


def stripped(value: Any) -> Any:  # noqa: ANN401 - a value of any field of a record
    """A text, or the texts in tuples, with bare addresses; other values stay."""
    if isinstance(value, str):
        return without_credentials(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(stripped, value))
    return value


def credential_problems(document: Document) -> Iterator[Problem]:
    """A warning for each such address in the public part of a file."""
    lines = Lines(document.text)
    private = [item.value.span for item in document.fields if is_secret(item.name)]
    for start in credential_offsets(document.text):
        if any(span.start <= start < span.end for span in private):
            continue
        line, column = lines.position(start)
        yield Problem(
            severity=Severity.WARNING,
            code="content-credentials",
            message="an address has a password or a token",
            path=document.path,
            line=line,
            column=column,
            hint="the site shows the address without it; take it out of the page too",
        )
