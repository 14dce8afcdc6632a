"""A word that its own line does not explain means what it means elsewhere in the talk: 收入, revenue, and not "to take in"."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.model import Annotated, ZhToken

_OFTEN, _SHARE = 2, 0.5  # how often, and in what share of the borne-out places, a word must have a gloss


def with_usual_glosses(annotated: Sequence[Annotated]) -> Iterator[Annotated]:
    """Yield the sentences; a gloss that nothing confirms becomes the one that the talk confirms most often, and stays unconfirmed."""
    counts: defaultdict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    for item in annotated:
        for token in item.zh_tokens:
            if token.gloss and token.gloss_from == "dictionary":
                counts[token.text, token.pinyin][token.gloss] += 1
    usual = {word: gloss for word, found in counts.items() if (gloss := _usual(found))}
    for item in annotated:
        yield replace(item, zh_tokens=tuple(_glossed(token, usual.get((token.text, token.pinyin))) for token in item.zh_tokens))


def _usual(found: Counter[str]) -> str | None:
    gloss, often = min(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return gloss if often >= _OFTEN and often >= _SHARE * found.total() else None


def _glossed(token: ZhToken, usual: str | None) -> ZhToken:
    if not usual or token.gloss_from != "unconfirmed" or token.gloss == usual:
        return token
    others = (token.gloss or "", *(sense for sense in token.senses if sense != usual))
    return replace(token, gloss=usual, senses=tuple(filter(None, others))[:6])
