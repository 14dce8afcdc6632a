"""Decide the gloss of a Chinese word: its meaning in this line, in one to four English words.

`CHINESE_GLOSS_RULES` lists all rules in order. `bilingual/data/chinese_glosses.tsv` documents each rule with an example. To
correct the gloss of one word in all talks, add a row to `bilingual/data/preferred_senses.tsv`.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from flashdeck.bilingual.chinese_contexts import preferred_sense
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence, parts_of
from flashdeck.bilingual.counterpart_fit import part_of_speech, whole_noun
from flashdeck.bilingual.expansions import is_abbreviation
from flashdeck.bilingual.gloss_rules import NO_GLOSS, GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.senses import MatchKind, fits_gloss
from flashdeck.english.abbreviations import expansion_of
from flashdeck.model import ZhToken
from flashdeck.model.characters import count_han

_MOST_SENSES = 6
# Words up to this HSK level have many meanings. They get a gloss only if the line confirms a sense. Chosen by hand.
_MANY_USES = 2.0
# The same level for single characters that are nouns, verbs or adjectives: 归 "to return" in 归一化. Chosen by hand.
_MANY_SENSES = 4.0


def _others(senses: Sequence[str], gloss: str | None) -> tuple[str, ...]:
    return tuple(sense for sense in senses if sense != gloss)[:_MOST_SENSES]


# ---- the rules, in the order in which they are asked; a rule that does not apply returns None

_Asked = ChineseGlossEvidence
_Answer = GlossAnswer | None


def edited_gloss(asked: _Asked) -> _Answer:
    """Take the gloss from the edits file."""
    if asked.edited is None:
        return None
    return GlossAnswer(asked.edited, tuple(sense for sense in asked.senses if sense != asked.edited))


def preferred_gloss(asked: _Asked) -> _Answer:
    """Take the sense that the table of preferred senses gives for the word in this context."""
    if asked.place is None:
        return None
    row = preferred_sense(asked.place)
    return None if row is None else GlossAnswer(row.result, _others(asked.senses, row.result))


def without_han(asked: _Asked) -> _Answer:
    """Leave a mark, or a word in Latin letters or digits, without a gloss."""
    return NO_GLOSS if asked.kind in ("mark", "latin") or not count_han(asked.text) else None


def usual_gloss_of_term(asked: _Asked) -> _Answer:
    """Take the gloss that is usual in the talk for a term that no dictionary has."""
    return GlossAnswer(asked.usual) if asked.usual and asked.parts and asked.counterpart is None else None


def function_word(asked: _Asked) -> _Answer:
    """Leave a function word without a gloss if it has no counterpart.

    Its first dictionary sense is seldom its use in the line: 把 "handlebar", 时 "o'clock".
    """
    return NO_GLOSS if asked.kind == "function" and asked.counterpart is None else None


def _has_other_form(asked: _Asked) -> bool:
    """Tell whether the English line has a participle or a noun for the word, but the dictionary has a verb."""
    return bool(asked.participle or asked.noun)


def listed_participle(asked: _Asked) -> _Answer:
    """Take the English participle for a word that names a state, if the participle is one of the senses of the word."""
    if asked.participle in asked.senses:
        return GlossAnswer(asked.participle, _others(asked.senses, asked.participle))
    return None


def participle(asked: _Asked) -> _Answer:
    """Take the English participle for a word that names a state: 惊讶 is "surprised", not "to surprise"."""
    return GlossAnswer(asked.participle, _others(asked.senses, None)) if asked.participle else None


def listed_noun(asked: _Asked) -> _Answer:
    """Take the English noun for a Chinese noun, if the English noun is one of the senses of the word."""
    if asked.noun in asked.senses:
        return GlossAnswer(asked.noun, _others(asked.senses, asked.noun))
    return None


def noun(asked: _Asked) -> _Answer:
    """Take the English noun for a Chinese noun: 进展 is "progress", not "to make progress"."""
    return GlossAnswer(asked.noun, _others(asked.senses, None)) if asked.noun else None


def _is_matched(asked: _Asked) -> bool:
    """Tell whether the counterpart confirms a sense."""
    return asked.match is not None


def verb_for_noun(asked: _Asked) -> _Answer:
    """Take the first sense that is a noun, if the word is a noun here but the English line confirms only a sense that is a verb.

    The gloss is marked as unconfirmed.
    """
    if not asked.is_verb_for_noun or asked.match is None:
        return None
    noun_sense = next((sense for sense in asked.senses if fits_gloss(sense) and not sense.startswith("to ")), asked.match.sense)
    return GlossAnswer(noun_sense, _others(asked.senses, noun_sense))


def full_name(asked: _Asked) -> _Answer:
    """Take a sense that occurs word for word in the English line and that includes the counterpart."""
    found = _matched(asked, "name")
    return found if found and found.text in asked.senses else None


def shortened_name(asked: _Asked) -> _Answer:
    """Take the part of a sense before its comma, if this part occurs word for word in the English line."""
    found = _matched(asked, "name")
    return GlossAnswer(found.text, _others(asked.senses, None)) if found else None


def abbreviated_sense(asked: _Asked) -> _Answer:
    """Take the sense that the counterpart is an abbreviation of."""
    return _matched(asked, "letters")


def sense_across_line(asked: _Asked) -> _Answer:
    """Take a sense if the counterpart has one word of the sense, and the unlinked words of the line have the other words."""
    return _matched(asked, "phrase")


def adverb_of_adjective(asked: _Asked) -> _Answer:
    """Take the counterpart if it is the adverb of the confirmed adjective: 突然 before a verb is "suddenly", not "sudden"."""
    return GlossAnswer(asked.adverb, _others(asked.senses, asked.adverb)) if asked.adverb else None


def verb_of_noun(asked: _Asked) -> _Answer:
    """Take the confirmed sense as a verb if the word is a verb in both lines: 转变 is "to shift", not "shift"."""
    return GlossAnswer(asked.verb, _others(asked.senses, None)) if asked.verb else None


def sense_by_words(asked: _Asked) -> _Answer:
    """Take a sense if the counterpart has all words of the sense."""
    return _matched(asked, "words")


def sense_by_forms(asked: _Asked) -> _Answer:
    """Take a sense if the counterpart has all words of the sense, in any form: "teach" for "taught"."""
    return _matched(asked, "forms")


def sense_by_derivation(asked: _Asked) -> _Answer:
    """Take a main sense if the counterpart has a word of this sense, or a word that is derived from a word of this sense."""
    return _matched(asked, "derived")


def _matched(asked: _Asked, kind: MatchKind) -> _Answer:
    match = asked.match
    if match is None or match.kind != kind:
        return None
    return GlossAnswer(match.sense, _others(asked.senses, match.sense))


def _is_trusted_alone(asked: _Asked) -> bool:
    """Tell whether the counterpart of the word explains it, but does not confirm a dictionary sense."""
    return asked.match is None and asked.trusted is not None


def abbreviation_of_talk(asked: _Asked) -> _Answer:
    """Take a counterpart that is an abbreviation, and add its expansion from elsewhere in the talk."""
    letters = _abbreviation(asked)
    return _expanded(asked, asked.expansions.of(letters, asked.text)) if letters and asked.expansions else None


def abbreviation_of_table(asked: _Asked) -> _Answer:
    """Take a counterpart that is an abbreviation, and add its expansion from the table of abbreviations."""
    letters = _abbreviation(asked)
    return _expanded(asked, expansion_of(letters)) if letters else None


def abbreviation_of_parts(asked: _Asked) -> _Answer:
    """Take a counterpart that is an abbreviation, and add the meanings of the words inside the Chinese word."""
    if not _abbreviation(asked):
        return None
    return _expanded(asked, " + ".join(meaning for _, meaning in parts_of(asked.text)))


def _abbreviation(asked: _Asked) -> str | None:
    if asked.match or asked.trusted is None:
        return None
    phrase = asked.trusted.phrase
    return phrase if is_abbreviation(phrase) else None


def _expanded(asked: _Asked, meaning: str | None) -> _Answer:
    return GlossAnswer(f"{_abbreviation(asked)}; {meaning}", _others(asked.senses, None)) if meaning else None


def verb_counterpart(asked: _Asked) -> _Answer:
    """Take a counterpart that is a verb as the gloss of a verb, with "to" as in a dictionary: 裹 "to wrap"."""
    if asked.match or asked.trusted is None or part_of_speech(asked.trusted) != "VERB":
        return None
    verb = asked.trusted.verb_phrase
    return GlossAnswer(f"to {verb}", _others(asked.senses, None)) if verb and _is_verb(asked) else None


def _is_verb(asked: _Asked) -> bool:
    """Tell whether a word is a verb in its line. A word whose senses are all verbs is a verb although it is tagged as a noun."""
    return asked.role.startswith("v") or (bool(asked.senses) and asked.senses[0].startswith("to "))


def counterpart_itself(asked: _Asked) -> _Answer:
    """Take the counterpart as the gloss, although the dictionary does not confirm the counterpart."""
    if asked.match or asked.trusted is None:
        return None
    return GlossAnswer(asked.trusted.phrase, _others(asked.senses, None))


def whole_compound(asked: _Asked) -> _Answer:
    """Take the counterpart with the noun after it for a word that no dictionary has: 象草 is "elephant grass"."""
    if asked.senses or asked.counterpart is None:
        return None
    whole = whole_noun(asked.counterpart, asked.text)
    return GlossAnswer(whole) if whole else None


def sense_by_rest_of_line(asked: _Asked) -> _Answer:
    """Take the sense that the unlinked words of the English line confirm."""
    sense = asked.rest_sense
    return GlossAnswer(sense, _others(asked.senses, sense)) if sense else None


def too_many_uses(asked: _Asked) -> _Answer:
    """Leave a very common word, or a single grammatical character, without a gloss if no sense is confirmed.

    For example, 当 does not get the gloss "dong".
    """
    return NO_GLOSS if not _is_confirmed(asked) and asked.first and asked.level <= _least_level(asked) else None


def _is_confirmed(asked: _Asked) -> bool:
    return bool(asked.match or asked.trusted or asked.rest_sense)


def _least_level(asked: _Asked) -> float:
    """Return the HSK level up to which a word gets a gloss only if the line confirms the gloss."""
    if len(asked.text) > 1:
        return _MANY_USES
    return _MANY_SENSES if asked.tag[:1] in ("n", "v", "a") else inf


def usual_gloss(asked: _Asked) -> _Answer:
    """Take the gloss that other lines of the talk confirm for the word: 收入 "revenue", not "to take in"."""
    if _is_confirmed(asked) or not asked.first or not asked.usual or asked.usual == asked.first:
        return None
    others = _others([sense for sense in _others(asked.senses, asked.first) if sense != asked.usual], None)
    return GlossAnswer(asked.usual, (asked.first, *others)[:_MOST_SENSES])


def instead_of_eliminated(asked: _Asked) -> _Answer:
    """Take the first sense instead of a counterpart that was only linked by elimination."""
    return _first_sense_if(asked, asked.distrust == "weak")


def instead_of_vague(asked: _Asked) -> _Answer:
    """Take the first sense instead of a counterpart with a vague meaning, such as "make" or "thing"."""
    return _first_sense_if(asked, asked.distrust == "vague")


def instead_of_part(asked: _Asked) -> _Answer:
    """Take the first sense instead of a counterpart that is a part of a longer expression: "stand" in "stand up"."""
    return _first_sense_if(asked, asked.distrust == "part")


def instead_of_other_class(asked: _Asked) -> _Answer:
    """Take the first sense instead of a counterpart of another part of speech: "sure" in "make sure" for 确保."""
    return _first_sense_if(asked, asked.distrust == "class")


def instead_of_distant(asked: _Asked) -> _Answer:
    """Take the first sense instead of a counterpart that was linked by weak kinship or by position only."""
    return _first_sense_if(asked, asked.distrust == "distant")


def unsure_counterpart(asked: _Asked) -> _Answer:
    """Take an unsure counterpart as an unconfirmed gloss of a word that no dictionary has."""
    return GlossAnswer(asked.counterpart.phrase) if asked.counterpart and asked.distrust and not asked.senses else None


def first_sense(asked: _Asked) -> _Answer:
    """Take the first short sense that fits the part of speech. This gloss is unconfirmed."""
    return _first_sense_if(asked, asked.counterpart is None)


def _first_sense_if(asked: _Asked, applies: bool) -> _Answer:  # noqa: FBT001  the condition of the rule
    if not applies or not asked.first or _is_confirmed(asked):
        return None
    return GlossAnswer(asked.first, _others(asked.senses, asked.first))


def no_short_sense(asked: _Asked) -> _Answer:
    """Leave a word without a gloss if it has no counterpart and all its senses are too long."""
    return GlossAnswer(None, _others(asked.senses, None))


CHINESE_GLOSS_RULES: GlossRules[ChineseGlossEvidence] = GlossRules(
    "chinese_glosses.tsv",
    (
        RuleGroup(
            always,
            (
                ("zh.gloss.edits", edited_gloss),
                ("zh.gloss.preferred", preferred_gloss),
                ("zh.gloss.no-han", without_han),
                ("zh.gloss.usual-term", usual_gloss_of_term),
                ("zh.gloss.function-word", function_word),
            ),
        ),
        RuleGroup(
            _has_other_form,
            (
                ("zh.gloss.listed-participle", listed_participle),
                ("zh.gloss.participle", participle),
                ("zh.gloss.listed-noun", listed_noun),
                ("zh.gloss.noun", noun),
            ),
        ),
        RuleGroup(
            _is_matched,
            (
                ("zh.gloss.verb-for-noun", verb_for_noun),
                ("zh.gloss.full-name", full_name),
                ("zh.gloss.shortened-name", shortened_name),
                ("zh.gloss.abbreviated-sense", abbreviated_sense),
                ("zh.gloss.across-line", sense_across_line),
                ("zh.gloss.verb-of-noun", verb_of_noun),
                ("zh.gloss.adverb-of-adjective", adverb_of_adjective),
                ("zh.gloss.same-words", sense_by_words),
                ("zh.gloss.other-forms", sense_by_forms),
                ("zh.gloss.derived-word", sense_by_derivation),
            ),
        ),
        RuleGroup(
            _is_trusted_alone,
            (
                ("zh.gloss.abbreviation-in-talk", abbreviation_of_talk),
                ("zh.gloss.abbreviation-in-table", abbreviation_of_table),
                ("zh.gloss.abbreviation-by-parts", abbreviation_of_parts),
                ("zh.gloss.verb-counterpart", verb_counterpart),
                ("zh.gloss.counterpart", counterpart_itself),
            ),
        ),
        RuleGroup(
            always,
            (
                ("zh.gloss.whole-compound", whole_compound),
                ("zh.gloss.rest-of-line", sense_by_rest_of_line),
                ("zh.gloss.many-uses", too_many_uses),
                ("zh.gloss.usual-in-talk", usual_gloss),
                ("zh.gloss.weak-link", instead_of_eliminated),
                ("zh.gloss.vague", instead_of_vague),
                ("zh.gloss.part-of-expression", instead_of_part),
                ("zh.gloss.other-class", instead_of_other_class),
                ("zh.gloss.distant-counterpart", instead_of_distant),
                ("zh.gloss.unsure-counterpart", unsure_counterpart),
                ("zh.gloss.first-sense", first_sense),
                ("zh.gloss.no-short-sense", no_short_sense),
            ),
        ),
    ),
)


# ---- glosses on tokens


def with_edited_chinese_gloss(token: ZhToken, gloss: str) -> ZhToken:
    """Return a token with the gloss from the edits file."""
    asked = ChineseGlossEvidence(token.text, token.kind, senses=token.senses, edited=gloss)
    return replace(token, **CHINESE_GLOSS_RULES.decide(asked).fields)
