"""Find English words that speech recognition wrote for a name which the Chinese line has in Latin letters: cloud for Claude.

Such a word is an ordinary word, or a spelling that nobody uses. Three facts together show that it is wrong: the English line
lacks the name, the word sounds like the name, and no Chinese word is its counterpart.
"""

from collections.abc import Iterator

from flashdeck.bilingual.misheard_names import sound
from flashdeck.bilingual.misspelt_names import distance, likeness
from flashdeck.english.stems import stem
from flashdeck.model import Annotated, EnToken, ZhToken

HEARD = "line.misspelt-name.heard"
"""The id of the rule for an English word that sounds like a name which only the Chinese line has."""

# All numbers were chosen by hand, on six talks with automatic captions.
# Names with fewer letters, or with only one consonant sound, sound like too many words.
_SHORTEST = 4
_FEWEST_SOUNDS = 2
_FARTHEST = 1  # the maximum number of consonant sounds in which the word differs from the name
_ALIKE = 0.4  # the least `likeness` of the spellings: quad and Claude
_ALIKE_IF_LINKED = 0.6  # the least `likeness` of the spellings of a word that is linked to the name
_COMMONEST = 5.5  # a more frequent word (Zipf) is probably right: other, know
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X"})


def heard_names(item: Annotated) -> dict[str, str]:
    """Return the English words of a sentence that stand for a name of the Chinese line, each with the right name."""
    return {word.text: name.text for name in _names_without_counterpart(item) for word in _heard_as(name, item)}


def _names_without_counterpart(item: Annotated) -> Iterator[ZhToken]:
    """Yield the names in Latin letters of the Chinese line that the English line lacks, also with a space: OpenAI, Open AI."""
    line = item.sentence.en.casefold()
    joined = line.replace(" ", "").replace("-", "")
    for token in item.zh_tokens:
        name = token.text.casefold()
        is_name = name.isascii() and name.isalpha() and token.text[0].isupper() and not token.text.isupper()
        if is_name and len(name) >= _SHORTEST and name not in line and name not in joined:
            yield token


def _heard_as(name: ZhToken, item: Annotated) -> Iterator[EnToken]:
    written = item.sentence.zh.casefold()
    for word in item.en_tokens:
        if word.pos in _CONTENT and word.text.casefold() not in written and not _is_form(word.text, name.text):
            if _is_linked(word, name):
                found = likeness(word.text.casefold(), name.text.casefold()) >= _ALIKE_IF_LINKED
            else:
                found = not word.links and (word.zipf or 0.0) < _COMMONEST and _sounds_like(word.text, name.text)
            if found:
                yield word


def _is_linked(word: EnToken, name: ZhToken) -> bool:
    return (name.start, name.end) in word.links


def _is_form(word: str, name: str) -> bool:
    """Tell whether two words are forms of one word: Coding, coded."""
    return stem(word.casefold()) == stem(name.casefold())


def _sounds_like(word: str, name: str) -> bool:
    heard, meant = sound(word), sound(name)
    if len(meant) < _FEWEST_SOUNDS or heard[:1] != meant[0] or distance(heard, meant) > _FARTHEST:
        return False
    return likeness(word.casefold(), name.casefold()) >= _ALIKE
