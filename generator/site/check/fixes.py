"""Slips that can be mended for certain: the text of a page in, the text as it was meant out.

Only what cannot mean anything else is mended: a key one slip of the pen away from one that the
page does not use, quotes around a value with a colon that keeps the whole page from being read, a
tag that stands twice. All other bytes stay, and a second pass changes nothing.
"""

from generator.content.frontmatter import Document, List, parse
from generator.content.frontmatter.repair import quoted, renamed, without_items
from generator.content.schema import meant_keys, resolve_fields
from generator.site.check.pages import double_items


def repaired(text: str, path: str) -> str:
    """The text of the page without its surely mendable slips; the same text when it has none."""
    document = parse(text, path)
    if document.problems:
        document = parse(quoted(text), path)
    mended = document.text
    for name, meant in meant_keys(document):
        mended = renamed(mended, name, meant)
    return _without_double_tags(
        document if mended == document.text else parse(mended, path)
    )


def _without_double_tags(document: Document) -> str:
    item = resolve_fields(document).get("tags")
    double = double_items(item.value) if item and isinstance(item.value, List) else ()
    return (
        without_items(document.text, item.name, double)
        if item and double
        else document.text
    )
