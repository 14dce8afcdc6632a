"""Dictation: the tone marks of words, the characters for a reading, or the spelling for a pronunciation."""

from random import Random
from unicodedata import normalize

from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.vocabulary import Entry
from flashdeck.model.pages import Run, plain_text

_TONE_MARKS = frozenset("\u0304\u0301\u030c\u0300")
_GAP_WIDTH = 5.0


def generate(material: Material, ledger: Ledger, chance: Random, most: int) -> tuple[Part, ...]:
    """Choose words for each kind of dictation that the readings allow."""
    if material.faces.study == "en":
        return (_part("spell", material, ledger, chance, most),)
    if material.faces.display.phonetic == "zhuyin":
        return (_part("characters", material, ledger, chance, most),)
    return (_part("tones", material, ledger, chance, most), _part("characters", material, ledger, chance, most))


def check(part: Part, material: Material) -> bool:
    """Tell whether prompt and answer are those of one word, which stands on the line named."""
    known = {(entry.lines[0], *_sides(part.lead, entry, material)) for entry in material.entries()}
    return all((item.line, plain_text(item.prompt).strip(), plain_text(item.answer)) in known for item in part.items)


def without_tones(reading: str) -> str:
    """Return pinyin without its tone marks; the dots of ü stay.

    >>> without_tones("lǜsè")
    'lüse'
    """
    bare = "".join(char for char in normalize("NFD", reading) if char not in _TONE_MARKS)
    return normalize("NFC", bare)


def _part(lead: str, material: Material, ledger: Ledger, chance: Random, most: int) -> Part:
    chosen: list[Item] = []
    for entry in tried(shuffled(material.entries(), chance)):
        prompt, answer = _sides(lead, entry, material)
        hint = entry.gloss if lead != "tones" else ""
        shown = (prompt, hint)
        has_tones = lead != "tones" or answer != prompt.partition(" ")[2]
        is_sure = bool(material.faces.reading(entry)) and not material.faces.word(entry).doubtful
        if len(chosen) < most and is_sure and has_tones and ledger.admits(shown, (answer,)):
            chosen.append(_item(lead, entry, material))
            ledger.enter(shown, (answer,))
    return Part(lead, tuple(chosen), most, columns=3)


def _sides(lead: str, entry: Entry, material: Material) -> tuple[str, str]:
    """Return what is shown of a word, and what is asked for."""
    written, reading = material.faces.written(entry), material.faces.reading(entry)
    if lead == "tones":
        return f"{written} {without_tones(reading)}", reading
    return reading, written


def _item(lead: str, entry: Entry, material: Material) -> Item:
    shown, answer = _sides(lead, entry, material)
    target, context = material.faces.target_lang, material.faces.context_lang
    is_tones = lead == "tones"
    hints = () if is_tones else ((Run(entry.gloss, context, role="quiet"),),)
    prompt = (Run(f"{shown} ", target if is_tones else None), Run("", target, role="gap", width=_GAP_WIDTH))
    return Item(entry.lines[0], prompt, (Run(answer, None if is_tones else target),), hints)
