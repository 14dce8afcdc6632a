"""Measure a process. The operating system reports CPU time, elapsed time and peak memory; valgrind counts instructions."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flashdeck.caching import VARIABLE

_KILOBYTE = 1024 if sys.platform == "darwin" else 1  # macOS counts ru_maxrss in bytes, Linux in kB


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a run, including the processes that it started.

    `cpu_seconds` is user and system time. `wall_seconds` is the elapsed time. `peak_mb` is the peak memory of the largest
    process.
    """

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


def cost_of(arguments: Sequence[str], folder: Path) -> Cost:
    """Run Python with these arguments in `folder`, and return the cost of the run.

    The folder also contains the temporary files and the cache of the run. The output of the run is discarded. Raises
    `RuntimeError` with the error output if the run fails.
    """
    said = folder / "stderr.txt"
    begun = time.monotonic()
    with said.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments}: exit {process.returncode}\n{said.read_text(encoding='utf-8')}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / _KILOBYTE / 1024)


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Return the median cost of several runs. The median of each figure is computed separately."""
    return Cost(
        median(cost.cpu_seconds for cost in costs),
        median(cost.wall_seconds for cost in costs),
        median(cost.peak_mb for cost in costs),
    )


def instructions_of(arguments: Sequence[str], folder: Path) -> int | None:
    """Return how many instructions a run of Python executes, or None if valgrind is not installed.

    A first run, which is not counted, compiles the modules.
    """
    if not shutil.which("valgrind"):
        return None
    cost_of(arguments, folder)
    tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'callgrind.out'}"]
    report = subprocess.run(
        [*tool, sys.executable, *arguments],
        cwd=folder,
        env=environment(folder) | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
    ).stderr
    found = re.search(rb"Collected : (\d+)", report)
    return int(found[1]) if found else None


def environment(folder: Path) -> dict[str, str]:
    """Return the environment variables for a run in `folder`.

    They are those of this process without flashdeck's settings. Temporary files, compiled modules and the cache are stored in
    `folder`.
    """
    unset = ("FLASHDECK_", "PYTHONDONTWRITEBYTECODE")  # so that Python compiles each module once, not at every start
    settings = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    return settings | {"TMPDIR": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc"), VARIABLE: str(cache_in(folder))}


def cache_in(folder: Path) -> Path:
    """Return the path of the cache that runs in `folder` use."""
    return folder / "cache"


def forget_documents(folder: Path) -> None:
    """Remove all results that were computed for transcripts from the cache. The compiled word lists stay in the cache."""
    for entry in cache_in(folder).glob("*.z"):
        entry.unlink()
