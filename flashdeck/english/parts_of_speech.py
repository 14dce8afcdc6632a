"""From the built-in tagger's C5 tags to parts of speech and lemmas: what the neighbours say.

The model learned from the British National Corpus; the repairs are for what it cannot know: verbs that have since become nouns
as well, capitals, and where C5 does not tell what UPOS tells (a main verb "have" from an auxiliary, "that" as determiner).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.english.hanta import HanTagger
from flashdeck.english.lemmas import lemma_of
from flashdeck.english.tag_repairs import repair_tags
from flashdeck.english.tagset import is_inflected, upos_of

_NOMINAL = frozenset({"NN0", "NN1", "NN2", "NP0", "AJ0", "AJC", "AJS", "ORD", "CRD", "ZZ0", "NN", "UNC"})
_BETWEEN = frozenset({"XX0", "AV0"})  # may stand between an auxiliary and its verb
_SUBJECT = frozenset({"PNP", "PNI", "EX0", "DT0", "AT0", "DPS", "NN0", "NN1", "NN2", "NP0", "AJ0", "PNQ"})
_PARTICIPLES = frozenset({"VVN", "VVD", "VBN", "VHN", "VDN", "VHD", "VDD"})
_INFINITIVES = frozenset({"VVI", "VVB", "VBI", "VHI", "VHB", "VDI", "VDB"})
_CLAUSE_START = frozenset({"AVQ", "DTQ", "PNQ", "CJC", "CJS", "PUN", "PUQ", "ITJ", "AV0"})
_ALWAYS_ADJECTIVES = frozenset("own other same such several".split())
_COUNTED = frozenset({"NN0", "NN1", "NN2", "CRD", "PRF"})  # before these, and before "of", a quantity is no adverb
_QUANTITIES = frozenset("many much more most few fewer fewest less least enough little".split())
# What the model did not hear often enough, and a word that stands as it does.
_STAND_INS = {
    "wanna": "must",
    "kinda": "rather",
    "sorta": "rather",
    "mhm": "yes",
    "um": "oh",
    "uh": "oh",
    "hmm": "oh",
    "yep": "yes",
}
_SYMBOLS = frozenset("%$€£¥+=#&@°")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tagger says of one piece: part of speech (UPOS), lemma, and whether it is a past form (read: red)."""

    upos: str
    lemma: str
    past: bool = False


def read_pieces(tagger: HanTagger, pieces: Sequence[str]) -> list[Reading]:
    """Return what the built-in tagger makes of the pieces of a text."""
    words = [piece.replace("’", "'") for piece in pieces]
    tags = repair_tags(words, tagger.tags([_STAND_INS.get(word.casefold(), word) for word in words]), tagger)
    return [_reading(words, tags, at) for at in range(len(words))]


def _reading(words: Sequence[str], tags: Sequence[str], at: int) -> Reading:
    word, tag = words[at], tags[at]
    upos = _upos(words, tags, at)
    lemma = word.casefold() if tag == "DPS" else lemma_of(word, upos, inflected=is_inflected(tag))
    return Reading(upos, lemma, tag in ("VVD", "VVN"))


# ---- UPOS in context


def _upos(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    word, tag = words[at].casefold(), tags[at]
    following = tags[at + 1] if at + 1 < len(tags) else "PUN"
    if not any(map(str.isalnum, word)):
        return "SYM" if word in _SYMBOLS else "PUNCT"
    if word[0].isdigit():
        return "NUM"
    if tag[:2] in ("VB", "VH", "VD"):
        return "AUX" if _is_auxiliary(words, tags, at) else "VERB"
    if tag in ("DT0", "AV0") and (
        word in _ALWAYS_ADJECTIVES or (word in _QUANTITIES and (tag == "DT0" or following in _COUNTED))
    ):
        return "ADJ"
    if tag in ("DT0", "DTQ"):
        return "DET" if following in _NOMINAL else "PRON"
    return "NOUN" if tag == "UNC" or tag.startswith("PU") else upos_of(tag)


def _is_auxiliary(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Tell have and do beside a verb of their own from have and do as main verbs; be is a main verb in "there is" alone (UD)."""
    if tags[at].startswith("VB"):
        return not at or tags[at - 1] != "EX0"
    if tags[at] in ("VDG", "VDN", "VHN"):
        return False
    if "'" in words[at]:
        return True  # 've, 'd: a main verb is not shortened
    is_do = tags[at].startswith("VD")
    if is_do and tags[at + 1 : at + 2] == ["XX0"]:
        return True
    asks = not at or tags[at - 1] in _CLAUSE_START  # do you, have they: the subject stands between
    return _verb_follows(tags, at + 1, _INFINITIVES if is_do else _PARTICIPLES, _BETWEEN | _SUBJECT if asks else _BETWEEN)


def _verb_follows(tags: Sequence[str], at: int, wanted: frozenset[str], skipped: frozenset[str]) -> bool:
    while at < len(tags) and tags[at] in skipped:
        at += 1
    return at < len(tags) and tags[at] in wanted
