"""Entries about words: [[term]] for the whole transcript, [[reading]] and [[gloss]] for one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flashdeck.edits.entries import EditEntry, Key, LineWordEntry, TomlValue
from flashdeck.edits.kinds import entry_values as values
from flashdeck.edits.kinds.entry_effects import WordEffect
from flashdeck.edits.kinds.entry_values import FILE_KEY, LINE_KEY, WordLevel
from flashdeck.edits.outcomes import Outcome, counted
from flashdeck.edits.targets import LOOKED_THROUGH, as_written, chinese_spans, is_chinese, is_in_sentence, is_word
from flashdeck.model import Annotated, Token

_MOST_SHOWN = 3  # maximum number of longer words in a message, such as 企业级 if the word of an entry is 企业


@dataclass(frozen=True, slots=True)
class TermEntry(EditEntry, WordEffect):
    """An entry that gives the segmentation, reading, gloss or level of a word in the whole transcript."""

    kind: ClassVar[str] = "term"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("text", values.text),
        Key("pinyin", values.pinyin, is_required=False),
        Key("gloss", values.text, is_required=False),
        Key("level", values.level, is_required=False),
    )
    example: ClassVar[Mapping[str, TomlValue]] = {
        "text": "强化学习",
        "pinyin": "qiáng huà xué xí",
        "gloss": "reinforcement learning",
        "level": "hsk6",
    }

    text: str
    pinyin: tuple[str, ...] = ()
    """One syllable for each Han character; empty if the entry does not have a reading."""
    gloss: str | None = None
    level: WordLevel | None = None

    def check(self) -> None:
        if self.pinyin:
            values.check_pinyin(self.pinyin, self.text)
        if self.level:
            values.check_level(self.level, self.text)

    @property
    def subject(self) -> tuple[str | int, ...]:
        return (self.text,)

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        lines = [item.sentence.line for item in annotated if self._is_token_of(item)]
        if lines:
            return Outcome(self, f"{self.text}: {self._effect()}, in {counted(len(lines), 'sentence')}", lines[0])
        containing = [item for item in annotated if self.text in _side(item, self.text)]
        return self._inside_longer_words(containing) if containing else self._not_found(annotated)

    def _is_token_of(self, item: Annotated) -> bool:
        return any(is_word(token, self.text) for token in _tokens(item, self.text))

    def _effect(self) -> str:
        parts = [" ".join(self.pinyin), self.gloss or ""]
        if self.level:
            parts.append(f"level {self.level.name}")
        return "; ".join(filter(None, parts)) or "segmented as one word"

    def _inside_longer_words(self, containing: Sequence[Annotated]) -> Outcome:
        words = [token.text for item in containing for token in _tokens(item, self.text) if self.text in token.text]
        longer = ", ".join(tuple(dict.fromkeys(words))[:_MOST_SHOWN]) or "other words"
        return Outcome(
            self,
            f"{self.text} occurs only inside {longer}, which is kept whole",
            containing[0].sentence.line,
            remedy="To divide the longer word, add a [[term]] for each of its parts.",
        )

    def _not_found(self, annotated: Sequence[Annotated]) -> Outcome:
        texts = (_side(item, self.text) for item in annotated[:LOOKED_THROUGH])
        similar = next(filter(None, (as_written(self.text, text) for text in texts)), None)
        shown = f" (“{similar}”)" if similar else ""
        remedy = f"Write the word as it is written in the transcript{shown}, or remove the entry."
        return Outcome(self, f"no sentence contains {self.text}", remedy=remedy)


@dataclass(frozen=True, slots=True)
class ReadingEntry(LineWordEntry, WordEffect):
    """An entry that gives the reading of a word in one line."""

    kind: ClassVar[str] = "reading"
    keys: ClassVar[tuple[Key, ...]] = (
        LINE_KEY,
        Key("text", values.text),
        Key("pinyin", values.pinyin),
        FILE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"line": 414, "text": "行代码", "pinyin": "háng dài mǎ"}

    pinyin: tuple[str, ...]
    """One syllable for each Han character."""

    def check(self) -> None:
        values.check_pinyin(self.pinyin, self.text)

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        own = [item for item in annotated if is_in_sentence(self, item.sentence)]
        is_read = any(True for item in own for _ in chinese_spans(self, item.sentence))
        return _line_outcome(self, own, f"read {' '.join(self.pinyin)}", is_applied=is_read)


@dataclass(frozen=True, slots=True)
class GlossEntry(LineWordEntry, WordEffect):
    """An entry that gives the gloss of a word in one line."""

    kind: ClassVar[str] = "gloss"
    keys: ClassVar[tuple[Key, ...]] = (
        LINE_KEY,
        Key("text", values.text),
        Key("gloss", values.text),
        FILE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"line": 216, "text": "推理", "gloss": "inference"}

    gloss: str

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        own = [item for item in annotated if is_in_sentence(self, item.sentence)]
        tokens = [token for item in own for token in _tokens(item, self.text)]
        is_glossed = any(token.gloss_from == "edits" and token.gloss == self.gloss for token in tokens)
        return _line_outcome(self, own, f"means {self.gloss}", is_applied=is_glossed)


def _line_outcome(entry: ReadingEntry | GlossEntry, own: Sequence[Annotated], effect: str, *, is_applied: bool) -> Outcome:
    """Return the outcome of an entry about a word in one line.

    `own`: the sentences that contain the line. `effect`: the words that describe the effect if the entry was applied.
    """
    if not own:
        problem = f"line {entry.line} is not part of any sentence"
        remedy = "Run `flashdeck inspect --stage align` to see whether the line was left out or has no translation."
        return Outcome(entry, problem, entry.line, remedy=remedy)
    if not is_applied:
        problem = f"line {entry.line} has no word “{entry.text}” after repair and segmentation"
        remedy = "Run `flashdeck inspect --stage annotate` and copy the word from its output."
        return Outcome(entry, problem, entry.line, remedy=remedy)
    return Outcome(entry, f"line {entry.line}: {entry.text} {effect}", entry.line)


def _tokens(item: Annotated, text: str) -> Sequence[Token]:
    """Return the tokens in which a word is searched for: Chinese tokens if it has a Han character, else English tokens."""
    return item.zh_tokens if is_chinese(text) else (*item.en_tokens, *item.en_phrases)


def _side(item: Annotated, text: str) -> str:
    """Return the line in which a word is searched for: the Chinese line if it has a Han character, else the English line."""
    return item.sentence.zh if is_chinese(text) else item.sentence.en
