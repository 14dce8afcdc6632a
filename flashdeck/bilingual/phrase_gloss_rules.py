"""The rules for the glosses of English phrases, in the order in which they are asked.

`bilingual/data/phrase_glosses.tsv` documents each rule with an example. `flashdeck.bilingual.english_glosses` gives the gloss to
the phrase.
"""

from flashdeck.bilingual.gloss_rules import GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence

_Asked = PhraseGlossEvidence
_Answer = GlossAnswer | None


def listed_compound(asked: _Asked) -> _Answer:
    """Take the common counterpart of a compound whose words all have glosses from the dictionary: "data center", 数据中心."""
    is_listed = all(part.gloss_from == "dictionary" for part in asked.found.parts)
    return linked_compound(asked) if is_listed else None


def linked_compound(asked: _Asked) -> _Answer:
    """Take the common counterpart of a compound, which the dictionary does not confirm."""
    return GlossAnswer(asked.counterpart) if asked.phrase.is_compound else None


def meaning_in_line(asked: _Asked) -> _Answer:
    """Take the first listed meaning of an expression that the Chinese line has, whole or in part."""
    return _meaning(asked, asked.in_line[0]) if asked.in_line else None


def meaning_by_counterpart(asked: _Asked) -> _Answer:
    """Take the listed meaning of an expression that shares most characters with a linked Chinese word."""
    return _meaning(asked, asked.nearest) if asked.nearest else None


def phrasal_verb_counterpart(asked: _Asked) -> _Answer:
    """Take the linked Chinese words for a phrasal verb with other meanings: such a verb has more uses than are listed."""
    is_linked = asked.is_phrasal_verb and bool(asked.found.parts[0].links)
    return _meaning(asked, asked.counterpart) if is_linked else None


def first_meaning(asked: _Asked) -> _Answer:
    """Take the first listed meaning of an expression; nothing in the line confirms it."""
    return _meaning(asked, asked.found.meanings[0])


def _meaning(asked: _Asked, gloss: str) -> GlossAnswer:
    return GlossAnswer(gloss, tuple(other for other in asked.found.meanings if other != gloss))


ENGLISH_PHRASE_GLOSS_RULES: GlossRules[PhraseGlossEvidence] = GlossRules(
    "phrase_glosses.tsv",
    (
        RuleGroup(
            always,
            (
                ("en.gloss.compound", listed_compound),
                ("en.gloss.linked-compound", linked_compound),
                ("en.gloss.phrase-in-line", meaning_in_line),
                ("en.gloss.phrase-by-counterpart", meaning_by_counterpart),
                ("en.gloss.phrasal-verb", phrasal_verb_counterpart),
                ("en.gloss.phrase-first-sense", first_meaning),
            ),
        ),
    ),
)
