"""Front matter as syntax: strings with places in, single values changed, nothing interpreted.

YAML's own typing turns `2401.01230` into a number and `no` into false, so scalars stay strings
here; `schema` gives them types. A page's text is never written anew: `edited` changes the bytes
of the values it is told to and no other byte.
"""

from generator.frontmatter.editing import edited
from generator.frontmatter.nodes import Field, List, Map, Node, Scalar, Span
from generator.frontmatter.parsing import Document, parse
from generator.frontmatter.repairing import quoted, renamed, without_items
from generator.frontmatter.writing import Quoted, Value, written

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
    "edited",
    "parse",
    "quoted",
    "renamed",
    "without_items",
    "written",
]
