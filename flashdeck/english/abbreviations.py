"""Expand abbreviations that are common in technology, business and policy.

Flashdeck's own table is used where a transcript does not expand an abbreviation itself.
"""

from collections.abc import Mapping
from importlib.resources import files

from flashdeck.lazy import Lazy


def _load_abbreviations() -> Mapping[str, str]:
    rows = files("flashdeck.english").joinpath("data/abbreviations.tsv").read_text("utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


load_abbreviations = Lazy(_load_abbreviations)


def expansion_of(abbreviation: str) -> str | None:
    """Return the expansion of an abbreviation or of its plural, or None if the table does not have the abbreviation.

    >>> expansion_of("RL"), expansion_of("GPUs"), expansion_of("XYZ")
    ('reinforcement learning', 'graphics processing unit', None)
    """
    expansions = load_abbreviations()
    return expansions.get(abbreviation) or expansions.get(abbreviation.removesuffix("s"))
