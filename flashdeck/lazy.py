"""Compute values when they are first needed: dictionaries, word lists, models, and properties of an object."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_Value = TypeVar("_Value")


class Lazy(Generic[_Value]):
    """A function without arguments that computes its value at the first call and returns the same value at later calls.

    >>> load_words = Lazy(lambda: {"你好": "hello"})
    >>> load_words() is load_words()
    True
    """

    def __init__(self, load: Callable[[], _Value]) -> None:
        self._load = load
        self._value: _Value

    def __call__(self) -> _Value:
        """Return the value; compute it if this is the first call."""
        try:
            return self._value
        except AttributeError:
            value = self._value = self._load()
            return value

    def clear(self) -> _Value | None:
        """Forget the value, so that the next call computes it again. Return the forgotten value, or None if there is none."""
        value: _Value | None = vars(self).pop("_value", None)
        return value


class LazyProperty(Generic[_Value]):
    """A property that is computed once for each object and is then kept as an attribute of the object.

    It replaces `functools.cached_property`, which takes a lock in Python 3.11. The lock would cost too much time for objects
    that are made for every word. Without the lock, only one thread may use an object.

    >>> class Word:
    ...     length = LazyProperty(lambda self: print("computed") or 4)
    >>> word = Word()
    >>> word.length, word.length
    computed
    (4, 4)
    """

    def __init__(self, compute: Callable[[Any], _Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _Value: ...
    def __get__(self, instance: object, owner: type) -> Self | _Value:
        """Compute the value and store it as an attribute. Later, Python finds the attribute and does not call this method."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
