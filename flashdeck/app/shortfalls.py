"""Say why a transcript gives no card, and warn if most of it was lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.model import Bitext, Graded, Notice, Selection
from flashdeck.model.reasons import reason_of
from flashdeck.write.rejections import RejectionGroup, rejection_groups, remedy_for

_LOST = ("unpaired", "language", "encoding", "row")
"""The codes of notices about lines of the talk that no card can have."""
_MOST = 0.5  # a warning is given if more than this share of the lines or pairs is lost (chosen by hand)
_MOST_REJECTED = 0.9  # a warning is given if more than this share of the sentences cannot be cards (chosen by hand)
_LISTED = 3  # maximum number of reasons in a message


def no_card_error(source: Path, levels: str, graded: Sequence[Graded]) -> InputError:
    """Return the error for a transcript that does not give any card. Its message has the most frequent reasons.

    `levels` names the learner's levels. `graded` has the sentences of the transcript, graded for the first language studied.
    """
    sentences = len(graded)
    groups = rejection_groups(graded)
    return InputError(
        f"{source}: none of the {sentences} sentences makes a card at {levels}; {_reasons(groups, sentences)}",
        remedy=f"{_capitalised(remedy_for(groups[:_LISTED]))}. `flashdeck preview {source} --rejected` shows the lines.",
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reasons(groups: Sequence[RejectionGroup], total: int) -> str:
    """Return the most frequent reasons with their counts: "5 of 6: not a whole sentence; 1 of 6: only agreement"."""
    shown = [f"{len(group.items)} of {total}: {group.text}" for group in groups[:_LISTED]]
    return "; ".join(shown)


def warnings(source: Path, bitext: Bitext, lines: int, selections: Sequence[Selection]) -> Iterator[str]:
    """Yield a warning for each stage in which most of a transcript was lost. `lines` is the number of its lines."""
    lost = Counter(notice.code for notice in bitext.notices if notice.code in _LOST)
    if lost.total() > _MOST * lines:
        yield (
            f"Warning: {lost.total()} of {lines} lines were left out ({_listed(lost)}). "
            f"`flashdeck inspect {source} --stage align` lists them."
        )
    doubtful = _count(bitext.notices, "doubtful")
    if doubtful > _MOST * len(bitext.pairs):
        yield f"Warning: {doubtful} of {len(bitext.pairs)} pairs are doubtful: their lines may not translate each other."
    for selection in selections:
        yield from _rejection_warning(source, selection)


def _rejection_warning(source: Path, selection: Selection) -> Iterator[str]:
    rejected = [item for item in selection.graded if item.reasons]
    total = len(selection.graded)
    if len(rejected) > _MOST_REJECTED * total:
        yield (
            f"Warning: {len(rejected)} of {total} sentences cannot be cards ({_reasons(rejection_groups(rejected), total)}). "
            f"`flashdeck preview {source} --rejected` shows them."
        )


def _count(notices: Sequence[Notice], code: str) -> int:
    return sum(notice.code == code for notice in notices)


def _listed(counts: Counter[str]) -> str:
    texts = ((count, reason_of(code)) for code, count in counts.most_common())
    return ", ".join(f"{count} {reason.text}" for count, reason in texts if reason)
