"""Share the work on many items among processes or the workers of a cluster. Any worker may be lost during the work.

If a worker process is killed, its pool cannot be used any more. A new pool then continues with the items that are not finished.
Results come in the order of the items. `multiprocessing.Pool` is not used, because it hangs if a worker is killed (CPython issue
96062).
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
# If this number of workers is lost one after another on the same item, the item is the likely cause. Chosen by hand.
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Pool:
    """A way to make executors.

    `make` returns a new executor. It is called again after workers are lost. `lost` has the exceptions that report this loss.
    """

    make: Callable[[], Executor]
    lost: tuple[type[Exception], ...] = (BrokenExecutor,)


def process_pool(jobs: int) -> Pool:
    """Return a pool of `jobs` processes. Each process is a new Python process, not a copy of the present process."""

    def make() -> Executor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent)

    return Pool(make)


def _end_with_parent() -> None:
    """End this worker when its parent process ends, because the workers of a killed build would otherwise wait for ever."""
    from multiprocessing import parent_process

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cluster_pool(address: str) -> Pool:
    """Return a pool of the workers of a Dask scheduler.

    Raises `MissingEngineError` if Dask is not installed or no scheduler answers at the address.
    """
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
    """Yield the results of `function` in the order of the items. Without a pool, this process does all the work itself.

    If the function raises an exception for an item, the exception is raised here. Raises `MissingEngineError` if workers are
    lost four times in a row before the same item is finished.
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
                    f"{items[done]}: the process that worked on it was killed {lost} times",
                    remedy="Check the memory limit, or run with --jobs 1.",
                ) from error


def _once(function: Callable[[Item], Result], items: Sequence[Item], pool: Pool) -> Iterator[Result]:
    executor = pool.make()
    with _interrupts_blocked():  # because the workers start in this block
        futures = [executor.submit(function, item) for item in items]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()
        executor.shutdown(wait=True)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C in a `with` block.

    Processes that start inside the block inherit the blocking, so that only this process handles Ctrl-C.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
