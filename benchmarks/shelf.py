"""Many transcripts: growth, memory, several workers, and whether all of them give the same bytes."""

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

_FEW_PAIRS = 10  # so little that loading is all that counts
_PARTS, _PART_PAIRS = 4, 60  # of the shelf that is built in every way: enough work for a worker to be killed in it
_PAIRS_A_UNIT = 100_000


# ---- growth


def growth_rows(corpus: Path, copies: int, folder: Path) -> Iterator[Row]:
    """Yield how CPU and memory grow from one copy of the reference to many, and what a second worker gains."""
    folder.mkdir()
    sizes = (1, copies // 2, copies)
    start = _start(corpus, folder)
    costs = {size: _shelf_cost(corpus, folder, size) for size in sizes}
    pairs = len(_copies(corpus, 1)[0])
    exponent = log((costs[copies].cpu_seconds - start) / (costs[1].cpu_seconds - start)) / log(copies)
    yield f"CPU, exponent from {pairs} to {pairs * copies} pairs, less start-up", f"{exponent:.3f}", "-", "1.05"
    half, whole = costs[copies // 2], costs[copies]
    more = (whole.peak_mb - half.peak_mb) / (pairs * (copies - copies // 2)) * _PAIRS_A_UNIT
    yield f"MB for each further 100,000 pairs, from {pairs * (copies // 2)} on", f"{more:.1f}", "-", "20"
    two = _shelf_cost(corpus, folder, copies, "--jobs", "2")
    cpu, wall = two.cpu_seconds / whole.cpu_seconds, whole.wall_seconds / two.wall_seconds
    yield "two workers, summed CPU", f"{cpu:.2f}", "one process", "1.25, or"
    yield "two workers, times as fast", f"{wall:.2f}", "one process", "1.6 at least"
    for name, cost in (("1 transcript", costs[1]), (f"{copies} transcripts", whole), (f"{copies}, two workers", two)):
        yield name, f"{cost.cpu_seconds:.1f} s CPU", f"{cost.wall_seconds:.1f} s", f"{cost.peak_mb:.0f} MB"


def _start(corpus: Path, folder: Path) -> float:
    """Return the CPU seconds of a build of hardly anything, with its word lists compiled before."""
    few = folder / "few.txt"
    _write(few, _copies(corpus, 1)[0][:_FEW_PAIRS])
    build = ["-m", "flashdeck", "build", str(few), "-o", "few"]
    cost_of(build, folder)
    shutil.rmtree(folder / "few")
    forget_documents(folder)
    return cost_of(build, folder).cpu_seconds


def _shelf_cost(corpus: Path, folder: Path, copies: int, *options: str) -> Cost:
    """Return what a cold build of this many changed copies of the reference costs."""
    _write_shelf(folder / "shelf", _copies(corpus, copies))
    cost = cost_of(_build(folder / "shelf", *options), folder)
    forget_documents(folder)
    shutil.rmtree(folder / "out")
    return cost


def _build(shelf: Path, *options: str) -> list[str]:
    return ["-m", "flashdeck", "build", str(shelf), "--deck", "All", "-o", "out", *options]


Pairs = list[tuple[str, str]]


def _copies(corpus: Path, copies: int) -> list[Pairs]:
    """Return the pairs of the reference, and its copies as the naive script changes them: no two sentences are equal."""
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


# ---- the same bytes, whoever does the work


def sameness_rows(corpus: Path, folder: Path) -> Iterator[Row]:
    """Yield for each way to build a shelf whether its outputs are those of one process."""
    folder.mkdir()
    base = _copies(corpus, 1)[0]
    _write_shelf(folder / "shelf", [base[at * _PART_PAIRS : (at + 1) * _PART_PAIRS] for at in range(_PARTS)])
    shutil.copytree(cache_in(folder.parent), cache_in(folder))  # the compiled word lists
    wanted = _digest(folder, lambda: cost_of(_build(folder / "shelf"), folder))
    ways: dict[str, Callable[[], object]] = {
        "2 jobs": lambda: cost_of(_build(folder / "shelf", "--jobs", "2"), folder),
        "4 jobs": lambda: cost_of(_build(folder / "shelf", "--jobs", "4"), folder),
        "2 jobs, a worker killed": lambda: _build_with_a_worker_killed(folder),
        "a Dask cluster of two": lambda: _build_on_cluster(folder, kill=False),
        "a Dask cluster of two, a worker killed": lambda: _build_on_cluster(folder, kill=True),
    }
    for name, build in ways.items():
        if "Dask" in name and not find_spec("distributed"):
            yield name, "not measured: Dask distributed is not installed"
        else:
            yield name, "identical" if _digest(folder, build) == wanted else "DIFFERENT"


def _digest(folder: Path, build: Callable[[], object]) -> dict[str, str]:
    """Return the digests of all outputs of a build that finds nothing made before."""
    forget_documents(folder)
    shutil.rmtree(folder / "out", ignore_errors=True)
    build()
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in (folder / "out").iterdir()}


def _build_with_a_worker_killed(folder: Path) -> None:
    """Build with two processes, and kill one of them once an annotation is kept."""
    command = [sys.executable, *_build(folder / "shelf", "--jobs", "2")]
    with subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=-3, stderr=-3) as build:
        while not list(cache_in(folder).glob("annotation-*")):
            assert build.poll() is None, "the build ended before a worker could be killed"
            time.sleep(0.01)
        os.kill(_workers_of(build.pid)[0], signal.SIGKILL)
    assert build.returncode == 0, f"exit {build.returncode}"


def _workers_of(process: int) -> list[int]:
    """Return the processes that a process started and that work, not the one that watches over shared resources."""
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
