"""The first section of the teacher's copy: everything that the teacher should check before class.

It lists doubtful readings, pairs, sentences and meanings, and tells which language was spoken and which is the translation.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.passage.vocabulary import VocabularyEntry
from flashdeck.compose.wording import Bilingual, Wording
from flashdeck.model import Original
from flashdeck.model.pages import Block, Copy, Paragraph, Points, Run, Runs
from flashdeck.model.reasons import Reason

_PAIR_FAULTS = frozenset({"ratio", "pair"})
_ORIGINALS: Mapping[Original, Bilingual] = {
    "en": Bilingual("英文是原文，中文是译文。", "English was spoken; the Chinese is a translation."),
    "zh": Bilingual("中文是原文，英文是译文。", "Chinese was spoken; the English is a translation."),
    "unknown": Bilingual(
        "不知道哪一种语言是原文；译文可能不如原文自然。",
        "It is not known which language was spoken; the translation may be less natural.",
    ),
}
_NOTHING = Bilingual("没有要检查的地方。", "Nothing in this passage is in doubt.")
_READINGS = Bilingual("读音要看一下：", "Readings to check:")
_PAIRS = Bilingual("中英文可能对不上的行：", "Lines whose two sides may not have the same meaning:")
_SENTENCES = Bilingual("句子可能不完整的行：", "Lines that may be damaged:")
_MEANINGS = Bilingual("词义要看一下：", "Meanings to check:")
_OTHER_SENSES = Bilingual("这里的意思可能和词表不同：", "Words that may mean something else here than the list says:")
_UNLISTED = Bilingual("词义不确定，没有列出：", "New words left out of the list, because their meaning here is not certain:")


class CheckSection(HandoutSection):
    """The section that lists doubts for the teacher.

    Every teacher's copy begins with this section, even if `--sections` does not name it.
    """

    name = "check"
    title = Bilingual("课前检查", "Check before class")
    texts = (*_ORIGINALS.values(), _NOTHING, _READINGS, _PAIRS, _SENTENCES, _MEANINGS, _OTHER_SENSES, _UNLISTED)

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield a sentence on which language was spoken, and a list of doubts.

        The list has one item for each kind of doubt, such as doubtful readings. An item names all words or lines in doubt.
        """
        wording = draft.wording
        yield Paragraph(wording.text(_ORIGINALS[draft.talk.original]))
        points = [_point(heading, places, wording) for heading, places in _doubts(draft.material, wording) if places]
        yield Points(tuple(points), boxes=True) if points else Paragraph(wording.text(_NOTHING))


def _doubts(material: Material, wording: Wording) -> Iterator[tuple[Bilingual, list[Runs]]]:
    """Yield for each kind of doubt its heading, and the words or lines that are in doubt."""
    lines, vocabulary = material.passage.lines, material.vocabulary
    unconfirmed = [entry for entry in vocabulary.taught if entry.token.gloss_from == "unconfirmed"]
    elsewhere = [entry for entry in vocabulary.taught if _is_meant_elsewhere(entry)]
    readings = [_doubtful_readings(line, material) for line in lines]
    yield _READINGS, [*chain.from_iterable(readings)]
    yield _PAIRS, [(Run(str(line.number)),) for line in lines if not _PAIR_FAULTS.isdisjoint(line.faults)]
    yield _SENTENCES, [_damaged(line, wording) for line in lines if _damage(line)]
    yield _MEANINGS, [_meaning(entry, material) for entry in unconfirmed]
    yield _OTHER_SENSES, [_meaning(entry, material) for entry in elsewhere]
    yield _UNLISTED, [_meaning(entry, material) for entry in vocabulary.unsure]


def _point(heading: Bilingual, places: Iterable[Runs], wording: Wording) -> Runs:
    listed = _joined(places, "; ")
    return (*wording.text(heading), Run(" "), *listed)


def _joined(places: Iterable[Runs], separator: str) -> list[Run]:
    """Join groups of runs (pieces of formatted text), with a separator between the groups."""
    found: list[Run] = []
    for place in places:
        if found:
            found.append(Run(separator))
        found += place
    return found


def _doubtful_readings(line: PassageLine, material: Material) -> Iterator[Runs]:
    target = material.target(line)
    side = material.renderer.sides.target
    for piece in target.pieces:
        if piece.shown.doubtful:
            reading = side.reading_to_check(piece.unit, piece.shown)
            yield (Run(piece.shown.text, target.lang), Run(f" {reading} ({line.number})"))


def _damage(line: PassageLine) -> list[str]:
    return [fault for fault in line.faults if fault not in _PAIR_FAULTS]


def _damaged(line: PassageLine, wording: Wording) -> Runs:
    reasons = _joined((wording.text(Bilingual(*Reason(fault).short)) for fault in _damage(line)), ", ")
    return (Run(f"{line.number} ("), *reasons, Run(")"))


def _is_meant_elsewhere(entry: VocabularyEntry) -> bool:
    """Tell whether the gloss of a word is confirmed, but only by lines outside the passage.

    If lines of the passage confirm a different meaning of the word, the result is False, because the handout shows this
    meaning, too.
    """
    return entry.token.gloss_from != "unconfirmed" and not (entry.is_meant_here or entry.here)


def _meaning(entry: VocabularyEntry, material: Material) -> Runs:
    """Return a word with its gloss, and the number of the first line of the passage that has the word."""
    renderer = material.renderer
    word = Run(renderer.written(entry), renderer.target_lang, role="strong")
    gloss = (Run(" "), Run(entry.gloss, renderer.context_lang)) if entry.gloss else ()
    return (word, *gloss, Run(f" ({entry.lines[0]})"))
