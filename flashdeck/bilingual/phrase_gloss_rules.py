"""The rules for the glosses of English phrases, in the order in which they are asked.

`bilingual/data/phrase_glosses.tsv` documents each rule with an example. The rules are applied in
`flashdeck.bilingual.english_glosses`.
"""

from flashdeck.bilingual.gloss_rules import GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence

_Asked = PhraseGlossEvidence
_Answer = GlossAnswer | None


def listed_compound(asked: _Asked) -> _Answer:
    """Take the Chinese words that a compound is linked to, if the glosses of all its words are from the dictionary.

    An example is 数据中心 for "data center".
    """
    is_listed = all(part.gloss_from == "dictionary" for part in asked.found.parts)
    return linked_compound(asked) if is_listed else None


def linked_compound(asked: _Asked) -> _Answer:
    """Take the Chinese words that a compound is linked to, although the dictionary does not confirm the link."""
    return GlossAnswer(asked.counterpart) if asked.phrase.is_compound else None


def meaning_in_line(asked: _Asked) -> _Answer:
    """Take the first listed meaning of an expression that occurs completely or partly in the Chinese line."""
    return _meaning(asked, asked.in_line[0]) if asked.in_line else None


def meaning_by_counterpart(asked: _Asked) -> _Answer:
    """Take the listed meaning of an expression that has the most characters in common with a linked Chinese word."""
    return _meaning(asked, asked.nearest) if asked.nearest else None


def phrasal_verb_counterpart(asked: _Asked) -> _Answer:
    """Take the Chinese words that a phrasal verb is linked to, although they differ from its listed meanings.

    A phrasal verb has more meanings than the listed meanings.
    """
    is_linked = asked.is_phrasal_verb and bool(asked.found.parts[0].links)
    return _meaning(asked, asked.counterpart) if is_linked else None


def first_meaning(asked: _Asked) -> _Answer:
    """Take the first listed meaning of an expression, although the Chinese line does not confirm it."""
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
