"""Markdown in, safe HTML, plain text and links out: the one place that knows Markdown.

Raw HTML is text, links point only where `urls.is_safe` allows, and bare addresses are
links. Abstracts are escaped on their way into a page so that Markdown gives back
exactly the same words. What TeX left in them (`40\\%`, `2.33times`) is repaired on
display only; pages keep the source's words. A `[[name]]` is a link only in notes; the
caller knows what pages there are, and says where it leads.
"""

from generator.markup.autolinks import Link
from generator.markup.escaping import escape, tidy
from generator.markup.heading_ids import heading_id
from generator.markup.outline import Heading, first_heading, headings
from generator.markup.pictures import LocalPicture
from generator.markup.render import absolute_links, html, parse, plain_text
from generator.markup.tex import repair_tex
from generator.markup.wikilinks import WikiLink, fill_html, fill_text

__all__ = [
    "Heading",
    "Link",
    "LocalPicture",
    "WikiLink",
    "absolute_links",
    "escape",
    "fill_html",
    "fill_text",
    "first_heading",
    "heading_id",
    "headings",
    "html",
    "parse",
    "plain_text",
    "repair_tex",
    "tidy",
]
