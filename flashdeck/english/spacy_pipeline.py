"""Choose the English tagger: a trained spaCy pipeline if such a pipeline is installed, else the built-in tagger."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_PREFERRED = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
"""The pipelines, in the order in which they are tried.

The small pipeline is the first, because it tags as well as the larger pipelines and loads in a tenth of their time.
"""
_BY_PIPELINE = "en.pos.spacy"
_PROBE = ("They", "read", "it", ".")
_OPEN = frozenset({"ADJ", "NOUN", "VERB"})
"""Parts of speech whose lemmas are taken from a pipeline. All other words get their lemmas from flashdeck."""


class EnglishTagger(Protocol):
    """A tagger, which finds the part of speech and the lemma of each piece of a text."""

    @property
    def name(self) -> str:
        """The name and the version of the tagger, for the description of a deck."""

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        """Return the part of speech and the lemma of each piece."""


class BuiltInTagger:
    """HanTa with flashdeck's own rules. It does not need a download."""

    def __init__(self) -> None:
        from importlib.metadata import version

        self.name = f"HanTa {version('HanTa')}"

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        from flashdeck.english.hanta import load_hanta
        from flashdeck.english.parts_of_speech import analyze_pieces

        return analyze_pieces(load_hanta(), pieces)


class TrainedTagger:
    """A trained spaCy pipeline, applied to the pieces into which flashdeck has split a text."""

    def __init__(self, package: str) -> None:
        self._pipeline = _load(package)
        self.name = f"{package} {self._pipeline.meta['version']}"
        if not all(token.pos_ in UPOS for token in self._run(_PROBE)):
            raise ValueError(f"{self.name} does not find parts of speech")

    def analyze(self, pieces: Sequence[str]) -> "list[WordAnalysis]":
        plain = [piece.replace("’", "'") for piece in pieces]
        return [_analysis(token) for token in self._run(plain)]

    def _run(self, pieces: Sequence[str]) -> "Doc":
        from spacy.tokens import Doc

        doc = Doc(self._pipeline.vocab, words=list(pieces))
        for _, component in self._pipeline.pipeline:
            doc = component(doc)
        return doc


def _analysis(token: "Token") -> "WordAnalysis":
    """Return a pipeline's analysis of a token.

    The lemma of a noun, verb or adjective comes from the pipeline. flashdeck finds the lemmas of all other words, and each
    lemma that the pipeline did not find.
    """
    from flashdeck.english.parts_of_speech import WordAnalysis

    lemma = token.lemma_.casefold() if token.pos_ in _OPEN else ""
    return WordAnalysis(token.pos_, lemma or lemma_of(token.text, token.pos_), token.tag_ in ("VBD", "VBN"), _BY_PIPELINE)


def _load(package: str) -> "Language":
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings(
            "error", message=r"\[W09[45]\]"
        )  # spaCy's warnings that a pipeline was made for another version of spaCy
        return spacy.load(package, exclude=["ner", "parser"])


@dataclass(frozen=True, slots=True)
class ChosenTagger:
    """The tagger that is used, and a notice if a pipeline could not be used."""

    tagger: EnglishTagger
    notices: tuple[Notice, ...] = ()


@lru_cache(maxsize=8)
def choose_tagger(annotator: str = AUTO) -> ChosenTagger:
    """Return the tagger to use.

    `annotator` is "auto", "built-in", or the name of a trained pipeline. If a pipeline cannot be loaded, or was made for
    another version of spaCy, the built-in tagger is returned with a notice.
    """
    package = _installed() if annotator == AUTO else annotator
    if package in (None, BUILT_IN):
        return ChosenTagger(BuiltInTagger())
    try:
        return ChosenTagger(TrainedTagger(package))
    except (OSError, ValueError, ImportError, UserWarning) as error:
        reason = str(error).splitlines()[0]
        return ChosenTagger(
            BuiltInTagger(),
            (Notice("english-pipeline", 0, f"{package} cannot be used, so the built-in tagger is used: {reason}"),),
        )


def english_annotator_name(annotator: str = AUTO) -> str:
    """Return the name of the English tagger with its version, such as "HanTa 1.2.1" or "en_core_web_sm 3.8.0"."""
    return choose_tagger(annotator).tagger.name


def english_notices(annotator: str = AUTO) -> tuple[Notice, ...]:
    """Return a notice if a pipeline could not be used, else an empty tuple."""
    return choose_tagger(annotator).notices


def _installed() -> str | None:
    """Return the first installed pipeline of `_PREFERRED`, or None.

    SpaCy is not loaded here, because loading takes a second.
    """
    from importlib.util import find_spec

    return next(filter(find_spec, _PREFERRED), None)
