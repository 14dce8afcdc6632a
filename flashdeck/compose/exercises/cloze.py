"""Gap-fill: one word of a sentence is missing, and stands in the bank among others that fit no gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.faces import Piece
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.compose.handout.vocabulary import CONFIRMED, sense_words
from flashdeck.model import Token
from flashdeck.model.pages import Run, Runs, plain_text

_FEWEST, _MOST = 4, 40  # tokens of a sentence with a gap
_GAP_WIDTH = 5.0
_NEAR = 1.5  # levels between an answer and a word that is there to mislead
_GAPS_A_DISTRACTOR = 3


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap that could be: a word in one piece of a line."""

    line: PassageLine
    piece: Piece

    @property
    def token(self) -> Token:
        return self.piece.unit

    @property
    def answer(self) -> str:
        return self.piece.shown.text

    @property
    def secrets(self) -> tuple[str, ...]:
        """The answer, and the word that it is a form of."""
        return tuple(dict.fromkeys((self.answer, self.token.headword)))


def generate(material: Material, ledger: Ledger, chance: Random, most: int, *, spared: int = 0) -> Part:
    """Choose the gaps, words of the deck first, and fill the bank; `spared`: so many words are left to other exercises."""
    ceiling = min(most, max(1, len(material.entries()) - spared))
    chosen: list[_Gap] = []
    for gap in tried(_in_order(material, chance)):
        if len(chosen) == ceiling:
            break
        if _may_stand(gap, chosen, material, ledger):
            chosen.append(gap)
            ledger.enter(_shown(gap, material), gap.secrets, gap.line)
    items = tuple(_item(gap, material) for gap in shuffled(chosen, chance))
    bank = (*(gap.answer for gap in chosen), *_distractors(chosen, material, ledger, chance))
    return Part("cloze", items, most, bank=tuple(shuffled(bank, chance)))


def check(part: Part, material: Material) -> bool:
    """Tell whether the key put into the gaps gives the lines of the text, and each answer stands once in the bank."""
    answers = [plain_text(item.answer) for item in part.items]
    refilled = (
        "".join(answer if run.role == "gap" else run.text for run in item.prompt)
        for item, answer in zip(part.items, answers, strict=True)
    )
    whole = all(text == material.target(material.line(item.line)).text for text, item in zip(refilled, part.items, strict=True))
    prompts = [plain_text(item.prompt) for item in part.items]
    return whole and all(
        part.bank.count(word) == 1 and not any(word in prompt for prompt in prompts) for word in (*part.bank, *answers)
    )


def _in_order(material: Material, chance: Random) -> list[_Gap]:
    """Return all gaps that could be: words of the deck first, of these those said on few lines, else by chance."""
    taught = {entry.headword for entry in material.vocabulary.taught}
    places = {entry.headword: len(entry.lines) for entry in material.vocabulary.listed}
    mixed = shuffled(_gaps(material), chance)
    return sorted(mixed, key=lambda gap: (gap.token.headword not in taught, places[gap.token.headword] > 1))


def _gaps(material: Material) -> Iterator[_Gap]:
    wanted = {entry.headword for entry in material.entries()}
    for line in material.passage.lines[1:-1]:
        tokens = line.graded.tokens
        if not line.is_sound or not _FEWEST <= sum(token.kind != "mark" for token in tokens) <= _MOST:
            continue
        shown = material.target(line)
        for piece in shown.pieces:
            is_sure = piece.is_whole and piece.unit.gloss_from in CONFIRMED
            if is_sure and piece.unit.headword in wanted and shown.text.count(piece.shown.text) == 1:
                yield _Gap(line, piece)


def _may_stand(gap: _Gap, chosen: Sequence[_Gap], material: Material, ledger: Ledger) -> bool:
    apart = all(sense_words(gap.token).isdisjoint(sense_words(other.token)) for other in chosen)
    return apart and ledger.is_free(gap.line) and ledger.admits(_shown(gap, material), gap.secrets)


def _prompt(gap: _Gap, material: Material) -> Runs:
    shown = material.target(gap.line)
    around = (shown.text[: gap.piece.shown.start], shown.text[gap.piece.shown.end :])
    before, after = (Run(text, shown.lang) for text in around)
    return tuple(run for run in (before, Run("", shown.lang, role="gap", width=_GAP_WIDTH), after) if run.text or run.width)


def _clue(gap: _Gap, material: Material) -> Run:
    context = material.context(gap.line)
    return Run(context.text, context.lang, role="quiet")


def _shown(gap: _Gap, material: Material) -> tuple[str, ...]:
    return (plain_text(_prompt(gap, material)), _clue(gap, material).text)


def _item(gap: _Gap, material: Material) -> Item:
    answer = (Run(gap.answer, material.faces.target_lang),)
    return Item(gap.line.number, _prompt(gap, material), answer, ((_clue(gap, material),),))


# ---- words that fit no gap


def _distractors(gaps: Sequence[_Gap], material: Material, ledger: Ledger, chance: Random) -> Iterator[str]:
    """Yield words of the talk: part of speech and level as an answer's, a sense that no gap asks for, in no gap's sentence."""
    wanted = -(-len(gaps) // _GAPS_A_DISTRACTOR)
    taken = set[str]().union(*(sense_words(gap.token) for gap in gaps))
    said = " ".join(text.casefold() for gap in gaps for text in _shown(gap, material))
    for piece in tried(shuffled(_words_of(material), chance)):
        token, word = piece.unit, piece.shown.text
        senses = sense_words(token)
        fits = any(_is_like(token, gap.token) for gap in gaps) and senses.isdisjoint(taken)
        if not wanted or not fits or any(sense[:5] in said for sense in senses) or not ledger.admits((), (word,)):
            continue
        ledger.enter((), (word,))
        taken |= senses
        wanted -= 1
        yield word


def _words_of(material: Material) -> Iterator[Piece]:
    """Yield the words of the talk that stand in one piece, each at its first place."""
    seen: set[str] = set()
    for item in material.talk:
        for piece in material.faces.target(item).pieces:
            unit = piece.unit
            if unit.headword not in seen and unit.kind == "word" and piece.is_whole and unit.gloss_from in CONFIRMED:
                seen.add(unit.headword)
                yield piece


def _is_like(token: Token, answer: Token) -> bool:
    same_size = abs(len(token.text) - len(answer.text)) <= max(1, len(answer.text) // 2)
    same_class = (token.pos or "")[:1] == (answer.pos or "")[:1] and token.headword != answer.headword
    return same_class and same_size and abs(token.level - answer.level) <= _NEAR and len(token.text) > 1
