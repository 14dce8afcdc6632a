"""Dictation: students write the tone marks of a word, the characters for a reading, or the spelling for a pronunciation."""

from random import Random
from typing import ClassVar
from unicodedata import normalize

from flashdeck.compose.exercises.exercise import GAP_WIDTH, Exercise, ExerciseContext, ExerciseItem, ExercisePart
from flashdeck.compose.exercises.ledger import first_candidates, shuffled
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.vocabulary import VocabularyEntry
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Run

_TONE_MARKS = frozenset("\u0304\u0301\u030c\u0300")  # the combining marks of pinyin: macron, acute, caron, grave
_COLUMNS = 3
_PARTS = {"pinyin": ("tones", "characters"), "zhuyin": ("characters",), "ipa": ("spell",)}
"""The parts of the exercise, by the kind of reading that the handout shows.

With zhuyin there is no part on tones, because its tone marks are not combining characters that can be removed from a letter.
"""


class DictationExercise(Exercise):
    """The exercise in which students read a word and write its tones, or read a reading and write the word."""

    name = "dictation"
    title = Bilingual("拼音和汉字", "Sounds and writing")
    study_titles: ClassVar = {"en": Bilingual("听写", "Dictation")}
    instructions: ClassVar = {
        "tones": Bilingual("标出声调。", "Write the tone marks."),
        "characters": Bilingual("写出汉字。", "Write the characters."),
        "spell": Bilingual("写出单词。", "Write the words."),
    }
    word_share = 6

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose words for each part of the exercise. The parts depend on the kind of readings that the handout shows."""
        names = _PARTS[context.material.renderer.sides.target.phonetic]
        return tuple(_part(name, context, chance) for name in names)


def without_tones(reading: str) -> str:
    """Return pinyin without its tone marks. The dots of ü are kept.

    >>> without_tones("lǜsè")
    'lüse'
    """
    bare = "".join(char for char in normalize("NFD", reading) if char not in _TONE_MARKS)
    return normalize("NFC", bare)


def _part(name: str, context: ExerciseContext, chance: Random) -> ExercisePart:
    material, ledger = context.material, context.ledger
    chosen: list[ExerciseItem] = []
    for entry in first_candidates(shuffled(material.confirmed_entries(), chance)):
        if len(chosen) == context.half:
            break
        prompt, answer = prompt_and_answer(name, entry, material)
        shown = (prompt, entry.gloss if name != "tones" else "")
        if _is_certain(name, entry, material) and ledger.admits(shown, (answer,)):
            chosen.append(_item(name, entry, material))
            ledger.enter(shown, (answer,))
    return ExercisePart(name, tuple(chosen), context.half, columns=_COLUMNS)


def _is_certain(name: str, entry: VocabularyEntry, material: Material) -> bool:
    """Tell whether a part may ask for a word.

    The reading of the word must not be doubtful. For the part on tones, the reading must have at least one tone mark.
    """
    reading = material.renderer.reading(entry)
    if not reading or material.renderer.word(entry).doubtful:
        return False
    return name != "tones" or reading != without_tones(reading)


def prompt_and_answer(name: str, entry: VocabularyEntry, material: Material) -> tuple[str, str]:
    """Return the text that a part shows for a word, and the text that the student must write."""
    written, reading = material.renderer.written(entry), material.renderer.reading(entry)
    if name == "tones":
        return f"{written} {without_tones(reading)}", reading
    return reading, written


def _item(name: str, entry: VocabularyEntry, material: Material) -> ExerciseItem:
    shown, answer = prompt_and_answer(name, entry, material)
    target, context = material.renderer.target_lang, material.renderer.context_lang
    gap = Run("", target, role="gap", width=GAP_WIDTH)
    line = entry.lines[0]
    if name == "tones":
        return ExerciseItem(line, (Run(f"{shown} ", target), gap), (Run(answer),))
    hint = (Run(entry.gloss, context, role="quiet"),)
    return ExerciseItem(line, (Run(f"{shown} "), gap), (Run(answer, target),), hints=(hint,))
