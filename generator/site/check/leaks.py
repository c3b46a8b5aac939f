"""Whether anything private stands in a byte of the site: titles of private pages, and what keys
that begin with `_`, and `private_notes`, say.

Messages name the key and never the value, since reports of public projects are public.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from generator import markup
from generator.content.frontmatter import List, Node, Scalar, parse
from generator.content.page import Page
from generator.content.schema import is_secret
from generator.core.errors import Problem, Severity
from generator.core.text import collapse, count
from generator.site.check.positions import decoded
from generator.site.output.file import OutputFile

SHORTEST = 8
"""Characters that a private text must have: shorter ones stand anywhere by chance."""

_MAY_BE_SECRET = re.compile(r"(?:^|[\s{,\"'])(?:_|private)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A text that must not be published."""

    value: str
    """One line."""
    name: str
    """The key it stands in."""
    path: str
    """The page it stands in, as in `Page.path`."""


def secrets_in(pages: Iterable[Page], data: Mapping[str, bytes]) -> tuple[Secret, ...]:
    """What is private in these files and said in public by no page; `data` is bytes by path."""
    pages = tuple(pages)
    titles = (
        Secret(value=page.paper.title, name="title", path=page.path)
        for page in pages
        if page.annotations.private
    )
    found = {
        secret.value: secret
        for secret in (*_in_keys(data), *titles)
        if len(secret.value) >= SHORTEST
    }
    public = "\n".join(map(_public_text, pages)) if found else ""
    return tuple(secret for value, secret in found.items() if value not in public)


def _public_text(page: Page) -> str:
    """What a page says to everybody."""
    if page.annotations.private:
        return ""
    said = page.annotations
    extra = (text for pair in said.extra for text in pair)
    words = (
        page.paper.title,
        said.summary or "",
        *page.paper.authors,
        *said.tags,
        *extra,
    )
    return "\n".join((*words, page.abstract, page.notes))


def _in_keys(data: Mapping[str, bytes]) -> Iterator[Secret]:
    for path, content in data.items():
        text = decoded(content)
        for item in parse(text, path).fields if _MAY_BE_SECRET.search(text) else ():
            for name, line in _secret_lines(
                item.name, item.value, inside=is_secret(item.name)
            ):
                yield Secret(value=line, name=name, path=path)


def _secret_lines(name: str, node: Node, *, inside: bool) -> Iterator[tuple[str, str]]:
    """Each line of a private value with the name of its key, however deep it stands."""
    if isinstance(node, Scalar):
        if inside:
            yield from ((name, collapse(line)) for line in node.text.split("\n"))
    elif isinstance(node, List):
        for item in node.items:
            yield from _secret_lines(name, item, inside=inside)
    else:
        for part in node.fields:
            is_private = inside or is_secret(part.name)
            shown = part.name if is_secret(part.name) else name
            yield from _secret_lines(shown, part.value, inside=is_private)


class Leaks:
    """Looks for secrets in one file after another."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._forms = [(secret, _forms(secret.value)) for secret in secrets]
        self._places: dict[Secret, list[tuple[str, int]]] = {}

    def look(self, file: OutputFile) -> None:
        """Remember which secrets stand in this file, and where first."""
        for secret, forms in self._forms:
            form = next((form for form in forms if form in file.content), None)
            if form is not None:
                line = file.content.count(b"\n", 0, file.content.index(form)) + 1
                self._places.setdefault(secret, []).append((file.path, line))

    def problems(self, folder: str) -> Iterator[Problem]:
        """An error for each secret that was found."""
        for secret, places in self._places.items():
            path, line = places[0]
            others = f" and {count(len(places) - 1, 'more file')}" if places[1:] else ""
            what = "title" if secret.name == "title" else f"value of `{secret.name}`"
            yield Problem(
                severity=Severity.ERROR,
                code="check-leak",
                message=f"the private {what} of {secret.path} stands in this file{others}",
                path=f"{folder}/{path}",
                line=line,
                hint="build anew; if it stays, look for it in templates and in other pages",
            )


def _forms(value: str) -> tuple[bytes, ...]:
    """The ways in which HTML, XML, JSON and scripts write a text."""
    forms: set[str] = set()
    for text in (value, markup.repair_tex(value)):
        quoted = json.dumps(text, ensure_ascii=False)[1:-1]
        for character in "&<>'":
            quoted = quoted.replace(character, f"\\u{ord(character):04x}")
        forms |= {
            text,
            str(escape(text)),
            html.escape(text),
            html.escape(text, quote=False),
            quoted,
        }
        forms |= {
            json.dumps(text, ensure_ascii=escapes)[1:-1] for escapes in (True, False)
        }
    return tuple(sorted(form.encode("utf-8", "replace") for form in forms))
