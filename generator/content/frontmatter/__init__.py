"""Front matter as syntax: strings with places, changed one by one, never interpreted.

YAML's own typing turns `2401.01230` into a number and `no` into false, so scalars stay
strings here; `schema` gives them types. A page's text is never written anew: `edit`
changes the bytes of the values it is asked to and no other byte. Import `edit` and
`repair` by their own names: most builds load neither.
"""

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.nodes import Field, List, Map, Node, Scalar, Span
from generator.content.frontmatter.write import Quoted, Value, field_lines

__all__ = [
    "Document",
    "Field",
    "List",
    "Map",
    "Node",
    "Quoted",
    "Scalar",
    "Span",
    "Value",
    "field_lines",
    "parse",
]
