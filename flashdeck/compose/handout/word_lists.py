"""The vocabulary as a table, and the other new words in a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.display import word_class
from flashdeck.compose.exercises.exercise import Material
from flashdeck.compose.handout.passage_text import quiet
from flashdeck.compose.handout.vocabulary import Entry, sort_entries
from flashdeck.compose.handout.wording import Wording
from flashdeck.model import EnToken, Language, Token, ZhToken
from flashdeck.model.pages import Block, Column, Paragraph, Run, Runs, Sort, Table

# As textbooks abbreviate them; Chinese by the first letter of the tag (ICTCLAS), English by its UPOS.
_CLASSES = {
    "a": ("形", "adj."),
    "b": ("区别", "attr."),
    "c": ("连", "conj."),
    "d": ("副", "adv."),
    "f": ("方位", "loc."),
    "i": ("成语", "idiom"),
    "j": ("缩略", "abbr."),
    "l": ("短语", "phr."),
    "m": ("数", "num."),
    "n": ("名", "n."),
    "p": ("介", "prep."),
    "q": ("量", "mw."),
    "r": ("代", "pron."),
    "s": ("处所", "place"),
    "t": ("时间", "time"),
    "v": ("动", "v."),
    "z": ("状态", "desc."),
    "ADJ": ("形", "adj."),
    "ADP": ("介", "prep."),
    "ADV": ("副", "adv."),
    "INTJ": ("叹", "int."),
    "NOUN": ("名", "n."),
    "NUM": ("数", "num."),
    "PRON": ("代", "pron."),
    "VERB": ("动", "v."),
    "SCONJ": ("连", "conj."),
    "CCONJ": ("连", "conj."),
    "phrasal verb": ("动短", "phr. v."),
    "idiom": ("习语", "idiom"),
    "phrase": ("短语", "phr."),
    "adverbial": ("副短", "adv. phr."),
    "compound": ("名", "n."),
}

# Of the width of the table: English words and their IPA are long, Chinese glosses short.
_SHARES: dict[Language, dict[str, float]] = {
    "zh": {"line": 0.08, "word": 0.14, "reading": 0.18, "pos": 0.1, "level": 0.09, "gloss": 0.28, "note": 0.13},
    "en": {"line": 0.08, "word": 0.2, "reading": 0.2, "pos": 0.14, "level": 0.09, "gloss": 0.17, "note": 0.12},
}


@dataclass(frozen=True, slots=True)
class ListComposer:
    """Composes the vocabulary; `hidden` columns are left empty for a self-test, `has_notes` leaves room to write."""

    material: Material
    wording: Wording
    sort: Sort
    hidden: tuple[str, ...] = ()
    has_notes: bool = True

    def blocks(self) -> Iterator[Block]:
        """Yield the table of the deck's words, then the others."""
        vocabulary = self.material.vocabulary
        if vocabulary.taught:
            yield self._table()
        if vocabulary.more:
            title = tuple(Run(run.text, run.lang, role="strong") for run in self.wording.title("more"))
            yield Paragraph((*title, Run(": "), *self._row()))

    def _sorted(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return sort_entries(entries, self.sort, self.material.faces.reading)

    def _table(self) -> Table:
        """Return the words of the deck, a row each; a column without any content is left out, unless it is hidden."""
        entries = self._sorted(self.material.vocabulary.taught)
        cells = [(column, [column.cell(entry) for entry in entries]) for column in self._columns()]
        empty = ("note", *self.hidden) if self.has_notes else self.hidden
        kept = [(column, cell) for column, cell in cells if any(cell) or column.key in empty]
        rows = tuple(zip(*(cell for _, cell in kept), strict=True))
        return Table(tuple(Column(self.wording.label(column.label), column.share) for column, _ in kept), rows)

    def _columns(self) -> tuple["_Column", ...]:
        faces = self.material.faces
        phonetic = "ipa" if faces.study == "en" else "zhuyin" if faces.display.phonetic == "zhuyin" else "pinyin"
        share = _SHARES[faces.study]
        return (
            _Column("line", "line", share["line"], lambda entry: (Run(_numbers(entry.lines), role="number"),)),
            _Column("word", "word", share["word"], lambda entry: (Run(faces.written(entry), faces.target_lang, role="word"),)),
            _Column("pinyin", phonetic, share["reading"], self._reading),
            _Column("pos", "pos", share["pos"], lambda entry: self._class(entry.token)),
            _Column("level", "level", share["level"], lambda entry: (Run(level_text(entry.token), role="badge"),)),
            _Column("gloss", "gloss", share["gloss"], self._meaning),
            _Column("note", "note", share["note"], lambda _: ()),
        )

    def _reading(self, entry: Entry) -> Runs:
        reading = self.material.faces.reading(entry)
        if "pinyin" in self.hidden or not reading:
            return ()
        doubt = "?" if self.material.faces.word(entry).doubtful else ""
        return (Run(reading + doubt),)

    def _class(self, token: Token) -> Runs:
        zh, en = _CLASSES.get(word_class(token) if isinstance(token, ZhToken) else token.pos or "", ("", ""))
        return self.wording.pair(zh, en) if zh else ()

    def _meaning(self, entry: Entry) -> Runs:
        if "gloss" in self.hidden:
            return ()
        lang = self.material.faces.context_lang
        here = tuple(Run(f"; {gloss} ({line})", lang, role="quiet") for gloss, line in entry.here)
        return (Run(self.material.faces.meaning(entry), lang), *here)

    def _row(self) -> Iterator[Run]:
        """Yield the other new words, run in: word, reading, meaning, line."""
        faces = self.material.faces
        for place, entry in enumerate(self._sorted(self.material.vocabulary.more)):
            yield Run("; " if place else "")
            yield Run(faces.written(entry), faces.target_lang, role="word")
            reading = "" if "pinyin" in self.hidden else faces.reading(entry)
            if reading:
                yield Run(f" {reading}", role="quiet")
            if "gloss" not in self.hidden:
                yield Run(f" {entry.gloss}", faces.context_lang)
            yield from quiet((Run(f" ({_numbers(entry.lines)})"),))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column to be: its name, the label of its title, its share of the width, and what stands in it for a word."""

    key: str
    label: str
    share: float
    cell: Callable[[Entry], Runs]


def level_text(token: Token) -> str:
    """Return a word's level as its list prints it; an estimate carries a tilde.

    >>> level_text(Token("桥", 0, 1, level=4.6))
    '~5'
    """
    if token.listed:
        return token.listed
    return "~" + TRAITS["en" if isinstance(token, EnToken) else "zh"].level_name(token.level)


def _numbers(lines: tuple[int, ...]) -> str:
    most = 2
    return ", ".join(map(str, lines[:most])) + ("…" if len(lines) > most else "")
