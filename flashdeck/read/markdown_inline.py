"""Remove the marks inside a line of Markdown, and recognise lines that do not have text.

The marks of Markdown, HTML, Obsidian and Hugo are removed. Obsidian adds ==x==, [[x]], [[x|y]], ^id, %%x%% and callouts to
Markdown. Hugo adds shortcodes.
"""

import re

from flashdeck.lazy import Lazy
from flashdeck.model.characters import HAN_RANGES
from flashdeck.read.line_language import unescape

LABEL = "read.left-out.markdown-label"
CALLOUT = "read.left-out.markdown-callout"
FOOTNOTE = "read.left-out.markdown-footnote"
SHORTCODE = "read.left-out.markdown-shortcode"
TAGS = "read.left-out.markdown-tags"
COMMENT = "read.left-out.markdown-comment"
# The visible label of a folded section (HTML, "The summary element"), such as "Original English".
_FOLD_LABEL = re.compile(r"(?:<details[^<>]*>\s*)?<summary[^<>]*>(?P<text>.*?)</summary>", re.IGNORECASE)
_SHORTCODES = r"\{\{[<%][^{}]{0,500}[>%]\}\}"
_NO_TEXT = (
    ("heading", LABEL, _FOLD_LABEL),
    ("heading", CALLOUT, re.compile(r"(?:>\s?)*\[!\w+\][+-]?\s*(?P<text>.*)|(?:!!!|\?\?\?\+?|:::)\s*(?P<title>.*)")),
    ("comment", FOOTNOTE, re.compile(r"\[\^[^\[\]\s]{1,50}\]:\s*(?P<text>.*)")),
    ("comment", SHORTCODE, re.compile(rf"(?P<text>{_SHORTCODES}(?:\s*{_SHORTCODES})*)")),
    ("metadata", TAGS, re.compile(r"(?P<text>#[^\s#]*[^\W\d][^\s#]*(?:\s+#[^\s#]+)*)")),
    ("comment", COMMENT, re.compile(r"(?P<text><!--.*|%%.*%%)")),
)
"""The kinds of lines that are not text. Each has the code of the notice, the id of the rule and the pattern of the whole line."""
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(?<!\\)(?:\*\*|__(?=\W|$)|(?<!\w)__)|~~")
_EMPHASIS = rf"(?<![\w*\\])[*_](?=[^\s*_])|(?<=[^\s*_\\])[*_](?![\w*])|(?<=[{HAN_RANGES}])\*(?=[{HAN_RANGES}“「])|(?<!\\)`"
_TAG_NAMES = "b|i|u|em|strong|span|p|div|small|sup|sub|a|font|mark|ruby|rb|rt|rp"
_INLINE_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_load_marks = Lazy(
    lambda: (
        (re.compile(_SHORTCODES), ""),
        (re.compile(r"%%[^%]{0,500}%%"), ""),
        (re.compile(r"!\[\[[^\[\]]{0,300}\]\]"), ""),
        (re.compile(r"\[\[[^\[\]|]{0,300}?\\?\|([^\[\]]{0,300})\]\]"), r"\1"),
        (re.compile(r"\[\[([^\[\]|#^]{1,300})[^\[\]|]{0,300}\]\]"), r"\1"),
        (re.compile(r"\[\^[^\[\]\s]{1,50}\]"), ""),
        (_LINK, r"\1"),
        (_INLINE_TAG, ""),
        (re.compile(r"==(?=[^\s=])([^=]{1,500}?)(?<=\S)=="), r"\1"),
        (_STRONG, ""),
        (re.compile(_EMPHASIS), ""),
        (re.compile(r"(?:^|\s)\^[A-Za-z0-9\-]{1,60}$"), ""),
        (re.compile(r"\s?\{[.#:][^{}]{0,200}\}$"), ""),
    )
)
"""The marks inside a line, in the order in which they are removed, each with the text that replaces it."""


def clean_inline(text: str) -> str:
    r"""Return a line without Markdown marks and without tags.

    >>> clean_inline("**Mei:** it cost \\$6, _not_ 5*3 [there](https://example.org) in snake_case")
    'Mei: it cost $6, not 5*3 there in snake_case'
    >>> clean_inline("This [[bridge|old bridge]] is ==very== old.[^1] ^b2")
    'This old bridge is very old.'
    """
    for pattern, replacement in _load_marks():
        text = pattern.sub(replacement, text)
    return unescape(_ESCAPE.sub(r"\1", text)).strip()


def textless(line: str) -> tuple[str, str, str] | None:
    """Return the notice code, the rule and the content of a line that is not text; None for a line with text.

    >>> textless("> [!note] The bridge")
    ('heading', 'read.left-out.markdown-callout', 'The bridge')
    """
    for code, rule, pattern in _NO_TEXT:
        match = pattern.fullmatch(line)
        if match:
            return code, rule, clean_inline(next((part for part in match.groupdict().values() if part), "")) or line
    return None
