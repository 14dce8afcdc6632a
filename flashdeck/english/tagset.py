"""Convert the CLAWS C5 tags of the British National Corpus to Universal POS tags.

The source for C5 is the BNC's guidelines to wordclass tagging (Leech and Smith, 2000). The source for UPOS is
universaldependencies.org/u/pos. As in the English treebanks, possessives are pronouns, verb particles are adpositions, and
ordinals and quantities are adjectives.
"""

from flashdeck.english.word_classes import word_class

UPOS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
CLOSED = word_class("closed_upos")
"""The closed parts of speech, such as determiners and conjunctions, to which new words are hardly ever added.

Their words are not taught on cards.
"""

_UPOS_OF = {
    "AJ0": "ADJ",
    "AJC": "ADJ",
    "AJS": "ADJ",
    "AT0": "DET",
    "AV0": "ADV",
    "AVP": "ADP",
    "AVQ": "ADV",
    "CJC": "CCONJ",
    "CJS": "SCONJ",
    "CJT": "SCONJ",
    "CRD": "NUM",
    "DPS": "PRON",
    "DT0": "DET",
    "DTQ": "PRON",
    "EX0": "PRON",
    "IN": "ADP",
    "ITJ": "INTJ",
    "NN": "NOUN",
    "NN0": "NOUN",
    "NN1": "NOUN",
    "NN2": "NOUN",
    "NP0": "PROPN",
    "ORD": "ADJ",
    "PNI": "PRON",
    "PNP": "PRON",
    "PNQ": "PRON",
    "POS": "PART",
    "PRF": "ADP",
    "PRP": "ADP",
    "TO0": "PART",
    "VM0": "AUX",
    "XX0": "PART",
    "ZZ0": "NOUN",
}


def upos_of(tag: str) -> str:
    """Return the part of speech of a C5 tag. The context of the word is not considered.

    >>> [upos_of(tag) for tag in ("NN2", "VVG", "VBZ", "PUN", "UNC")]
    ['NOUN', 'VERB', 'AUX', 'PUNCT', 'X']
    """
    if tag.startswith("VB"):
        return "AUX"
    if tag[:2] in ("VV", "VH", "VD"):
        return "VERB"
    return "PUNCT" if tag.startswith("PU") else _UPOS_OF.get(tag, "X")


def is_inflected(tag: str) -> bool:
    """Tell whether a C5 tag means that the word has an ending or is an irregular form."""
    return tag in ("NN2", "AJC", "AJS") or (tag[0] == "V" and tag[-1] in "DGNZ")
