"""How often Python looks for cycles of values."""

import gc

_THRESHOLD = (500_000, 20, 50)


def collect_seldom() -> None:
    """Look for cycles seldom: a build makes a million small values and hardly a cycle, and looking takes a tenth of its time."""
    gc.set_threshold(*_THRESHOLD)


def collect_now() -> None:
    """Free the cycles that are done with: behind each transcript of a shelf, or the memory of all of them adds up."""
    gc.collect()
