"""Turn text into HTML. All modules of `compose` use these functions to escape text."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.compose.display import ShownToken
from flashdeck.model import Html, Span
from flashdeck.model.characters import count_han

TokenHtml = Callable[[ShownToken], str]
# A word up to this length fits on a line of a phone with a width of 360 px, so the line is not broken inside the word. The unit
# is the width of a letter. A Han character counts as 3 letters, because a line has room for six characters with readings.
_FITS_A_LINE = 20


def escape(text: str) -> Html:
    """Return text as HTML that shows it literally."""
    return Html(html.escape(text, quote=False))


def join(parts: Iterable[str], separator: str = "") -> Html:
    """Join pieces of HTML. The pieces are not escaped, so text in them must be escaped before."""
    return Html(separator.join(parts))


def div(content: str, **attributes: str) -> Html:
    """Return a `<div>` with attributes. The attribute `class` is given as `cls`."""
    written = []
    for name, value in attributes.items():
        shown_name = "class" if name == "cls" else name
        written.append(f' {shown_name}="{html.escape(value)}"')
    return Html(f"<div{''.join(written)}>{content}</div>")


def marked_text(text: str, tokens: Sequence[ShownToken], targets: Iterable[str], inner: TokenHtml | None = None) -> Html:
    """Return a line as HTML, and highlight the words with a headword in `targets`.

    `inner` turns a token into HTML. If it is not given, the text of the token is escaped. A token of several characters gets
    its own element, so that a line cannot break inside the token.
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
    """Return text as HTML. Each span in `marks` becomes an element whose CSS class is the value of the span.

    A span that overlaps an earlier span does not become an element.
    """
    parts, at = list[str](), 0
    for (start, end), cls in sorted(marks.items()):
        if start >= at:
            marked = text[start:end]
            parts += [escape(text[at:start]), _unbroken(escape(marked), cls, marked)]
            at = end
    return join([*parts, escape(text[at:])])


def _unbroken(shown: str, cls: str, text: str) -> str:
    """Return an element with the class `cls`. The style sheet forbids line breaks inside such an element.

    If the text may be too long for one line, the element also gets the class `long`, which allows line breaks.
    """
    length = len(text) + 2 * count_han(text)
    long = " long" if length > _FITS_A_LINE else ""
    return f'<span class="{cls}{long}">{shown}</span>'


def in_script(content: Html, lang: str) -> Html:
    """Mark traditional Chinese with its language tag.

    The templates have the tag of simplified Chinese. Without a tag of its own, traditional Chinese would get the glyphs of
    simplified Chinese on a phone.
    """
    return content if lang == "zh-Hans" or not content else Html(f'<span lang="{lang}">{content}</span>')


def ruby(token: ShownToken) -> str:
    """Return a token as HTML, with a reading above each Han character. CSS classes show the tone and a doubtful reading."""
    if not token.readings:
        return escape(token.text)
    doubt = " doubt" if token.doubtful else ""
    readings = iter(zip(token.readings, token.tones, strict=True))
    characters = (_ruby_character(char, *next(readings), doubt) if count_han(char) else escape(char) for char in token.text)
    return "".join(characters)


def _ruby_character(char: str, reading: str, tone: int, doubt: str) -> str:
    return f'<ruby class="t{tone}{doubt}">{char}<rt>{reading}</rt></ruby>' if reading else char
