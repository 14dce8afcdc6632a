"""Gloss rules for English words: the Chinese counterpart is taken whole, or the word gets no gloss.

The rules are asked in the order of `flashdeck.bilingual.english_glosses`. `bilingual/data/english_glosses.tsv` documents each
of them with an example.
"""

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.counterpart_fit import fits_chinese, is_partial
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence
from flashdeck.bilingual.gloss_rules import NO_GLOSS, GlossAnswer

_Asked = EnglishGlossEvidence
_Answer = GlossAnswer | None


def person_without_suffix(asked: _Asked) -> _Answer:
    """Leave a noun for a person who does something without a gloss if its counterpart is a verb: 组织 is not "organizer"."""
    if asked.token.pos != "NOUN" or not asked.token.headword.endswith(tuple(load_bilingual_classes()["doer_endings"])):
        return None
    senses = asked.finder.senses_of(asked.text)
    return NO_GLOSS if senses and senses[0].startswith("to ") and not asked.says else None


def listed_whole(asked: _Asked) -> _Answer:
    """Take a longer dictionary word around the counterpart if it means the word: 亲爱的 for "dear", linked to 亲爱."""
    if asked.token.pos not in ("NOUN", "ADJ", "ADV"):
        return None
    before = asked.word_at(-1).text if asked.is_free(-1) else ""
    after = asked.word_at(1).text if asked.is_free(1) else ""
    wholes = (before + asked.text + after, asked.text + after, before + asked.text)
    found = (whole for whole in wholes if whole != asked.text and asked.finder.says(whole, asked.wanted.forms))
    whole = next(found, None)
    return GlossAnswer(whole) if whole else None


def attributive_form(asked: _Asked) -> _Answer:
    """Take a verb or noun with the affixes that make it the counterpart of an adjective: "scalable", 可扩展的."""
    if asked.token.pos != "ADJ" or asked.says or asked.tag[:1] not in ("v", "n"):
        return None
    classes = load_bilingual_classes()
    lead = asked.word_at(-1).text if asked.word_at(-1).text in classes["attributive_prefixes"] else ""
    suffix = asked.word_at(1).text if asked.word_at(1).text in classes["attributive_suffixes"] else ""
    if not (lead or suffix):
        return None
    particle = "的" if asked.word_at(2 if suffix else 1).text == "的" else ""
    return GlossAnswer(f"{lead}{asked.text}{suffix}{particle}")


def whole_compound(asked: _Asked) -> _Answer:
    """Take an unconfirmed counterpart of a noun with the unlinked noun after it: "chatbot", 聊天机器人."""
    if asked.token.pos != "NOUN" or asked.tag[:1] not in ("n", "v") or asked.is_confirmed or asked.is_usual:
        return None
    if asked.counterpart.is_distant or _is_partial(asked):
        return None
    is_compound = asked.is_free(1) and (asked.word_after().pos or "").startswith("n") and len(asked.word_after().text) > 1
    return GlossAnswer(asked.text + asked.word_after().text) if is_compound else None


def part_of_expression(asked: _Asked) -> _Answer:
    """Leave a part of a longer English expression without an unconfirmed gloss: "edge" in "cutting edge", 前沿."""
    if asked.is_confirmed or asked.is_usual:
        return None
    return NO_GLOSS if _is_partial(asked) else None


def _is_partial(asked: _Asked) -> bool:
    return is_partial(asked.counterpart, asked.finder.senses_of(asked.text))


def other_class(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if the part of speech of its counterpart does not fit: 背后 is not "backbone"."""
    is_listed = asked.token.pos != "VERB" and (asked.says or asked.is_direct)
    if is_listed or (asked.is_confirmed and asked.token.pos not in ("ADV", "VERB")):
        return None
    return None if fits_chinese(asked.token, asked.tag, asked.finder.senses_of(asked.text)) else NO_GLOSS


def unsure_link(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if weak kinship, its position or elimination is the only reason for the link."""
    if asked.is_confirmed or asked.is_usual:
        return None
    return NO_GLOSS if asked.counterpart.is_distant or asked.counterpart.rule == "link.elimination" else None
