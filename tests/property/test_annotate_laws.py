"""Laws of annotating: what was asked is read back, and nothing else in the file has changed."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.annotate import (
    ReadDay,
    TagChange,
    with_rating,
    with_status,
    with_tags,
)
from generator.content.frontmatter import parse
from generator.content.schema import record
from generator.core.paper import Status
from generator.core.text import tag_key

NAMES = st.sampled_from(
    ["a", "B", "Text-to-Image", "text to image", "2024", "no", "c++", "é", "a: b"]
)
FLOW_TAGS = [
    "tags: []", "tags: [a]", "tags: [ 'a',  \"B\" ]  # c", "tags: [a, B, ]", "tags: [a,\n  B]",
    "Tags: [Text-to-Image, a]", "keywords: [a]", "tags: &t [a, '2024']",
]  # fmt: skip
OTHER_TAGS = [
    "tags:", "tags:  # none yet", "tags: a", "tags: a, B", "tags: 'a; B'  # c", "tags: '#a #B'",
    "tags:\n  - a\n  - B", "tags:\n- a  # c\n# between\n- B", "tag: text to image", "x: y",
]  # fmt: skip
STATUSES = [
    "status:",
    "status: to-read  # c",
    "Read Status: 'done'",
    "reading_status: todo",
    "s: t",
]
RATINGS = ["rating:", "rating: ★★★", "rating: '4/5'  # c", "stars: 2", "r: s"]
DATES = ["read_date:", "finished: 2024-01-02", "# nothing", "date: 2024-01-02"]
OTHERS = [
    "title: 'x: y'  # c",
    "# mine",
    "nested:\n  deep: [a, b]",
    "note: |\n  a\n   b",
    "_p: q",
]


@st.composite
def files(draw, tags=(*FLOW_TAGS, *OTHER_TAGS)):
    """A page in one of the shapes that people write."""
    kinds = (tags, STATUSES, RATINGS, DATES)
    fields = [draw(st.sampled_from(kind)) for kind in kinds]
    fields += draw(st.lists(st.sampled_from(OTHERS), unique=True))
    inner = "\n".join(draw(st.permutations(fields)))
    body = draw(
        st.sampled_from(["", "\n", "\n\nText.\n\n---\nstatus: x\n", "\n# Notes"])
    )
    text = draw(st.sampled_from(["", "\ufeff"])) + f"---\n{inner}\n---{body}"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


CHANGES = st.lists(
    st.builds(TagChange, tag=NAMES, added=st.booleans()), min_size=1, max_size=3
)
READ_DAYS = st.none() | st.builds(
    ReadDay,
    day=st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    replacing=st.booleans(),
)


def annotations(text):
    return record(parse(text, ""), title="").annotations


def assert_changed_alone(before, after, *keys):
    """Lines of `before` that speak of other things are in `after` too, in their order."""
    kept = [line for line in before.split("\n") if not is_of(line, keys)]
    found = [line for line in after.split("\n") if not is_of(line, keys)]
    assert kept == found


def is_of(line, keys):
    """Whether a line may belong to one of these keys; items of lists count as tags."""
    name = line.strip().lstrip("-").partition(":")[0].lower().replace(" ", "_")
    own = {
        "tags": ("tags", "tag", "keywords"), "status": ("status", "read_status", "reading_status"),
        "rating": ("rating", "stars"), "read_date": ("read_date", "finished"),
    }  # fmt: skip
    is_item = line.startswith(("- ", "  - ", "  B"))
    return any(name in own[key] or (key == "tags" and is_item) for key in keys)


@settings(max_examples=150, deadline=None)
@given(files(), CHANGES)
def test_tags_are_read_back_and_nothing_else_changes(text, changes):
    new = with_tags(parse(text, ""), changes).text

    wanted = {tag_key(tag) for tag in annotations(text).tags}
    for change in changes:
        wanted = (
            wanted | {tag_key(change.tag)}
            if change.added
            else wanted - {tag_key(change.tag)}
        )
    assert {tag_key(tag) for tag in annotations(new).tags} == wanted
    assert_changed_alone(text, new, "tags")
    assert with_tags(parse(new, ""), changes).text == new


@settings(max_examples=80, deadline=None)
@given(files(tags=FLOW_TAGS), NAMES)
def test_a_tag_taken_away_again_leaves_the_bytes_as_they_were(text, tag):
    if tag_key(tag) in map(tag_key, annotations(text).tags):
        return
    new = with_tags(parse(text, ""), [TagChange(tag=tag, added=True)]).text
    assert with_tags(parse(new, ""), [TagChange(tag=tag, added=False)]).text == text


@settings(max_examples=80, deadline=None)
@given(files(), st.none() | st.sampled_from(Status), READ_DAYS)
def test_status_is_read_back_and_nothing_else_changes(text, status, read):
    new = with_status(parse(text, ""), status, read=read).text

    assert annotations(new).status is status
    assert_changed_alone(text, new, "status", "read_date")
    assert with_status(parse(new, ""), status, read=read).text == new


@settings(max_examples=80, deadline=None)
@given(files(), st.none() | st.integers(1, 5))
def test_rating_is_read_back_and_nothing_else_changes(text, rating):
    new = with_rating(parse(text, ""), rating).text

    assert annotations(new).rating == rating
    assert_changed_alone(text, new, "rating")
    assert with_rating(parse(new, ""), rating).text == new
