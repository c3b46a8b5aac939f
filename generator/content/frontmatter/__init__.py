"""Front matter as syntax: strings with places in, single values changed, nothing interpreted.

YAML's own typing turns `2401.01230` into a number and `no` into false, so scalars stay strings
here; `schema` gives them types. A page's text is never written anew: `editing` changes the bytes
of the values it is told to and no other byte. It is named by its module, since a build loads none
of it.
"""

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.nodes import Field, List, Map, Node, Scalar, Span
from generator.content.frontmatter.write import Quoted, Value, written

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
    "parse",
    "written",
]
