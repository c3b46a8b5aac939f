"""Runs one command and says what it took: `launch.py LOG COMMAND…` in the command's folder.

A process of its own, since the memory that a command is said to have used is never less than that
of the process that started it. Loads nothing but what comes with Python.
"""

import json
import os
import sys
import time

_LISTEN = 0.2
"""Seconds before the command in which others' load is heard; a short command hides it."""
UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the memory of a process."""


def busy() -> float | None:
    """Seconds that all cores have worked since the machine started; None where nobody says."""
    try:
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123 -- pathlib takes memory
            user, nice, system, _idle, _wait, *others = map(int, file.readline().split()[1:9])
    except (OSError, ValueError):
        return None
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def others_between(
    before: float | None, after: float | None, cpu: float, wall: float
) -> float | None:
    """How many cores others used in so many seconds, of which `cpu` were ours."""
    if before is None or after is None:
        return None
    return max(0.0, (after - before - cpu) / wall)


def main(log: str, command: list[str]) -> int:
    """Run the command; its exit code."""
    before, began = busy(), time.perf_counter()
    time.sleep(_LISTEN)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    end = time.perf_counter()
    cpu, after = used.ru_utime + used.ru_stime, busy()
    said = {
        "wall": end - start,
        "cpu": cpu,
        "mib": used.ru_maxrss * UNIT / 2**20,
        "others": others_between(before, after, cpu, end - began),
    }
    sys.stdout.write(json.dumps(said))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
