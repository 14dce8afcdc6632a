"""Discussion: questions about lines of the passage, and notes that a person wrote for cards.

Each kind of line has one general question. Example: all lines that give a cause have the same question. The rest of the exercise
consists of quotations from lines and notes.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import ClassVar

from flashdeck.compose.exercises.exercise import Exercise, ExerciseContext, ExerciseItem, ExerciseLook, ExercisePart
from flashdeck.compose.exercises.improve import is_worth_quoting
from flashdeck.compose.exercises.ledger import Ledger, first_candidates, shuffled
from flashdeck.compose.language_sides import language_of
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.wording import Bilingual
from flashdeck.model import Card
from flashdeck.model.pages import Question, Run, Runs, quiet

# For each kind of line, words that show the kind, in Chinese and English. The kinds are tried in this order.
_QUESTION = re.compile(r"[?？][”’\"'）)]*\s*$")
_OPINION = re.compile(
    r"我(?:认为|觉得|相信|想说|希望|担心)|应该|必须|不该|最好|"
    r"\b(?:I (?:think|believe|feel|hope|worry)|should|must|ought|have to|need to|better|best)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:如果|(?<!主)要是|假如|只要)(?![你我]们?(?:想|看|问|说))|\b(?:if|unless)\b(?! (?:you|we) (?:think|look|ask|say))",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"因为|由于|之所以|\b(?:because|that's why)\b", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"我们?[^，,。？?]{0,6}[见去听参加学住吃玩遇碰]过|"
    r"(?<!\w)(?:I|we)(?: (?:once|also|just|never))? (?:went|saw|met|used to|heard|lost|grew up)\b"
)
_GENERALIZATION = re.compile(
    r"很多|许多|有些|有的|各种|常常|往往|经常|\b(?:many|some|often|usually|every|always|different)\b", re.IGNORECASE
)
_SIGNS = {
    "question": _QUESTION,
    "opinion": _OPINION,
    "condition": _CONDITION,
    "cause": _CAUSE,
    "experience": _EXPERIENCE,
    "example": _GENERALIZATION,
}
_ANY_LINE = "explain"
_KINDS = (*_SIGNS, _ANY_LINE)


class DiscussExercise(Exercise):
    """The exercise with open questions about lines, and with notes that the class can talk about."""

    name = "discuss"
    title = Bilingual("讨论", "Discuss")
    instructions: ClassVar = {
        "notes": Bilingual("根据提示谈一谈。", "Talk about the notes."),
        "discuss": Bilingual("两人一组谈一谈。", "Talk about these lines in pairs."),
        "question": Bilingual("你怎么回答这个问题？", "What is your answer to this question?"),
        "opinion": Bilingual("你同意吗？为什么？", "Do you agree? Why?"),
        "condition": Bilingual("如果不是这样，会怎么样？", "What would happen otherwise?"),
        "cause": Bilingual("还可能有什么别的原因？", "What other reasons could there be?"),
        "experience": Bilingual("你有过类似的经历吗？", "Have you had a similar experience?"),
        "explain": Bilingual("用自己的话解释这句话。", "Explain this in your own words."),
        "example": Bilingual("举一个例子。", "Give an example."),
    }
    claim = "rest"
    is_open = True

    def fixed_texts(self, material: Material) -> tuple[str, ...]:
        """Return the notes, and the words that they explain.

        The handout always shows these texts, so they cannot be answers.
        """
        return tuple(text for _, word, note in _placed_notes(material) for text in (word, note) if text)

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Return two parts: one with all notes, and one with lines of different kinds to discuss."""
        return (_notes(context), _quoted_lines(context, chance))

    def question(self, item: ExerciseItem, number: int, look: ExerciseLook) -> Question:
        """Return a question that begins with the number of its line.

        If the question quotes a line or a word, the instruction or the note is printed below the quotation. Otherwise the
        instruction or the note follows the number on the same line.
        """
        line = (*look.wording.label("quoted", str(item.line)), Run(": "))
        below = item.hints
        if item.instruction:
            below = (look.wording.text(self.instructions[item.instruction]),)
        if item.prompt:
            return Question(number, (*quiet(line), *item.prompt), below)
        return Question(number, (*line, *below[0]), below[1:])


# ---- lines


def kind_of(text: str) -> str:
    """Return the kind of question that fits a line. It is a key of `DiscussExercise.instructions`.

    >>> kind_of("因为下雨，船不走了。"), kind_of("The boat stays in the harbor.")
    ('cause', 'explain')
    """
    for kind, sign in _SIGNS.items():
        if sign.search(text):
            return kind
    return _ANY_LINE


def _quoted_lines(context: ExerciseContext, chance: Random) -> ExercisePart:
    """Choose lines to discuss.

    A line of the kind that was chosen least often so far is chosen next. Among such lines, a line that no exercise uses is
    preferred.
    """
    material, ledger = context.material, context.ledger
    candidates = first_candidates(shuffled(material.passage.lines, chance))
    rest = [(line, kind_of(line.graded.target)) for line in candidates if is_worth_quoting(line, material)]
    chosen: list[tuple[PassageLine, str]] = []
    while rest and len(chosen) < context.half:
        best = min(rest, key=lambda candidate: _rank(candidate, chosen, ledger))
        rest.remove(best)
        line = best[0]
        shown = () if context.has_text else (material.target(line).text,)
        if ledger.has_text(line) and ledger.admits(shown):
            chosen.append(best)
            ledger.enter(shown)
    chosen.sort(key=lambda candidate: candidate[0].number)
    items = tuple(ExerciseItem(line.number, _quote(line, context), instruction=kind) for line, kind in chosen)
    return ExercisePart("discuss", items, context.half)


def _rank(candidate: tuple[PassageLine, str], chosen: list[tuple[PassageLine, str]], ledger: Ledger) -> tuple[int, bool, int]:
    line, kind = candidate
    of_the_kind = sum(other == kind for _, other in chosen)
    return of_the_kind, not ledger.is_free(line), _KINDS.index(kind)


def _quote(line: PassageLine, context: ExerciseContext) -> Runs:
    """Return the text of a line, which the question about the line quotes.

    If the handout has the section "text", the line is not quoted, because students find it there by its number. The result is
    then empty.
    """
    if context.has_text:
        return ()
    shown = context.material.target(line)
    return (Run(shown.text, shown.lang),)


# ---- notes that a person wrote


def _notes(context: ExerciseContext) -> ExercisePart:
    """Return the part with the notes that a person wrote for cards, in the order of the lines of the passage."""
    items = tuple(_note_item(number, word, note, context) for number, word, note in _placed_notes(context.material))
    return ExercisePart("notes", items, len(items))


def _note_item(number: int, word: str, note: str, context: ExerciseContext) -> ExerciseItem:
    """Return a note as an item of the exercise. The item quotes the word or the sentence that the note explains.

    A sentence is not quoted if the handout has the section "text", or if it contains the answer to a question.
    """
    material = context.material
    shown = material.target(material.line(number))
    prompt: Runs = ()
    if word:
        prompt = (Run(word, shown.lang, role="word"),)
    elif not context.has_text and context.ledger.admits((shown.text,)):
        prompt = (Run(shown.text, shown.lang),)
    lines = tuple((Run(text, material.renderer.lang(language_of(text))),) for text in note.splitlines())
    return ExerciseItem(number, prompt, hints=lines)


def _placed_notes(material: Material) -> list[tuple[int, str, str]]:
    """Return the notes in the order of their lines: for each note the number of its line, its word and its text.

    The word is empty for a note of a sentence card.
    """
    found = []
    for card in material.cards:
        note = card.note.strip()
        if note:
            found += [(number, word, note) for number, word in _places(card, material)]
    return sorted(found)


def _places(card: Card, material: Material) -> Iterator[tuple[int, str]]:
    """Yield the number of the line that a card belongs to, and the word that the card teaches.

    Nothing is yielded if the passage does not have such a line.

    A word card belongs to the first line of the passage that has the word. A sentence card belongs to the line with its
    sentence, and the word is empty.
    """
    if card.type == "word":
        for entry in material.vocabulary.taught:
            if entry.headword == card.targets[0]:
                yield entry.lines[0], material.renderer.written(entry)
        return
    for line in material.passage.lines:
        if line.graded is card.graded:
            yield line.number, ""
