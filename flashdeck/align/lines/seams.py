"""Decide whether an English sentence continues in the next line, or ends at the end of its line.

The first rule in `SEAM_RULES` whose condition is true decides; `align/data/seams.tsv` documents each rule.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flashdeck.align.word_classes import load_align_classes
from flashdeck.bilingual.languages import TRAITS
from flashdeck.lazy import Lazy

_STARTS_LOW = re.compile(r"(?:[-–—]+\s*)?[\"'“‘(]*[a-z]")
_STARTS_FIGURE = re.compile(r"[\"'“‘(]*[$€£]?\d")
_CAPITAL = re.compile(r"[\"'“‘(]*([A-Z]\w*(?:['’]t\b)?)")
_ZH_STOP = re.compile(r"[。.？?！!…，,；;：:、—\-][”’\"'）)》』」]*\s*$")


class _Patterns(NamedTuple):
    """Patterns compiled from the word classes in `align/data/classes.tsv`."""

    wants_more: re.Pattern[str]
    answered: re.Pattern[str]
    new_clause: re.Pattern[str]
    opener: re.Pattern[str]
    dangling: re.Pattern[str]


def _load_patterns() -> _Patterns:
    classes = load_align_classes()
    openers = _one_of(classes["line-openers"])
    connectors, subjects = _one_of(classes["clause-connectors"]), _one_of(classes["clause-openers"])
    return _Patterns(
        wants_more=re.compile(rf"\b{_one_of(classes['wants-more'])}\W*$"),
        answered=re.compile(rf"(.*\w)\s+{_one_of(classes['answers'])}[.!]$"),
        new_clause=re.compile(rf"(?:{connectors},?\s+)?{subjects}\b", re.IGNORECASE),
        opener=re.compile(rf"{openers},?"),
        dangling=re.compile(rf"[a-z,]\s+{openers}$"),
    )


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words. An underscore in a word means a space."""
    return f"(?:{'|'.join(sorted(words)).replace('_', ' ')})"


load_seam_patterns = Lazy(_load_patterns)


def wants_more(text: str) -> bool:
    """Tell whether a text ends in a word that cannot end a sentence: "Last year we moved to the".

    A preposition may end a sentence too ("where are you from"), but then a full stop follows it.
    """
    return bool(load_seam_patterns().wants_more.search(text))


def starts_capital(text: str) -> bool:
    """Tell whether a text begins with a capital letter."""
    return _CAPITAL.match(text) is not None


def starts_with_name(text: str) -> bool:
    """Tell whether a text begins with a name, and not with a word that is capitalised because it begins a sentence.

    >>> starts_with_name("Hamburg to Liverpool."), starts_with_name("No."), starts_with_name("That's right.")
    (True, False, False)
    """
    found = _CAPITAL.match(text)
    return found is not None and found[1].casefold().replace("’", "'") not in load_align_classes()["sentence-starts"]


# ---- the rules


class Seam(NamedTuple):
    """The boundary between two English lines: the text before the boundary and the text after it."""

    text: str
    following: str


def answer_then_new_clause(seam: Seam) -> bool:
    """Tell whether a listener's answer interrupts the sentence and the next line begins a new clause.

    Example: the text is "they finally opened the Yeah." and the next line is "We went home."
    """
    return answer_broke_in(seam) and load_seam_patterns().new_clause.match(seam.following) is not None


def answer_broke_in(seam: Seam) -> bool:
    """Tell whether the text ends in a listener's answer that interrupts the sentence.

    For example, in "they finally opened the Yeah." the sentence continues in the next line.
    """
    answered = load_seam_patterns().answered.match(seam.text)
    return answered is not None and wants_more(answered[1])


def final_mark(seam: Seam) -> bool:
    """Tell whether the text ends in a mark that ends a sentence."""
    return TRAITS["en"].final.search(seam.text) is not None


def starts_low(seam: Seam) -> bool:
    """Tell whether the next line starts with a lower-case letter."""
    return _STARTS_LOW.match(seam.following) is not None


def dangling_opener(seam: Seam) -> bool:
    """Tell whether the last word of the text is the first word of the next sentence: "nobody was there What"."""
    return load_seam_patterns().dangling.search(seam.text) is not None


def opener_alone(seam: Seam) -> bool:
    """Tell whether the text is only the first word of a sentence."""
    return load_seam_patterns().opener.fullmatch(seam.text) is not None


def figure_follows(seam: Seam) -> bool:
    """Tell whether the last word cannot end a sentence and the next line starts with a figure."""
    return wants_more(seam.text) and _STARTS_FIGURE.match(seam.following) is not None


def name_follows(seam: Seam) -> bool:
    """Tell whether the last word cannot end a sentence and the next line starts with a name."""
    return wants_more(seam.text) and starts_with_name(seam.following)


def always(_seam: Seam) -> bool:
    """Return True, because this rule is used if no rule before it applies."""
    return True


class SeamRule(NamedTuple):
    """A rule about the boundary between two English lines.

    If `holds` returns true for the boundary, the rule applies. `is_open` is true if the sentence then continues after the boundary.
    """

    id: str
    holds: Callable[[Seam], bool]
    is_open: bool


SEAM_RULES = (
    SeamRule("align.seam.answer-then-new-clause", answer_then_new_clause, is_open=False),
    SeamRule("align.seam.answer-broke-in", answer_broke_in, is_open=True),
    SeamRule("align.seam.final-mark", final_mark, is_open=False),
    SeamRule("align.seam.lower-case", starts_low, is_open=True),
    SeamRule("align.seam.dangling-opener", dangling_opener, is_open=True),
    SeamRule("align.seam.opener-alone", opener_alone, is_open=True),
    SeamRule("align.seam.figure-follows", figure_follows, is_open=True),
    SeamRule("align.seam.name-follows", name_follows, is_open=True),
    SeamRule("align.seam.capital", always, is_open=False),
)


def decide_seam(text: str, following: str) -> SeamRule:
    """Return the rule that decides whether an English sentence continues in the following text."""
    seam = Seam(text, following)
    return next(rule for rule in SEAM_RULES if rule.holds(seam))


def is_open_english(text: str, following: str) -> bool:
    """Tell whether an English sentence is not finished and the following text continues it.

    >>> is_open_english("We moved the archive from", "Hamburg."), is_open_english("We moved the archive", "Which one?")
    (True, False)
    """
    return decide_seam(text, following).is_open


def is_open_chinese(text: str) -> bool:
    """Tell whether a Chinese text ends without a punctuation mark.

    A comma counts as the end of a unit, because the English translation may have a full stop there.
    """
    return not _ZH_STOP.search(text)
