"""Text becomes HTML, in this one place."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.chinese.characters import count_han
from flashdeck.compose.display import ShownToken
from flashdeck.model import Html, Span

Inner = Callable[[ShownToken], str]


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
    """Return a line as shown with its targets highlighted; `inner` renders a token, else it stands as plain text."""
    wanted, parts, at = set(targets), list[str](), 0
    for token in tokens:
        parts.append(escape(text[at : token.start]))
        shown = inner(token) if inner else escape(token.text)
        parts.append(f'<span class="hl">{shown}</span>' if token.headword in wanted else shown)
        at = token.end
    return join([*parts, escape(text[at:])])


def marked_spans(text: str, marks: Mapping[Span, str]) -> Html:
    """Return text with spans in a class of their own; of spans that overlap the first stands."""
    parts, at = list[str](), 0
    for (start, end), cls in sorted(marks.items()):
        if start >= at:
            parts += [escape(text[at:start]), f'<span class="{cls}">{escape(text[start:end])}</span>']
            at = end
    return join([*parts, escape(text[at:])])


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
