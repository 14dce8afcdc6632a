"""Conditions on a word and the words around it, in a notation similar to constraint grammar (Karlsson and others, 1995).

A condition is a list of tests separated by blanks. All of the tests must hold. A test consists of an offset, a colon, and
alternatives separated by `|`. The offset is counted in words; the word itself has the offset 0. `!` before a test negates it:

    -1:?predicate          the word before has the feature `predicate`, which is a function in Python
    1:的|了                 the word after is 的 or 了
    !1:#v|#a               the tag of the word after begins neither with v (verb) nor with a (adjective)
    -1:@modals             the word before belongs to the word class "modals"
    1:出*                   the word after begins with 出; `*家` ends with 家, `*@fasteners` ends with a character of a class
    1..:以                  any word after it in the clause is 以; `2..` begins at the second word after it
    ..-1:被                 any word before it in the clause is 被; `..-2` begins at the second word before it
    0:##nr                  the tag of the word itself is exactly nr
    1:##@nouns              the tag of the word after belongs to the tag class "nouns"

An empty condition always holds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

_TEST = re.compile(r"(?P<not>!?)(?P<place>-?\d+|\d+\.\.|\.\.-\d+):(?P<alternatives>\S+)")


class Context(Protocol):
    """One word of a line, with access to the words around it."""

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the text and the tag of the word at an offset. Outside the line, return substitutes for both."""
        ...

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` (1 or more) to the end of the clause."""
        ...

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` (-1 or less) back to the beginning of the clause."""
        ...


_Context = TypeVar("_Context", bound=Context)
_Asked_contra = TypeVar("_Asked_contra", bound=Context, contravariant=True)
Condition = Callable[[_Context], bool]


class Feature(Protocol[_Asked_contra]):
    """A named property of the word at an offset. A feature is used if a property is hard to express as a condition."""

    def __call__(self, context: _Asked_contra, offset: int, /) -> bool:
        """Tell whether the word at an offset has the property."""
        ...


_Test = Callable[[_Context, int], bool]
_PlacedTest = tuple[_Test[_Context], int, bool]
"""A test, the offset at which it is made, and the result that it must have: False for a test with `!`, else True."""
_Classes = Mapping[str, frozenset[str]]


def compile_condition(
    text: str, features: Mapping[str, Feature[_Context]], classes: Mapping[str, frozenset[str]]
) -> Condition[_Context]:
    """Return a function that tells whether a condition holds in a context.

    Raises `ValueError` if a test does not follow the notation, or contains the name of an unknown feature or class.
    """
    tests = [_compile_test(part, features, classes) for part in text.split()]

    def holds(context: _Context) -> bool:
        for test, offset, wanted in tests:  # noqa: SIM110  a loop takes half the time of all()
            if test(context, offset) is not wanted:
                return False
        return True

    return holds


def _compile_test(text: str, features: Mapping[str, Feature[_Context]], classes: _Classes) -> _PlacedTest[_Context]:
    match = _TEST.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} does not follow the notation OFFSET:ALTERNATIVE|ALTERNATIVE")
    found = _compile_alternatives(match["alternatives"].split("|"), features, classes)
    return (*_compile_place(match["place"], found), not match["not"])


def _compile_alternatives(parts: list[str], features: Mapping[str, Feature[_Context]], classes: _Classes) -> _Test[_Context]:
    """Compile the alternatives of a test. All whole tags are looked up in one set, and all whole words in another set."""
    whole_tags = [part for part in parts if part.startswith("##")]
    words = [part for part in parts if _is_whole_word(part)]
    others = [part for part in parts if part not in (*whole_tags, *words)]
    tests: list[_Test[_Context]] = [_compile_alternative(part, features, classes) for part in others]
    if whole_tags:
        tests.append(_is_among(1, _words_of([part[2:] for part in whole_tags], classes)))
    if words:
        tests.append(_is_among(0, _words_of(words, classes)))
    return _any_of(tests)


def _is_whole_word(part: str) -> bool:
    """Tell whether an alternative is a whole word or a class of words, not a tag, a feature or a part of a word."""
    return not part.startswith(("#", "?", "*")) and not part.endswith("*")


def _words_of(parts: Iterable[str], classes: _Classes) -> frozenset[str]:
    return frozenset[str]().union(*[_words(part, classes) for part in parts])


def _is_among(index: int, values: frozenset[str]) -> _Test[Context]:
    """Return a test that tells whether the word (index 0) or the tag (index 1) at an offset is in `values`."""
    return lambda context, offset: context.word_at(offset)[index] in values


def _any_of(tests: list[_Test[_Context]]) -> _Test[_Context]:
    if len(tests) == 1:
        return tests[0]

    def test(context: _Context, offset: int) -> bool:
        for alternative in tests:  # noqa: SIM110  a loop takes half the time of any()
            if alternative(context, offset):
                return True
        return False

    return test


def _compile_place(place: str, test: _Test[_Context]) -> tuple[_Test[_Context], int]:
    """Return a function that makes a test at a place, and the offset with which this function is called.

    The place is an offset, or a range such as `1..`. In a range, the test must hold for at least one word.
    """
    if place.endswith(".."):
        first_after = int(place[:-2])
        return lambda context, first: any(test(context, offset) for offset in context.offsets_after(first)), first_after
    if place.startswith(".."):
        first_before = int(place[2:])
        return lambda context, first: any(test(context, offset) for offset in context.offsets_before(first)), first_before
    return test, int(place)


def _compile_alternative(text: str, features: Mapping[str, Feature[_Context]], classes: _Classes) -> _Test[_Context]:
    if text.startswith("?"):
        return _known(features, text[1:], "feature")
    if text.startswith("#"):
        tag = text[1:]
        return lambda context, offset: context.word_at(offset)[1].startswith(tag)
    if text.startswith("*"):
        endings = tuple(_words(text[1:], classes))
        return lambda context, offset: context.word_at(offset)[0].endswith(endings)
    beginnings = tuple(_words(text[:-1], classes))
    return lambda context, offset: context.word_at(offset)[0].startswith(beginnings)


def _words(text: str, classes: _Classes) -> frozenset[str]:
    if text.startswith("@"):
        return _known(classes, text[1:], "word class")
    return frozenset((text,))


_Value = TypeVar("_Value")


def _known(table: Mapping[str, _Value], name: str, kind: str) -> _Value:
    if name not in table:
        raise ValueError(f"unknown {kind} {name!r}")
    return table[name]
