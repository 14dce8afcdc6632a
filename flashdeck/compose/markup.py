"""Text becomes HTML, in this one place."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.lexicon.syllables import tone_of
from flashdeck.lexicon.traits import count_han
from flashdeck.model import Html, Span, Token, ZhToken

_VOWELS = frozenset("aāáǎàeēéěèoōóǒò")
Inner = Callable[[Token], str]


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


def marked_text(text: str, tokens: Sequence[Token], targets: Iterable[str], inner: Inner | None = None) -> Html:
    """Return a line with its targets highlighted; `inner` renders a token, else it stands as plain text."""
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


def ruby(token: Token) -> str:
    """Return a token with a reading over each Han character, coloured by tone, doubtful ones marked."""
    if not isinstance(token, ZhToken) or not token.pinyin:
        return escape(token.text)
    readings = iter(token.pinyin)
    doubt = " doubt" if token.doubtful else ""
    return "".join(_ruby_character(char, next(readings), doubt) if count_han(char) else escape(char) for char in token.text)


def _ruby_character(char: str, reading: str, doubt: str) -> str:
    return f'<ruby class="t{tone_of(reading)}{doubt}">{char}<rt>{reading}</rt></ruby>' if reading else char


def spelled(token: ZhToken) -> str:
    """Return a word's reading in one piece, an apostrophe before a syllable that begins with a vowel (GB/T 16159-2012).

    >>> spelled(ZhToken("方案", 0, 2, pinyin=("fāng", "àn")))
    "fāng'àn"
    """
    if not token.pinyin:
        return token.text
    first, *rest = token.pinyin
    return first + "".join(f"'{syllable}" if syllable[:1] in _VOWELS else syllable for syllable in rest)
