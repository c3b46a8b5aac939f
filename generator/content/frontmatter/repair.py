"""Slips of the pen repaired in place: misspelt keys, missing quotes, repeated items.

As with `set_fields`, the result is parsed again, and one that does not have the values
it should is thrown away.
"""

import re
from collections.abc import Collection, Iterable

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.edit import Edit, apply_edits, item_removal
from generator.content.frontmatter.guards import visible
from generator.content.frontmatter.nodes import List, Span, node_value
from generator.content.frontmatter.write import double_quoted
from generator.core.positions import Lines

_COMMENT = re.compile(r"[ \t]+#")
_KEY_INSIDE = re.compile(r":[ \t]|:$")
_VALUE_LINE = re.compile(
    r"""
    (?P<key> [A-Za-z_][\w -]* ) : [ \t]+
      (?P<value> [^\s"'\[\]{}&*!|>%@`\#?,-] [^\r\n]*? )      # begins like words
      [ \t]* (?=[\r\n]|\Z)
    """,
    re.VERBOSE,
)


def rename_key(
    text: str,
    old: str,
    new: str,
) -> str:
    """The text with one key renamed; unchanged if it is quoted or `new` is taken."""
    document = parse(text, "")
    item = document.by_name.get(old)
    if document.problems or not item or new in document.by_name:
        return text
    start, end = item.key.start, item.key.end
    if text[start:end] != old:
        return text
    result = text[:start] + new + text[end:]
    names = [new if name == old else name for name in document.by_name]
    is_right = _has_fields(parse(result, ""), document, names)
    return result if is_right else text


def remove_items(
    text: str,
    name: str,
    indexes: Collection[int],
) -> str:
    """The text without these items of a key's list; never the first.

    If one of them has a comment behind it, all stay.
    """
    item = parse(text, "").by_name.get(name)
    if item is None or not isinstance(item.value, List) or 0 in indexes:
        return text
    items = item.value.items
    edits = []
    for index in indexes:
        if _COMMENT.match(text, items[index].span.end):
            return text
        edit = item_removal(text, item.value, index, leading=False)
        edits.append(edit)
    result = apply_edits(text, edits)
    left = parse(result, "").by_name.get(name)
    wanted = [node_value(one) for at, one in enumerate(items) if at not in indexes]
    return result if left and node_value(left.value) == wanted else text


def quote_values(text: str) -> str:
    """The text with quotes around each value that keeps the front matter from parsing.

    `title: A: B` is meant as a title, and a no-break space behind a key as a blank; if
    anything else is wrong, the text stays as it was.
    """
    result = text
    document = parse(text, "")
    # One value at a time: YAML reports only the first that does not parse.
    while document.problems:
        edit = _plain_character(document) or _quoting(document)
        if edit is None:
            return text
        result = apply_edits(result, [edit])
        document = parse(result, "")
    return result


def quote_spans(text: str, spans: Iterable[Span]) -> str:
    """The text with quotes around these stretches, each a value and the rest of its line.

    Unchanged if anything but those values would change.
    """
    quoted = {span.start: text[span.start : span.end] for span in spans}
    edits = [
        Edit(start, start + len(value), double_quoted(value))
        for start, value in quoted.items()
    ]
    result = apply_edits(text, edits)
    wanted = [
        (item.name, quoted.get(item.value.span.start, node_value(item.value)))
        for item in parse(text, "").fields
    ]
    document = parse(result, "")
    found = [(item.name, node_value(item.value)) for item in document.fields]
    return text if document.problems or found != wanted else result


def _plain_character(document: Document) -> Edit | None:
    """A plain blank or colon for a character that only looks like one."""
    problem = document.problems[0]
    if problem.code != "front-matter-character" or not problem.line:
        return None
    text = document.text
    start = Lines(text).line_start(problem.line) + (problem.column or 1) - 1
    plain = visible(f"a{text[start]}b")[1:-1]  # `a` and `b` keep blanks
    if plain not in (" ", ":"):
        return None
    is_followed_by_blank = text[start + 1 : start + 2].isspace()
    return Edit(
        start, start + 1, plain if is_followed_by_blank else plain.strip() + " "
    )


def _quoting(document: Document) -> Edit | None:
    """Quotes around the first value that does not parse, if a colon is the reason."""
    problem = document.problems[0]
    inner = document.inner
    if problem.code != "front-matter-yaml" or not problem.line or not inner:
        return None
    start = Lines(document.text).line_start(problem.line)
    found = _VALUE_LINE.match(document.text, start, inner.end)
    if found is None:
        return None
    value = found["value"]
    if " #" in value or not _KEY_INSIDE.search(value):
        return None
    start, end = found.span("value")
    return Edit(start, end, double_quoted(value))


def _has_fields(
    new: Document,
    old: Document,
    names: list[str],
) -> bool:
    """Whether the new front matter has the old one's values under these names."""
    if new.problems:
        return False
    values = [node_value(item.value) for item in old.fields]
    wanted = list(zip(names, values, strict=True))
    return wanted == [(item.name, node_value(item.value)) for item in new.fields]
