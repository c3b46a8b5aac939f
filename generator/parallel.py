"""Work that is spread over processes: the same results, in the same order, for any number of them.

Processes are forked, so that the work sees all that its caller knows and nothing is sent to it;
where a system cannot fork safely, one process does everything.
"""

import gc
import marshal
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import BinaryIO, Generic, NamedTuple, Protocol, TypeVar

Result = TypeVar("Result")

PART = 128
"""Things that are worked on together, between two messages."""
_BUFFER = 1 << 20
"""Bytes that go from process to process at once, as far as a system's pipes let them."""
_AFTER = 5
"""How far processes that share a step stand back for one that has a step to itself, of 20: else the
longest single step would begin last, as it were."""
MANY = 4 * PART
"""Things that are worth a second process: less is done before it would have begun."""


def default_jobs() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Show(Protocol):
    """Hands on the parts of a step as they are done, and shows how far it is."""

    def __call__(
        self, parts: Iterable[Result], step: str, sizes: Sequence[int], /
    ) -> Iterable[Result]:
        """The same parts; `sizes` says how many things each of them has."""


class Workers(NamedTuple):
    """Who does the work of a build."""

    jobs: int = 1
    """Processes."""
    show: Show | None = None

    def spread(
        self, work: Callable[[range], Result], count: int, step: str = "", *, part: int = 0
    ) -> Iterable[Result]:
        """What `work` makes of the numbers from 0 to `count`, a part at a time, in their order.

        What it raises in another process is raised here. `step` is what is shown of it.
        """
        jobs = self.jobs if count >= MANY else 1
        turns = -(-count // ((part or PART) * jobs)) or 1
        size = -(-count // (turns * jobs)) or 1  # so that every process has as many parts
        parts = [range(start, min(start + size, count)) for start in range(0, count, size)]
        done = _spread(work, parts, jobs)
        return self.show(done, step, [*map(len, parts)]) if self.show and step else done


ALONE = Workers()
"""One process, which says nothing."""


class Begun(Generic[Result]):
    """Work that another process does: call it for what came of it."""

    def __init__(self, work: Callable[[], Result], child: "_Child | None" = None) -> None:
        self._work, self._child = work, child

    def __call__(self) -> Result:
        """What came of it; done again where the other process failed."""
        try:
            return marshal.loads(self._data)  # type: ignore[no-any-return]  # noqa: S302 - our own child's
        except (EOFError, ValueError, TypeError):
            return self._work()

    def wait(self) -> None:
        """Let the process end; nothing is done again."""
        if self._child:
            _ = self._data
            os.waitpid(self._child.process, 0)
            self._child = None

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self._child:
            os.kill(self._child.process, signal.SIGTERM)
            self.wait()

    @cached_property
    def _data(self) -> bytes:
        if not self._child:
            return b""
        with self._child.results as results:
            return results.read()


def begun(
    work: Callable[[], Result],
    jobs: int = 0,
    *,
    pays: bool = True,
    then: Callable[[], object] = tuple,
) -> Begun[Result]:
    """Work begun in another process, or done at once where that does not pay or none may be had.

    What comes of it must be plain values, which `marshal` can write. `then` is done in the same
    process when they are handed over. Whoever begins it waits for it, lest the process stay.
    """

    def beside(results: BinaryIO) -> None:
        marshal.dump(work(), results)  # type: ignore[arg-type]
        results.close()
        then()

    may = pays and (jobs or default_jobs()) > 1 and sys.platform == "linux"
    if may and (child := _started(beside)):
        return Begun(work, child)
    result = work()
    then()
    return Begun(lambda: result)


class _Child(NamedTuple):
    """A process that works for this one."""

    process: int
    results: BinaryIO


def _started(work: Callable[[BinaryIO], None]) -> _Child | None:
    """A process that does some work and writes what comes of it; None where none may be had."""
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except OSError:  # there are as many processes as there may be
        os.close(ours)
        os.close(theirs)
        return None
    if not child:
        with suppress(BaseException):  # whatever goes wrong, its parent does it again
            os.close(ours)
            work(os.fdopen(theirs, "wb", _BUFFER))
        os._exit(0)
    os.close(theirs)
    return _Child(child, os.fdopen(ours, "rb", _BUFFER))


def _spread(work: Callable[[range], Result], parts: list[range], jobs: int) -> Iterator[Result]:
    workers = min(jobs, len(parts))
    if workers < 2 or sys.platform != "linux":  # noqa: PLR2004
        yield from map(work, parts)
    else:
        yield from _forked(work, parts, workers)


def _forked(work: Callable[[range], Result], parts: list[range], workers: int) -> Iterator[Result]:
    gc.freeze()  # or looking for garbage in a child would copy what it shares with its parent
    started: list[_Child | None] = []
    try:
        for number in range(workers):
            started.append(_started(partial(_work_off, work, parts[number::workers])))  # noqa: PERF401 - one that fails leaves those before
        for number, part in enumerate(parts):
            yield _received(started[number % workers], work, part)
    finally:
        for child in filter(None, started):
            child.results.close()
            os.kill(child.process, signal.SIGTERM)
            os.waitpid(child.process, 0)


def _work_off(work: Callable[[range], Result], parts: list[range], results: BinaryIO) -> None:
    """What a child does: its parts one by one, until the first that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent ends it
    os.nice(_AFTER)
    for part in parts:
        came: tuple[Result | None, Exception | None]
        try:
            came = (work(part), None)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the parent raises it
            came = (None, fault)
        pickle.dump(came, results, pickle.HIGHEST_PROTOCOL)
        results.flush()
        if came[1]:
            return


def _received(child: _Child | None, work: Callable[[range], Result], part: range) -> Result:
    """A part's result; one that no child made, or a killed one never sent, is made here."""
    if child is None:
        return work(part)
    try:
        result, fault = pickle.load(child.results)  # noqa: S301 - our own child's
    except (EOFError, pickle.UnpicklingError):
        return work(part)
    if fault is not None:
        raise fault
    return result  # type: ignore[no-any-return]
