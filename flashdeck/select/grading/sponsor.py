"""Find sponsor reads, which are advertising that hosts speak inside the conversation.

A cue is a phrase that is typical of a sponsor read, such as thanks to a sponsor, a promo code or a web address. The cues are
the rows of `select/data/sponsor.tsv`. If a web address contains the name of the sponsor, this name is a cue wherever it occurs.
A read ends with its last cue, or with the words that lead back to the talk. The first sentences of a read may have no cue.
These sentences are found by words that are more frequent in the read than in the rest of the talk.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flashdeck.language.rules import read_rules
from flashdeck.language.traits import JoinedTable
from flashdeck.lazy import Lazy
from flashdeck.model import Sentence

_BRAND = re.compile(r"\b([\w-]{4,})\.(?:com|ai|io|org|net|co|dev|app|example)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{5,}")
# Words of five or more letters that are common in every talk, so that they are not typical of a sponsor read.
_ANYWHERE = frozenset(
    "about actually after again always another because before being could doing every everything first going great having "
    "little maybe might never other people really right should since something still their there these thing things think "
    "those though through today under until using wanna gonna where whether which while without would years yourself".split()
)
# The first two numbers are based on three reads, which have 20, 11 and 9 pairs of lines. In these reads the distance between two
# cues is at most 9 pairs. In one of them, the name of the sponsor first occurs in the seventh pair.
_GAP = 10  # maximum number of sentences from one cue of a read to its next cue
_RUN_UP = 8  # maximum number of sentences of a read before its first cue
_LEAD = 1  # number of sentences that announce a read: "We'll be right back."

Cues = Mapping[int, str]
"""The indices of the sentences that have a cue, each with the id of the rule that found the cue."""


def _load_cues() -> dict[str, JoinedTable]:
    """Return for each key of `sponsor.tsv` (such as "sure" or "patron") the table of its cues."""
    rules = read_rules("flashdeck.select", "sponsor.tsv")
    return {key: JoinedTable(rule for rule in rules if rule.key == key) for key in dict.fromkeys(rule.key for rule in rules)}


load_cues = Lazy(_load_cues)


def sponsor_reads(sentences: Sequence[Sentence]) -> dict[int, str]:
    """Return the indices of the sentences in sponsor reads, each with the id of the rule that found the first cue."""
    texts = [f"{sentence.zh} {sentence.en_verbatim}" for sentence in sentences]
    plain = _plain_cues(texts)
    named = _named(texts, plain)
    places: dict[int, str] = {}
    for run in _runs(sorted({*plain, *named})):
        cues = [plain[place] for place in run if place in plain]
        if cues:  # the name of a sponsor alone does not show that a message of the sponsor is read aloud
            places |= dict.fromkeys(range(_first(texts, run), _last(texts, run) + 1), cues[0])
    return places


def _plain_cues(texts: Sequence[str]) -> Cues:
    """Return the sure cues, and the less sure cues that are near a cue of a different kind.

    A "patron" counts if it is near an "offer" or a sure cue. An "offer" counts if it is near a "patron" or a sure cue.
    """
    sure, patrons, offers = (_found(key, texts) for key in ("sure", "patron", "offer"))
    return {**_beside(offers, {*sure, *patrons}), **_beside(patrons, {*sure, *offers}), **sure}


def _found(key: str, texts: Sequence[str]) -> Cues:
    found = ((place, load_cues()[key].first(text)) for place, text in enumerate(texts))
    return {place: rule.id for place, rule in found if rule}


def _beside(cues: Cues, others: Iterable[int]) -> Cues:
    """Return the cues that are at most `_GAP` sentences away from one of the sentences with the indices `others`."""
    near = {place + offset for place in others for offset in range(-_GAP, _GAP + 1)}
    return {place: rule for place, rule in cues.items() if place in near}


def _named(texts: Sequence[str], plain: Iterable[int]) -> set[int]:
    """Return the indices of the sentences with a sponsor's name, which is known from a web address in a cue.

    If the web address is riverside.com, the sentences with Riverside or River Side are found. The name must have a capital.
    """
    brands = {brand.casefold() for place in plain for brand in _BRAND.findall(texts[place])}
    found: set[int] = set()
    for brand in brands:
        spaced = " ?".join(map(re.escape, brand[1:]))
        name = re.compile(rf"\b{re.escape(brand[0].upper())} ?(?i:{spaced})\b", re.ASCII)
        found |= {place for place, text in enumerate(texts) if name.search(text)}
    return found


def _runs(cues: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of the sentences with cues in groups, one group for each read."""
    run: list[int] = []
    for cue in cues:
        if run and cue - run[-1] > _GAP:
            yield run
            run = []
        run.append(cue)
    if run:
        yield run


def _first(texts: Sequence[str], run: Sequence[int]) -> int:
    """Return the index of the first sentence of a read.

    `run`: the indices of the sentences that have a cue of the read. The first sentences of a read may have no cue. So the
    sentences shortly before the first cue are searched for a word that is typical of the read, and the first sentence with such
    a word is taken. If there is no such sentence, the sentence with the first cue is taken. The read begins one sentence
    earlier, because this sentence usually announces the read.
    """
    earliest = max(0, run[0] - _RUN_UP)
    own = _typical_words(texts[run[0] : run[-1] + 1], [*texts[:earliest], *texts[run[-1] + 1 :]])
    first = next((place for place in range(earliest, run[0]) if own & _words(texts[place])), run[0])
    return max(0, first - _LEAD)


def _typical_words(read: Iterable[str], talk: Iterable[str]) -> set[str]:
    """Return the words that are typical of a read.

    A typical word occurs in two or more sentences of the read, and in more sentences of the read than of the rest of the talk.
    """
    counts, elsewhere = _counts(read), _counts(talk)
    return {word for word, count in counts.items() if count > max(1, elsewhere[word]) and word not in _ANYWHERE}


def _last(texts: Sequence[str], run: Sequence[int]) -> int:
    """Return the index of the last sentence of a message of a sponsor.

    A cue is a phrase that is typical of such a message. The last sentence is one that leads back to the talk shortly after the
    last cue. If there is no such sentence, it is the sentence with the last cue.
    """
    behind = range(run[-1] + 1, min(len(texts), run[-1] + 1 + _GAP))
    leads_back = load_cues()["back"]
    return next((place for place in behind if leads_back.first(texts[place])), run[-1])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text))


def _counts(texts: Iterable[str]) -> Counter[str]:
    """Count the texts in which each word occurs."""
    return Counter(word for text in texts for word in _words(text))
