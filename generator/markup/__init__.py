"""Markdown in, safe HTML, plain text and links out: the one place that knows Markdown.

Raw HTML is text, links point only where `urls.is_safe` allows, and bare addresses are
links. Abstracts are escaped on their way into a page so that Markdown gives back
exactly the same words. What TeX left in them (`40\\%`, `2.33times`) is repaired on
display only; pages keep the source's words. A `[[name]]` is a link only in notes. Where
it leads, and where a path does, the caller says, who knows what files there are.
"""

from generator.markup.autolinks import Link
from generator.markup.comments import (
    comment_marks,
    may_have_comments,
    uncommented,
    without_comments,
    without_comments_in_value,
)
from generator.markup.escaping import escape, tidy
from generator.markup.heading_ids import heading_id
from generator.markup.local_links import (
    LocalLink,
    Picture,
    Target,
    fill_html,
    fill_text,
    own_words,
)
from generator.markup.outline import Heading, first_heading, headings
from generator.markup.render import absolute_links, html, parse, plain_text
from generator.markup.tex import repair_tex

__all__ = [
    "Heading",
    "Link",
    "LocalLink",
    "Picture",
    "Target",
    "absolute_links",
    "comment_marks",
    "escape",
    "fill_html",
    "fill_text",
    "first_heading",
    "heading_id",
    "headings",
    "html",
    "may_have_comments",
    "own_words",
    "parse",
    "plain_text",
    "repair_tex",
    "tidy",
    "uncommented",
    "without_comments",
    "without_comments_in_value",
]
