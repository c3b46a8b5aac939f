"""Runs one command and prints what it took: `launch.py COMMAND…`.

This is its own small process because the peak memory that a system reports for a command
is never below that of the process that started it. It loads the standard library only.
"""

import json
import os
import sys
import time

CALM = 0.3
"""Cores that others may use beside a run before it counts as disturbed."""
_LISTEN = 0.2
"""Seconds of listening for other load before the command; a short one hides it."""
_PATIENCE = 5.0
"""Seconds to wait for calm."""
UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the memory of a process."""


def busy() -> float | None:
    """Seconds of work of all cores since the machine started; None where unknown."""
    try:
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123 -- pathlib takes memory
            user, nice, system, _idle, _wait, *others = map(
                int, file.readline().split()[1:9]
            )
    except (OSError, ValueError):
        return None
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def others_between(
    before: float | None, after: float | None, cpu: float, wall: float
) -> float | None:
    """Cores that others used during `wall` seconds, in which we used `cpu`; or None."""
    if before is None or after is None:
        return None
    return max(0.0, (after - before - cpu) / wall)


def main(command: list[str]) -> int:
    """Run the command, its output on our standard error; its exit code."""
    before, began = _calm()
    actions = [(os.POSIX_SPAWN_DUP2, 2, 1)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, _environment(), file_actions=actions)
    _, status, used = os.wait4(child, 0)
    end = time.perf_counter()
    cpu = used.ru_utime + used.ru_stime
    measured = {
        "wall": end - start,
        "cpu": cpu,
        "mib": used.ru_maxrss * UNIT / 2**20,
        "others": others_between(before, busy(), cpu, end - began),
    }
    sys.stdout.write(json.dumps(measured))
    return os.waitstatus_to_exitcode(status)


def _environment() -> dict[str, str]:
    """Ours without the variable that makes Python compile modules at every start."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE"
    }


def _calm() -> tuple[float | None, float]:
    """Wait a while for a calm moment; how busy the machine was as it began, and when."""
    patience = time.perf_counter() + _PATIENCE
    while True:
        before, began = busy(), time.perf_counter()
        time.sleep(_LISTEN)
        others = others_between(before, busy(), 0, _LISTEN)
        if others is None or others <= CALM or time.perf_counter() > patience:
            return before, began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
