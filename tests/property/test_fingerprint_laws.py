"""Footprints come back from a cache as they went there, and nothing else passes for them."""

import marshal
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.system import fingerprints
from generator.system.fingerprints import DIGEST, Fingerprints

NAMES = st.text(st.characters(exclude_characters="\0"), max_size=8)
DIGESTS = st.text("0123456789abcdef", min_size=DIGEST, max_size=DIGEST)
MARKS = st.none() | st.integers(-(2**63), 2**63 - 1).filter(lambda mark: mark != -1)
TRACES = st.dictionaries(NAMES, st.tuples(DIGESTS, MARKS), max_size=6)


@given(TRACES)
def test_footprints_come_back(traces):
    plain = marshal.loads(marshal.dumps(Fingerprints.of(traces).plain()))

    assert Fingerprints.from_plain(plain).by_file == traces


@given(
    TRACES, TRACES, st.lists(NAMES, unique=True, max_size=6), st.sampled_from([0, 64])
)
def test_changes_are_made_and_other_files_stay(traces, changed, gone, few):
    told = {**changed, **dict.fromkeys(gone)}

    with patch.object(fingerprints, "_FEW", few):
        found = Fingerprints.of(traces).renewed(told)

    kept = {**traces, **changed}
    assert found.by_file == {file: kept[file] for file in kept if file not in gone}


@given(TRACES, st.permutations(range(6)))
def test_the_order_of_files_tells_nothing(traces, order):
    files = sorted(traces, key=lambda file: order[len(file) % 6])
    one, other = (
        Fingerprints.of(traces),
        Fingerprints.of({file: traces[file] for file in files}),
    )

    assert one.same_as(other)
    assert one.of_files(files).by_file == other.by_file


@pytest.mark.parametrize(
    "plain",
    [
        None,
        7,
        (),
        {"a": 1},
        ("a\0", "", b""),
        ("a\0", "0" * DIGEST, b"1"),
        ("", 7, b""),
    ],
)
def test_nothing_else_passes_for_footprints(plain):
    with pytest.raises((TypeError, ValueError)):
        Fingerprints.from_plain(plain)
