"""Any Markdown text as HTML, as plain text, and the links in it, by the parser.

`render` comes here with the texts that the fast path leaves; the first of them loads
markdown-it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.core.text import collapse, escape_html
from generator.markup.autolinks import Inline, Link, is_external, unique_links
from generator.markup.comment_removal import SourceColumns
from generator.markup.heading_ids import HeadingIds
from generator.markup.local_links import LINK, PICTURE, SLOT, LocalLink, split_width
from generator.markup.places import BlockPlaces

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

    from generator.markup.parser import Env


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text as markdown-it's tokens."""

    markdown: str
    """Without comments."""
    tokens: "Sequence[Token]"
    columns: SourceColumns | None = None
    """Where its characters were before comments were taken out, if there were any."""

    def html(self, level: int = 2) -> str:
        """Safe HTML; the highest heading becomes `h{level}`, each local link a `SLOT`."""
        levels = [
            _heading_level(token)
            for token in self.tokens
            if token.type == "heading_open"
        ]
        highest = min(levels, default=level)
        env = {"shift": level - highest, "ids": HeadingIds()}
        parser = _parser()
        return str(parser.renderer.render(self.tokens, parser.options, env))

    def text(self) -> str:
        """The words, with a blank line between blocks; each local link is a `SLOT`."""
        blocks = [_block_words(token, slot=SLOT) for token in self.tokens]
        return "\n\n".join(filter(None, blocks))

    def links(self) -> tuple[Link, ...]:
        """The links out of the text in order; no address twice."""
        return unique_links(
            map(_token_inline, token.children or ()) for token in self.tokens
        )

    def local_links(self) -> tuple[LocalLink, ...]:
        """Every link that has a slot, in order, with its place in the text."""
        places = BlockPlaces(self.markdown)
        found: list[LocalLink] = []
        for token in self.tokens:
            if token.type == "inline" and token.map and "[" in token.content:
                place_of = places.of_block(token.content, token.map[0])
                for child in filter(_is_local, token.children or ()):
                    line, column = place_of(child.meta["start"])
                    if self.columns and column is not None:
                        column = self.columns.column(line, column)
                    found.append(_local_link(child, line, column))
        return tuple(found)

    def heading_ids(self) -> frozenset[str]:
        """The identifiers of the headings."""
        ids = HeadingIds()
        for heading, words in pairwise(self.tokens):
            if heading.type == "heading_open":
                ids.add(_block_words(words))
        return frozenset(ids.names)


def parse_markdown(
    markdown: str,
    *,
    repair: bool,
    local_links: bool,
    wikilinks: bool,
    columns: SourceColumns | None = None,
) -> ParsedText:
    """The text as the parser sees it; see `render.parse` for what has slots."""
    env = {"repair": repair, "local_links": local_links, "wikilinks": wikilinks}
    tokens = tuple(_parser().parse(markdown, env))
    return ParsedText(markdown, tokens, columns)


def block_tokens(markdown: str) -> "list[Token]":
    """The blocks of a text, their lines not parsed."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(markdown, parser, {}, tokens)
    return tokens


def _heading_level(token: "Token") -> int:
    return int(token.tag.removeprefix("h"))


def _block_words(token: "Token", slot: str = "") -> str:
    """The visible words of a block token that has any.

    What stands for each local link may be given; else its writer's words do.
    """
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type != "inline":
        return ""
    words = []
    for child in token.children or ():
        has_slot = bool(slot) and _is_local(child) and child.type != "link_open"
        words.append(slot if has_slot else _token_words(child))
    return "".join(words).strip()


def _is_local(token: "Token") -> bool:
    """Whether a token is a local link, or begins one."""
    return token.type == "wikilink" or bool(token.meta.get("is_local"))


def _token_words(token: "Token") -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "image":
        return _description(token)
    return token.content


def _description(picture: "Token") -> str:
    """The words of a picture, on one line and without a size."""
    words = map(_token_words, picture.children or ())
    return split_width(collapse("".join(words)))[0]


def _token_inline(token: "Token") -> Inline:
    """What a token adds to its block; a link's words follow as tokens of their own."""
    href = token.attrGet("href") if token.type == "link_open" else None
    return Inline(_token_words(token), str(href or ""))


def _local_link(token: "Token", line: int, column: int | None) -> LocalLink:
    meta = token.meta
    if token.type == "wikilink":
        name, label = meta["name"], meta["label"]
        return LocalLink(name, label, line, column, meta["form"], meta["width"])
    is_link = token.type == "link_open"
    url = str(token.attrGet("href" if is_link else "src"))
    if is_link:
        return LocalLink(url, "", line, column, LINK)
    _, width = split_width(collapse(token.content))
    label = _description(token)
    return LocalLink(url, label, line, column, PICTURE, width, meta["is_in_link"])


# Render rules have markdown-it's signature, whose arguments they do not all need.


def _heading_open(
    self: "RendererHTML",
    tokens: "Sequence[Token]",
    index: int,
    options: "OptionsDict",
    env: "Env",
) -> str:
    """A heading moved below the page's own, with an id of its own."""
    del self, options
    name = env["ids"].add(_block_words(tokens[index + 1]))
    return f'<{_shifted_tag(tokens[index], env)} id="{name}">'


def _heading_close(
    self: "RendererHTML",
    tokens: "Sequence[Token]",
    index: int,
    options: "OptionsDict",
    env: "Env",
) -> str:
    del self, options
    return f"</{_shifted_tag(tokens[index], env)}>\n"


def _shifted_tag(token: "Token", env: "Env") -> str:
    return f"h{min(6, _heading_level(token) + env['shift'])}"


def _link_open(
    self: "RendererHTML",
    tokens: "Sequence[Token]",
    index: int,
    options: "OptionsDict",
    env: "Env",
) -> str:
    if _is_local(tokens[index]):
        return SLOT
    return str(self.renderToken(tokens, index, options, env))


def _image(
    self: "RendererHTML",
    tokens: "Sequence[Token]",
    index: int,
    options: "OptionsDict",
    env: "Env",
) -> str:
    """A picture elsewhere becomes a link: pages load nothing from other hosts."""
    del self, options, env
    token = tokens[index]
    if _is_local(token):
        return SLOT
    source = str(token.attrGet("src") or "")
    description = _description(token)
    words = escape_html(description or source)
    if token.meta["is_in_link"] or not is_external(source):
        return words
    bare = "" if description else ' class="bare"'
    href = escape_html(source)
    return f'<a href="{href}" rel="noopener noreferrer"{bare}>{words}</a>'


def _wikilink(
    self: "RendererHTML",
    tokens: "Sequence[Token]",
    index: int,
    options: "OptionsDict",
    env: "Env",
) -> str:
    """Where it leads depends on other pages, so that it is filled in later."""
    del self, tokens, index, options, env
    return SLOT


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    # markdown-it takes 47 ms to load, and many projects have only simple texts.
    from generator.markup.parser import markdown_parser

    parser = markdown_parser()
    parser.add_render_rule("heading_open", _heading_open)
    parser.add_render_rule("heading_close", _heading_close)
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("wikilink", _wikilink)
    return parser
