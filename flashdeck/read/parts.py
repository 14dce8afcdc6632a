"""Find the parts of a document that hold the talk, and leave out the summaries and notes beside them.

A document may have a summary, then the whole talk in Chinese, then the whole talk in English. The headings show which part is
which; the rows of `read/data/parts.tsv` are the headings that are known.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from flashdeck.language.rules import read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Language

SUMMARY = "summary"
"""The code of the notice about a text beside the talk."""
OUTSIDE = "read.left-out.outside-talk"
_AROUND = re.compile(r"^[\W\d_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")
# The headings of parts are believed only if the parts together have at least this share of the document's text in the rarer
# language (chosen by hand).
_MOST = 0.5
_MOST_PARTS = 2
"""If more parts than this number have the same language, the headings are labels of paragraphs (chosen by hand)."""

_FEW = 0.2  # a section is in one language if at most this share of it is in the other language (chosen by hand)

Kind = Literal["part-zh", "part-en", "part", "summary"]
_LANGUAGES: dict[Kind, Language] = {"part-zh": "zh", "part-en": "en"}


class DocumentSection(NamedTuple):
    """A heading with the text below it, up to the next heading.

    `level` is 1 for the highest heading, and 0 for the text before the first heading. `zh` and `en` are the lengths of the text
    in each language, in English letters.
    """

    level: int
    title: str
    zh: int
    en: int


class SectionRole(NamedTuple):
    """What a section is: a part of the talk, or a text beside the talk.

    `left_out` is the id of the rule by which the section is left out; None if the section is kept. `language` is the language of
    the part to which the section belongs; None if the part may have both languages.
    """

    left_out: str | None = None
    language: Language | None = None


class _Heading(NamedTuple):
    kind: Kind | None
    rule: str


_load_headings = Lazy(lambda: [(rule, re.compile(rule.condition)) for rule in read_rules("flashdeck.read", "parts.tsv")])
_NO_HEADING = _Heading(None, "")
_TALK = SectionRole()


def heading_kind(title: str) -> _Heading:
    """Return the kind of section that a heading names, and the id of the rule that recognised the heading.

    >>> heading_kind("## 中文文稿："), heading_kind("The old bridge")
    (_Heading(kind='part-zh', rule='read.part.zh-in-chinese'), _Heading(kind=None, rule=''))
    """
    from flashdeck.chinese.scripts import simplified

    plain = _SPACES.sub(" ", _AROUND.sub("", title)).casefold()
    bare = plain if plain.isascii() else simplified(plain)
    found = next((rule for rule, pattern in _load_headings() if pattern.fullmatch(bare)), None)
    return _Heading(cast("Kind", found.key), found.id) if found else _NO_HEADING


def section_roles(sections: Sequence[DocumentSection]) -> list[SectionRole]:
    """Return the role of each section of a document."""
    headings = [heading_kind(section.title) if section.title else _NO_HEADING for section in sections]
    inside = _parts(sections, headings)
    roles = [SectionRole(language=_LANGUAGES.get(kind)) if kind else SectionRole(OUTSIDE) for kind in inside]
    if _are_the_talk(sections, roles, headings):
        return roles
    return _without_summaries(sections, headings)


def _parts(sections: Sequence[DocumentSection], headings: Sequence[_Heading]) -> list[Kind | None]:
    """Return for each section the kind of the part to which it belongs; None if it is outside the parts.

    A part ends at the heading of another part, and at the next heading of the same or a higher level. If there is no text below
    the heading of a part yet, the part does not end at a heading that names neither a part nor a summary.
    """
    found: list[Kind | None] = []
    current: Kind | None = None
    level, has_text = 0, False
    for section, heading in zip(sections, headings, strict=True):
        if heading.kind in ("part", "part-zh", "part-en"):
            current, level, has_text = heading.kind, section.level, False
        elif section.level <= level and (has_text or heading.kind == "summary"):
            current = None
        has_text = has_text or _has_text(section)
        found.append(current)
    return found


def _are_the_talk(sections: Sequence[DocumentSection], roles: Sequence[SectionRole], headings: Sequence[_Heading]) -> bool:
    """Tell whether the parts that the headings name hold the talk.

    They do if they have text in both languages, if they have at least half of the document's text in the rarer language, and if
    at most two parts are in the same language.
    """
    kinds = [heading.kind for heading in headings]
    if max(kinds.count("part-zh"), kinds.count("part-en")) > _MOST_PARTS:
        return False
    kept = _sizes([section for section, role in zip(sections, roles, strict=True) if not role.left_out])
    whole = _sizes(sections)
    rarer = whole.index(min(whole))
    return min(kept) > 0 and kept[rarer] >= _MOST * whole[rarer]


def _sizes(sections: Sequence[DocumentSection]) -> tuple[int, int]:
    """Return the lengths of the Chinese and the English text of sections."""
    return sum(section.zh for section in sections), sum(section.en for section in sections)


def _without_summaries(sections: Sequence[DocumentSection], headings: Sequence[_Heading]) -> list[SectionRole]:
    """Leave out summaries at the beginning of a document, and summaries in one language at its end.

    A summary between other sections is a part of the talk. So is a summary in both languages at the end, where speakers often
    sum up.
    """
    rules = list(_summary_rules(sections, headings))
    talk = [at for at, section in enumerate(sections) if section.level and _has_text(section) and not rules[at]]
    roles = [_TALK] * len(sections)
    for at, rule in enumerate(rules):
        if rule and talk and (at < talk[0] or (at > talk[-1] and _is_in_one_language(sections[at]))):
            roles[at] = SectionRole(rule)
    return roles


def _has_text(section: DocumentSection) -> bool:
    return section.zh + section.en > 0


def _is_in_one_language(section: DocumentSection) -> bool:
    return min(section.zh, section.en) <= _FEW * (section.zh + section.en)


def _summary_rules(sections: Sequence[DocumentSection], headings: Sequence[_Heading]) -> Iterator[str]:
    """Yield for each section the id of the rule for the summary to which it belongs; "" if it is not in a summary."""
    rule, level = "", 0
    for section, heading in zip(sections, headings, strict=True):
        if heading.kind == "summary" and not (rule and section.level > level):
            rule, level = heading.rule, section.level
        elif rule and section.level <= level:
            rule = ""
        yield rule
