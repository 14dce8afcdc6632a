"""Decide the Chinese gloss of an English word: its counterpart, or the part of the counterpart that means this word alone.

A counterpart often means several English words: 数据中心 is "data center", so "data" is 数据 and "center" is 中心. A word gets
no gloss if the counterpart has no separate part for it: "make" in "make progress" (进展), "job" in "to lose one's job" (失业).

`ENGLISH_GLOSS_RULES` lists the rules for words in the order in which they are tried. `ENGLISH_PHRASE_GLOSS_RULES` lists the
rules for phrases. The tables `english_glosses.tsv` and `phrase_glosses.tsv` document each rule with an example.
"""

from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence, wanted_word
from flashdeck.bilingual.english_person_rules import linked_mover, linked_person, listed_mover, listed_person
from flashdeck.bilingual.english_whole_rules import (
    attributive_form,
    listed_whole,
    other_class,
    part_of_expression,
    person_without_suffix,
    unsure_link,
    whole_compound,
)
from flashdeck.bilingual.gloss_rules import NO_GLOSS, GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.links.transcription import sounds_like
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence
from flashdeck.bilingual.phrase_gloss_rules import ENGLISH_PHRASE_GLOSS_RULES
from flashdeck.bilingual.word_parts import WantedWord, is_phrase_of_line, says_more
from flashdeck.chinese.words import NAME_DOT
from flashdeck.model import EnToken, Phrase

_HAVING_REACH = 3  # number of words before a noun in which 有 is searched for: 有很大的价值
_MOST_REST = 2  # the largest number of characters beside a part: 彩 in 五彩缤纷 is no word of its own; chosen by hand
_NEGATING = ("un", "in", "im", "non", "dis")
_ADVERBIAL = ("d", "ad")
_AFTER_VERBS = ("ul", "ug", "uz", "r", "m", "p")  # tags of aspect particles, pronouns, figures and prepositions

AnyEnglish = TypeVar("AnyEnglish", EnToken, Phrase)


# ---- the rules, in the order in which they are asked; a rule that does not apply returns None

_Asked = EnglishGlossEvidence
_Answer = GlossAnswer | None


def edited_gloss(asked: _Asked) -> _Answer:
    """Take the gloss from the edits file."""
    if asked.edited is None:
        return None
    return GlossAnswer(asked.edited, tuple(sense for sense in asked.token.senses if sense != asked.edited))


def without_link(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if it has no counterpart."""
    return NO_GLOSS if asked.partner is None else None


def number(asked: _Asked) -> _Answer:
    """Leave a number without a gloss."""
    return NO_GLOSS if asked.token.kind == "number" else None


def in_expression(asked: _Asked) -> _Answer:
    """Leave a word of an expression without a gloss, unless its Chinese counterpart means this word alone.

    例如 is not a gloss of "example", because it means "for example".
    """
    gloss = asked.expression_gloss
    return NO_GLOSS if gloss and not asked.finder.says(gloss, asked.wanted.forms) else None


def part_of_name(asked: _Asked) -> _Answer:
    """Take the part of a Chinese name that sounds like the word; dots separate the parts."""
    if NAME_DOT not in asked.text:
        return None
    return GlossAnswer(max(asked.text.split(NAME_DOT), key=lambda part: sounds_like(part, asked.token.text)))


def figure_for_word(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if its counterpart is written in digits: 2027 does not explain "twenty"."""
    return NO_GLOSS if asked.is_direct and asked.token.kind == "word" and asked.text[0].isdigit() else None


def shared_light_verb(asked: _Asked) -> _Answer:
    """Leave a light verb without a gloss if it shares its counterpart with another word: "make" in "make progress", 进展."""
    is_verb = asked.is_shared and asked.wanted.pos == "VERB"
    return NO_GLOSS if is_verb and not asked.wanted.forms.isdisjoint(load_bilingual_classes()["light_verbs"]) else None


def shared_part(asked: _Asked) -> _Answer:
    """Take the part of a shared counterpart that means this word: 数据 in 数据中心, for "data"."""
    return _answer(asked.finder.part_of(asked.text, _of_any_pos(asked.wanted))) if asked.is_shared else None


def shared_rest(asked: _Asked) -> _Answer:
    """Take the part of a shared counterpart that remains without the part for the other English word.

    Example: 预 in 预训练 is the gloss of "pre", because 训练 is the part for "training".
    """
    if not asked.is_shared or len(asked.others) > 1:
        return None
    other = wanted_word(asked.others[0])._replace(pos="")
    return _answer(asked.finder.rest_of(asked.text, other, asked.wanted))


def shared_character(asked: _Asked) -> _Answer:
    """Take the single character of a shared counterpart that means this word: 室 in 更衣室, for "room"."""
    return _answer(asked.finder.part_of(asked.text, _of_any_pos(asked.wanted), every=True)) if asked.is_shared else None


def shared_nothing(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if no part of its shared counterpart means this word."""
    return NO_GLOSS if asked.is_shared else None


def _of_any_pos(wanted: WantedWord) -> WantedWord:
    """Return a wanted word without its part of speech, so that Chinese words of every part of speech match.

    An adjective is returned unchanged, so that it matches only adjectives.
    """
    return wanted if wanted.pos == "ADJ" else wanted._replace(pos="")


def _answer(part: str | None) -> _Answer:
    return GlossAnswer(part) if part else None


def part_of_number(asked: _Asked) -> _Answer:
    """Take the part of a numeral that means the word: 十亿 in 数十亿, for "billion"."""
    if not asked.is_number or _is_ordinal(asked):
        return None
    return _answer(asked.finder.part_of(asked.text, asked.wanted, every=True))


def other_number(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if its counterpart is a numeral and no part of the numeral means the word."""
    return NO_GLOSS if asked.is_number and not _is_ordinal(asked) else None


def _is_ordinal(asked: _Asked) -> bool:
    return asked.text.startswith("第") and asked.wanted.pos == "ADJ"


def part_for_going(asked: _Asked) -> _Answer:
    """Take 来 or 去 from a longer Chinese verb as the gloss of "go": 去 in 回去."""
    is_going = asked.is_divided and asked.wanted.pos == "VERB" and asked.token.lemma == "go"
    return _answer(asked.finder.part_of(asked.text, asked.wanted)) if is_going else None


def light_verb(asked: _Asked) -> _Answer:
    """Leave a light verb without a gloss if its counterpart is a longer Chinese verb."""
    is_verb = asked.is_divided and asked.wanted.pos == "VERB"
    return NO_GLOSS if is_verb and asked.token.lemma in load_bilingual_classes()["light_verbs"] else None


def noun_for_verb(asked: _Asked) -> _Answer:
    """Leave an English verb without a gloss if its counterpart is a Chinese noun."""
    return NO_GLOSS if asked.is_divided and asked.wanted.pos == "VERB" and _is_noun(asked) else None


def _is_noun(asked: _Asked) -> bool:
    """Tell whether a Chinese word is tagged as a noun and has no verb sense.

    借口 does not count as a noun here, because it also means "to use as an excuse". Verb senses do not matter if any sense of
    the Chinese word contains the English word.
    """
    is_verb_said_twice = asked.text[:1] * 2 == asked.text  # such as 问问, "ask"
    if is_verb_said_twice or not asked.tag.startswith("n"):
        return False
    return bool(asked.longer) or not any(sense.startswith("to ") for sense in asked.finder.senses_of(asked.text))


def part_of_longer(asked: _Asked) -> _Answer:
    """Take the part that means the word, if the whole counterpart means more than the word: 脑 in 人脑, for "brain"."""
    is_noun_for_adjective = asked.wanted.pos == "ADJ" and asked.tag.startswith("n")
    is_compound = is_noun_for_adjective or not asked.finder.senses_of(asked.text)
    if not asked.is_divided or not (asked.longer or is_compound):
        return None
    part = asked.finder.part_of(asked.text, asked.wanted, asked.near)
    return None if part and _is_no_word(asked, part) else _answer(part)


def _is_no_word(asked: _Asked, part: str) -> bool:
    """Tell whether a part is not a word of its own: 彩 in 五彩缤纷, or 辩护 in 可辩护 for "defendable"."""
    has_prefix = asked.wanted.pos == "ADJ" and asked.text[0] in load_bilingual_classes()["attributive_prefixes"]
    return has_prefix or len(asked.text) - len(part) > _MOST_REST


def phrase_of_line(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if the counterpart means a phrase around it: 到目前为止 is "so far", not "far"."""
    if not asked.is_divided:
        return None
    is_phrase = any(is_phrase_of_line(sense, asked.wanted.forms, asked.near) for sense in asked.longer)
    return NO_GLOSS if is_phrase else None


def longer_meaning(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if all senses of its counterpart that contain the word mean more than the word.

    失业 is not a gloss of "job", because it means "to lose one's job".
    """
    if not asked.is_divided or not asked.longer or asked.is_usual:
        return None
    is_more = all(says_more(sense, asked.wanted, asked.near) for sense in asked.longer)
    return NO_GLOSS if is_more else None


def _is_noun_adjective_or_adverb(asked: _Asked) -> bool:
    return asked.token.pos in ("NOUN", "ADJ", "ADV")


def adverb_for_adjective(asked: _Asked) -> _Answer:
    """Leave an adjective without a gloss if its counterpart is an adverb, unless the dictionary confirms it.

    确实 "indeed" is not a gloss of "actual".
    """
    return NO_GLOSS if asked.token.pos == "ADJ" and asked.tag in _ADVERBIAL and not asked.says else None


def domain_adverb(asked: _Asked) -> _Answer:
    """Add 上 or 地 to the counterpart of an adverb if it follows in the line: "fundamentally", 从根本上.

    An adverb in -ically gets 上 in any line if the counterpart is a noun that means its adjective: "economically", 经济上.
    """
    after = asked.word_after().text
    if asked.token.pos != "ADV" or not asked.token.headword.endswith("ly"):
        return None
    if after not in ("上", "地"):
        return GlossAnswer(f"{asked.text}上") if _names_domain(asked) else None
    lead = "从" if asked.word_at(-1).text == "从" else ""
    return GlossAnswer(f"{lead}{asked.text}{after}")


def _names_domain(asked: _Asked) -> bool:
    headword = asked.token.headword
    adjectives = frozenset((headword.removesuffix("ally"), headword.removesuffix("ly")))
    is_noun = asked.tag.startswith("n") and asked.text[-1] not in "上性地"
    return headword.endswith("ically") and is_noun and asked.finder.says(asked.text, adjectives)


def having_noun(asked: _Asked) -> _Answer:
    """Add 有 and 的 to a noun for a quality, if the noun is the object of 有 in the line: "confident", 有信心的.

    After 没有 or 毫无, an adjective in -less gets 没有 in place of 有: "emotionless", 没有情感的. "not confident" is 没有信心, so
    "confident" is 有信心的 there too.
    """
    if not asked.is_noun_for_adjective:
        return None
    classes, before, word = load_bilingual_classes(), asked.words_before(_HAVING_REACH), asked.token.headword
    lacks = not classes["lacking"].isdisjoint(before)
    if lacks and word.endswith("less"):
        return GlossAnswer(f"没有{asked.text}的")
    if lacks and word.startswith(_NEGATING):
        return NO_GLOSS
    return GlossAnswer(f"有{asked.text}的") if lacks or not classes["having"].isdisjoint(before) else None


def noun_for_adjective(asked: _Asked) -> _Answer:
    """Leave an adjective without a gloss if its counterpart is a noun for a quality: 生产力 is not "productive"."""
    return NO_GLOSS if asked.is_noun_for_adjective else None


def verb_for_noun(asked: _Asked) -> _Answer:
    """Leave a noun without a gloss if its counterpart is a verb with an object or an aspect particle.

    获得 in 获得了很多 is not a gloss of "gain".
    """
    if asked.token.pos != "NOUN" or asked.is_confirmed or asked.tag != "v":
        return None
    return NO_GLOSS if (asked.word_after().pos or "").startswith(_AFTER_VERBS) else None


def listed_counterpart(asked: _Asked) -> _Answer:
    """Take the whole counterpart if the dictionary confirms it."""
    return GlossAnswer(asked.text) if asked.is_confirmed else None


def linked_counterpart(asked: _Asked) -> _Answer:
    """Take the whole counterpart, although the dictionary does not confirm it."""
    return GlossAnswer(asked.text)


ENGLISH_GLOSS_RULES: GlossRules[EnglishGlossEvidence] = GlossRules(
    "english_glosses.tsv",
    (
        RuleGroup(
            always,
            (
                ("en.gloss.edits", edited_gloss),
                ("en.gloss.without-link", without_link),
                ("en.gloss.number", number),
                ("en.gloss.in-expression", in_expression),
                ("en.gloss.part-of-name", part_of_name),
                ("en.gloss.figure-for-word", figure_for_word),
            ),
        ),
        RuleGroup(
            attrgetter("is_shared"),
            (
                ("en.gloss.shared-light-verb", shared_light_verb),
                ("en.gloss.shared-part", shared_part),
                ("en.gloss.shared-rest", shared_rest),
                ("en.gloss.shared-character", shared_character),
                ("en.gloss.shared-nothing", shared_nothing),
            ),
        ),
        RuleGroup(
            attrgetter("is_number"),
            (
                ("en.gloss.part-of-number", part_of_number),
                ("en.gloss.other-number", other_number),
            ),
        ),
        RuleGroup(
            attrgetter("is_divided"),
            (
                ("en.gloss.part-for-going", part_for_going),
                ("en.gloss.light-verb", light_verb),
                ("en.gloss.noun-for-verb", noun_for_verb),
                ("en.gloss.part", part_of_longer),
                ("en.gloss.phrase-of-line", phrase_of_line),
                ("en.gloss.longer-meaning", longer_meaning),
            ),
        ),
        RuleGroup(
            _is_noun_adjective_or_adverb,
            (
                ("en.gloss.listed-whole", listed_whole),
                ("en.gloss.attributive", attributive_form),
                ("en.gloss.adverb-for-adjective", adverb_for_adjective),
                ("en.gloss.domain", domain_adverb),
                ("en.gloss.having", having_noun),
                ("en.gloss.noun-for-adjective", noun_for_adjective),
                ("en.gloss.verb-for-noun", verb_for_noun),
                ("en.gloss.listed-person", listed_person),
                ("en.gloss.linked-person", linked_person),
                ("en.gloss.person-without-suffix", person_without_suffix),
                ("en.gloss.listed-mover", listed_mover),
                ("en.gloss.linked-mover", linked_mover),
                ("en.gloss.whole-compound", whole_compound),
            ),
        ),
        RuleGroup(
            always,
            (
                ("en.gloss.part-of-expression", part_of_expression),
                ("en.gloss.other-class", other_class),
                ("en.gloss.unsure-link", unsure_link),
                ("en.gloss.listed-counterpart", listed_counterpart),
                ("en.gloss.linked-counterpart", linked_counterpart),
            ),
        ),
    ),
)


# ---- glosses on tokens


def glossed_phrase(asked: PhraseGlossEvidence) -> Phrase:
    """Return a phrase with its gloss, linked to the part of the Chinese line in which the gloss was found.

    If the gloss was not found in the line, the phrase keeps its links. A phrase whose gloss nothing confirms loses them.
    """
    decision = ENGLISH_PHRASE_GLOSS_RULES.decide(asked)
    links = asked.phrase.links
    if asked.in_line:
        links = (asked.in_line[1],)
    elif decision.source == "unconfirmed":
        links = ()
    return replace(asked.phrase, links=links, **decision.fields)


def with_edited_english_gloss(token: AnyEnglish, gloss: str) -> AnyEnglish:
    """Return a token with the gloss from the edits file."""
    asked = EnglishGlossEvidence(token, edited=gloss)
    return replace(token, **ENGLISH_GLOSS_RULES.decide(asked).fields)
