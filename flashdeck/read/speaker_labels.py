"""Find the names of speakers before the text of a line, or on a line above it.

A label is cut off only if the whole file shows that it is a name, because a sentence such as "Note: the harbor closes." begins
like the line of a speaker. The kinds of evidence are listed in `SPEAKER_RULES` and documented in `data/marks.tsv`.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.language.sounds import sound_rule
from flashdeck.model import Language
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import (
    COLON_BEHIND_NAME,
    NAME_FORMS,
    NAME_IN_BRACKETS,
    ROLE,
    ROLE_BEHIND_TIME,
    TIME_BEHIND_NAME,
    Marked,
    is_clock,
    load_mark_patterns,
    seconds,
)

NAMED_BY_FORMAT = "read.speaker.named-by-format"
# a name with a time is searched for only in this number of characters at the beginning of a line (chosen by hand)
_LONGEST_LABEL = 120
# Recurring labels are names if more than this share of the lines begins with such labels. Labels that are alone on a line are
# names if more than this share of them is already known as names (chosen by hand).
_LEAST_SHARE = 0.6
_LEAST_CHANGES = 0.7  # speakers take turns if at least this share of labels differs from the label before (chosen by hand)
_LEAST_TURNS = 4  # turns are recognised only in a file with at least this number of labels (chosen by hand)
_ORDINAL = re.compile(r"\d{1,4}|[A-Za-z]|[ivxIVX]{1,5}|[一二三四五六七八九十百零〇]{1,4}")


@dataclass(frozen=True, slots=True)
class _Label:
    """A possible name before a text. `rest` is the text after the name; it is empty if the label is alone on its line."""

    name: str
    start: float | None
    rest: str
    rules: tuple[str, ...]
    in_brackets: bool = False


def name_speakers(lines: Sequence[Marked], named: Collection[str] = ()) -> list[Marked]:
    """Return all lines, with speakers' names moved from the text to `speaker`.

    A line that holds only a name becomes a heading without text. `named` are the speakers that the format names.
    """
    labels = [_label_of(line) for line in lines]
    speakers = find_speakers(labels, lines)
    speakers |= dict.fromkeys(named, NAMED_BY_FORMAT)
    found = []
    for line, label in zip(lines, labels, strict=True):
        if label and label.name in speakers:
            found.append(_with_speaker(line, label, speakers[label.name]))
        else:
            found.append(line)
    return found


def _with_speaker(line: Marked, label: _Label, rule: str) -> Marked:
    start = line.start if label.start is None else label.start
    rules = (*line.rules, *label.rules, rule)
    return line._replace(text=label.rest, start=start, speaker=label.name, heads=not label.rest, rules=rules)


# ---- labels


def _label_of(line: Marked) -> _Label | None:
    """Return the possible name at the beginning of a line: "Mei: Yes.", "Mei (00:10): Yes.", "### Mei:", "Mei 00:10"."""
    bare = line.text.lstrip("*_#> ")
    head = bare[:_LONGEST_LABEL]
    label = _label_with_time(bare, head) or _label_with_colon(bare, head) or _label_in_brackets(bare, head)
    if label is None and line.start is not None and load_mark_patterns()[ROLE].fullmatch(head):
        # a word that is not a role may be part of the text after the time
        return _Label(head, line.start, "", (ROLE_BEHIND_TIME, ROLE))
    return label


def _label_with_time(bare: str, head: str) -> _Label | None:
    time = load_mark_patterns()[TIME_BEHIND_NAME].search(head)
    if time is None or not is_clock(time["start"]):
        return None
    name = head[: time.start()].strip("*_ ")
    form = _name_form(name)
    if form is None:
        return None
    rest = bare[time.end() :].lstrip(":： *_").strip()
    if time["open"] or time["start"].count(":") == 2 or not rest:
        return _Label(name, seconds(time["start"]), rest, (TIME_BEHIND_NAME, form))
    return None


def _label_with_colon(bare: str, head: str) -> _Label | None:
    label = load_mark_patterns()[COLON_BEHIND_NAME].match(head)
    if label is None:
        return None
    name = label["name"].strip("*_ ")
    form = _name_form(name)
    if form is None:
        return None
    return _Label(name, None, bare[label.end() :].lstrip("*_ ").strip(), (COLON_BEHIND_NAME, form))


def _label_in_brackets(bare: str, head: str) -> _Label | None:
    """Return the name in brackets at the beginning of a line: "(Mei) Yes." The label of a sound is not a name."""
    label = load_mark_patterns()[NAME_IN_BRACKETS].match(head)
    if label is None:
        return None
    name = (label["square"] or label["corner"] or label["round"]).strip("*_ ")
    form = _name_form(name)
    rest = bare[label.end() :].lstrip("*_ ").strip()
    if form is None or not rest or _is_ordinal(name) or sound_rule(name):
        return None
    return _Label(name, None, rest, (NAME_IN_BRACKETS, form), in_brackets=True)


def _is_ordinal(name: str) -> bool:
    """Tell whether a text in brackets counts items, such as (1), (b) or （三）, and is therefore not a name."""
    return _ORDINAL.fullmatch(name) is not None


def _name_form(text: str) -> str | None:
    """Return the id of the first rule in `NAME_FORMS` that matches a text; None if the text does not look like a name."""
    patterns = load_mark_patterns()
    return next((form for form in NAME_FORMS if patterns[form].fullmatch(text)), None)


# ---- which labels are names


class _LabelEvidence:
    """The labels of a file, and how often each label occurs."""

    def __init__(self, of_lines: Sequence[_Label | None], lines: Sequence[Marked]) -> None:
        labels = [label for label in of_lines if label]
        self.labels = labels
        self.of_lines = of_lines
        self.counts = Counter(label.name for label in labels)
        self.timed = Counter(label.name for label in labels if label.start is not None)
        self.roles = {name for name, count in self.counts.items() if _is_role(name, count)}
        self._lines = lines

    def lines_in(self, language: Language) -> int:
        return sum(language_of(line.text) == language for line in self._lines)

    def names_in(self, language: Language, labels: Iterable[_Label]) -> list[str]:
        """Return the names of the labels that are in the language `language`, in the order of the labels."""
        return [label.name for label in labels if language_of(label.name) == language]


def _is_role(name: str, count: int) -> bool:
    """Tell whether a label is a role with a number, or a role that occurs more than once."""
    role: re.Match[str] | None = load_mark_patterns()[ROLE].fullmatch(name)
    return role is not None and (bool(role["number"]) or count > 1)


def timed_twice(evidence: _LabelEvidence, _known: Collection[str]) -> Collection[str]:
    """Return the labels that occur with a time at least twice."""
    return [name for name, count in evidence.timed.items() if count > 1]


def roles_with_time(evidence: _LabelEvidence, _known: Collection[str]) -> Collection[str]:
    """Return the roles that occur with a time."""
    return evidence.roles & evidence.timed.keys()


def recurring_roles(evidence: _LabelEvidence, _known: Collection[str]) -> Collection[str]:
    """Return all roles among the labels, if at least two labels of the file are roles."""
    count = sum(evidence.counts[name] for name in evidence.roles)
    return evidence.roles if count > 1 else ()


def turn_takers(evidence: _LabelEvidence, _known: Collection[str]) -> Collection[str]:
    """Return the labels that occur more than once and that seem to be names of speakers.

    Each language is judged separately. Its recurring labels are returned if most lines begin with such a label, or if nearly
    every label differs from the label before it. The language of a label is that of the name, and then that of the line: a
    Chinese line may begin with "Greg：".
    """
    recurring = [label for label in evidence.labels if evidence.counts[label.name] > 1]
    found = list[str]()
    for language in ("zh", "en"):
        names = evidence.names_in(language, recurring)
        if _are_turns(names, evidence.lines_in(language)):
            found += names
        beside = [label.name for label in recurring if language_of(label.rest) == language]
        if _are_turns(beside, evidence.lines_in(language)):
            found += beside
    return found


def _are_turns(names: Sequence[str], lines: int) -> bool:
    """Tell whether most lines of a language begin with the recurring labels, or the labels take turns."""
    changes = sum(one != other for one, other in pairwise(names))
    takes_turns = len(names) >= _LEAST_TURNS and changes >= _LEAST_CHANGES * (len(names) - 1)
    return takes_turns or len(names) > max(2, _LEAST_SHARE * lines)


def labelled_in_both(evidence: _LabelEvidence, _known: Collection[str]) -> Collection[str]:
    """Return names in brackets that begin two neighbouring lines in different languages, such as "(Mei) Yes." and （梅）对."""
    found = list[str]()
    for one, other in pairwise(evidence.of_lines):
        if one and other and one.in_brackets and other.in_brackets and _are_two_languages(one.rest, other.rest):
            found += (one.name, other.name)
    return found


def _are_two_languages(one: str, other: str) -> bool:
    return {language_of(one), language_of(other)} == {"zh", "en"}


def names_above_turns(evidence: _LabelEvidence, known: Collection[str]) -> Collection[str]:
    """Return the labels that are alone on a line, if most such labels of the same language are names already known."""
    alone = [label for label in evidence.labels if not label.rest]
    found = list[str]()
    for language in ("zh", "en"):
        names = evidence.names_in(language, alone)
        count = sum(name in known for name in names)
        if len(names) >= _LEAST_TURNS and count > _LEAST_SHARE * len(names):
            found += names
    return found


_NamesBy = Callable[[_LabelEvidence, Collection[str]], Collection[str]]
SPEAKER_RULES: tuple[tuple[str, _NamesBy], ...] = (
    ("read.speaker.time-twice", timed_twice),
    ("read.speaker.role-with-time", roles_with_time),
    ("read.speaker.roles", recurring_roles),
    ("read.speaker.turns", turn_takers),
    ("read.speaker.both-languages", labelled_in_both),
    ("read.speaker.above-turns", names_above_turns),
)
"""The rules that recognise names among labels: the id of each rule, and the function that returns the names.

The rules are applied in this order. A later rule may use the names that earlier rules found.
"""


def find_speakers(labels: Sequence[_Label | None], lines: Sequence[Marked]) -> dict[str, str]:
    """Return the labels that are speakers' names, each with the id of the first rule that recognised the name.

    `labels` has the label of each line; None for a line without a label.
    """
    evidence = _LabelEvidence(labels, lines)
    speakers: dict[str, str] = {}
    for rule, names_by in SPEAKER_RULES:
        found: Iterable[str] = names_by(evidence, speakers.keys())
        speakers = {**dict.fromkeys(found, rule), **speakers}
    return speakers
