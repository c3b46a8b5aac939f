"""The one Markdown parser: CommonMark with tables and strikethrough, without HTML.

Our own rules: emphasis cannot tear a bare address; addresses become links and TeX
residue is repaired in text, never in code; `[[name]]` is a link to a page where the
environment says so, and so are links and pictures that are paths. Comments are gone
before (`comments`).
"""

import re
from collections.abc import Callable, Iterator, MutableMapping
from functools import lru_cache, partial
from typing import Any, TypeAlias
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from generator.core.urls import is_safe, shows_address
from generator.markup.autolinks import is_external, split_inlines, tail_length
from generator.markup.local_links import is_local
from generator.markup.tex import repair_tex
from generator.markup.wikilinks import wikilink_rule

Env = MutableMapping[str, Any]
"""markdown-it's environment: `repair`, `local_links`, `wikilinks` to parse; `shift`,
`ids` for HTML."""
_InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

_PATH_WITH_BLANKS = re.compile(
    r"""
    !? \[ (?P<words> [^\[\]<>\n]* ) \]
    \( [ ]* (?P<path> [^()<>:"\n ]+ (?: [ ]+ [^()<>:"\n ]+ )+ ) [ ]* \)
    """,
    re.VERBOSE,
)
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?:[#?].*)?\Z")
_LONGEST_SCHEME = len("https")


class _SafeMarkdown(MarkdownIt):
    """markdown-it with our idea of a safe link and of an address's text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- markdown-it's name
        return is_safe(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- markdown-it's name
        return link


def markdown_parser() -> MarkdownIt:
    """A parser with all our rules."""
    markdown = _SafeMarkdown("commonmark", {"html": False})
    markdown.enable(["table", "strikethrough"])
    markdown.inline.ruler.before("escape", "address", _address_rule)
    markdown.inline.ruler.at("link", _placed_rule(link))
    markdown.inline.ruler.at("image", _placed_rule(image))
    markdown.inline.ruler.after("image", "wikilink", wikilink_rule)
    markdown.inline.ruler.after("image", "blanks", _placed_rule(_blanks_rule))
    markdown.core.ruler.push("finish", _finish_rule)
    return markdown


def _address_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """The rest of a bare address, taken whole so that `_` in it is no emphasis."""
    if state.src[state.pos] != ":":
        return False
    before = state.src[max(0, state.pos - _LONGEST_SCHEME) : state.pos]
    if not before.lower().endswith(("http", "https")):
        return False
    length = tail_length(state.src, state.pos)
    if not silent:
        state.pending += state.src[state.pos : state.pos + length]
    state.pos += length
    return length > 0


@lru_cache(maxsize=1)
def _last_bracket(source: str) -> int:
    """Where the last closing bracket of a block is; -1 if there is none."""
    return source.rfind("]")


def _placed_rule(rule: _InlineRule) -> _InlineRule:
    """A rule for links or pictures that notes where each is in its block."""

    def placed_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start = state.pos
        first = len(state.tokens)
        # A bracket that none closes would be looked for twenty brackets deep.
        if start > _last_bracket(state.src) or not rule(state, silent):
            return False
        # Text before it may have become a token, and its words are tokens behind it.
        for token in state.tokens[first : first + 2]:
            if token.type in ("link_open", "image"):
                token.meta["start"] = start
                break
        return True

    return placed_rule


def _blanks_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """A link or picture whose path has blanks, as people write the names of files.

    CommonMark has it in `<` and `>` or with `%20`; without, it would be text.
    """
    if not state.env.get("local_links") or state.src[state.pos] not in "![":
        return False
    found = _PATH_WITH_BLANKS.match(state.src, state.pos)
    if not found or "%%" in found.group() or state.linkLevel:
        return False
    if not _ENDING.search(found["path"]):
        return False  # words in brackets, twice
    if not silent:
        url = quote(found["path"], safe="/%#?\\")
        words: list[Token] = []
        state.md.inline.parse(found["words"], state.md, state.env, words)
        if found.group().startswith("!"):
            picture = state.push("image", "img", 0)
            picture.attrs = {"src": url, "alt": ""}
            picture.content = found["words"]
            picture.children = words
        else:
            state.push("link_open", "a", 1).attrSet("href", url)
            state.tokens += words
            state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _finish_rule(state: StateCore) -> None:
    """Links, TeX and table alignment in the finished tokens."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = list(_finish_inlines(token.children or [], state.env))
        elif "style" in token.attrs:
            # The Content-Security-Policy of our pages forbids inline styles.
            style = str(token.attrs.pop("style"))
            token.attrSet("class", style.replace("text-align:", "align-"))


def _finish_inlines(children: list[Token], env: Env) -> Iterator[Token]:
    depth = 0  # of links around the token
    for place, token in enumerate(children):
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "link_open":
            _mark_external(token)
            _mark_bare(token, children[place + 1])
            token.meta["is_local"] = _is_local_link(token.attrGet("href"), env)
        elif token.type == "image":
            token.meta["is_in_link"] = depth > 0
            token.meta["is_local"] = _is_local_link(token.attrGet("src"), env)
            _make_description_words(token)
        if token.type != "text":
            yield token
        elif depth:
            token.content = _repair_words(token.content, env)
            yield token
        else:
            yield from _link_addresses(token.content, env)


def _make_description_words(picture: Token) -> None:
    """A picture's description is plain words: the wikilinks in it are no links."""
    for token in picture.children or ():
        if token.type == "wikilink":
            token.type = "text"
        elif token.type == "image":
            _make_description_words(token)


def _is_local_link(url: object, env: Env) -> bool:
    return bool(env.get("local_links")) and is_local(str(url or ""))


def _repair_words(text: str, env: Env) -> str:
    return repair_tex(text) if env.get("repair", True) else text


def _mark_external(token: Token) -> None:
    if is_external(str(token.attrGet("href"))):
        token.attrSet("rel", "noopener noreferrer")


def _mark_bare(token: Token, words: Token) -> None:
    """A link whose words are its address has a class, so that print shows it once."""
    is_autolink = token.info == "auto"
    if is_autolink or shows_address(words.content, str(token.attrGet("href"))):
        token.attrSet("class", "bare")


def _link_addresses(text: str, env: Env) -> Iterator[Token]:
    """A text as tokens, its addresses as links."""
    for inline in split_inlines(text, partial(_repair_words, env=env)):
        words = Token("text", "", 0, content=inline.text)
        if not inline.url:
            yield words
            continue
        opening = Token("link_open", "a", 1, markup="linkify", info="auto")
        opening.attrSet("href", inline.url)
        _mark_external(opening)
        _mark_bare(opening, words)
        yield opening
        yield words
        yield Token("link_close", "a", -1, markup="linkify", info="auto")
