"""Say why sentences are on no card, and group them by the reason."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Graded, Language, Sentence
from flashdeck.model.reasons import Reason

_NO_END = "line.fragment.no-end"
_NO_MARK = "no final mark"
_NAMES: Mapping[Language, str] = {"zh": "Chinese", "en": "English"}
_REMEDIES: Mapping[str, str] = {
    Reason.FRAGMENT: "give a text with whole sentences",
    Reason.DISFLUENT: "give a text in which the speakers' stumbles are corrected",
    Reason.RATIO: "check that the lines translate each other",
    Reason.GARBLED: "check that the lines translate each other",
}


class RejectionGroup(NamedTuple):
    """Sentences that are on no card for the same reason. `text` is the reason in words."""

    reason: Reason
    text: str
    items: tuple[Graded, ...]


def rejection_groups(rejected: Iterable[Graded]) -> list[RejectionGroup]:
    """Return the sentences in groups by their first reason, the largest group first."""
    groups: dict[tuple[Reason, str], list[Graded]] = {}
    for item in rejected:
        reason = _first_reason(item)
        groups.setdefault((reason, _text(reason, item)), []).append(item)
    found = [RejectionGroup(reason, text, tuple(items)) for (reason, text), items in groups.items()]
    return sorted(found, key=lambda group: -len(group.items))


def remedy_for(groups: Iterable[RejectionGroup]) -> str:
    """Return advice against the most frequent reasons, in a few words. Example: "try another --level or a longer text"."""
    found = dict.fromkeys(filter(None, map(_remedy, groups)))
    return ", or ".join([*list(found)[:2], "try another --level or a longer text"])


def _remedy(group: RejectionGroup) -> str:
    if _NO_MARK in group.text:
        return "end the sentences in marks, 。 in Chinese and a full stop in English"
    return _REMEDIES.get(group.reason, "")


def _first_reason(item: Graded) -> Reason:
    if item.reasons:
        return Reason(item.reasons[0])
    return Reason.NOT_CHOSEN if item.unknown else Reason.NO_NEW_WORD


def _text(reason: Reason, item: Graded) -> str:
    """Return a reason in words.

    If the reason is that a line does not have a final mark, the text also says in which language.
    """
    rules = dict(zip(item.reasons, item.reason_rules, strict=False))
    if rules.get(reason) != _NO_END:
        return reason.text
    lacking = " and ".join(_without_end(item.annotated.sentence))
    return f"{reason.text} ({_NO_MARK} in {lacking})" if lacking else reason.text


def _without_end(sentence: Sentence) -> Iterator[str]:
    texts: Mapping[Language, str] = {"zh": sentence.zh, "en": sentence.en}
    for language, text in texts.items():
        if not TRAITS[language].final.search(text):
            yield _NAMES[language]
