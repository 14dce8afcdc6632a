"""The word classes and the tag classes of English. Rules and code refer to a class by its name.

The classes are the rows of `english/data/classes.tsv`.
"""

from collections.abc import Mapping

from flashdeck.language.rules import Rule, read_classes, read_rules
from flashdeck.lazy import Lazy

_PACKAGE = "flashdeck.english"


def _load_word_classes() -> Mapping[str, frozenset[str]]:
    return read_classes(_PACKAGE)


load_word_classes = Lazy(_load_word_classes)


def word_class(name: str) -> frozenset[str]:
    """Return the words of a class, in lower case.

    >>> sorted(word_class("articles"))
    ['a', 'an', 'the']
    """
    return load_word_classes()[name]


def english_rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of a table in `english/data`, in the order of the file."""
    return read_rules(_PACKAGE, name)
