"""The section with the vocabulary: a table of the words that the deck teaches, and a paragraph with all other new words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.passage.vocabulary import VocabularyEntry, sort_entries
from flashdeck.compose.wording import Bilingual
from flashdeck.model import Language, Token
from flashdeck.model.pages import Block, Column, Copy, PageTable, Paragraph, Run, Runs, quiet, strong

_OTHER_WORDS = Bilingual("其他生词", "Other new words")
_MOST_LINES = 2  # the maximum number of line numbers that are printed for a word
WORD_CLASSES: Mapping[str, Bilingual] = {
    "a": Bilingual("形", "adj."),
    "b": Bilingual("区别", "attr."),
    "c": Bilingual("连", "conj."),
    "d": Bilingual("副", "adv."),
    "f": Bilingual("方位", "loc."),
    "i": Bilingual("成语", "idiom"),
    "j": Bilingual("缩略", "abbr."),
    "l": Bilingual("短语", "phr."),
    "m": Bilingual("数", "num."),
    "n": Bilingual("名", "n."),
    "p": Bilingual("介", "prep."),
    "q": Bilingual("量", "mw."),
    "r": Bilingual("代", "pron."),
    "s": Bilingual("处所", "place"),
    "t": Bilingual("时间", "time"),
    "v": Bilingual("动", "v."),
    "z": Bilingual("状态", "desc."),
    "ADJ": Bilingual("形", "adj."),
    "ADP": Bilingual("介", "prep."),
    "ADV": Bilingual("副", "adv."),
    "INTJ": Bilingual("叹", "int."),
    "NOUN": Bilingual("名", "n."),
    "NUM": Bilingual("数", "num."),
    "PRON": Bilingual("代", "pron."),
    "VERB": Bilingual("动", "v."),
    "SCONJ": Bilingual("连", "conj."),
    "CCONJ": Bilingual("连", "conj."),
    "phrasal verb": Bilingual("动短", "phr. v."),
    "idiom": Bilingual("习语", "idiom"),
    "phrase": Bilingual("短语", "phr."),
    "adverbial": Bilingual("副短", "adv. phr."),
    "compound": Bilingual("名", "n."),
}
"""The abbreviations of word classes in textbooks.

The key of a Chinese word class is the first letter of its ICTCLAS tag. The key of an English word class is its UPOS tag, or
the kind of a phrase.
"""


class VocabularySection(HandoutSection):
    """The section with the new words of the passage.

    The option `--hide` leaves columns of the table on the student's copy empty, so that students can test themselves.
    """

    name = "vocabulary"
    title = Bilingual("生词", "Vocabulary")
    texts = (_OTHER_WORDS,)

    def has_content(self, draft: HandoutDraft) -> bool:
        return bool(draft.material.vocabulary.listed)

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        yield from VocabularyComposer(draft, copy).blocks()


@dataclass(frozen=True, slots=True)
class VocabularyComposer:
    """Composes the vocabulary section of the student's or the teacher's copy."""

    draft: HandoutDraft
    copy: Copy

    def blocks(self) -> Iterator[Block]:
        """Yield a table of the words that the deck teaches, and then a paragraph with the other new words."""
        vocabulary = self.draft.material.vocabulary
        if vocabulary.taught:
            yield self._table()
        if vocabulary.more:
            title = strong(self.draft.wording.text(_OTHER_WORDS))
            yield Paragraph((*title, Run(": "), *self._other_words()))

    @property
    def _hidden(self) -> tuple[str, ...]:
        """The columns that are left empty, so that students can test themselves. The teacher's copy shows all columns."""
        return self.draft.options.hidden if self.copy == "student" else ()

    def _sorted(self, entries: tuple[VocabularyEntry, ...]) -> tuple[VocabularyEntry, ...]:
        return sort_entries(entries, self.draft.options.sort, self.draft.material.renderer.reading)

    def _table(self) -> PageTable:
        """Return a table with a row for each word of the deck.

        A column in which all cells are empty is left out. But a column is kept if students write into it.
        """
        entries = self._sorted(self.draft.material.vocabulary.taught)
        to_fill_in = ("note", *self._hidden) if self.copy == "student" else ()
        columns: list[Column] = []
        cells_by_column: list[list[Runs]] = []
        for column in self._columns():
            cells = [column.cell(entry) for entry in entries]
            if any(cells) or column.key in to_fill_in:
                columns.append(Column(self.draft.wording.label(column.label), column.share))
                cells_by_column.append(cells)
        return PageTable(tuple(columns), tuple(zip(*cells_by_column, strict=True)))

    def _columns(self) -> tuple["_Column", ...]:
        side = self.draft.material.renderer.sides.target
        share = side.column_shares
        return (
            _Column("line", "line", share["line"], self._lines),
            _Column("word", "word", share["word"], self._word),
            _Column("pinyin", side.phonetic, share["reading"], self._reading),
            _Column("pos", "pos", share["pos"], self._word_class),
            _Column("level", "level", share["level"], self._level),
            _Column("gloss", "gloss", share["gloss"], self._meaning),
            _Column("note", "note", share["note"], _no_runs),
        )

    def _lines(self, entry: VocabularyEntry) -> Runs:
        return (Run(_numbers(entry.lines), role="number"),)

    def _word(self, entry: VocabularyEntry) -> Runs:
        renderer = self.draft.material.renderer
        return (Run(renderer.written(entry), renderer.target_lang, role="word"),)

    def _reading(self, entry: VocabularyEntry) -> Runs:
        renderer = self.draft.material.renderer
        reading = renderer.reading(entry)
        if "pinyin" in self._hidden or not reading:
            return ()
        doubt = "?" if renderer.word(entry).doubtful else ""
        return (Run(reading + doubt),)

    def _word_class(self, entry: VocabularyEntry) -> Runs:
        name = WORD_CLASSES.get(self.draft.material.renderer.sides.target.class_of(entry.token))
        return self.draft.wording.text(name) if name else ()

    def _level(self, entry: VocabularyEntry) -> Runs:
        return (Run(level_text(entry.token, entry.item.study), role="badge"),)

    def _meaning(self, entry: VocabularyEntry) -> Runs:
        if "gloss" in self._hidden:
            return ()
        renderer = self.draft.material.renderer
        lang = renderer.context_lang
        others = [Run(f"; {gloss} ({line})", lang, role="quiet") for gloss, line in entry.here]
        return (Run(renderer.meaning(entry), lang), *others)

    def _other_words(self) -> Iterator[Run]:
        """Yield the new words that the deck does not teach, each with its reading, its meaning and its line numbers."""
        renderer = self.draft.material.renderer
        for place, entry in enumerate(self._sorted(self.draft.material.vocabulary.more)):
            if place:
                yield Run("; ")
            yield Run(renderer.written(entry), renderer.target_lang, role="word")
            reading = "" if "pinyin" in self._hidden else renderer.reading(entry)
            if reading:
                yield Run(f" {reading}", role="quiet")
            if "gloss" not in self._hidden:
                yield Run(f" {entry.gloss}", renderer.context_lang)
            yield from quiet((Run(f" ({_numbers(entry.lines)})"),))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the vocabulary table. `key` is its name in `--hide`, and `label` is the key of its title in `LABELS`."""

    key: str
    label: str
    share: float
    cell: Callable[[VocabularyEntry], Runs]


def _no_runs(entry: VocabularyEntry) -> Runs:  # noqa: ARG001  the cells are empty, so that students can write into them
    return ()


def level_text(token: Token, study: Language) -> str:
    """Return the level of a word, as the word list writes it. If no list has the word, return the estimated level with a tilde.

    >>> level_text(Token("桥", 0, 1, level=4.6), "zh")
    '~5'
    """
    return token.listed or "~" + TRAITS[study].level_name(token.level)


def _numbers(lines: tuple[int, ...]) -> str:
    text = ", ".join(map(str, lines[:_MOST_LINES]))
    return text + "…" if len(lines) > _MOST_LINES else text
