"""What is spooled comes back, or the build learns that it cannot be spooled."""

import subprocess
import sys
from contextlib import closing

import pytest

from generator.system.folder import Folder
from generator.system.spool import Spool


@pytest.fixture
def spool(tmp_path):
    with Folder(tmp_path) as folder, closing(Spool(folder)) as opened:
        yield opened


def test_records_come_back_in_any_order(spool):
    refs = [spool.put(record) for record in (b"one", b"", b"three")]

    assert [spool.get(ref) for ref in reversed(refs)] == [b"three", b"", b"one"]


def test_the_spool_of_a_finished_build_is_empty(spool, tmp_path):
    ref = spool.put(b"one")
    spool.close()
    (file,) = tmp_path.iterdir()
    file.unlink()

    assert spool.get(ref) is None


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from generator.system.folder import Folder
from generator.system.spool import Spool
from generator.core.errors import PapershelfError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    Spool(Folder(Path(sys.argv[1]))).put(b"x" * 1000)
except PapershelfError as fault:
    print(*(problem.code for problem in fault.problems))
"""


@pytest.mark.posix
def test_a_record_that_finds_no_room_is_no_half_record(tmp_path):
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)

    assert run.stdout == "spool-write\n"
