"""What facets, sort orders and statuses are called.

Written once, here: the browser gets the names as data at the head of `search.js`. They are not in
`settings`, which loads lunr.py, since the scripts of a site are made without the index.
"""

from collections.abc import Mapping

from generator.library.taxonomies import STATUS_NAMES

FACETS: Mapping[str, str] = {
    "status": "Status",
    "tag": "Tag",
    "year": "Year",
    "rating": "Rating",
    "listing": "Listing",
    "has": "With",
}
"""Columns that one can filter by, in the order in which they are shown."""

SORTS: Mapping[str, str] = {
    "relevance": "Best match",
    "listed": "Newest listing",
    "published": "Newest paper",
    "title": "Title",
    "rating": "Rating",
    "comments": "Comments",
    "read": "Date read",
}
"""Columns that one can sort by, after `relevance`, which is Lunr's own order."""


def search_labels() -> dict[str, dict[str, str]]:
    """The names of facets, sort orders and statuses, by the values that the index has."""
    statuses = {status.value: name for status, name in STATUS_NAMES.items()}
    return {"facets": dict(FACETS), "sorts": dict(SORTS), "statuses": statuses}
