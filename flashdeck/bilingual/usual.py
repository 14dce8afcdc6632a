"""A word that its own line does not explain means what it means elsewhere in the talk: 收入, revenue, and not "to take in"."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.model import Annotated, ZhToken

Use = tuple[str, tuple[str, ...], bool | None]
"""A word, its reading, and whether it opens a clause (假设 that does is "to assume", else "hypothesis"); None: wherever it stands."""
_OFTEN, _SHARE = 2, 0.5  # how often, and in what share of the borne-out places, a word must have a gloss


def with_usual_glosses(annotated: Sequence[Annotated]) -> Iterator[Annotated]:
    """Yield the sentences; a gloss that nothing confirms becomes the one that the talk confirms most often, and stays unconfirmed."""
    counts: defaultdict[Use, Counter[str]] = defaultdict(Counter)
    for item in annotated:
        for token, use in zip(item.zh_tokens, _uses(item.zh_tokens), strict=True):
            if token.gloss and (token.gloss_from == "dictionary" or (token.parts and token.gloss_from == "aligned")):
                counts[use][token.gloss] += 1
                counts[_anywhere(use)][token.gloss] += 1
    usual = {word: gloss for word, found in counts.items() if (gloss := _usual(found)) and _is_kept_for_its_place(word, gloss)}
    for item in annotated:
        uses = zip(item.zh_tokens, _uses(item.zh_tokens), strict=True)
        yield replace(
            item, zh_tokens=tuple(_glossed(token, usual.get(use) or usual.get(_anywhere(use))) for token, use in uses)
        )


def _anywhere(use: Use) -> Use:
    return *use[:2], None


def _uses(tokens: Sequence[ZhToken]) -> Iterator[Use]:
    opens = True
    for token in tokens:
        yield token.text, token.pinyin, opens
        opens = token.kind == "mark" or token.pos == "c"


def _is_kept_for_its_place(use: Use, gloss: str) -> bool:
    """Tell whether the place decides: only verbs are told from nouns by it."""
    return use[2] is None or (use[2] and gloss.startswith("to "))


def _usual(found: Counter[str]) -> str | None:
    gloss, often = min(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return gloss if often >= _OFTEN and often >= _SHARE * found.total() else None


def _glossed(token: ZhToken, usual: str | None) -> ZhToken:
    if token.gloss is None and token.parts and usual:  # a term that no dictionary has
        return replace(token, gloss=usual, gloss_from="unconfirmed")
    if not usual or token.gloss_from != "unconfirmed" or token.gloss == usual:
        return token
    others = (token.gloss or "", *(sense for sense in token.senses if sense != usual))
    return replace(token, gloss=usual, senses=tuple(filter(None, others))[:6])
