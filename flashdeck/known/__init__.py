"""The words that a learner knows, from word lists, CSV files, Anki packages and collections.

The files are read and never changed. A collection that Anki has open is read from a copy.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.known.own_decks import Taught, taught_elsewhere
from flashdeck.levels import Knowledge
from flashdeck.model import Language

if TYPE_CHECKING:
    from flashdeck.known.known_files import KnownFile

__all__ = ["Taught", "knowledge_of", "read_known", "taught_elsewhere"]


def read_known(path: Path) -> "KnownFile":
    """Read a file that lists words; see `known_files.read_known`. The modules that read files are imported only now."""
    from flashdeck.known import known_files

    return known_files.read_known(path)


def knowledge_of(
    study: Language, known: Iterable["KnownFile"], unknown: Iterable["KnownFile"], taught: Iterable[Taught]
) -> Knowledge:
    """Combine what files and other decks say about the words of one language.

    `known`: files with words that the learner knows or learns. `unknown`: files with words that are to be taught in any case.
    `taught`: words that decks of other talks teach.
    """
    files = tuple(known)
    sure = frozenset[str]().union(*(file.words(study, "known") for file in files))
    young = frozenset[str]().union(*(file.words(study, "learning") for file in files))
    return Knowledge(
        known=sure,
        learning=young - sure,
        taught=frozenset(word.word.casefold() for word in taught if word.study == study),
        unknown=frozenset[str]().union(*(file.words(study, "known", "learning", "new") for file in unknown)),
    )
