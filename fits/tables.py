"""The result of a fit, and a table that shows it beside the number in the code."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted number, the module and the name of the constant that stores it, and a text on the quality of the fit."""

    module: str
    name: str
    value: float
    quality: str

    @property
    def in_code(self) -> float:
        """The value of the constant in the code, to compare with the fitted number."""
        return float(getattr(import_module(self.module), self.name))


def print_fitted(rows: Iterable[Fitted]) -> None:
    """Print each fitted number beside the number in the code."""
    print(f"{'constant':64} {'in code':>9} {'fitted':>9}  quality of the fit")
    for row in rows:
        print(f"{row.module + '.' + row.name:64} {row.in_code:9.3f} {row.value:9.3f}  {row.quality}")
