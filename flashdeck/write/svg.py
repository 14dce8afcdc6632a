"""Compute the ticks and positions of a chart. The templates draw the chart as SVG."""

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale that maps values from `low` to `high` to positions from `start` to `end`.

    >>> Scale(0, 50, 10, 110).at(25)
    60.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the position of a value on the scale, rounded to one decimal."""
        width = (self.high - self.low) or 1.0
        return round(self.start + (value - self.low) / width * (self.end - self.start), 1)


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return evenly spaced round numbers for the axis of a chart.

    The first number is not greater than `low`, and the last number is not less than `high`.

    >>> ticks(0, 870), ticks(0.63, 1)
    ((0.0, 200.0, 400.0, 600.0, 800.0, 1000.0), (0.6, 0.7, 0.8, 0.9, 1.0))
    """
    span = (high - low) or 1.0
    size = math.pow(10, math.floor(math.log10(span / most)))
    step = next(size * factor for factor in _STEPS if size * factor * most >= span * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))
