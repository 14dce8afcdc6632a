"""Read the words that a learner knows from word lists, CSV files, Anki packages and Anki collections.

The files are never changed. Collections are read from a copy, because Anki may have the collection open.
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
    """Read a file that lists words (see `known_files.read_known`). The modules that read files are imported on first use."""
    from flashdeck.known import known_files

    return known_files.read_known(path)


def knowledge_of(
    study: Language, known: Iterable["KnownFile"], unknown: Iterable["KnownFile"], taught: Iterable[Taught]
) -> Knowledge:
    """Combine the words of one language from the learner's files and from decks of other talks.

    `known`: files with words that the learner knows or is learning. `unknown`: files with words that must be taught in any
    case. `taught`: words that decks of other talks teach.
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
