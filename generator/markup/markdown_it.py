"""A Markdown text shown by the parser: as HTML, as plain text, and the links in it.

`showing` comes here with the texts that need it; whoever imports this loads markdown-it.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from generator.markup.autolinks import Inline
from generator.markup.heading_ids import free_id
from generator.markup.parser import parser
from generator.markup.wikilinks import Resolve, WikiLink

_Env = MutableMapping[str, Any]


def html(markdown: str, *, level: int, repair: bool, resolve: Resolve | None) -> str:
    """As `showing.html`."""
    tokens = _tokens(markdown, repair=repair, resolve=resolve)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    env = {"shift": level - min(levels, default=level), "ids": set()}
    return str(_PARSER.renderer.render(tokens, _PARSER.options, env))


def plain_text(markdown: str, *, repair: bool, resolve: Resolve | None) -> str:
    """As `showing.plain_text`."""
    tokens = _tokens(markdown, repair=repair, resolve=resolve)
    return "\n\n".join(filter(None, map(_words, tokens)))


def blocks(markdown: str) -> Iterator[Iterator[Inline]]:
    """The words and links of each block, in order."""
    tokens = _tokens(markdown, repair=True, resolve=None)
    return (map(_run, token.children or ()) for token in tokens)


def references(markdown: str, resolve: Resolve) -> tuple[WikiLink, ...]:
    """As `showing.references`."""
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
    """As `showing.heading_ids`."""
    tokens = _tokens(markdown, repair=True, resolve=None)
    ids: set[str] = set()
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            ids.add(free_id(_words(words), ids))
    return frozenset(ids)


def block_tokens(markdown: str) -> list[Token]:
    """The blocks of a text; what stands in a line is not looked at."""
    tokens: list[Token] = []
    _PARSER.block.parse(markdown, _PARSER, {}, tokens)
    return tokens


@lru_cache(maxsize=8)
def _tokens(markdown: str, *, repair: bool, resolve: Resolve | None) -> Sequence[Token]:
    """Parsed once for HTML, plain text and links, which are asked for one after another."""
    return tuple(_PARSER.parse(markdown, {"repair": repair, "resolve": resolve}))


def _words(token: Token) -> str:
    """The visible words of a block token that has any."""
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type != "inline":
        return ""
    return "".join(map(_word, token.children or ())).strip()


def _word(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def _run(token: Token) -> Inline:
    """What a token adds to the words of its block; a link's own words follow where it opens."""
    href = token.attrGet("href") if token.type == "link_open" else None
    return Inline(_word(token), str(href or ""))


def _references_in(
    children: Sequence[Token], source: str, first_line: int
) -> Iterator[WikiLink]:
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


def _heading_open(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: _Env,
) -> str:
    """A heading moved below the page's own, with an id of its own."""
    del self, options
    name = free_id(_words(tokens[index + 1]), env["ids"])
    env["ids"].add(name)
    return f'<{_shifted(tokens[index], env)} id="{name}">'


def _heading_close(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: _Env,
) -> str:
    del self, options
    return f"</{_shifted(tokens[index], env)}>\n"


def _shifted(token: Token, env: _Env) -> str:
    return f"h{min(6, int(token.tag[1]) + env['shift'])}"


def _image(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: _Env,
) -> str:
    """A picture elsewhere is a link to it, since pages load nothing from other hosts."""
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    words = self.renderInlineAsText(token.children, options, env) or source
    if token.meta["is_in_link"] or not source.startswith(("http:", "https:")):
        return escapeHtml(words)
    return f'<a href="{escapeHtml(source)}" rel="noopener noreferrer">{escapeHtml(words)}</a>'


def _nothing(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: _Env,
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
