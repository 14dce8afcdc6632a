"""What the whole talk says of one sentence: how long its translation is beside the others, whether it was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.language.lengths import length_deviations
from flashdeck.language.traits import TRAITS
from flashdeck.model import Annotated, Sentence, text_digest
from flashdeck.select.grading.misspelt_names import misspelt_names
from flashdeck.select.grading.sponsor import sponsor_reads


@dataclass(frozen=True, slots=True)
class Place:
    """What the neighbourhood and the talk say of a sentence."""

    deviation: float
    is_duplicate: bool = False
    is_sponsor: bool = False
    follows_open: bool = False
    misspelt: tuple[str, ...] = ()


def places(annotated: Sequence[Annotated]) -> Iterator[Place]:
    """Yield the place of each sentence of a talk."""
    sentences = [item.sentence for item in annotated]
    deviations = length_deviations([(sentence.zh, sentence.en) for sentence in sentences])
    sponsored = sponsor_reads(sentences)
    misspelt = misspelt_names(annotated)
    seen: set[str] = set()
    open_before = False
    for at, sentence in enumerate(sentences):
        yield Place(deviations[at], not seen.isdisjoint(_names(sentence)), at in sponsored, open_before, misspelt[at])
        seen.update(_names(sentence))
        open_before = not TRAITS["en"].final.search(sentence.en)


def _names(sentence: Sentence) -> frozenset[str]:
    """Return what a sentence is known by: its text, and its text before a person mended it, which names its card."""
    return frozenset({sentence.id, sentence.id if sentence.zh_as_read == sentence.zh else text_digest(sentence.zh_as_read)})
