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
from itertools import chain
from operator import itemgetter
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
        self, parts: Iterable[tuple[int, Result]], step: str, sizes: Sequence[int], /
    ) -> Iterable[tuple[int, Result]]:
        """The same parts with their numbers; `sizes` says how many things each of all parts has."""


class Workers(NamedTuple):
    """Who does the work of a build."""

    jobs: int = 1
    """Processes."""
    show: Show | None = None

    def map_ranges(
        self,
        work: Callable[[range], Result],
        count: int,
        step: str = "",
        *,
        part: int = 0,
    ) -> list[Result]:
        """What `work` makes of the numbers from 0 to `count`, a part at a time, in their order.

        What it raises in another process is raised here. `step` is what is shown of it.
        """
        jobs = self.jobs if count >= MANY else 1
        turns = -(-count // ((part or PART) * jobs)) or 1
        size = (
            -(-count // (turns * jobs)) or 1
        )  # so that every process has as many parts
        parts = [
            range(start, min(start + size, count)) for start in range(0, count, size)
        ]
        done: Iterable[tuple[int, Result]] = _spread(work, parts, jobs)
        if self.show and step:
            done = self.show(done, step, [*map(len, parts)])
        return [result for _, result in sorted(done, key=itemgetter(0))]


SERIAL = Workers()
"""One process, which says nothing."""


class ForkedTask(Generic[Result]):
    """Work that another process does: call it for what came of it."""

    def __init__(
        self, work: Callable[[], Result], child: "_Child | None" = None
    ) -> None:
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


def fork_task(
    work: Callable[[], Result],
    jobs: int = 0,
    *,
    pays: bool = True,
    then: Callable[[], object] = tuple,
) -> ForkedTask[Result]:
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
        return ForkedTask(work, child)
    result = work()
    then()
    return ForkedTask(lambda: result)


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


def _spread(
    work: Callable[[range], Result], parts: list[range], jobs: int
) -> Iterator[tuple[int, Result]]:
    """The numbers of parts and what came of them, as they are done."""
    workers = min(jobs, len(parts))
    if workers < 2 or sys.platform != "linux":  # noqa: PLR2004
        yield from enumerate(map(work, parts))
    else:
        yield from _forked(work, parts, workers)


def _forked(
    work: Callable[[range], Result], parts: list[range], workers: int
) -> Iterator[tuple[int, Result]]:
    """As `_spread`, in processes.

    Each begins with a stretch of its own, since neighbours share what is worked out for them, and
    helps with those of others then.
    """
    gc.freeze()  # or looking for garbage in a child would copy what it shares with its parent
    ends = [len(parts) * number // workers for number in range(workers + 1)]
    stretches = [_queue(range(*ends[number : number + 2])) for number in range(workers)]
    done, tells = os.pipe()
    started: list[_Child | None] = []
    try:
        for number in range(workers):
            turns = [*stretches[number:], *stretches[:number]]
            child = partial(
                _work_off, work, parts, turns, partial(_tell, tells, number)
            )
            started.append(_started(child))
        for queue in (*stretches, tells):
            os.close(queue)
        yield from _collected(work, parts, started, done)
    finally:
        os.close(done)
        for one in filter(None, started):
            one.results.close()
            os.kill(one.process, signal.SIGTERM)
            os.waitpid(one.process, 0)


_NUMBER = 4
"""Bytes of a number that is told from process to process."""


def _queue(numbers: range) -> int:
    """An open file of numbers; processes that share it take one after another."""
    queue = os.memfd_create("parts")
    os.write(queue, b"".join(number.to_bytes(_NUMBER) for number in numbers))
    os.lseek(queue, 0, os.SEEK_SET)
    return queue


def _numbers(queue: int) -> Iterator[int]:
    """What is told there, until nothing will be any more."""
    while told := os.read(queue, _NUMBER):
        yield int.from_bytes(told)


def _tell(pipe: int, number: int) -> None:
    os.write(pipe, number.to_bytes(_NUMBER))


def _work_off(
    work: Callable[[range], Result],
    parts: list[range],
    queues: list[int],
    tell: Callable[[], None],
    results: BinaryIO,
) -> None:
    """What a child does: part by part, until the first that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent ends it
    os.nice(_AFTER)
    for number in chain.from_iterable(map(_numbers, queues)):
        came: tuple[int, Result | None, Exception | None]
        try:
            came = (number, work(parts[number]), None)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the parent raises it
            came = (number, None, fault)
        message = pickle.dumps(came, pickle.HIGHEST_PROTOCOL)
        tell()
        results.write(message)
        results.flush()
        if came[2]:
            return


def _collected(
    work: Callable[[range], Result],
    parts: list[range],
    started: Sequence[_Child | None],
    done: int,
) -> Iterator[tuple[int, Result]]:
    """What the children made, and what none of them made or a killed one never sent, made here.

    Of several faults that of the first part is raised, as in one process.
    """
    missing = dict.fromkeys(range(len(parts)))
    faults: dict[int, Exception] = {}
    for child in map(started.__getitem__, _numbers(done)):
        with suppress(EOFError, pickle.UnpicklingError):
            number, result, fault = pickle.load(child.results)  # type: ignore[union-attr]  # noqa: S301 - our own child's
            del missing[number]
            if fault:
                faults[number] = fault
            else:
                yield number, result
        if faults and min(faults) < min(missing, default=len(parts)):
            break
    if faults:
        raise faults[min(faults)]
    for number in missing:
        yield number, work(parts[number])
