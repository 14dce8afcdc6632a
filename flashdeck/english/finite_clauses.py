"""Tell whether an English line has a main clause, that is, a clause with a finite verb that does not depend on another line.

Source: Biber and others, Longman Grammar of Spoken and Written English (1999), chapters 3 and 14. Speakers often use dependent
clauses without a main clause, and utterances without a verb. Both can be understood only together with the lines around them.
"""

import re
from collections.abc import Sequence

from flashdeck.english.word_classes import word_class
from flashdeck.model import Token

_VERBS = frozenset({"VERB", "AUX"})
_CONTRACTION = re.compile(  # a token that contains a verb: I'm, there's, who'd, isn't
    r"(?:.+['’](?:m|re|ve|ll|d)|.+n['’]t|(?:it|that|this|there|here|he|she|who|what|where|how|why|when|one|everything)['’]s)",
    re.IGNORECASE,
)
_RELATIVES = word_class("relatives")
_DANGLING = word_class("dangling_relatives")
_SUBJECTS = word_class("subject_pronouns")
_SECOND_VERBS = word_class("second_verbs")
_SUBORDINATORS = word_class("subordinators")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_DETERMINERS = word_class("clause_determiners")


def lacks_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether a line lacks a main clause, because it has no finite verb or only verbs of dependent clauses."""
    words = [token for token in tokens if token.kind != "mark"]
    if not any(token.pos for token in words):
        return False  # without parts of speech, this cannot be decided
    finite = _finite(words)
    if not finite or _breaks_off(words) or _has_two_verbs(words):
        return True
    is_question = any(token.text.startswith("?") for token in tokens[-2:])
    return not is_question and (_depends(tokens, words, finite) or _is_noun_phrase(words, finite))


def _finite(words: Sequence[Token]) -> list[int]:
    """Return the indices of the finite verbs.

    A verb after "to" is not finite, and neither is an -ing form without an auxiliary before it.
    """
    return [
        place
        for place, word in enumerate(words)
        if _CONTRACTION.fullmatch(word.text) or (word.pos in _VERBS and _is_finite(words, place))
    ]


def _is_finite(words: Sequence[Token], place: int) -> bool:
    word, before = words[place], words[place - 1] if place else None
    if before is not None and before.text.casefold() == "to":
        return False
    if word.text.casefold().endswith("ing") and word.pos == "VERB":
        return any(other.pos == "AUX" or _CONTRACTION.fullmatch(other.text) for other in words[max(0, place - 3) : place])
    return True


def _breaks_off(words: Sequence[Token]) -> bool:
    """Tell whether the line breaks off after an adjective whose noun is missing: we bought a new.

    The words before the adjective must be a determiner and, before it, a verb or a preposition.
    """
    if len(words) < 3 or words[-1].pos != "ADJ":
        return False
    determiner = words[-2].text.casefold()
    return determiner in _DETERMINERS and determiner not in ("this", "that", "no", "any") and words[-3].pos in ("ADP", "VERB")


def _has_two_verbs(words: Sequence[Token]) -> bool:
    """Tell whether a line begins with a subject and two verbs that do not belong together: you make have a boat."""
    if len(words) < 3 or words[0].text.casefold() not in _SUBJECTS:
        return False
    return words[1].pos == "VERB" and words[2].text.casefold() in _SECOND_VERBS


def _depends(tokens: Sequence[Token], words: Sequence[Token], finite: Sequence[int]) -> bool:
    """Tell whether all verbs belong to a clause that depends on another line.

    Examples of such lines: "which was late", "because it rained".
    """
    first = words[0].text.casefold()
    if first in _DANGLING:
        return True
    has_comma = any(token.text in ",;" for token in tokens)
    if first in _SUBORDINATORS:
        return not has_comma
    that_clause = first == "that" and len(words) > 1 and words[1].text.casefold() in _SUBJECTS
    return that_clause and not has_comma and len(_groups(finite)) < 2


def _groups(finite: Sequence[int]) -> list[int]:
    """Return the index of the first verb of each verb group, such as "may have seen" or "doesn't really want"."""
    return [place for at, place in enumerate(finite) if not at or place - finite[at - 1] > 2]


def _is_noun_phrase(words: Sequence[Token], finite: Sequence[int]) -> bool:
    """Tell whether the line is only a noun phrase with a relative clause: the benefits that we would expect.

    All verbs of the line must be in the relative clause.
    """
    groups = _groups(finite)
    if len(groups) != 1:
        return False
    place = groups[0]
    before = [place for place in range(1, place) if words[place].text.casefold() in _RELATIVES]
    if not before or words[before[-1] - 1].pos not in ("NOUN", "PROPN"):
        return False
    return not any(word.pos in _VERBS for word in words[: before[-1]])
