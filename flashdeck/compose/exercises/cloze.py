"""Fill the gaps: one word of each sentence is missing. The bank has the missing words, and distractors that do not fit any gap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from flashdeck.compose.exercises.exercise import GAP_WIDTH, Exercise, ExerciseContext, ExerciseItem, ExercisePart
from flashdeck.compose.exercises.ledger import first_candidates, shuffled
from flashdeck.compose.language_sides import WordPiece
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.passage.vocabulary import CONFIRMED, sense_words
from flashdeck.compose.wording import Bilingual
from flashdeck.model import Token
from flashdeck.model.pages import Run, Runs, plain_text

# The numbers below were chosen by hand.
_FEWEST, _MOST = 4, 40  # the minimum and the maximum number of words of a sentence with a gap
_NEAR_LEVEL = 1.5  # the maximum difference between the level of a distractor and the level of an answer
_GAPS_A_DISTRACTOR = 3  # the bank has one distractor for every three gaps
# A word is not used as a distractor if one of its senses occurs in a sentence with a gap. To find other forms of a sense, too,
# only its first letters are searched for, at most this number: "const" finds "construct" and "construction".
_SENSE_PREFIX = 5


class ClozeExercise(Exercise):
    """The exercise in which students fill the gaps of sentences with words from a bank."""

    name = "cloze"
    title = Bilingual("选词填空", "Fill the gaps")
    instructions: ClassVar = {
        "cloze": Bilingual(
            "每空填一个词或短语，每个最多用一次，有的用不上。",
            "One word or phrase for each gap; each is used once at most, some are left over.",
        ),
    }

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose gaps, and fill the bank with the answers and the distractors. Words of the deck are chosen first."""
        material, ledger = context.material, context.ledger
        most = min(context.asked, max(1, len(material.confirmed_entries()) - context.reserved_words))
        chosen: list[_Gap] = []
        for gap in first_candidates(_gaps_in_order(material, chance)):
            if len(chosen) == most:
                break
            if _is_admitted(gap, chosen, context):
                chosen.append(gap)
                ledger.enter(gap.shown(material), gap.answers, gap.line)
        items = tuple(gap.item(material) for gap in shuffled(chosen, chance))
        answers = [gap.answer for gap in chosen]
        bank = shuffled((*answers, *_distractors(chosen, context, chance)), chance)
        return (ExercisePart("cloze", items, context.asked, bank=tuple(bank)),)


@dataclass(frozen=True, slots=True)
class _Gap:
    """A word of a line that may become a gap."""

    line: PassageLine
    piece: WordPiece

    @property
    def token(self) -> Token:
        return self.piece.unit

    @property
    def answer(self) -> str:
        return self.piece.shown.text

    @property
    def answers(self) -> tuple[str, ...]:
        """The texts that the handout must not show anywhere else: the missing word and its headword."""
        return tuple(dict.fromkeys((self.answer, self.token.headword)))

    def prompt(self, material: Material) -> Runs:
        """Return the sentence with the gap."""
        line, shown = material.target(self.line), self.piece.shown
        runs = (
            Run(line.text[: shown.start], line.lang),
            Run("", line.lang, role="gap", width=GAP_WIDTH),
            Run(line.text[shown.end :], line.lang),
        )
        return tuple(run for run in runs if run.text or run.width)

    def hint(self, material: Material) -> Run:
        """Return the translation of the sentence, which is shown as a hint."""
        context = material.context(self.line)
        return Run(context.text, context.lang, role="quiet")

    def shown(self, material: Material) -> tuple[str, str]:
        """Return all texts that the question shows: the sentence with the gap, and its translation."""
        return plain_text(self.prompt(material)), self.hint(material).text

    def item(self, material: Material) -> ExerciseItem:
        answer = (Run(self.answer, material.renderer.target_lang),)
        return ExerciseItem(self.line.number, self.prompt(material), answer, hints=((self.hint(material),),))


def _gaps_in_order(material: Material, chance: Random) -> list[_Gap]:
    """Return all gaps in the order in which they are tried.

    Words of the deck come before all other words. In both groups, a word that occurs in only one line comes before a word that
    occurs in several lines. Apart from this, the order is random.
    """
    taught = {entry.headword for entry in material.vocabulary.taught}
    line_counts = {entry.headword: len(entry.lines) for entry in material.vocabulary.listed}
    mixed = shuffled(_gaps(material), chance)
    return sorted(mixed, key=lambda gap: (gap.token.headword not in taught, line_counts[gap.token.headword] > 1))


def _gaps(material: Material) -> Iterator[_Gap]:
    """Yield the words of the passage that may become gaps. The first and the last line of the passage do not get a gap."""
    wanted = {entry.headword for entry in material.confirmed_entries()}
    for line in material.passage.lines[1:-1]:
        if not (line.is_sound and _has_good_length(line)):
            continue
        shown = material.target(line)
        for piece in shown.pieces:
            if piece.unit.headword in wanted and _is_certain(piece) and shown.text.count(piece.shown.text) == 1:
                yield _Gap(line, piece)


def _has_good_length(line: PassageLine) -> bool:
    words = sum(token.kind != "mark" for token in line.graded.tokens)
    return _FEWEST <= words <= _MOST


def _is_certain(piece: WordPiece) -> bool:
    return piece.is_whole and piece.unit.gloss_from in CONFIRMED


def _is_admitted(gap: _Gap, chosen: Sequence[_Gap], context: ExerciseContext) -> bool:
    """Tell whether a gap can be added to the exercise.

    Three conditions must be met. The word does not share a sense with the word of a gap in `chosen`. No exercise uses the line
    yet. The handout does not show the answer anywhere.
    """
    senses = sense_words(gap.token)
    has_own_senses = all(senses.isdisjoint(sense_words(other.token)) for other in chosen)
    return (
        has_own_senses and context.ledger.is_free(gap.line) and context.ledger.admits(gap.shown(context.material), gap.answers)
    )


# ---- distractors


def _distractors(gaps: Sequence[_Gap], context: ExerciseContext, chance: Random) -> Iterator[str]:
    """Yield distractors: words of the talk that resemble an answer and do not fit any gap.

    A distractor has the same part of speech and about the same level as one of the answers. It does not share a sense with any
    answer. None of its senses occurs in a sentence with a gap.
    """
    wanted = -(-len(gaps) // _GAPS_A_DISTRACTOR)
    taken = set[str]().union(*(sense_words(gap.token) for gap in gaps))
    sentences = " ".join(text.casefold() for gap in gaps for text in gap.shown(context.material))
    for piece in first_candidates(shuffled(_words_of_talk(context.material), chance)):
        if not wanted:
            break
        word, senses = piece.shown.text, sense_words(piece.unit)
        is_new = senses.isdisjoint(taken) and not _has_sense_in(sentences, senses)
        if not (is_new and _is_like_an_answer(piece.unit, gaps) and context.ledger.admits((), (word,))):
            continue
        context.ledger.enter((), (word,))
        taken |= senses
        wanted -= 1
        yield word


def _has_sense_in(sentences: str, senses: Iterable[str]) -> bool:
    return any(sense[:_SENSE_PREFIX] in sentences for sense in senses)


def _words_of_talk(material: Material) -> Iterator[WordPiece]:
    """Yield the words of the whole talk that may be distractors, each word at its first suitable occurrence.

    An occurrence is suitable if its gloss is confirmed, and if no other words separate the parts of the word.
    """
    seen: set[str] = set()
    for item in material.talk:
        for piece in material.renderer.target(item).pieces:
            unit = piece.unit
            if unit.headword not in seen and unit.kind == "word" and _is_certain(piece):
                seen.add(unit.headword)
                yield piece


def _is_like_an_answer(token: Token, gaps: Sequence[_Gap]) -> bool:
    return any(_is_like(token, gap.token) for gap in gaps)


def _is_like(token: Token, answer: Token) -> bool:
    """Tell whether a word resembles an answer: it has the same part of speech and about the same length and level."""
    has_same_length = abs(len(token.text) - len(answer.text)) <= max(1, len(answer.text) // 2)
    has_same_class = (token.pos or "")[:1] == (answer.pos or "")[:1] and token.headword != answer.headword
    return has_same_class and has_same_length and abs(token.level - answer.level) <= _NEAR_LEVEL and len(token.text) > 1
