"""Work that is spread over processes: the same results, in the same order, for any number of them.

Processes are forked, so that the work sees all that its caller knows and nothing is sent to it;
where a system cannot fork safely, one process does everything.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")

PART = 256
"""Things that are worked on together, between two messages."""
_WORTH_IT = 2 * PART
"""Fewer things are done before a second process would have begun."""


def default_jobs() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def spread(
    work: Callable[[range], Result], count: int, jobs: int, *, part: int = PART
) -> Iterator[Result]:
    """What `work` makes of the numbers from 0 to `count`, a part at a time, in their order.

    What it raises in another process is raised here.
    """
    parts = [range(start, min(start + part, count)) for start in range(0, count, part)]
    workers = min(jobs, len(parts))
    if workers < 2 or count < _WORTH_IT or sys.platform != "linux":  # noqa: PLR2004
        yield from map(work, parts)
        return
    yield from _forked(work, parts, workers)


def _forked(work: Callable[[range], Result], parts: list[range], workers: int) -> Iterator[Result]:
    from multiprocessing import get_context  # noqa: PLC0415 - small sites need none

    context = get_context("fork")
    gc.freeze()  # or looking for garbage in a child would copy what it shares with its parent
    started: list[tuple[Connection, ForkProcess]] = []
    try:
        for number in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            child = context.Process(
                target=_work_off, args=(work, parts[number::workers], theirs), daemon=True
            )
            child.start()
            theirs.close()
            started.append((ours, child))
        for number, part in enumerate(parts):
            yield _received(started[number % workers][0], work, part)
    finally:
        for ours, child in started:
            ours.close()
            child.terminate()
            child.join()


def _work_off(work: Callable[[range], Result], parts: list[range], results: "Connection") -> None:
    """What a child does: its parts one by one, until the first that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent ends it
    for part in parts:
        try:
            results.send((work(part), None))
        except BrokenPipeError:
            return
        except Exception as fault:  # noqa: BLE001 - whatever it is, the parent raises it
            results.send((None, fault))
            return


def _received(results: "Connection", work: Callable[[range], Result], part: range) -> Result:
    """A part's result; one that a killed child never sent is made here."""
    try:
        result, fault = results.recv()
    except EOFError:
        return work(part)
    if fault is not None:
        raise fault
    return result  # type: ignore[no-any-return]
