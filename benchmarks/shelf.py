"""Measure builds of many transcripts.

The benchmark measures how CPU time and memory grow with the number of transcripts, how much faster two workers are than one
process, and whether the files are identical with any number of workers.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.measure import Cost, cache_in, cost_of, environment, forget_documents
from benchmarks.reference import Row
from flashdeck.caching import VARIABLE

_FEW_PAIRS = 10  # a build of this few pairs takes little more time than starting the program
# The number of transcripts, and the number of pairs in each. The build must take long enough to kill a worker during it.
_PARTS, _PART_PAIRS = 4, 60
_PAIRS_A_UNIT = 100_000


# ---- how cost grows with the number of transcripts


def growth_rows(corpus: Path, copies: int, folder: Path) -> Iterator[Row]:
    """Yield rows on builds of 1 transcript and of `copies` transcripts, and on a build of `copies` transcripts by two workers.

    The transcripts are changed copies of the reference transcript.
    """
    folder.mkdir()
    sizes = (1, copies // 2, copies)
    start = _start(corpus, folder)
    costs = {size: _shelf_cost(corpus, folder, size) for size in sizes}
    pairs = len(_copies(corpus, 1)[0])
    exponent = log((costs[copies].cpu_seconds - start) / (costs[1].cpu_seconds - start)) / log(copies)
    yield f"CPU without start-up, exponent of growth from {pairs} to {pairs * copies} pairs", f"{exponent:.3f}", "-", "1.05"
    half, whole = costs[copies // 2], costs[copies]
    more = (whole.peak_mb - half.peak_mb) / (pairs * (copies - copies // 2)) * _PAIRS_A_UNIT
    yield f"MB for each further 100,000 pairs, from {pairs * (copies // 2)} on", f"{more:.1f}", "-", "20"
    two = _shelf_cost(corpus, folder, copies, "--jobs", "2")
    cpu, wall = two.cpu_seconds / whole.cpu_seconds, whole.wall_seconds / two.wall_seconds
    yield "two workers, summed CPU", f"{cpu:.2f}", "one process", "1.25, or else"
    yield "two workers, speed-up", f"{wall:.2f}", "one process", "at least 1.6"
    for name, cost in (("1 transcript", costs[1]), (f"{copies} transcripts", whole), (f"{copies}, two workers", two)):
        yield name, f"{cost.cpu_seconds:.1f} s CPU", f"{cost.wall_seconds:.1f} s", f"{cost.peak_mb:.0f} MB"


def _start(corpus: Path, folder: Path) -> float:
    """Return the CPU seconds that flashdeck needs to start: the time of a build of a few pairs, with compiled word lists."""
    few = folder / "few.txt"
    _write(few, _copies(corpus, 1)[0][:_FEW_PAIRS])
    build = ["-m", "flashdeck", "build", str(few), "-o", "few"]
    cost_of(build, folder)
    shutil.rmtree(folder / "few")
    forget_documents(folder)
    return cost_of(build, folder).cpu_seconds


def _shelf_cost(corpus: Path, folder: Path, copies: int, *options: str) -> Cost:
    """Return the cost of a build of `copies` changed copies of the reference transcript, none of which is in the cache."""
    _write_shelf(folder / "shelf", _copies(corpus, copies))
    cost = cost_of(_build(folder / "shelf", *options), folder)
    forget_documents(folder)
    shutil.rmtree(folder / "out")
    return cost


def _build(shelf: Path, *options: str) -> list[str]:
    return ["-m", "flashdeck", "build", str(shelf), "--deck", "All", "-o", "out", *options]


Pairs = list[tuple[str, str]]


def _copies(corpus: Path, copies: int) -> list[Pairs]:
    """Return the pairs of each copy of the reference transcript.

    The naive script changes the copies, so no sentence occurs in two copies.
    """
    peer = _naive(corpus / "tools" / "naive_peer.py")
    base: Pairs = peer.read_pairs(str(corpus / "transcripts" / "reference.txt"))
    grown: Pairs = peer.grow(base, copies)
    return [grown[at : at + len(base)] for at in range(0, len(grown), len(base))]


def _naive(script: Path) -> Any:
    """Return the naive script as a module."""
    spec = spec_from_file_location("naive_peer", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _write_shelf(folder: Path, transcripts: list[Pairs]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, pairs in enumerate(transcripts):
        _write(folder / f"talk {number:05}.txt", pairs)


def _write(path: Path, pairs: Pairs) -> None:
    path.write_text("".join(f"{chinese}\n{english}\n" for chinese, english in pairs), encoding="utf-8")


# ---- identical outputs with any number of workers


def sameness_rows(corpus: Path, folder: Path) -> Iterator[Row]:
    """Yield for each way to build (workers, cluster) whether it writes the same files as a build in one process."""
    folder.mkdir()
    base = _copies(corpus, 1)[0]
    _write_shelf(folder / "shelf", [base[at * _PART_PAIRS : (at + 1) * _PART_PAIRS] for at in range(_PARTS)])
    shutil.copytree(cache_in(folder.parent), cache_in(folder))  # the compiled word lists
    wanted = _digest(folder, lambda: cost_of(_build(folder / "shelf"), folder))
    ways: dict[str, Callable[[], object]] = {
        "2 jobs": lambda: cost_of(_build(folder / "shelf", "--jobs", "2"), folder),
        "4 jobs": lambda: cost_of(_build(folder / "shelf", "--jobs", "4"), folder),
        "2 jobs, a worker killed": lambda: _build_with_a_worker_killed(folder),
        "a Dask cluster of two workers": lambda: _build_on_cluster(folder, kill=False),
        "a Dask cluster of two workers, a worker killed": lambda: _build_on_cluster(folder, kill=True),
    }
    for name, build in ways.items():
        if "Dask" in name and not find_spec("distributed"):
            yield name, "not measured: Dask distributed is not installed"
        else:
            yield name, "identical" if _digest(folder, build) == wanted else "DIFFERENT"


def _digest(folder: Path, build: Callable[[], object]) -> dict[str, str]:
    """Remove the results of earlier builds, run a build, and return the digest of each output file."""
    forget_documents(folder)
    shutil.rmtree(folder / "out", ignore_errors=True)
    build()
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in (folder / "out").iterdir()}


def _build_with_a_worker_killed(folder: Path) -> None:
    """Build with two workers, and kill one worker as soon as the cache contains the first annotated transcript."""
    command = [sys.executable, *_build(folder / "shelf", "--jobs", "2")]
    with subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=-3, stderr=-3) as build:
        while not list(cache_in(folder).glob("annotation-*")):
            assert build.poll() is None, "the build ended before a worker could be killed"
            time.sleep(0.01)
        os.kill(_workers_of(build.pid)[0], signal.SIGKILL)
    assert build.returncode == 0, f"exit {build.returncode}"


def _workers_of(process: int) -> list[int]:
    """Return the ids of the worker processes that a process started, without Python's resource tracker."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process)], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 1) for line in listed.stdout.splitlines())
    return [int(pid) for pid, command in rows if "spawn_main" in command]


def _build_on_cluster(folder: Path, *, kill: bool) -> None:
    with _cluster(folder) as cluster:
        if kill:
            victim = next(iter(cluster.workers.values())).process.pid
            threading.Thread(target=_kill_when_busy, args=(victim, cache_in(folder)), daemon=True).start()
        cost_of(_build(folder / "shelf", "--cluster", cluster.scheduler_address), folder)


def _kill_when_busy(victim: int, cache: Path) -> None:
    while not list(cache.glob("annotation-*")):
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)


@contextmanager
def _cluster(folder: Path) -> Iterator[Any]:
    from distributed import LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None, "silence_logs": 50}
    with patch.dict(os.environ, {VARIABLE: str(cache_in(folder))}), LocalCluster(processes=True, **options) as cluster:  # type: ignore[no-untyped-call]
        yield cluster
