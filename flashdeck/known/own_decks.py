"""Read the words that decks made by flashdeck teach, so that a deck of a later talk does not teach these words again."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.chinese.scripts import simplified
from flashdeck.errors import InputError
from flashdeck.model import Language
from flashdeck.model.characters import count_han

if TYPE_CHECKING:
    from flashdeck.known.word_tables import Status, WordTable

# The fields that every note type of flashdeck has had since the first release. A note type with these fields is from flashdeck.
_OWN_FIELDS = frozenset({"Sentence", "Words", "Level", "Source", "Verbatim", "AddProduction", "Extra6", "ID"})
_WORD_ID_PREFIXES = ("zh-word-", "en-word-")
# A package belongs to a talk if the talk contains at least this share of the sentences of the package. The other sentences may
# have been corrected later, or may come from a different file of the same talk. Chosen by hand.
_SAME_TALK = 0.8
_PROBABLY_SAME_TALK = 0.5


@dataclass(frozen=True, slots=True)
class Taught:
    """A word that a note made by flashdeck teaches."""

    word: str
    study: Language
    status: "Status"
    """How well the learner knows the word."""
    sentence: str
    """The sentence of the note without punctuation and spaces; empty if the note has no sentence."""


def is_ours(table: "WordTable") -> bool:
    """Return whether the notes of a table have a note type of flashdeck."""
    return _OWN_FIELDS.issubset(table.names)


def taught_words(table: "WordTable") -> Iterator[Taught]:
    """Yield the words that the notes of a table teach. The notes must have a note type of flashdeck."""
    for row in table.rows:
        fields = dict.fromkeys(table.names, "") | dict(zip(table.names, row.values, strict=False))
        study = _language_of(fields)
        sentence = _letters(_plain_text(fields["Sentence"]))
        for word in _words_of_note(fields, study):
            yield Taught(word, study, row.status, sentence)


def _language_of(fields: Mapping[str, str]) -> Language:
    """Return the language that a note teaches. The ID of a note of flashdeck begins with this language.

    A note that the learner wrote does not have such an ID. In this case the names of its fields show the language.
    """
    if fields["ID"].startswith("zh-"):
        return "zh"
    if fields["ID"].startswith("en-"):
        return "en"
    return "zh" if "Pinyin" in fields else "en"


def _words_of_note(fields: Mapping[str, str], study: Language) -> Iterator[str]:
    """Yield the words that a note teaches.

    The word is taken from the note's ID, or else from its field Word. If both have no word, the marked words in its field Words
    are taken.
    """
    from flashdeck.known.word_tables import words_in

    if word := _word_of_id(_plain_text(fields["ID"])):
        yield word
    elif fields.get("Word"):
        yield from words_in(fields["Word"], study)
    else:
        for word in _marked_words(fields["Words"]):
            yield simplified(word) if study == "zh" else word.casefold()


def _word_of_id(card_id: str) -> str:
    """Return the word that the ID of a note contains. Return an empty text if the ID does not contain a word.

    >>> _word_of_id("en-word-roll_out")
    'roll out'
    """
    for prefix in _WORD_ID_PREFIXES:
        if card_id.startswith(prefix):
            return card_id.removeprefix(prefix).replace("_", " ")
    return ""


class _FieldParser(HTMLParser):
    """Finds in the HTML of a field the plain text and the words that are marked as taught.

    The field Words has a div for each word. The div is `<div class="target"><span class="w">WORD</span> …</div>` if the note
    teaches the word, and it does not have this class if the note only explains the word.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.words: list[str] = []
        self._is_target = False
        self._depth = 0  # number of open <span> elements, counted from the span of a marked word; 0 outside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div":
            self._is_target = "target" in classes
        elif tag == "span" and self._depth:
            self._depth += 1
        elif tag == "span" and self._is_target and "w" in classes:
            self._depth = 1
            self.words.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._is_target, self._depth = False, 0
        elif tag == "span" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._depth:
            self.words[-1] += data


def _parsed(markup: str) -> _FieldParser:
    parser = _FieldParser()
    parser.feed(markup)
    parser.close()
    return parser


def _plain_text(markup: str) -> str:
    """Return the text of a field without HTML tags."""
    return "".join(_parsed(markup).text) if "<" in markup or "&" in markup else markup


def _marked_words(markup: str) -> list[str]:
    """Return the words that are marked as taught in the field Words.

    >>> _marked_words('<div><span class="w">桥</span></div><div class="target"><span class="w"><b>河</b>流</span></div>')
    ['河流']
    """
    return _parsed(markup).words


def _letters(text: str) -> str:
    """Return only the letters and digits of a text, in a normalized form.

    The characters are simplified, the letters are in lower case, and full-width forms are replaced by normal forms.
    """
    folded = unicodedata.normalize("NFKC", simplified(text)).casefold()
    return "".join(char for char in folded if char.isalnum())


# ---- decks of other talks in the same folder


def taught_elsewhere(own: Path, lines: Iterable[str], later: Callable[[Path], Collection[str]]) -> tuple[Taught, ...]:
    """Return the words that the packages of other talks in the same folder teach.

    `own`: the package of this talk. `lines`: the lines of this talk in both languages. `later`: a function that takes a package
    and returns the names of the packages that were first built after it. These later packages are ignored, so that a second
    build of the talk gives the same cards. Packages of the same talk with a different name are ignored too, and so are notes
    whose sentence is in this talk.
    """
    decks = _decks_beside(own)
    if not decks:
        return ()
    talk = _letters_by_language(lines)
    shares = {path: _share_said(notes, talk) for path, notes in decks.items()}
    built_as = own if own.exists() else _earlier_package(shares) or own
    skipped = later(built_as)
    found: list[Taught] = []
    for path, notes in decks.items():
        if path.name not in skipped and shares[path] < _SAME_TALK:
            found += (note for note in notes if not _is_said(note, talk))
    return tuple(found)


def _decks_beside(own: Path) -> dict[Path, tuple[Taught, ...]]:
    """Return the other packages of flashdeck in the folder of a package, each with the words that it teaches.

    Packages that do not teach words are left out.
    """
    decks = {}
    for path in sorted(own.parent.glob("*.apkg")):
        notes = tuple(_taught_in(path)) if path != own else ()
        if notes:
            decks[path] = notes
    return decks


def _share_said(notes: Collection[Taught], talk: str) -> float:
    return sum(_is_said(note, talk) for note in notes) / len(notes)


def _is_said(note: Taught, talk: str) -> bool:
    """Return whether a talk contains the sentence of a note. Return False if the note has no sentence."""
    return bool(note.sentence) and note.sentence in talk


def _letters_by_language(lines: Iterable[str]) -> str:
    """Return the letters of all Chinese lines, followed by the letters of all English lines.

    The lines of a language are joined, because a different file of the same talk may divide its lines at other points.
    """
    chinese, english = list[str](), list[str]()
    for letters in map(_letters, lines):
        side = chinese if count_han(letters) else english
        side.append(letters)
    return "\n".join(("".join(chinese), "".join(english)))


def _earlier_package(shares: Mapping[Path, float]) -> Path | None:
    """Return the package that was probably made from this talk under a different name; None if there is no such package.

    `shares` maps each package to the share of its sentences that occur in this talk. The package with the largest share is
    returned, if this share is more than half.
    """
    fitting = [path for path, share in shares.items() if share > _PROBABLY_SAME_TALK]
    return max(fitting, key=lambda path: (shares[path], path.name), default=None)


def _taught_in(path: Path) -> Iterator[Taught]:
    """Yield the words that a package teaches.

    Do not yield words if the package cannot be read, or if it was not made by flashdeck.
    """
    from flashdeck.known.anki_notes import read_package

    try:
        notes = read_package(path)
    except InputError:  # a file of another program in the output folder must not stop a build
        return
    if all(is_ours(table) for table in notes.tables):
        for table in notes.tables:
            yield from taught_words(table)
