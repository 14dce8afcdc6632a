"""What common abbreviations of technology, business and policy stand for: a table of our own, for talks that never say it."""

from functools import cache
from importlib.resources import files


def expansion_of(abbreviation: str) -> str | None:
    """Return what an abbreviation stands for, None where the table does not have it; a plural is looked up as one.

    >>> expansion_of("RL"), expansion_of("GPUs"), expansion_of("XYZ")
    ('reinforcement learning', 'graphics processing unit', None)
    """
    return _table().get(abbreviation) or _table().get(abbreviation.removesuffix("s"))


@cache
def _table() -> dict[str, str]:
    rows = files("flashdeck.english").joinpath("data/abbreviations.tsv").read_text("utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)
