"""Decks of our own: which words their notes teach, and which of those a talk should not teach again."""

import html
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.chinese.scripts import simplified
from flashdeck.errors import InputError
from flashdeck.language.traits import count_han
from flashdeck.model import Language

if TYPE_CHECKING:
    from flashdeck.known.word_tables import Status, Table

_FROZEN = frozenset({"Sentence", "Words", "Level", "Source", "Verbatim", "AddProduction", "Extra6", "ID"})
_TARGET = re.compile(r'<div class="target"><span class="w">(.*?)</span>(?= <span class="r">)')
_TAG = re.compile(r"<[^>]*>")
_WORD_ID = re.compile(r"(?:zh|en)-word-(.+)", re.DOTALL)

_SAME_TALK = 0.8  # of a package's sentences; the rest was mended since, or read from another file of the talk


@dataclass(frozen=True, slots=True)
class Taught:
    """A word that a note teaches, how well the learner knows it, and the note's sentence, its letters alone."""

    word: str
    study: Language
    status: "Status"
    sentence: str


def is_ours(table: "Table") -> bool:
    """Tell whether a table holds notes of flashdeck, by its fields, which are frozen."""
    return _FROZEN.issubset(table.names)


def taught_words(table: "Table") -> Iterator[Taught]:
    """Yield what the notes of a table of ours teach."""
    for row in table.rows:
        fields = dict.fromkeys(table.names, "") | dict(zip(table.names, row.values, strict=False))
        study = _language_of(fields)
        sentence = _letters(_plain(fields["Sentence"]))
        yield from (Taught(word, study, row.status, sentence) for word in _targets(fields, study))


def _language_of(fields: Mapping[str, str]) -> Language:
    """Return the language that a note teaches: by its ID, or by its fields where a learner wrote the ID or left it empty."""
    if fields["ID"].startswith(("zh-", "en-")):
        return "zh" if fields["ID"].startswith("zh-") else "en"
    return "zh" if "Pinyin" in fields else "en"


def _targets(fields: Mapping[str, str], study: Language) -> Iterator[str]:
    """Yield the words that a note teaches: by its ID, else by its field Word, else those marked in its field Words."""
    from flashdeck.known.word_tables import words_in

    if named := _WORD_ID.fullmatch(html.unescape(fields["ID"])):
        yield named[1].replace("_", " ")
        return
    if fields.get("Word"):
        yield from words_in(fields["Word"], study)
        return
    for found in _TARGET.findall(fields["Words"]):
        yield simplified(_plain(found)) if study == "zh" else _plain(found).casefold()


def _letters(text: str) -> str:
    """Return a text without marks, spaces, case and script."""
    return "".join(char for char in unicodedata.normalize("NFKC", simplified(text)).casefold() if char.isalnum())


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def taught_elsewhere(own: Path, lines: Iterable[str], later: Callable[[Path], Collection[str]]) -> tuple[Taught, ...]:
    """Return what the packages beside a talk's `own` one teach.

    Those that were first built after it do not count (`later` names them): building a talk again gives the same cards. Nor
    does a note whose sentence stands in the talk's `lines`, whatever its package is called, nor a package of the same talk.
    """
    paths = [path for path in sorted(own.parent.glob("*.apkg")) if path != own]
    decks = {path: found for path in paths if (found := tuple(_taught_in(path)))}
    said = _said(lines) if decks else ""
    shares = {path: sum(_is_said(taught, said) for taught in words) / len(words) for path, words in decks.items()}
    built_as = own if own.exists() else _earlier_package(shares) or own
    skipped = later(built_as)
    counted = (words for path, words in decks.items() if path.name not in skipped and shares[path] < _SAME_TALK)
    return tuple(taught for words in counted for taught in words if not _is_said(taught, said))


def _is_said(taught: Taught, said: str) -> bool:
    """Tell whether a talk says a note's sentence; a learner's own note may have none."""
    return bool(taught.sentence) and taught.sentence in said


def _said(lines: Iterable[str]) -> str:
    """Return the letters of a talk, its languages one after the other: another file of it may part sentences elsewhere."""
    letters = [_letters(line) for line in lines]
    return "\n".join("".join(line for line in letters if bool(count_han(line)) == is_chinese) for is_chinese in (True, False))


def _earlier_package(shares: Mapping[Path, float]) -> Path | None:
    """Return the package of the same talk under another name: most of its sentences are the talk's."""
    fitting = [path for path, share in shares.items() if share > 0.5]
    return max(fitting, key=lambda path: (shares[path], path.name), default=None)


def _taught_in(path: Path) -> Iterator[Taught]:
    from flashdeck.known.packages import read_package

    try:
        notes = read_package(path)
    except InputError:  # a foreign file in the output folder is none of our business
        return
    if all(is_ours(table) for table in notes.tables):
        for table in notes.tables:
            yield from taught_words(table)
