"""Names and passwords in addresses, which must not be published: `https://ada:pw@host/`.

Nothing above `content` knows them: a page is read without them, and warned of. The file
keeps its bytes, and messages never repeat the secret.
"""

from collections.abc import Iterator

from generator.content.frontmatter import Document
from generator.content.schema import is_secret
from generator.core.errors import Problem, Severity
from generator.core.positions import Lines
from generator.core.urls import CREDENTIALS


def may_have_credentials(document: Document) -> bool:
    """Whether an address in the file can have a name or a password."""
    text = document.text
    # YAML can write any character of a value as an escape.
    if "\\" in text[: document.body_start]:
        return True
    # Almost no page has either: the search would take 1 % of a first build.
    if "@" not in text and "&" not in text:
        return False
    return CREDENTIALS.search(text) is not None


def credential_problems(document: Document) -> Iterator[Problem]:
    """A warning for each such address in the public part of a file."""
    lines = Lines(document.text)
    private = [item.value.span for item in document.fields if is_secret(item.name)]
    for found in CREDENTIALS.finditer(document.text):
        start = found.start()
        if any(span.start <= start < span.end for span in private):
            continue
        line, column = lines.position(start)
        yield Problem(
            severity=Severity.WARNING,
            code="content-credentials",
            message="an address has a name or a password before its host",
            path=document.path,
            line=line,
            column=column,
            hint="the site shows the address without it; take it out of the page too",
        )
