"""Work on many items by workers that may be lost.

A worker that is killed breaks a pool of processes: what was not finished is given to a new pool. The results come in the
order of the items, whoever did the work. (`multiprocessing.Pool` would hang instead: CPython issue 96062.)
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from flashdeck.errors import MissingEngineError

Item = TypeVar("Item")
Result = TypeVar("Result")
_ATTEMPTS = 4  # a killed worker is bad luck, the fourth in a row on one item is that item's doing


@dataclass(frozen=True, slots=True)
class Pool:
    """Makes an executor, again when its workers are lost; `lost` are the exceptions that say so."""

    make: Callable[[], Executor]
    lost: tuple[type[Exception], ...] = (BrokenExecutor,)


def process_pool(jobs: int) -> Pool:
    """Return a maker of pools of this many processes, each started afresh and not as a copy of this one."""

    def make() -> Executor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent)

    return Pool(make)


def _end_with_parent() -> None:
    """End this worker when the build that started it is gone: a build that is killed would leave its workers waiting for ever."""
    from multiprocessing import parent_process

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cluster_pool(address: str) -> Pool:
    """Return the workers of a Dask scheduler. Raises `MissingEngineError` where there is no Dask, or no scheduler."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise MissingEngineError(
            "--cluster: Dask distributed is not installed", remedy="Install it: pip install 'flashdeck[cluster]'."
        ) from error
    try:
        client = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]  # distributed has no types
    except (OSError, ValueError, TimeoutError) as error:
        raise MissingEngineError(
            f"--cluster {address}: no Dask scheduler answers ({type(error).__name__})",
            remedy="Start one with `dask scheduler`, and give its address: tcp://HOST:8786.",
        ) from error

    def make() -> Executor:
        executor: Executor = client.get_executor(retries=3, pure=False)  # type: ignore[no-untyped-call]
        return executor

    return Pool(make, (KilledWorker, BrokenExecutor))


def run(function: Callable[[Item], Result], items: Sequence[Item], pool: Pool | None = None) -> Iterator[Result]:
    """Yield the results in the order of the items: one after the other in this process, or by a pool.

    An exception of the function is raised where its result would stand. Raises `MissingEngineError` where workers are lost
    again and again on one item.
    """
    if pool is None:
        yield from map(function, items)
        return
    done, lost = 0, 0
    while done < len(items):
        before = done
        try:
            for result in _once(function, items[done:], pool):
                done += 1
                yield result
        except pool.lost as error:
            lost = lost + 1 if done == before else 1
            if lost == _ATTEMPTS:
                raise MissingEngineError(
                    f"{items[done]}: the process that worked on it was ended {lost} times",
                    remedy="Look for a memory limit, or run with --jobs 1.",
                ) from error


def _once(function: Callable[[Item], Result], items: Sequence[Item], pool: Pool) -> Iterator[Result]:
    executor = pool.make()
    with _interrupts_held_back():  # workers start here, and inherit it
        futures = [executor.submit(function, item) for item in items]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()
        executor.shutdown(wait=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: it comes to the process that a person talks to, and to no process started meanwhile."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
