"""What is put down comes back, or the build is told that it cannot be put down."""

import resource
import signal
from contextlib import closing

import pytest

from generator.drawer import Drawer
from generator.errors import PapershelfError


@pytest.fixture
def drawer(tmp_path):
    with closing(Drawer(tmp_path)) as opened:
        yield opened


def test_things_come_back_in_any_order(drawer):
    places = [drawer.put(thing) for thing in (b"one", b"", b"three")]

    assert [drawer.get(place) for place in reversed(places)] == [b"three", b"", b"one"]


def test_the_drawer_of_a_finished_build_is_empty(drawer, tmp_path):
    place = drawer.put(b"one")
    drawer.close()
    (file,) = tmp_path.iterdir()
    file.unlink()

    assert drawer.get(place) is None


def test_a_thing_that_finds_no_room_is_no_half_thing(drawer, request):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    request.addfinalizer(lambda: signal.signal(signal.SIGXFSZ, handler))
    request.addfinalizer(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))

    with pytest.raises(PapershelfError, match="drawer-write"):
        drawer.put(b"x" * 1000)
