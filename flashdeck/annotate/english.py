"""English tokens by spaCy's tokenizer, in a blank pipeline: no trained model is needed."""

from functools import cache
from typing import TYPE_CHECKING

from flashdeck.lexicon.frequency import zipf
from flashdeck.model import EnToken, TokenKind

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer


@cache
def _tokenizer() -> "Tokenizer":
    import spacy

    return spacy.blank("en").tokenizer


def annotate_english(en: str) -> tuple[EnToken, ...]:
    """Return the tokens of an English text, without white space."""
    return tuple(
        EnToken(token.text, token.idx, token.idx + len(token.text), kind=_kind(token.text), zipf=zipf(token.text, "en"))
        for token in _tokenizer()(en)
        if not token.is_space
    )


def _kind(text: str) -> TokenKind:
    if any(map(str.isalpha, text)):
        return "word"
    return "number" if any(map(str.isdigit, text)) else "mark"
