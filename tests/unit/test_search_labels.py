"""What the browser calls facets, sort orders and statuses."""

from generator.core.paper import Status
from generator.site.search.columns import COLUMNS
from generator.site.search.labels import FACETS, SORTS, search_labels


def test_every_facet_and_sort_order_is_a_column():
    assert FACETS.keys() <= {*COLUMNS}
    assert SORTS.keys() - {"relevance"} <= {*COLUMNS}


def test_every_status_has_a_name():
    assert search_labels()["statuses"].keys() == {status.value for status in Status}
