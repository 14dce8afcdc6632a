"""Turn text into HTML. No other module does."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.compose.display import ShownToken
from flashdeck.model import Html, Span
from flashdeck.model.characters import count_han

TokenHtml = Callable[[ShownToken], str]
_FITS_A_LINE = 20  # letters; a Han character with its reading counts 3: six of 41 px, or 20 letters, fit a phone of 360 px


def escape(text: str) -> Html:
    """Return text as HTML that shows it literally."""
    return Html(html.escape(text, quote=False))


def join(parts: Iterable[str], separator: str = "") -> Html:
    """Join HTML. The parts are our own markup, or text that is escaped already."""
    return Html(separator.join(parts))


def div(content: str, **attributes: str) -> Html:
    """Return a `<div>` with attributes; the attribute `class` is given as `cls`."""
    written = []
    for name, value in attributes.items():
        shown_name = "class" if name == "cls" else name
        written.append(f' {shown_name}="{html.escape(value)}"')
    return Html(f"<div{''.join(written)}>{content}</div>")


def marked_text(text: str, tokens: Sequence[ShownToken], targets: Iterable[str], inner: TokenHtml | None = None) -> Html:
    """Return a line with its targets highlighted. `inner` turns a token into HTML; without it, tokens are plain text.

    A token of several characters has an element of its own, so that no line breaks inside it.
    """
    wanted, parts, at = set(targets), list[str](), 0
    for token in tokens:
        parts.append(escape(text[at : token.start]))
        shown = inner(token) if inner else escape(token.text)
        is_wanted = token.headword in wanted
        if is_wanted:
            shown = _unbroken(shown, "hl", token.text)
        elif len(token.text) > 1:
            shown = _unbroken(shown, "token", token.text)
        parts.append(shown)
        at = token.end
    return join([*parts, escape(text[at:])])


def marked_spans(text: str, marks: Mapping[Span, str]) -> Html:
    """Return text with some spans in a CSS class. A span that overlaps an earlier one is not marked."""
    parts, at = list[str](), 0
    for (start, end), cls in sorted(marks.items()):
        if start >= at:
            marked = text[start:end]
            parts += [escape(text[at:start]), _unbroken(escape(marked), cls, marked)]
            at = end
    return join([*parts, escape(text[at:])])


def _unbroken(shown: str, cls: str, text: str) -> str:
    """Return an element in which the style allows no line break, unless its text may be longer than a line."""
    length = len(text) + 2 * count_han(text)
    long = " long" if length > _FITS_A_LINE else ""
    return f'<span class="{cls}{long}">{shown}</span>'


def in_script(content: Html, lang: str) -> Html:
    """Add the language tag to traditional Chinese. Templates are tagged as simplified, and a phone would pick those glyphs."""
    return content if lang == "zh-Hans" or not content else Html(f'<span lang="{lang}">{content}</span>')


def ruby(token: ShownToken) -> str:
    """Return a token with a reading over each Han character, with classes for its tone and for a doubt."""
    if not token.readings:
        return escape(token.text)
    doubt = " doubt" if token.doubtful else ""
    readings = iter(zip(token.readings, token.tones, strict=True))
    characters = (_ruby_character(char, *next(readings), doubt) if count_han(char) else escape(char) for char in token.text)
    return "".join(characters)


def _ruby_character(char: str, reading: str, tone: int, doubt: str) -> str:
    return f'<ruby class="t{tone}{doubt}">{char}<rt>{reading}</rt></ruby>' if reading else char
