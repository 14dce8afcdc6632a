"""Gloss rules for English nouns for persons, and for adjectives that say what people feel: 制作人, 令人失望.

The rules are asked in the order of `flashdeck.bilingual.english_glosses`. `bilingual/data/english_glosses.tsv` documents each
of them with an example.
"""

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence
from flashdeck.bilingual.gloss_rules import GlossAnswer

_Asked = EnglishGlossEvidence
_Answer = GlossAnswer | None


def listed_person(asked: _Asked) -> _Answer:
    """Add the suffix for a person to the confirmed counterpart of a noun for a person: "filmmaker", 电影制作人."""
    return _answer(_with_person(asked)) if asked.is_confirmed else None


def linked_person(asked: _Asked) -> _Answer:
    """Add the suffix for a person to the unconfirmed counterpart of a noun for a person: "skier", 滑雪人."""
    return _answer(_with_person(asked))


def _with_person(asked: _Asked) -> str | None:
    classes = load_bilingual_classes()
    if asked.token.pos != "NOUN" or not asked.token.headword.endswith(tuple(classes["agent_endings"])):
        return None
    persons, after = classes["person_suffixes"], asked.word_after().text
    return asked.text + after if after in persons and asked.text[-1] not in persons else None


def listed_mover(asked: _Asked) -> _Answer:
    """Add 令人, 人 or a similar word to the confirmed counterpart of an adjective in -ing: "disappointing", 令人失望."""
    return _answer(_with_moved_people(asked)) if asked.is_confirmed else None


def linked_mover(asked: _Asked) -> _Answer:
    """Add 令人, 人 or a similar word to the unconfirmed counterpart of an adjective in -ing: "compelling", 吸引人."""
    return _answer(_with_moved_people(asked))


def _with_moved_people(asked: _Asked) -> str | None:
    if asked.token.pos != "ADJ" or not asked.token.text.endswith("ing"):
        return None
    classes = load_bilingual_classes()
    gloss = asked.text
    before, after = "".join(asked.words_before(2))[-2:], asked.word_after().text
    if before in classes["movers"]:
        gloss = before + gloss
    if after in classes["moved_persons"]:
        gloss += after
    return None if gloss == asked.text else gloss


def _answer(gloss: str | None) -> _Answer:
    return GlossAnswer(gloss) if gloss else None
