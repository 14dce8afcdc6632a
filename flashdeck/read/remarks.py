"""Find sentences about the transcript itself, which a program or an editor wrote around the talk: "Here is the full transcript:".

The forms are the rows of `read/data/remarks.tsv`. A line that has only such sentences is left out. From another line only these
sentences are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from flashdeck.language.rules import read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Line, Notice
from flashdeck.read.mark_patterns import load_read_classes

REMARK = "remark"
"""The code of the notice about a sentence that is left out."""
_LONGEST = 240  # a sentence with more characters than this number is part of the talk (chosen by hand)
_SENTENCE = re.compile(r"[^。！？!?.：:\n]*(?:[。！？!?：:]+[”’\"'）)】\]]*|[.]+(?=[\s\"'”)\]]|$)[\"'”)\]]*|[.]|$)\s*")
_TEXT = "⟨text⟩"
_WHOLE_LINES = "title-line"
"""The ids of rules that match a whole line, even if it has several sentences, end in this text: "read.remark.en-title-line"."""
_BRACKETED = re.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[)）\]】〕][。.]?")


class _Forms:
    """The patterns of one language for sentences about the transcript, one pattern for each rule.

    A quick test comes first: a sentence can match a pattern only if it has a typical word, such as "transcript".
    """

    def __init__(self, language: Language) -> None:
        classes = load_read_classes()
        text = _one_of(classes[f"transcript-words-{language}"])
        rules = [rule for rule in read_rules("flashdeck.read", "remarks.tsv") if rule.key == language]
        self._cue = re.compile(_one_of(classes[f"remark-cues-{language}"]))
        self._patterns = [(rule.id, re.compile(rule.condition.replace(_TEXT, text), re.IGNORECASE)) for rule in rules]

    def may_be_in(self, text: str) -> bool:
        """Tell whether a text has a word that is typical of sentences about the transcript."""
        return self._cue.search(text.casefold()) is not None

    def rule(self, text: str) -> str | None:
        """Return the id of the first form that matches a text from beginning to end. Return None if no form matches."""
        if len(text) > _LONGEST:
            return None
        return next((rule for rule, pattern in self._patterns if pattern.fullmatch(text)), None)


def _one_of(words: frozenset[str]) -> str:
    """Return a pattern that matches any of the words, the longest first. An underscore in a word means a space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered)).replace('_', ' ')})"


_load_acknowledgments = Lazy(
    lambda: re.compile(rf"\s*{_one_of(load_read_classes()['acknowledgments'])}[。！!.,，：:]?\s*", re.IGNORECASE)
)
_load_forms: dict[Language, Lazy[_Forms]] = {"zh": Lazy(partial(_Forms, "zh")), "en": Lazy(partial(_Forms, "en"))}


class _Part(NamedTuple):
    """A sentence of a line. `rule` is the id of the rule that matches a sentence about the transcript; None for the talk."""

    text: str
    rule: str | None


def remark_rule(text: str, language: Language) -> str | None:
    """Return the id of the rule by which a sentence is about the transcript. Return None if it belongs to the talk.

    >>> remark_rule("好的，这是根据您给的录音整理的文稿：", "zh"), remark_rule("The transcript was hard to read.", "en")
    ('read.remark.zh-here-is-for-you', None)
    """
    forms = _load_forms[language]()
    if not forms.may_be_in(text):
        return None
    if language == "zh":
        from flashdeck.chinese.scripts import simplified

        return forms.rule(simplified(_bare(text)))
    return forms.rule(_bare(text))


def _bare(text: str) -> str:
    """Return a text without the marks of a heading or a list before it."""
    return text.lstrip("#>*-•· \t").rstrip()


def without_remarks(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Notice, ...]]:
    """Leave out the sentences about the transcript.

    Returns the lines that are left, and a notice for each sentence that is left out.
    """
    kept, notices = list[Line](), list[Notice]()
    for line in lines:
        left, left_out = _without_remarks(line)
        notices += left_out
        if left is not None:
            kept.append(left)
    return tuple(kept), tuple(notices)


def _without_remarks(line: Line) -> tuple[Line | None, list[Notice]]:
    """Return a line without its sentences about the transcript, and their notices. The line is None if nothing is left."""
    if line.lang is None or not _load_forms[line.lang]().may_be_in(line.text):
        return line, []
    parts = list(_parts(line.text, line.lang))
    notices = [Notice(REMARK, line.number, part.text.strip(), rule=part.rule) for part in parts if part.rule]
    if not notices:
        return line, []
    left = "".join(part.text for part in parts if not part.rule).strip()
    return (replace(line, text=left) if left else None), notices


def _parts(text: str, language: Language) -> Iterator[_Part]:
    """Yield the sentences of a line. Words in brackets and a line with a title are one sentence.

    An acknowledgment ("Sure!") before a sentence about the transcript belongs to it.
    """
    whole = remark_rule(text, language)
    if whole and (whole.endswith(_WHOLE_LINES) or _BRACKETED.fullmatch(_bare(text))):
        yield _Part(text, whole)
        return
    lead = ""
    for match in filter(lambda found: found[0], _SENTENCE.finditer(text)):
        sentence = match[0]
        rule = remark_rule(sentence, language)
        if lead:
            yield _Part(lead, rule)
            lead = ""
        if rule is None and _load_acknowledgments().fullmatch(sentence):
            lead = sentence
        else:
            yield _Part(sentence, rule)
    if lead:
        yield _Part(lead, None)
