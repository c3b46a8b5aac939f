"""Page content comes out of the spool as it was put in."""

from hypothesis import given
from hypothesis import strategies as st

from generator.core.paper import Annotations, Paper
from generator.library.page_content import PageContent, pack_content, unpack_content
from generator.markup import Link

LINKS = st.lists(st.builds(Link, st.text(), st.text()), max_size=2).map(tuple)
CONTENTS = st.builds(
    PageContent,
    paper=st.from_type(Paper),
    annotations=st.from_type(Annotations),
    direct_links=LINKS,
    found_links=LINKS,
    search_links=LINKS,
    # At most one: sets that are equal can print their members in different orders.
    heading_ids=st.frozensets(st.text(), max_size=1),
)


@given(CONTENTS)
def test_content_is_unpacked_as_it_was_packed(content):
    unpacked = unpack_content(pack_content(content))

    assert unpacked == content
    assert repr(unpacked) == repr(content)
