"""Text as HTML writes it: the one escaper of our own pages and of Markdown's.

Markdown, YAML and BibTeX each have theirs, in `markup.escaping`, `frontmatter.write` and
`exporters.bibtex`.
"""


def escape_html(text: str) -> str:
    """The text for an element or a double-quoted attribute; single quotes stay."""
    text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;")
    text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;")
