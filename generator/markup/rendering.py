"""A Markdown text shown: as HTML, as plain text, and the links in it."""

import re
from collections.abc import Container, Iterator, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from generator.markup.linking import Link, label
from generator.markup.parser import finish, parser
from generator.markup.plain import plain_paragraphs
from generator.markup.wiki import Reference, Resolve
from generator.text import slug

_HEADING = re.compile(r"^#{1,6}(?:[ \t]|$)", re.MULTILINE)
_OTHER_BLOCK = re.compile(r"^[ \t]*(?:```|~~~|<!--|%%|=+[ \t]*$|-+[ \t]*$)|^[ \t]+#", re.MULTILINE)
_RELATIVE = re.compile(r'(?<=<a href=")(?![a-z]+:)[^"]*', re.IGNORECASE)
"""The address of a relative link in our own HTML, where `<` and `"` are escaped in all text."""
_CONTEXT_LENGTH = 200
_Env = MutableMapping[str, Any]


def html(
    markdown: str, *, level: int = 2, repair: bool = True, resolve: Resolve | None = None
) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes `h{level}`, the others follow.

    `resolve` says where each `[[name]]` leads; without it that is text like any other.
    """
    tokens = _tokens(markdown, repair=repair, resolve=resolve)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    env = {"shift": level - min(levels, default=level), "ids": set()}
    return str(_PARSER.renderer.render(tokens, _PARSER.options, env))


def plain_text(markdown: str, *, repair: bool = True, resolve: Resolve | None = None) -> str:
    """The words that `html` shows, blocks parted by a blank line."""
    tokens = _tokens(markdown, repair=repair, resolve=resolve)
    return "\n\n".join(filter(None, map(_words, tokens)))


def links(markdown: str) -> tuple[Link, ...]:
    """The links out of a text, named by host and context; no address twice, in their order."""
    found: dict[str, Link] = {}
    for token in _tokens(markdown, repair=True):
        for link in _links_in(token.children or ()):
            found.setdefault(link.url, link)
    return tuple(found.values())


def references(markdown: str, resolve: Resolve) -> tuple[Reference, ...]:
    """Every `[[name]]` that is a link, in order, with its place in the text."""
    lines = markdown.split("\n")
    return tuple(
        found
        for token in _tokens(markdown, repair=True, resolve=resolve)
        if token.type == "inline" and token.map
        for found in _references_in(
            token.children or (), "\n".join(lines[slice(*token.map)]), token.map[0]
        )
    )


def heading_ids(markdown: str) -> frozenset[str]:
    """The identifiers that `html` gives to the headings of a text."""
    tokens = _tokens(markdown, repair=True)
    ids: set[str] = set()
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            ids.add(_free_id(_words(words), ids))
    return frozenset(ids)


def heading_id(words: str) -> str:
    """The identifier of the first heading that says this."""
    return f"note-{slug(words)}"


def absolute_links(shown: str, address: str) -> str:
    """The HTML of a text, readable elsewhere than on its page at `address`."""
    return _RELATIVE.sub(lambda link: escapeHtml(urljoin(address, unescape(link[0]))), shown)


def first_heading(markdown: str) -> int | None:
    """The line (from 0) on which the first heading outside of other blocks begins."""
    quick = _HEADING.search(markdown)
    before = markdown[: quick.start()] if quick else markdown
    if not _OTHER_BLOCK.search(before):
        return before.count("\n") if quick else None
    tokens = block_tokens(markdown)
    starts = (t.map[0] for t in tokens if t.type == "heading_open" and t.level == 0 and t.map)
    return next(starts, None)


def block_tokens(markdown: str) -> list[Token]:
    """The blocks of a text; what stands in a line is not looked at."""
    tokens: list[Token] = []
    _PARSER.block.parse(markdown, _PARSER, {}, tokens)
    return tokens


@lru_cache(maxsize=8)
def _tokens(markdown: str, *, repair: bool, resolve: Resolve | None = None) -> Sequence[Token]:
    """Parsed once for HTML, plain text and links, which are asked for one after another."""
    env = {"repair": repair, "resolve": resolve}
    plain = plain_paragraphs(markdown)
    if plain is None:
        return tuple(_PARSER.parse(markdown, env))
    finish(plain, env)
    return tuple(plain)


def _words(token: Token) -> str:
    """The visible words of a block token that has any."""
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type != "inline":
        return ""
    return "".join(map(_word, token.children or ())).strip()


def _word(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def _links_in(children: Sequence[Token]) -> Iterator[Link]:
    context = ""
    for token in children:
        href = str(token.attrGet("href")) if token.type == "link_open" else ""
        if href.startswith(("http:", "https:")):
            yield Link(label=label(href, context[-_CONTEXT_LENGTH:]), url=href)
        context += _word(token)


def _references_in(children: Sequence[Token], source: str, first_line: int) -> Iterator[Reference]:
    """The references of one block, whose source begins on a line of the text."""
    for token in children:
        yield from _references_in(token.children or (), source, first_line)
        if token.type != "reference":
            continue
        start = _nth(source, token.meta["opening"], token.meta["before"])
        yield replace(
            token.meta["is"],
            line=first_line + source.count("\n", 0, max(start, 0)),
            column=start - source.rfind("\n", 0, start) - 1 if start >= 0 else None,
        )


def _nth(text: str, part: str, number: int) -> int:
    """Where a part of a text stands for the time `number` (from 0); -1 if it does not."""
    start = text.find(part)
    for _ in range(number):
        start = text.find(part, start + 1) if start >= 0 else start
    return start


def _free_id(words: str, ids: Container[str]) -> str:
    """The identifier of a heading among those that are taken."""
    name = base = heading_id(words)
    number = 1
    while name in ids:
        number += 1
        name = f"{base}-{number}"
    return name


def _heading_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: _Env
) -> str:
    """A heading moved below the page's own, with an id of its own."""
    del self, options
    name = _free_id(_words(tokens[index + 1]), env["ids"])
    env["ids"].add(name)
    return f'<{_shifted(tokens[index], env)} id="{name}">'


def _heading_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: _Env
) -> str:
    del self, options
    return f"</{_shifted(tokens[index], env)}>\n"


def _shifted(token: Token, env: _Env) -> str:
    return f"h{min(6, int(token.tag[1]) + env['shift'])}"


def _image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: _Env
) -> str:
    """A picture elsewhere is a link to it, since pages load nothing from other hosts."""
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    words = self.renderInlineAsText(token.children, options, env) or source
    if token.meta["is_in_link"] or not source.startswith(("http:", "https:")):
        return escapeHtml(words)
    return f'<a href="{escapeHtml(source)}" rel="noopener noreferrer">{escapeHtml(words)}</a>'


def _nothing(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: _Env
) -> str:
    del self, tokens, index, options, env
    return ""


_PARSER = parser()
for _name, _rule in (
    ("heading_open", _heading_open),
    ("heading_close", _heading_close),
    ("image", _image),
    ("reference", _nothing),
):
    _PARSER.add_render_rule(_name, _rule)
