"""A Markdown text shown: as HTML, as plain text, and the links in it."""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from generator.markup.linking import Link, label
from generator.markup.parser import parser
from generator.text import slug

_HEADING = re.compile(r"^#{1,6}(?:[ \t]|$)", re.MULTILINE)
_OTHER_BLOCK = re.compile(r"^[ \t]*(?:```|~~~|<!--|%%|=+[ \t]*$|-+[ \t]*$)|^[ \t]+#", re.MULTILINE)
_CONTEXT_LENGTH = 200
_Env = MutableMapping[str, Any]


def html(markdown: str, *, level: int = 2, repair: bool = True) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes `h{level}`, the others follow."""
    tokens = _tokens(markdown, repair=repair)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    env = {"shift": level - min(levels, default=level), "ids": set()}
    return str(_PARSER.renderer.render(tokens, _PARSER.options, env))


def plain_text(markdown: str, *, repair: bool = True) -> str:
    """The words that `html` shows, blocks parted by a blank line."""
    return "\n\n".join(filter(None, map(_words, _tokens(markdown, repair=repair))))


def links(markdown: str) -> tuple[Link, ...]:
    """The links out of a text, named by host and context; no address twice, in their order."""
    found: dict[str, Link] = {}
    for token in _tokens(markdown, repair=True):
        for link in _links_in(token.children or ()):
            found.setdefault(link.url, link)
    return tuple(found.values())


def first_heading(markdown: str) -> int | None:
    """The line (from 0) on which the first heading outside of other blocks begins."""
    quick = _HEADING.search(markdown)
    before = markdown[: quick.start()] if quick else markdown
    if not _OTHER_BLOCK.search(before):
        return before.count("\n") if quick else None
    tokens: list[Token] = []
    _PARSER.block.parse(markdown, _PARSER, {}, tokens)
    starts = (t.map[0] for t in tokens if t.type == "heading_open" and t.level == 0 and t.map)
    return next(starts, None)


@lru_cache(maxsize=8)
def _tokens(markdown: str, *, repair: bool) -> Sequence[Token]:
    """Parsed once for HTML, plain text and links, which are asked for one after another."""
    return tuple(_PARSER.parse(markdown, {"repair": repair}))


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


def _heading_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: _Env
) -> str:
    """A heading moved below the page's own, with an id of its own."""
    del self, options
    name = base = f"note-{slug(_words(tokens[index + 1]))}"
    number = 1
    while name in env["ids"]:
        number += 1
        name = f"{base}-{number}"
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
    if not source.startswith(("http:", "https:")):
        return escapeHtml(words)
    return f'<a href="{escapeHtml(source)}" rel="noopener noreferrer">{escapeHtml(words)}</a>'


_PARSER = parser()
for _name, _rule in (
    ("heading_open", _heading_open),
    ("heading_close", _heading_close),
    ("image", _image),
):
    _PARSER.add_render_rule(_name, _rule)
