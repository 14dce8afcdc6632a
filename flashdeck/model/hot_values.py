"""Define dataclasses of which a build makes tens of thousands of values.

A frozen dataclass sets each field with `object.__setattr__`, which is slow: an English token took 4.6 microseconds as a frozen
dataclass, and takes 0.7 microseconds without it (Python 3.11). A class with `hot_dataclass` is frozen for mypy, but not for
Python. So an assignment to a field is an error in CI, and costs nothing in a build.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

__all__ = ["hot_dataclass"]

_Class = TypeVar("_Class")

if TYPE_CHECKING:
    from dataclasses import dataclass as hot_dataclass
else:

    def hot_dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type[_Class]], type[_Class]]:
        """Return a decorator for a dataclass whose values can be hashed, like those of a frozen dataclass."""
        return dataclass(slots=slots, unsafe_hash=frozen)
