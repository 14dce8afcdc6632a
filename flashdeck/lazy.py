"""Values that are loaded when they are first needed: dictionaries, word lists, models."""

from collections.abc import Callable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Lazy(Generic[_Value]):
    """A function without arguments that computes one value once and then returns it.

    >>> load_words = Lazy(lambda: {"你好": "hello"})
    >>> load_words() is load_words()
    True
    """

    def __init__(self, load: Callable[[], _Value]) -> None:
        self._load = load
        self._values: list[_Value] = []

    def __call__(self) -> _Value:
        """Return the value; compute it if this is the first call."""
        if not self._values:
            self._values.append(self._load())
        return self._values[0]

    def clear(self) -> None:
        """Forget the value, so that the next call computes it again."""
        self._values.clear()
