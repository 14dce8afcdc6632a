"""Look up the dictionary forms of inflected English words in a lexicon.

Data: the SPECIALIST Lexicon of the U.S. National Library of Medicine, in the table that the package LemmInflect (MIT) contains.
It lists inflected verbs, nouns and adjectives of general and scientific English, each with its dictionary forms. Only the table
of the package is read; the package is never imported.
"""

import gzip
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from flashdeck.dictionaries.compiled import Row, grouped, table

_PACKAGE, _FILE = "lemminflect", "resources/lemma_lu.csv.gz"
_UPOS = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}
"""The parts of speech of the lexicon that are used, each with its UPOS tag."""
_ENDINGS = ("s", "ed", "ing", "er", "est")
"""The endings with which a dictionary form looks inflected: lens, to wed, to bring."""


def lexicon_lemmas(form: str, upos: str) -> tuple[str, ...]:
    """Return the dictionary forms that the lexicon has for an inflected word in lower case; empty if it does not list the word.

    A dictionary form is listed with itself if it looks inflected. Other dictionary forms are not listed.

    >>> [lexicon_lemmas(form, "NOUN") for form in ("corpses", "leaves", "lens", "corpse")]
    [('corpse',), ('leave', 'leaf'), ('lens',), ()]
    """
    for line in (table("lemmas").get(form) or "").split("\n"):
        tag, *lemmas = line.split(" ")
        if tag == upos:
            return tuple(lemmas)
    return ()


def table_rows(_: str) -> Iterator[Row]:
    """Yield the inflected forms of the lexicon, each with its parts of speech and their dictionary forms.

    A spelling of a dictionary form with a hyphen is left out if the lexicon also has a spelling without a hyphen.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE, name=_PACKAGE)
    packed = (Path(spec.origin).parent / _FILE).read_bytes()
    yield from grouped(sorted(_inflected(gzip.decompress(packed).decode())))


def _inflected(text: str) -> Iterator[Row]:
    for line in text.splitlines():
        form, part, written = line.split(",")
        lemmas = written.split("/")
        if part in _UPOS and (lemmas != [form] or form.endswith(_ENDINGS)):
            closed = [lemma for lemma in lemmas if "-" not in lemma]
            yield form, " ".join((_UPOS[part], *(closed or lemmas)))
