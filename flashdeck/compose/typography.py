"""How Chinese lines are set: full-width marks between Chinese characters, character for character."""

from flashdeck.chinese.characters import count_han

_WIDE = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
_PASSED_OVER = frozenset({*_WIDE, *_WIDE.values(), *" \"'“”‘’"})


def full_width(text: str) -> str:
    """Return a Chinese line with full-width marks; inside Latin text and numbers they stay as they are.

    >>> full_width("对吧?它有1,000个(GPU),比例是3:1,用GPT-4!")
    '对吧？它有1,000个（GPU），比例是3:1，用GPT-4！'
    """
    if not count_han(text):
        return text
    wide = {place for place, char in enumerate(text) if char in _WIDE and not _is_inside_latin(text, place)}
    wide |= _partners(text, wide)
    return "".join(_WIDE[char] if place in wide else char for place, char in enumerate(text))


def _is_inside_latin(text: str, place: int) -> bool:
    before = next((char for char in reversed(text[:place]) if char not in _PASSED_OVER), "")
    after = next((char for char in text[place + 1 :] if char not in _PASSED_OVER), "")
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    return bool(char) and char.isascii()


def _partners(text: str, wide: set[int]) -> set[int]:
    """Return the brackets whose other half is wide."""
    found, open_at = set[int](), list[int]()
    for place, char in enumerate(text):
        if char == "(":
            open_at.append(place)
        elif char == ")" and open_at:
            pair = {open_at.pop(), place}
            found |= pair if pair & wide else set()
    return found
