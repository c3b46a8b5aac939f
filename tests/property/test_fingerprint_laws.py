"""Fingerprints come back from a cache unchanged, and nothing else passes for them."""

import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.system.fingerprints import DIGEST, Fingerprints

NAMES = st.text(st.characters(exclude_characters="\0"), max_size=8)
DIGESTS = st.text("0123456789abcdef", min_size=DIGEST, max_size=DIGEST)
STAT_KEYS = st.none() | st.integers(-(2**63), 2**63 - 1).filter(lambda key: key != -1)
FINGERPRINTS = st.dictionaries(NAMES, st.tuples(DIGESTS, STAT_KEYS), max_size=6)


@given(FINGERPRINTS)
def test_fingerprints_come_back(fingerprints):
    plain = marshal.loads(marshal.dumps(Fingerprints.of(fingerprints).plain()))

    assert Fingerprints.from_plain(plain).by_file == fingerprints


@given(
    FINGERPRINTS,
    FINGERPRINTS,
    st.lists(NAMES, unique=True, max_size=6),
    st.sampled_from([0, 64]),
)
def test_changes_are_made_and_other_files_stay(fingerprints, changed, gone, one_in):
    changes = {**changed, **dict.fromkeys(gone)}

    updated = Fingerprints.of(fingerprints).updated(changes, edit_one_in=one_in)

    kept = {**fingerprints, **changed}
    assert updated.by_file == {file: kept[file] for file in kept if file not in gone}


@given(FINGERPRINTS, st.permutations(range(6)))
def test_the_order_of_files_tells_nothing(fingerprints, order):
    files = sorted(fingerprints, key=lambda file: order[len(file) % 6])
    one, other = (
        Fingerprints.of(fingerprints),
        Fingerprints.of({file: fingerprints[file] for file in files}),
    )

    assert one.same_contents(other)
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
def test_nothing_else_passes_for_fingerprints(plain):
    with pytest.raises((TypeError, ValueError)):
        Fingerprints.from_plain(plain)
