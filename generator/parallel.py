"""Work that is spread over processes: the same results, in the same order, for any number of them.

Processes are forked, so that the work sees all that its caller knows and nothing is sent to it;
where a system cannot fork safely, one process does everything.
"""

import gc
import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, NoReturn, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")

PART = 128
"""Things that are worked on together, between two messages."""
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
        size = part or PART
        parts = [range(start, min(start + size, count)) for start in range(0, count, size)]
        done = _spread(work, parts, self.jobs if count >= MANY else 1)
        return self.show(done, step, [*map(len, parts)]) if self.show and step else done


ALONE = Workers()
"""One process, which says nothing."""


class Begun(Generic[Result]):
    """Work that another process does: call it for what came of it."""

    def __init__(self, work: Callable[[], Result], child: int = 0, results: int = 0) -> None:
        self._work, self._child, self._results = work, child, results

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
            os.waitpid(self._child, 0)
            self._child = 0

    @cached_property
    def _data(self) -> bytes:
        if not self._child:
            return b""
        with open(self._results, "rb") as file:  # noqa: PTH123 - an end of a pipe
            return file.read()


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
    if not pays or (jobs or default_jobs()) == 1 or sys.platform != "linux":
        return _done(work, then)
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except OSError:  # there are as many processes as there may be
        os.close(ours)
        os.close(theirs)
        return _done(work, then)
    if not child:
        _work_beside(work, theirs, then)
    os.close(theirs)
    return Begun(work, child, ours)


def _done(work: Callable[[], Result], then: Callable[[], object]) -> Begun[Result]:
    result = work()
    then()
    return Begun(lambda: result)


def _work_beside(work: Callable[[], Result], results: int, then: Callable[[], object]) -> NoReturn:
    """What the other process does; whatever goes wrong, its parent does it again."""
    with suppress(BaseException):
        with open(results, "wb") as file:
            marshal.dump(work(), file)  # type: ignore[arg-type]
        then()
    os._exit(0)


def _spread(work: Callable[[range], Result], parts: list[range], jobs: int) -> Iterator[Result]:
    workers = min(jobs, len(parts))
    if workers < 2 or sys.platform != "linux":  # noqa: PLR2004
        yield from map(work, parts)
    else:
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
    os.nice(_AFTER)
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
