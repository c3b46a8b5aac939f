"""What front matter means: strings with positions in, a paper and its annotations out.

Unknown keys are the reader's own and are kept. Keys that begin with `_`, and
`private_notes`, end here: nothing that this layer returns has a value of theirs.
"""

from generator.content.frontmatter.guards import is_secret
from generator.content.schema.comment_values import cut_values
from generator.content.schema.page_fields import (
    is_present,
    misspelled_keys,
    resolve_fields,
)
from generator.content.schema.paper_fields import (
    source_fields,
    source_value,
    value_of,
    with_page_day,
)
from generator.content.schema.readers import InvalidValue, tag_in
from generator.content.schema.record import record
from generator.content.schema.table import (
    INVITING,
    KEYS,
    NAMES,
    Owner,
    key_named,
    near_miss,
)

__all__ = [
    "INVITING",
    "KEYS",
    "NAMES",
    "InvalidValue",
    "Owner",
    "cut_values",
    "is_present",
    "is_secret",
    "key_named",
    "misspelled_keys",
    "near_miss",
    "record",
    "resolve_fields",
    "source_fields",
    "source_value",
    "tag_in",
    "value_of",
    "with_page_day",
]
