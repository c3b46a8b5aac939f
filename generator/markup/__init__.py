"""Markdown in, safe HTML, plain text and links out: the one place that knows Markdown.

Raw HTML is text, links point only where `urls.is_safe` allows, and bare addresses are
links. Abstracts are escaped on their way into a page so that Markdown gives back
exactly the same words. What TeX left in them (`40\\%`, `2.33times`) is repaired on
display only; pages keep the source's words. A `[[name]]` is a link only where the
caller says what pages there are.
"""

from generator.markup.autolinks import Link
from generator.markup.comments import (
    uncommented,
    without_comments,
    without_comments_in_value,
)
from generator.markup.escaping import escape, tidy
from generator.markup.heading_ids import heading_id
from generator.markup.outline import Heading, first_heading, headings
from generator.markup.pictures import LocalPicture
from generator.markup.render import (
    absolute_links,
    heading_ids,
    html,
    links,
    local_pictures,
    plain_text,
    wikilinks,
)
from generator.markup.tex import repair_tex
from generator.markup.wikilinks import Resolve, WikiLink

__all__ = [
    "Heading",
    "Link",
    "LocalPicture",
    "Resolve",
    "WikiLink",
    "absolute_links",
    "escape",
    "first_heading",
    "heading_id",
    "heading_ids",
    "headings",
    "html",
    "links",
    "local_pictures",
    "plain_text",
    "repair_tex",
    "tidy",
    "uncommented",
    "wikilinks",
    "without_comments",
    "without_comments_in_value",
]
