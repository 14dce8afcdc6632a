"""Text becomes HTML, in this one place."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.compose.display import ShownToken
from flashdeck.language.traits import count_han
from flashdeck.model import Html, Span

Inner = Callable[[ShownToken], str]
_FITS_A_LINE = 20  # a Han character with its reading counts 3: six of 41 px, or 20 letters, fit a phone of 360 px


def escape(text: str) -> Html:
    """Return text as HTML that shows it literally."""
    return Html(html.escape(text, quote=False))


def join(parts: Iterable[str], separator: str = "") -> Html:
    """Join HTML; the parts are markup of our own or escaped already."""
    return Html(separator.join(parts))


def div(content: str, **attributes: str) -> Html:
    """Return a `<div>`; `cls` stands for `class`."""
    names = {"cls": "class"}
    written = "".join(f' {names.get(name, name)}="{html.escape(value)}"' for name, value in attributes.items())
    return Html(f"<div{written}>{content}</div>")


def marked_text(text: str, tokens: Sequence[ShownToken], targets: Iterable[str], inner: Inner | None = None) -> Html:
    """Return a line as shown with its targets highlighted; `inner` renders a token, else it stands as plain text.

    A token of several characters has an element of its own, so that no line breaks inside it.
    """
    wanted, parts, at = set(targets), list[str](), 0
    for token in tokens:
        parts.append(escape(text[at : token.start]))
        shown = inner(token) if inner else escape(token.text)
        is_wanted = token.headword in wanted
        if is_wanted or len(token.text) > 1:
            shown = _unbroken(shown, "hl" if is_wanted else "token", token.text)
        parts.append(shown)
        at = token.end
    return join([*parts, escape(text[at:])])


def marked_spans(text: str, marks: Mapping[Span, str]) -> Html:
    """Return text with spans in a class of their own; of spans that overlap the first stands."""
    parts, at = list[str](), 0
    for (start, end), cls in sorted(marks.items()):
        if start >= at:
            marked = text[start:end]
            parts += [escape(text[at:start]), _unbroken(escape(marked), cls, marked)]
            at = end
    return join([*parts, escape(text[at:])])


def _unbroken(shown: str, cls: str, text: str) -> str:
    """Return an element in which the style allows no line break, unless the text may be longer than a line."""
    length = len(text) + 2 * count_han(text)
    long = " long" if length > _FITS_A_LINE else ""
    return f'<span class="{cls}{long}">{shown}</span>'


def in_script(content: Html, lang: str) -> Html:
    """Say where the script is not the template's own, else a phone may pick the wrong glyphs."""
    return content if lang == "zh-Hans" or not content else Html(f'<span lang="{lang}">{content}</span>')


def ruby(token: ShownToken) -> str:
    """Return a token with a reading over each Han character, coloured by tone, doubtful ones marked."""
    if not token.readings:
        return escape(token.text)
    doubt = " doubt" if token.doubtful else ""
    readings = iter(zip(token.readings, token.tones, strict=True))
    return "".join(_ruby_character(char, *next(readings), doubt) if count_han(char) else escape(char) for char in token.text)


def _ruby_character(char: str, reading: str, tone: int, doubt: str) -> str:
    return f'<ruby class="t{tone}{doubt}">{char}<rt>{reading}</rt></ruby>' if reading else char
