"""What front matter means: strings with places in, a paper and its annotations out.

Unknown keys are the reader's own and are kept. Keys that begin with `_`, and `private_notes`,
end here: no value of theirs is in anything that this layer returns.
"""

from generator.content.schema.readers import InvalidValue, tag_in
from generator.content.schema.record import (
    Record,
    is_present,
    misspelled_keys,
    record,
    resolve_fields,
    source_fields,
    source_value,
    value_of,
    with_page_day,
)
from generator.content.schema.table import (
    INVITING,
    KEYS,
    NAMES,
    Key,
    Owner,
    is_secret,
    key_called,
    key_named,
    near_miss,
)

__all__ = [
    "INVITING",
    "KEYS",
    "NAMES",
    "InvalidValue",
    "Key",
    "Owner",
    "Record",
    "is_present",
    "is_secret",
    "key_called",
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
