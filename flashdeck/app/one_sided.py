"""Refuse a transcript that is nearly all in one language, and say how to get the other language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.model import Bitext, Language, Line, Transcript
from flashdeck.read.transcript import LANGUAGE_NAMES
from flashdeck.read.units import count_letters

# A transcript is refused if all of these conditions are true:
# - the shorter text, in one language, is less than _RARE times as long as the text in the other language;
# - less than the share _TRANSLATED of the longer text is in sound pairs;
# - at most _MOST_PAIRS pairs are sound.
# A pair is sound if its score is at least _SOUND. All numbers were chosen by hand.
_RARE, _TRANSLATED, _MOST_PAIRS, _SOUND = 0.3, 0.1, 5, 0.3


def one_sided_error(source: Path, transcript: Transcript, bitext: Bitext) -> InputError | None:
    """Return the error for a transcript that is nearly all in one language. Return None if enough of it is translated."""
    sizes = _sizes(transcript.lines)
    more = _larger(sizes)
    fewer: Language = "en" if more == "zh" else "zh"
    sound = [pair for pair in bitext.pairs if pair.score >= _SOUND]
    paired = _sizes(line for pair in sound for line in (*pair.zh_source, *pair.en_source))
    is_thin = sizes[fewer] < _RARE * sizes[more] and paired[more] < _TRANSLATED * sizes[more]
    if not is_thin or len(sound) > _MOST_PAIRS:
        return None
    counts = Counter(line.lang for line in transcript.lines)
    return InputError(
        f"{source}: nearly all of it is {LANGUAGE_NAMES[more]} ({counts[more]} lines of {LANGUAGE_NAMES[more]}, "
        f"{counts[fewer]} of {LANGUAGE_NAMES[fewer]}, {len(sound)} of which translate a line)",
        remedy=translation_remedy(source, LANGUAGE_NAMES[fewer]),
    )


def translation_remedy(source: Path, language: str) -> str:
    """Return what to do about a transcript that lacks the language called `language`."""
    numbered = f"run `flashdeck lines {source}`, which numbers the lines for a translator"
    return f"Name the file in {language} with --translation, or {numbered}."


def _larger(sizes: Mapping[Language | None, int]) -> Language:
    return "zh" if sizes["zh"] >= sizes["en"] else "en"


def _sizes(lines: Iterable[Line]) -> dict[Language | None, int]:
    """Return the length of the text in each language, in English letters."""
    sizes: dict[Language | None, int] = {"zh": 0, "en": 0, None: 0}
    for line in lines:
        if line.lang:
            sizes[line.lang] += count_letters(line.text, line.lang)
    return sizes
