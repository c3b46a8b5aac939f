"""What is put down comes back, or the build is told that it cannot be put down."""

import subprocess
import sys
from contextlib import closing

import pytest

from generator.system.spool import Spool


@pytest.fixture
def spool(tmp_path):
    with closing(Spool(tmp_path)) as opened:
        yield opened


def test_things_come_back_in_any_order(spool):
    places = [spool.put(thing) for thing in (b"one", b"", b"three")]

    assert [spool.get(place) for place in reversed(places)] == [b"three", b"", b"one"]


def test_the_drawer_of_a_finished_build_is_empty(spool, tmp_path):
    place = spool.put(b"one")
    spool.close()
    (file,) = tmp_path.iterdir()
    file.unlink()

    assert spool.get(place) is None


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from generator.system.spool import Spool
from generator.core.errors import PapershelfError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    Spool(Path(sys.argv[1])).put(b"x" * 1000)
except PapershelfError as fault:
    print(*(problem.code for problem in fault.problems))
"""


def test_a_thing_that_finds_no_room_is_no_half_thing(tmp_path):
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)

    assert told.stdout == "drawer-write\n"
