"""Read flashdeck's own glossary: terms of artificial intelligence and its policy that CC-CEDICT lacks.

The rows are in `data/ai_terms.tsv`. They are added to the entries of CC-CEDICT, so that a term is one word of a line, has a
reading, and has senses that the English line can confirm.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from flashdeck.lazy import Lazy

TERMS_FILE = "ai_terms.tsv"


class Term(NamedTuple):
    """A row of the glossary. `word_class` is a tag as jieba uses it: n, v, a, q, nt or nr."""

    simplified: str
    traditional: str
    pinyin: tuple[str, ...]
    """Syllables with tone numbers, as CC-CEDICT writes them."""
    senses: tuple[str, ...]
    word_class: str
    source: str


def _load_terms() -> Mapping[str, Term]:
    text = files("flashdeck.dictionaries").joinpath("data", TERMS_FILE).read_text("utf-8")
    terms = {}
    for line in text.splitlines()[1:]:
        if not line.startswith("#"):
            simplified, traditional, pinyin, senses, word_class, source = line.split("\t")
            syllables = tuple(pinyin.split())
            terms[simplified] = Term(simplified, traditional, syllables, tuple(senses.split("/")), word_class, source)
    return terms


load_terms = Lazy(_load_terms)
"""Returns the terms of the glossary by their simplified form."""
