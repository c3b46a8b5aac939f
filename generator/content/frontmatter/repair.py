"""Slips of the pen mended in place: a key renamed, a value put in quotes, a list item taken out.

As with `edited`, the result is parsed again, and what does not say what it should is thrown away.
"""

import re
from collections.abc import Collection

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.edit import Edit, applied, item_removal
from generator.content.frontmatter.nodes import List, said
from generator.content.frontmatter.write import double_quoted

_COLON = "front-matter-yaml"
_COMMENT = re.compile(r"[ \t]+#")
_LINE = re.compile(
    r"""
    (?P<key> [A-Za-z_][\w -]* ) : [ \t]+
      (?P<value> [^\s"'\[\]{}&*!|>%@`\#?,-] [^\r\n]*? )      # begins like words
      [ \t]* (?=[\r\n]|\Z)
    """,
    re.VERBOSE,
)


def renamed(text: str, old: str, new: str) -> str:
    """The text with the key `old` called `new`; as it was when the key is quoted or `new` taken."""
    document = parse(text, "")
    item = document.by_name.get(old)
    if document.problems or not item or new in document.by_name:
        return text
    start, end = item.key.start, item.key.end
    if text[start:end] != old:
        return text
    result = text[:start] + new + text[end:]
    names = [new if name == old else name for name in document.by_name]
    return result if _has_fields(parse(result, ""), document, names) else text


def without_items(text: str, name: str, indexes: Collection[int]) -> str:
    """The text without these items of the list that is the value of a key; never the first.

    An item with a comment behind it stays, and with it all.
    """
    item = parse(text, "").by_name.get(name)
    if item is None or not isinstance(item.value, List) or 0 in indexes:
        return text
    items = item.value.items
    if any(_COMMENT.match(text, items[index].span.end) for index in indexes):
        return text
    result = applied(
        text,
        [item_removal(text, item.value, index, leading=False) for index in indexes],
    )
    left = parse(result, "").by_name.get(name)
    expected = [said(one) for index, one in enumerate(items) if index not in indexes]
    return result if left and said(left.value) == expected else text


def quoted(text: str) -> str:
    """The text with quotes around each line's value that keeps the front matter from parsing.

    `title: A: B` is meant as a title; where anything else is amiss, the text stays as it was.
    """
    result, document = text, parse(text, "")
    first = document.problems
    while document.problems:
        edit = _quoting(document)
        if edit is None:
            return text
        result = applied(result, [edit])
        document = parse(result, "")
    return result if first else text


def _quoting(document: Document) -> Edit | None:
    """Quotes around the value with the first mistake, if a colon in it is all that is wrong."""
    problem = document.problems[0]
    if problem.code != _COLON or not problem.line or not document.inner:
        return None
    lines = re.finditer(r"(?:\r\n|\n|\r)", document.text[: document.inner.end])
    starts = [0, *(found.end() for found in lines)]
    found = _LINE.match(document.text, starts[problem.line - 1], document.inner.end)
    if (
        not found
        or not re.search(r":[ \t]|:$", found["value"])
        or " #" in found["value"]
    ):
        return None
    return Edit(found.start("value"), found.end("value"), double_quoted(found["value"]))


def _has_fields(new: Document, old: Document, names: list[str]) -> bool:
    """Whether the new front matter has the old one's values under these names."""
    values = [said(item.value) for item in old.fields]
    return (
        not new.problems
        and [item.name for item in new.fields] == names
        and [said(item.value) for item in new.fields] == values
    )
