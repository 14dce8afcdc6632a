"""Draft a correction for each line that probably has an error.

Typical errors are a name that speech recognition misspelt, missing words, a number that was lost in translation, and a doubtful
reading. Each sign that is used here was checked on real lines. A short answer or a spoken fragment does not count as an error.
"""

import re
from collections.abc import Iterator, Sequence

from flashdeck.bilingual.figures import figures
from flashdeck.bilingual.heard_names import heard_names
from flashdeck.bilingual.languages import TRAITS
from flashdeck.bilingual.misheard_names import misheard_names
from flashdeck.bilingual.misspelt_names import right_names
from flashdeck.edits.entries import Draft, TomlValue, draft_values
from flashdeck.model import Graded, Line, Sentence, ZhToken
from flashdeck.model.reasons import Reason

_TAIL = re.compile(r"(?:\S+\s+){0,3}\S+\s*$")
_LARGE, _SMALL = 1e6, 1e3
_SAME = 0.01  # two figures count as the same if their ratio differs from 1 by less than this number
_UNITS = (1, 1e3, 1e6, 1e9)
_FILLER = re.compile(r"\s+(?:know|mean|guess)\b")  # in "we're you know" no word is missing, because "you know" is a filler
_NUMBER = re.compile(
    r"\$?\d[\d,.]*\d(?:\s?[kmb]n?\b|%)?|\$?\d+(?:\s?[kmb]n?\b|%)?|"
    r"\b(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|and)"
    r"[\s-]*)+(?:k\b)?",
    re.IGNORECASE,
)


def draft_corrections(graded: Sequence[Graded]) -> Iterator[Draft]:
    """Yield drafts of corrections for the lines of a talk that probably have an error, in the order of the lines.

    Advertising and duplicates are left out, because these lines do not need a correction.
    """
    annotated = [item.annotated for item in graded]
    for item, wrong, misheard in zip(graded, right_names(annotated), misheard_names(annotated), strict=True):
        if Reason.SPONSOR in item.reasons or Reason.DUPLICATE in item.reasons:
            continue
        sentence = item.annotated.sentence
        yield from _names(sentence, wrong)
        yield from _misheard(sentence, misheard, "the rest of the talk")
        yield from _misheard(sentence, heard_names(item.annotated), "the Chinese line")
        if Reason.NUMBERS_DIFFER in item.reasons:
            yield from _numbers(sentence)
        yield from _english(sentence)
        yield from _readings(item)


def _names(sentence: Sentence, wrong: dict[str, str | None]) -> Iterator[Draft]:
    for name, right in wrong.items():
        for line in _sources(sentence):
            if name in line.text:
                why = f"“{name}” looks like a misspelt name"
                if right:
                    why = f"the line has “{name}”, but the rest of the talk has “{right}”"
                yield _mend(sentence, line, name, right or name, why)


def _misheard(sentence: Sentence, misheard: dict[str, str], place: str) -> Iterator[Draft]:
    for heard, meant in misheard.items():
        for line in (line for line in _english_lines(sentence) if heard in line.text):
            yield _mend(sentence, line, heard, meant, f"“{heard}” sounds like “{meant}”, which {place} has")


def _numbers(sentence: Sentence) -> Iterator[Draft]:
    """Yield a draft of a correction if the English line has a number that the Chinese line lacks.

    If there are several such numbers, the draft corrects the largest one.
    """
    zh = figures(sentence.zh, "zh")
    found = [(max(own), line, said) for line, said, own in _numbers_said(sentence) if not _shared(own, zh)]
    shared = _shared(figures(sentence.en, "en"), zh)
    if max(shared, default=0.0) >= _LARGE:  # "nine" in "nine or ten billion" is not the figure 9, so small figures are ignored
        found = [entry for entry in found if entry[0] >= _SMALL]
    if found:
        _, line, said = max(found, key=lambda entry: entry[0])
        yield _mend(sentence, line, said, said, f"the number in the Chinese line is not “{said}”; correct the wrong number")


def _numbers_said(sentence: Sentence) -> Iterator[tuple[Line, str, tuple[float, ...]]]:
    """Yield the numbers in the English lines: the line, the words of the number, and the figures that the words mean."""
    for line in _english_lines(sentence):
        for number in _NUMBER.finditer(line.text):
            said = number[0].strip()
            own = figures(said, "en")
            if own:
                yield line, said, own


def _shared(figures_one: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return the figures of `figures_one` that are also in `others`."""
    return [one for one in figures_one if any(_says_the_same(one, other) for other in others)]


def _says_the_same(one: float, other: float) -> bool:
    """Tell whether two figures are the same, or differ only by a factor of a thousand, a million or a billion.

    In "nine or ten billion", "nine" means nine billion.
    """
    ratio = max(one, other) / min(one, other)
    return any(abs(ratio - unit) < _SAME * unit for unit in _UNITS)


def _english(sentence: Sentence) -> Iterator[Draft]:
    """Yield a draft of a correction if words are missing in the English line, or if the line breaks off."""
    patterns = TRAITS["en"].patterns
    for line in _english_lines(sentence):
        garbled = patterns["garbled"].search(line.text)
        if garbled and garbled[0] in sentence.en and not _FILLER.match(line.text, garbled.end()):
            yield _mend(
                sentence, line, garbled[0], garbled[0], f"“{garbled[0]}”: words are missing here, or two speakers were mixed"
            )
            return
    last = sentence.pairs[-1].en_source[-1]
    if patterns["broken"].search(sentence.en) and (tail := _TAIL.search(last.text)):
        said = tail[0].strip()
        yield _mend(sentence, last, said, said, "the line breaks off; complete it, or leave it out with [[skip]]")


def _readings(item: Graded) -> Iterator[Draft]:
    sentence = item.annotated.sentence
    for token in item.annotated.zh_tokens:
        if token.doubtful:
            yield _reading(sentence, token)


def _reading(sentence: Sentence, token: ZhToken) -> Draft:
    line = next((line for line in _sources(sentence) if token.text in line.text), sentence.pairs[0].zh_source[0])
    values: dict[str, TomlValue] = {"line": line.number, "text": token.text, "pinyin": " ".join(token.pinyin)}
    why = f"{token.text} has several readings, and the right reading is not certain; accept this reading or correct it"
    return Draft("reading", draft_values(values, line.file), why, _shown(sentence), rule=token.reading_rule)


def _mend(sentence: Sentence, line: Line, find: str, replace: str, why: str) -> Draft:
    values: dict[str, TomlValue] = {"line": line.number, "find": find, "replace": replace}
    return Draft("mend", draft_values(values, line.file), why, _shown(sentence), is_open=find == replace)


def _english_lines(sentence: Sentence) -> Iterator[Line]:
    return (line for pair in sentence.pairs for line in pair.en_source)


def _sources(sentence: Sentence) -> Iterator[Line]:
    return (line for pair in sentence.pairs for line in (*pair.zh_source, *pair.en_source))


def _shown(sentence: Sentence) -> tuple[tuple[int, str], ...]:
    return tuple(dict.fromkeys((line.number, line.text) for line in _sources(sentence)))
