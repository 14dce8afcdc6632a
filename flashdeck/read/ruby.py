"""Remove the readings that stand above words (ruby text), because they are not part of what is said."""

import re
from collections.abc import Iterator

from flashdeck.model import Notice

RUBY = "read.left-out.reading-above"
# The end tag of <rt> may be missing before </ruby> and before the next <rt> (WebVTT, section 4.2.2; HTML, section 13.1.2.4).
_READING = re.compile(
    r"<(?P<tag>rt|rp|rtc)(?:[ .][^<>]*)?>(?P<reading>.*?)(?:</(?P=tag)>|(?=</ruby>|<rt[ .>])|$)", re.IGNORECASE
)


class ReadingsAbove:
    """Removes the readings from the lines of a file, and counts them."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []

    def removed(self, number: int, text: str) -> str:
        """Return a line without readings.

        >>> ReadingsAbove().removed(1, "<ruby>研究<rt>yánjiū</rt></ruby>历史")
        '<ruby>研究</ruby>历史'
        """
        if "<r" not in text and "<R" not in text:
            return text
        self._found += [(number, match["reading"]) for match in _READING.finditer(text) if match["reading"].strip("()（） ")]
        return _READING.sub("", text)

    def notices(self) -> Iterator[Notice]:
        """Yield one notice for all readings of the file, with the line number of the first reading."""
        if self._found:
            shown = " ".join(reading for _, reading in self._found)
            yield Notice("reading", self._found[0][0], f"{len(self._found)} readings above words: {shown}", rule=RUBY)
