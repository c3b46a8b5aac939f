"""Work spread over processes: equal results in equal order for any number.

Processes are forked: the work sees everything that its caller knows, and only results
are sent back. Where a system cannot fork safely, one process does everything. Whatever
goes wrong in a child, its parent does the work again, so a child can only cost time.

A child has its parent's locks too. So it ends with its parent, even one that is killed:
the next build neither waits for it nor finds it writing.
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
from itertools import chain, pairwise
from operator import itemgetter
from typing import BinaryIO, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from generator.system.tuning import DEFAULT, Tuning

if sys.platform == "linux":
    import fcntl  # Windows has none

Result = TypeVar("Result")
NumberedParts: TypeAlias = Iterable[tuple[int, Result]]
"""The results of parts with the parts' numbers, in any order."""

_BUFFER = 1 << 20
"""Bytes that travel between processes at once, as far as a system's pipes let them."""
_NICENESS = 5
"""Of 20: processes that share a step give way to one that has a step to itself, because
the longest single step decides when the build ends."""
_CAN_FORK = sys.platform == "linux"


def default_jobs() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Show(Protocol):
    """Passes the parts of a step on as they are done, and shows the progress."""

    def __call__(
        self,
        parts: NumberedParts[Result],
        step: str,
        sizes: Sequence[int],
        /,
    ) -> NumberedParts[Result]:
        """The same parts with their numbers; `sizes` has the length of every part."""


class Workers(NamedTuple):
    """Who does the work of a build, and in what portions."""

    jobs: int = 1
    """Processes."""
    show: Show | None = None
    tuning: Tuning = DEFAULT

    def map_ranges(
        self,
        work: Callable[[range], Result],
        count: int,
        step: str = "",
        *,
        part: int = 0,
    ) -> list[Result]:
        """What `work` returns for the numbers from 0 to `count`, a part at a time.

        Results are in the order of the numbers. What `work` raises in another process
        is raised here. `step` is what the progress bar calls it.
        """
        jobs = self.jobs if count >= self.tuning.fork_from else 1
        # All parts have about the same size, and every process the same number of them.
        largest = part or self.tuning.part
        turns = _divide_up(count, largest * jobs)
        size = _divide_up(count, turns * jobs)
        starts = range(0, count, size)
        parts = [range(start, min(start + size, count)) for start in starts]

        done = _run_parts(work, parts, jobs)
        if self.show and step:
            sizes = [len(each) for each in parts]
            done = self.show(done, step, sizes)
        in_order = sorted(done, key=itemgetter(0))
        return [result for _, result in in_order]

    def fork(
        self,
        work: Callable[[], Result],
        count: int,
        *,
        then: Callable[[], object] = tuple,
    ) -> "ForkedTask[Result]":
        """Start work on `count` things in another process, or do it now.

        It is done now where a process does not pay or cannot be had. The result must be
        a plain value that `marshal` can write. `then` runs in the same process after
        the result was handed over. The caller must `wait`, or the process stays.
        """
        if count >= self.tuning.fork_from and self.jobs > 1:
            child = _start_child(partial(_send_result, work, then))
            if child:
                return ForkedTask(work, child)
        result = work()
        then()
        return ForkedTask(lambda: result)


def _divide_up(dividend: int, divisor: int) -> int:
    """The quotient rounded up, and at least 1."""
    return -(-dividend // divisor) or 1


SERIAL = Workers()
"""One process, no progress bar."""


class ForkedTask(Generic[Result]):
    """Work that another process does: call it for the result."""

    def __init__(
        self, work: Callable[[], Result], child: "_Child | None" = None
    ) -> None:
        self._work = work
        self._child = child

    def __call__(self) -> Result:
        """The result; the work is done again here if the other process failed."""
        try:
            return marshal.loads(self._data)  # type: ignore[no-any-return]  # noqa: S302 - our own child's
        except (EOFError, ValueError, TypeError):
            return self._work()

    def wait(self) -> None:
        """Let the process end; nothing is done again."""
        if self._child:
            _ = self._data  # a child whose pipe is full cannot end
            os.waitpid(self._child.process, 0)
            os.close(self._child.life)
            self._child = None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._child:
            os.kill(self._child.process, signal.SIGTERM)
            self.wait()

    @cached_property
    def _data(self) -> bytes:
        if not self._child:
            return b""
        with self._child.results as results:
            return results.read()


class _Child(NamedTuple):
    """A process that works for this one."""

    process: int
    results: BinaryIO
    life: int
    """A pipe that nobody writes to: when its last writer is gone, the child ends."""


def _start_child(work: Callable[[BinaryIO], None]) -> _Child | None:
    """Fork a process that writes its result to a pipe; None where none may be had."""
    if not _CAN_FORK:
        return None
    ours, theirs = os.pipe()
    parent_lives, life = os.pipe()
    try:
        process = os.fork()
    except OSError:  # the system allows no more processes
        for descriptor in (ours, theirs, parent_lives, life):
            os.close(descriptor)
        return None
    if not process:
        with suppress(BaseException):  # whatever goes wrong, the parent does it again
            os.close(ours)
            os.close(life)
            _end_with(parent_lives)
            work(os.fdopen(theirs, "wb", _BUFFER))
        os._exit(0)
    os.close(theirs)
    os.close(parent_lives)
    return _Child(process, os.fdopen(ours, "rb", _BUFFER), life)


def _end_with(pipe: int) -> None:
    """Have the system end this process once nobody can write to a pipe any more."""
    if sys.platform != "linux":
        return  # no other system forks here
    # The system then sends SIGIO, which ends a process that does not wait for it.
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, os.O_ASYNC)


def _send_result(
    work: Callable[[], object],
    then: Callable[[], object],
    results: BinaryIO,
) -> None:
    marshal.dump(work(), results)  # type: ignore[arg-type]
    results.close()
    then()


def _run_parts(
    work: Callable[[range], Result],
    parts: list[range],
    jobs: int,
) -> NumberedParts[Result]:
    """The numbers of parts with their results, as they are done."""
    workers = min(jobs, len(parts))
    if workers > 1 and _CAN_FORK:
        return _run_in_children(work, parts, workers)
    return enumerate(map(work, parts))


def _run_in_children(
    work: Callable[[range], Result],
    parts: list[range],
    workers: int,
) -> NumberedParts[Result]:
    """As `_run_parts`, in processes.

    Each starts with a stretch of neighbouring parts, since neighbours share work (the
    cards of a list), and then helps with the stretches of others.
    """
    # Else a child that collects garbage would copy the memory it shares with us.
    gc.freeze()
    bounds = [len(parts) * number // workers for number in range(workers + 1)]
    queues = []
    for start, end in pairwise(bounds):
        queues.append(_number_queue(range(start, end)))
    done, announce = os.pipe()
    children: list[_Child | None] = []
    try:
        for number in range(workers):
            own_first = [*queues[number:], *queues[:number]]
            announce_part = partial(_write_number, announce, number)
            child = partial(_work_off, work, parts, own_first, announce_part)
            children.append(_start_child(child))
        for descriptor in (*queues, announce):
            os.close(descriptor)
        yield from _collect_results(work, parts, children, done)
    finally:
        os.close(done)
        for started in filter(None, children):
            started.results.close()
            os.kill(started.process, signal.SIGTERM)
            os.waitpid(started.process, 0)
            os.close(started.life)


_NUMBER = 4
"""Bytes of a number that one process sends to another: so few arrive whole."""


def _number_queue(numbers: range) -> int:
    """A pipe full of numbers; processes that share it take one after another.

    Two readers of a pipe never get the same bytes. Of a file without a name
    (`memfd_create`) they do: the system does not lock how far it was read.
    """
    queue, filling = os.pipe()
    # A pipe holds 16,384 numbers. Parts that find no room are done by the parent.
    os.set_blocking(filling, False)
    plain_numbers = [number.to_bytes(_NUMBER) for number in numbers]
    os.write(filling, b"".join(plain_numbers))
    os.close(filling)
    return queue


def _read_numbers(descriptor: int) -> Iterator[int]:
    """The numbers in a pipe, until it is empty and no one will write more."""
    while number := os.read(descriptor, _NUMBER):
        yield int.from_bytes(number)


def _write_number(descriptor: int, number: int) -> None:
    os.write(descriptor, number.to_bytes(_NUMBER))


def _work_off(
    work: Callable[[range], Result],
    parts: list[range],
    queues: list[int],
    announce: Callable[[], None],
    results: BinaryIO,
) -> None:
    """What a child does: part after part, until the first that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    os.nice(_NICENESS)
    for number in chain.from_iterable(map(_read_numbers, queues)):
        result: Result | None = None
        fault: Exception | None = None
        try:
            result = work(parts[number])
        except Exception as raised:  # noqa: BLE001 - the parent raises it
            fault = raised
        message = pickle.dumps((number, result, fault), pickle.HIGHEST_PROTOCOL)
        announce()
        results.write(message)
        results.flush()
        if fault:
            return


def _collect_results(
    work: Callable[[range], Result],
    parts: list[range],
    children: Sequence[_Child | None],
    done: int,
) -> NumberedParts[Result]:
    """The results of the children; parts that no child finished are done here.

    If several parts failed, the fault of the first is raised, as in one process.
    """
    missing = dict.fromkeys(range(len(parts)))
    faults: dict[int, Exception] = {}
    for child_number in _read_numbers(done):
        child = children[child_number]
        # A child that was killed announced a part and never sent all of it.
        with suppress(EOFError, pickle.UnpicklingError):
            number, result, fault = pickle.load(child.results)  # type: ignore[union-attr]  # noqa: S301 - our own child's
            del missing[number]
            if fault:
                faults[number] = fault
            else:
                yield number, result
        # No earlier part can still fail.
        if faults and min(faults) < min(missing, default=len(parts)):
            break
    if faults:
        raise faults[min(faults)]
    for number in missing:
        yield number, work(parts[number])
