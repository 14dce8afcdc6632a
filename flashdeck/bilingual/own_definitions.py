"""Choose the definition of a word in its own language, from a monolingual dictionary that the user added.

A definition is chosen only if it fits: the word's part of speech has only this definition, or the confirmed Chinese gloss of an
English word means the same as a word of this definition and of no other.
"""

from collections.abc import Iterator, Sequence

from flashdeck.bilingual.added_glosses import entries_of_token, pos_of_token
from flashdeck.dictionaries.added.entry_text import fitting
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.stems import content_words, stem
from flashdeck.model import EnToken, Phrase, ZhToken

_CONFIRMED = ("edits", "aligned", "dictionary")


def fitting_definition(token: ZhToken | EnToken) -> str | None:
    """Return the definition of a word in its line, or None if no definition certainly fits.

    Phrases and Chinese words with several readings have none, because an entry may belong to a different word.
    """
    if isinstance(token, Phrase) or token.homograph or token.gloss_from not in _CONFIRMED:
        return None
    found = next(filter(None, _definitions(token)), ())
    if len(found) == 1:
        return found[0] if _is_free_of(found[0], token) else None
    return _confirmed(found, token) if isinstance(token, EnToken) else None


def _definitions(token: ZhToken | EnToken) -> Iterator[tuple[str, ...]]:
    """Yield the definitions of each dictionary that fit the part of speech of the token."""
    pos = pos_of_token(token)
    for found in entries_of_token(token):
        if pos:
            yield fitting(found.entry.definitions, pos)


def _confirmed(definitions: Sequence[str], token: EnToken) -> str | None:
    """Return the only definition that has a word in common with the English senses of the Chinese gloss."""
    senses = [sense for entry in load_dictionary().entries(token.gloss or "") for sense in entry.senses]
    stems = _stems(" ".join(senses)) - {stem(token.headword.casefold())}
    matching = [text for text in definitions if not stems.isdisjoint(_stems(text))]
    return matching[0] if len(matching) == 1 and _is_free_of(matching[0], token) else None


def _is_free_of(definition: str, token: ZhToken | EnToken) -> bool:
    """Tell whether a definition does not contain the word that it defines."""
    if isinstance(token, ZhToken):
        return token.headword not in definition and token.text not in definition
    return stem(token.headword.casefold()) not in _stems(definition)


def _stems(text: str) -> set[str]:
    return set(map(stem, content_words(text)))
