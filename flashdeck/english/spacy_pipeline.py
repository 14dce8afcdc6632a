"""Which annotator reads the English: a trained spaCy pipeline where one is installed, else the built-in one."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from flashdeck.english.lemmas import lemma_of
from flashdeck.english.tagset import UPOS
from flashdeck.model import Notice

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from flashdeck.english.parts_of_speech import WordAnalysis

BUILT_IN = "built-in"
AUTO = "auto"
_PREFERRED = (
    "en_core_web_sm",
    "en_core_web_md",
    "en_core_web_lg",
)  # the small one tags as well as the others, at a tenth of the load
_BY_PIPELINE = "en.pos.spacy"
_PROBE = ("They", "read", "it", ".")
_OPEN = frozenset(
    {"ADJ", "NOUN", "VERB"}
)  # whose forms only a lemmatizer can tell; adverbs and pronouns keep the house's forms


class EnglishTagger(Protocol):
    """Reads the pieces of one text."""

    @property
    def name(self) -> str:
        """What a deck's description calls it."""

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        """Return part of speech and lemma of each piece."""


class BuiltInTagger:
    """HanTa with our own rules: no download."""

    def __init__(self) -> None:
        from importlib.metadata import version

        self.name = f"HanTa {version('HanTa')}"

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        from flashdeck.english.hanta import load_hanta
        from flashdeck.english.parts_of_speech import analyze_pieces

        return analyze_pieces(load_hanta(), pieces)


class TrainedTagger:
    """A trained spaCy pipeline, on our own pieces."""

    def __init__(self, package: str) -> None:
        self._pipeline = _load(package)
        self.name = f"{package} {self._pipeline.meta['version']}"
        if not all(token.pos_ in UPOS for token in self._run(_PROBE)):
            raise ValueError(f"{self.name} tells no parts of speech")

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        return [_analysis(token) for token in self._run([piece.replace("’", "'") for piece in pieces])]

    def _run(self, pieces: Sequence[str]) -> "Doc":
        from spacy.tokens import Doc

        doc = Doc(self._pipeline.vocab, words=list(pieces))
        for _, component in self._pipeline.pipeline:
            doc = component(doc)
        return doc


def _analysis(token: "Token") -> "WordAnalysis":
    """Return a pipeline's reading: its lemma for open classes, where it has one, ours for the others."""
    from flashdeck.english.parts_of_speech import WordAnalysis

    lemma = token.lemma_.casefold() if token.pos_ in _OPEN else ""
    return WordAnalysis(token.pos_, lemma or lemma_of(token.text, token.pos_), token.tag_ in ("VBD", "VBN"), _BY_PIPELINE)


def _load(package: str) -> "Language":
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=r"\[W09[45]\]")  # made for another version of spaCy
        return spacy.load(package, exclude=["ner", "parser"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tagger in use, and why it is not the one that is installed."""

    tagger: EnglishTagger
    notices: tuple[Notice, ...] = ()


@cache
def choose_tagger(annotator: str = AUTO) -> Chosen:
    """Return the tagger to use: "auto", "built-in", or the name of a trained pipeline.

    A pipeline that cannot be loaded, or was made for another version of spaCy, is left alone: the built-in tagger does its
    work, and a notice says so.
    """
    package = _installed() if annotator == AUTO else annotator
    if package in (None, BUILT_IN):
        return Chosen(BuiltInTagger())
    try:
        return Chosen(TrainedTagger(package))
    except (OSError, ValueError, ImportError, UserWarning) as error:
        reason = str(error).splitlines()[0]
        return Chosen(BuiltInTagger(), (Notice("english-pipeline", 0, f"{package} is not used: {reason}"),))


def english_annotator_name(annotator: str = AUTO) -> str:
    """Return which annotator reads the English, with its version: "HanTa 1.2.1", "en_core_web_sm 3.8.0"."""
    return choose_tagger(annotator).tagger.name


def english_notices(annotator: str = AUTO) -> tuple[Notice, ...]:
    """Return a notice where an installed pipeline could not be used."""
    return choose_tagger(annotator).notices


def _installed() -> str | None:
    """Return the preferred pipeline that is installed, asking without spaCy, which takes its time to load."""
    from importlib.util import find_spec

    return next(filter(find_spec, _PREFERRED), None)
