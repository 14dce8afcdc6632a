"""The words of an English text that carry meaning, and their stems: enough to tell that two words are forms of one."""

import re
from functools import lru_cache

from flashdeck.english.stemmer import porter_stem

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?(?:-[a-z]+)*")
EMPTY_WORDS = frozenset(
    "a an the to of in on at for with by from as and or be is are was were been am not do does did have has had it its this that "
    "these those one one's oneself something somebody someone some any etc up out off into about so such very more most which who "
    "what how when there here can could will would shall should may might must i you he she we they me him her us them my your "
    "his our their if than then".split()
)
_IRREGULAR_FORMS = """go: went gone goes going; see: saw seen; think: thought; take: took taken; make: made making; get: got gotten
getting; say: said; tell: told; know: knew known; build: built; buy: bought; bring: brought; teach: taught; write: wrote written;
speak: spoke spoken; grow: grew grown; spend: spent; lose: lost; find: found; give: gave given; come: came; become: became; begin:
began begun; run: ran; hold: held; keep: kept; leave: left; mean: meant; meet: met; pay: paid; rise: rose risen; sell: sold; send:
sent; show: shown; win: won; understand: understood; fall: fell fallen; feel: felt; drive: drove driven; choose: chose chosen;
break: broke broken; good: better best; bad: worse worst; person: people; child: children"""
_IRREGULAR = {
    form: base.strip() for base, forms in (entry.split(":") for entry in _IRREGULAR_FORMS.split(";")) for form in forms.split()
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of an English word, the same for its forms.

    >>> {stem(word) for word in ("teach", "teaches", "taught", "teaching")}
    {'teach'}
    """
    plain = word.removesuffix("'s")
    return porter_stem(_IRREGULAR.get(plain, plain))


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in lower case."""
    return [word for word in _WORD.findall(text.casefold().replace("’", "'")) if word not in EMPTY_WORDS]
