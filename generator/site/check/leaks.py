"""Whether a file of the site has private text in it.

Private are the titles of private pages, and the values of `private_notes` and of keys
that begin with `_`. Messages name the key and never the value, since reports of public
projects are public.
"""

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from generator import markup
from generator.content.frontmatter import List, Node, Scalar, parse
from generator.content.page import Page
from generator.content.schema import is_secret
from generator.core.errors import Problem, Severity
from generator.core.text import collapse, count
from generator.site.check.positions import decode_anything

SHORTEST = 8
"""Characters that a private text must have: shorter ones are anywhere by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A text that must not be published."""

    value: str
    """One line."""
    name: str
    """Its key."""
    path: str
    """The page that has it, as in `Page.path`."""


def find_secrets(
    pages: Sequence[Page],
    data: Mapping[str, bytes],
) -> tuple[Secret, ...]:
    """What is private in these files and public in no page; `data` is bytes by path."""
    secrets: dict[str, Secret] = {}
    for secret in (*_secret_values(data), *_secret_titles(pages)):
        if len(secret.value) >= SHORTEST:
            secrets[secret.value] = secret
    if not secrets:
        return ()
    public = "\n".join(_public_text(page) for page in pages)
    return tuple(secret for secret in secrets.values() if secret.value not in public)


def _secret_titles(pages: Iterable[Page]) -> Iterator[Secret]:
    for page in pages:
        if page.annotations.private:
            yield Secret(
                value=page.paper.title,
                name="title",
                path=page.path,
            )


def _secret_values(data: Mapping[str, bytes]) -> Iterator[Secret]:
    for path, content in data.items():
        for item in parse(decode_anything(content), path).fields:
            lines = _secret_lines(item.name, item.value, inside=is_secret(item.name))
            for name, line in lines:
                yield Secret(
                    value=line,
                    name=name,
                    path=path,
                )


def _secret_lines(name: str, node: Node, *, inside: bool) -> Iterator[tuple[str, str]]:
    """Each line of a private value with the name of its key, however deeply nested."""
    if isinstance(node, Scalar):
        if inside:
            for line in node.text.split("\n"):
                yield name, collapse(line)
    elif isinstance(node, List):
        for item in node.items:
            yield from _secret_lines(name, item, inside=inside)
    else:
        for part in node.fields:
            is_secret_key = is_secret(part.name)
            shown = part.name if is_secret_key else name
            yield from _secret_lines(shown, part.value, inside=inside or is_secret_key)


def _public_text(page: Page) -> str:
    """All text of a page that everybody may read."""
    annotations = page.annotations
    if annotations.private:
        return ""
    texts = [
        page.paper.title,
        annotations.summary or "",
        *page.paper.authors,
        *annotations.tags,
        page.abstract,
        page.notes,
    ]
    for name, value in annotations.extra:
        texts += [name, value]
    return "\n".join(texts)


class SecretSearch:
    """Looks for secrets in one file after another."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._forms = [(secret, _written_forms(secret.value)) for secret in secrets]
        # For each secret found, the files that have it and the first line in each.
        self._places: dict[Secret, list[tuple[str, int]]] = {}

    def search(self, path: str, content: bytes) -> None:
        """Remember which secrets this file has."""
        for secret, forms in self._forms:
            for form in forms:
                offset = content.find(form)
                if offset >= 0:
                    line = content.count(b"\n", 0, offset) + 1
                    self._places.setdefault(secret, []).append((path, line))
                    break

    def problems(self, folder: str) -> Iterator[Problem]:
        """An error for each secret that was found; `folder` is the site's."""
        for secret, places in self._places.items():
            path, line = places[0]
            others = f" and {count(len(places) - 1, 'more file')}" if places[1:] else ""
            what = "title" if secret.name == "title" else f"value of `{secret.name}`"
            yield Problem(
                severity=Severity.ERROR,
                code="check-leak",
                message=f"the private {what} of {secret.path} is in this file{others}",
                path=f"{folder}/{path}",
                line=line,
                hint="build again; if it is still there, look in templates and other pages",
            )


def _written_forms(value: str) -> tuple[bytes, ...]:
    """The ways in which HTML, XML, JSON and scripts write a text."""
    forms: set[str] = set()
    for text in (value, markup.repair_tex(value)):
        quoted = json.dumps(text, ensure_ascii=False)[1:-1]
        ascii_quoted = json.dumps(text)[1:-1]
        in_script = quoted
        for character in "&<>'":
            in_script = in_script.replace(character, f"\\u{ord(character):04x}")
        forms |= {
            text,
            str(escape(text)),
            html.escape(text),
            html.escape(text, quote=False),
            quoted,
            ascii_quoted,
            in_script,
        }
    return tuple(sorted(form.encode("utf-8", "replace") for form in forms))
