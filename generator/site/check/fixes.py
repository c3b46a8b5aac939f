"""Slips that can be repaired for certain: the text of a page in, the text as meant out.

Only what cannot mean anything else is repaired: a key that is one slip of the pen away
from a key that the page does not use, quotes around a value with a colon that keeps the
whole page from being read, or around a title that YAML cuts at ` #`, a tag that is there
twice. All other bytes stay, and a second
pass changes nothing.
"""

from generator.content.frontmatter import Document, List, parse
from generator.content.frontmatter.repair import (
    quote_spans,
    quote_values,
    remove_items,
    rename_key,
)
from generator.content.schema import cut_values, misspelled_keys, resolve_fields
from generator.site.check.pages import repeated_items


def repair_text(text: str, path: str) -> str:
    """The text of a page without such slips; the same text if it has none."""
    document = parse(text, path)
    if document.problems:
        document = parse(quote_values(text), path)
    repaired = document.text
    for name, meant in misspelled_keys(document):
        repaired = rename_key(repaired, name, meant)
    document = _parsed_again(document, repaired)
    # A text goes on behind ` #`, where YAML sees a comment.
    repaired = quote_spans(repaired, cut_values(document))
    return _without_repeated_tags(_parsed_again(document, repaired))


def _parsed_again(document: Document, text: str) -> Document:
    return document if text == document.text else parse(text, document.path)


def _without_repeated_tags(document: Document) -> str:
    item = resolve_fields(document).get("tags")
    if not item or not isinstance(item.value, List):
        return document.text
    indexes = [index for index, _ in repeated_items(item.value)]
    if not indexes:
        return document.text
    return remove_items(document.text, item.name, indexes)
