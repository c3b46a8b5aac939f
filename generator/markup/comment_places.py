"""Which marks of comments are text, since the parser sees them in code or in an address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.markup.markdown_it import parse_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

_LENGTHS = {"%": len("%%"), "<": len("<!--")}
_CODE = ("fence", "code_block", "code_inline")


def marks_in_code(text: str, marks: Sequence[int]) -> frozenset[int]:
    """Those of the marks that begin no comment; all by their offsets in the text.

    The text is parsed with a word in the place of each mark, which Markdown takes for
    nothing else; where the word is then, the mark would be.
    """
    word = "qmark"
    while word in text:
        word += "q"
    parts = []
    position = 0
    for number, mark in enumerate(marks):
        parts += [text[position:mark], f"{word}{number}z"]
        position = mark + _LENGTHS[text[mark]]
    parts.append(text[position:])
    marked = "".join(parts)
    parsed = parse_markdown(marked, repair=False, local_links=False, wikilinks=False)
    numbered = re.compile(f"{word}([0-9]+)z")
    in_code: set[int] = set()
    for shown, is_code in _unmarked_texts(parsed.tokens):
        for found in numbered.findall(shown):
            mark = marks[int(found)]
            # `<` is in no address, so that a comment may be.
            if is_code or text[mark] == "%":
                in_code.add(mark)
    return frozenset(in_code)


def _unmarked_texts(tokens: "Iterable[Token]") -> Iterator[tuple[str, bool]]:
    """The texts in which marks mean nothing, and whether each is code."""
    for token in tokens:
        if token.type in _CODE:
            yield token.content, True
            yield token.info, True
        for name in ("href", "src"):
            if name in token.attrs:
                yield str(token.attrs[name]), False
        if token.type == "link_open" and token.info == "auto":
            continue
        yield from _unmarked_texts(token.children or ())
