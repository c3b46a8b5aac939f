"""Markdown in, safe HTML, plain text and links out: the one place that knows Markdown.

Raw HTML is text, links point only where `urls.is_safe` allows, and bare addresses are links.
Abstracts are escaped on their way into a page so that Markdown gives back exactly the same words.
What TeX left in them (`40\\%`, `2.33times`) is repaired on display only; pages keep what was said.
"""

from generator.markup.escaping import escape, tidied
from generator.markup.linking import Link
from generator.markup.showing import first_heading, html, links, plain_text
from generator.markup.tex import repaired

__all__ = [
    "Link",
    "escape",
    "first_heading",
    "html",
    "links",
    "plain_text",
    "repaired",
    "tidied",
]
