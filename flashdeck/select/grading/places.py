"""What the whole talk says of one sentence: how long its translation is beside the others, whether it was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.lexicon.lengths import length_deviations
from flashdeck.lexicon.traits import TRAITS
from flashdeck.model import Annotated
from flashdeck.select.grading.names import misspelt_names
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
        yield Place(deviations[at], sentence.id in seen, at in sponsored, open_before, misspelt[at])
        seen.add(sentence.id)
        open_before = not TRAITS["en"].final.search(sentence.en)
