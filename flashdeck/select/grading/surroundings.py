"""Collect the facts about a sentence that depend on the whole transcript, such as whether the sentence is a duplicate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashdeck.bilingual.adequacy import LengthRatios, adequacy
from flashdeck.bilingual.heard_names import HEARD, heard_names
from flashdeck.bilingual.languages import TRAITS
from flashdeck.bilingual.misspelt_names import misspelt_names
from flashdeck.language.repairs import begins_turn
from flashdeck.model import Annotated, Sentence, text_digest
from flashdeck.select.grading.sponsor import sponsor_reads


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """The facts about one sentence that depend on the whole transcript."""

    deviation: float
    """How unusual the ratio of the lengths of the two lines is in this transcript, as a robust z-score."""
    adequacy: float
    """The probability that the two lines say the same."""
    is_duplicate: bool = False
    """Whether an earlier sentence has the same text."""
    sponsor_rule: str = ""
    """The id of the rule that found the sponsor read to which the sentence belongs; empty if it does not belong to a read."""
    follows_open: bool = False
    """Whether the English line of the previous sentence lacks a final punctuation mark."""
    misspelt: Mapping[str, str] = field(default_factory=dict)
    """The misspelt names of the sentence, each with the id of the rule that found the name."""
    before: Annotated | None = None
    """The sentence before; None for the first sentence and for a clause."""


def sentence_contexts(annotated: Sequence[Annotated]) -> Iterator[SentenceContext]:
    """Yield the context of each sentence of a transcript."""
    sentences = [item.sentence for item in annotated]
    ratios = LengthRatios(sentences)
    sponsored = sponsor_reads(sentences)
    misspelt = [_wrong_names(item, found) for item, found in zip(annotated, misspelt_names(annotated), strict=True)]
    seen: set[str] = set()
    open_before = False
    for at, sentence in enumerate(sentences):
        names = _names(sentence)
        is_duplicate = not seen.isdisjoint(names)
        open_before = open_before and not begins_turn(sentence.en_verbatim)
        deviation = ratios.deviation(sentence)
        yield SentenceContext(
            deviation,
            adequacy(annotated[at], deviation),
            is_duplicate,
            sponsored.get(at, ""),
            open_before,
            misspelt[at],
            annotated[at - 1] if at else None,
        )
        seen.update(names)
        open_before = not TRAITS["en"].final.search(sentence.en)


def _wrong_names(item: Annotated, misspelt: Mapping[str, str]) -> Mapping[str, str]:
    return dict.fromkeys(heard_names(item), HEARD) | dict(misspelt)


def _names(sentence: Sentence) -> frozenset[str]:
    """Return the digests of a sentence by which duplicates are found.

    If a person corrected the sentence, these are the digests of the corrected text and of the original text.
    """
    if sentence.zh_as_read == sentence.zh:
        return frozenset({sentence.id})
    return frozenset({sentence.id, text_digest(sentence.zh_as_read)})
