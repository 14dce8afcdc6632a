"""The fields of Chinese notes: what stands on a card, and what is kept for search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flashdeck.compose.display import Display, ShownToken
from flashdeck.compose.markup import Inner, div, escape, join, marked_spans, marked_text, ruby
from flashdeck.lexicon.traits import TRAITS
from flashdeck.model import Card, Graded, HskEdition, Html, Sentence, ZhToken

_LANG = {"en": "en"}
_DEFINITIONS = "definitions: CC-CEDICT, CC BY-SA 4.0"
# The part-of-speech tags of jieba's dictionary (ICTCLAS), by their first letter.
_POS = {
    "a": "adjective",
    "b": "attributive",
    "c": "conjunction",
    "d": "adverb",
    "f": "localizer",
    "i": "idiom",
    "j": "abbreviation",
    "l": "fixed phrase",
    "m": "numeral",
    "n": "noun",
    "p": "preposition",
    "q": "measure word",
    "r": "pronoun",
    "s": "place word",
    "t": "time word",
    "v": "verb",
    "z": "descriptive",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a note says besides its card: the talk's title, the edition, and the sentences around it."""

    title: str
    edition: HskEdition
    display: Display
    before: Sentence | None
    after: Sentence | None
    examples: tuple[Graded, ...] = ()
    usage: tuple[str, ...] = ()


def chinese_fields(card: Card, setting: Setting) -> dict[str, Html]:
    """Return the fields of a Chinese note by name; those not named are empty."""
    own = _word_fields(card, setting) if card.type == "word" else _sentence_fields(card, setting)
    return {**own, **_tail(card, setting)}


def _zh_tokens(card: Card) -> tuple[ZhToken, ...]:
    return card.graded.annotated.zh_tokens


@dataclass(frozen=True, slots=True)
class _Shown:
    """A Chinese line as the deck shows it."""

    display: Display
    text: str
    tokens: tuple[ShownToken, ...]

    def marked(self, targets: Iterable[str], inner: Inner | None = None) -> Html:
        return self.in_script(marked_text(self.text, self.tokens, targets, inner))

    def in_script(self, content: Html) -> Html:
        """Say where the script is not the template's own, else a phone may pick the wrong glyphs."""
        return content if self.display.lang == "zh-Hans" else Html(f'<span lang="{self.display.lang}">{content}</span>')


def _shown(item: Graded, display: Display) -> _Shown:
    zh = item.annotated.sentence.zh
    return _Shown(display, display.text(zh), display.tokens(zh, item.annotated.zh_tokens))


def _sentence_fields(card: Card, setting: Setting) -> dict[str, Html]:
    shown = _shown(card.graded, setting.display)
    return {
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "Pinyin": escape(" ".join(filter(None, map(setting.display.spelled, shown.tokens)))),
        "Translation": _context_line(card),
        "Words": _words(card, card.graded.unknown, shown),
    }


def _word_fields(card: Card, setting: Setting) -> dict[str, Html]:
    shown = _shown(card.graded, setting.display)
    token = target_token(card)
    place = _zh_tokens(card).index(token)
    others = [word for word in card.graded.unknown if word != token.text]
    other_script = token.traditional if setting.display.script == "simplified" else token.text
    return {
        "Word": shown.in_script(escape(shown.tokens[place].text)),
        "Traditional": escape(other_script if other_script and other_script != shown.tokens[place].text else ""),
        "Pinyin": escape(setting.display.spelled(shown.tokens[place])),
        "WordRuby": shown.in_script(Html(ruby(shown.tokens[place]))),
        "Meaning": _meaning(token),
        "Senses": escape("; ".join((*setting.usage, *_other_senses(token)))),
        "Parts": escape(" + ".join(f"{part} {gloss}" for part, gloss in token.parts)),
        "Examples": join(_example(item, token.text, setting.display) for item in setting.examples),
        "PartOfSpeech": escape(_POS.get((token.pos or "")[:1], "")),
        "Frequency": escape("" if token.zipf is None else f"Zipf {token.zipf:.1f}"),
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "SentenceTranslation": _context_line(card),
        "Words": _words(card, others, shown),
    }


def _context_line(card: Card) -> Html:
    """Return the other line with the targets' counterparts marked; those that no dictionary bears out are only probable."""
    marks = {
        span: "hl" if token.gloss_from == "dictionary" else "hl probable"
        for token in card.graded.tokens
        if token.headword in card.targets
        for span in token.links
    }
    return marked_spans(card.graded.context, marks)


def _meaning(token: ZhToken) -> Html:
    """Return the gloss; with a counterpart goes the core sense, which the dictionary has."""
    gloss = _gloss(token)
    if token.gloss_from != "aligned" or not token.senses:
        return gloss
    return join((gloss, f'<span class="core">{escape(token.senses[0])}</span>'), " · ")


def _other_senses(token: ZhToken) -> tuple[str, ...]:
    """Return the senses that the meaning does not show."""
    return token.senses[1:] if token.gloss_from == "aligned" else token.senses


def target_token(card: Card) -> ZhToken:
    """Return the token that a word card teaches, at its first place in the sentence."""
    return next(token for token in _zh_tokens(card) if token.headword == card.targets[0])


def _words(card: Card, wanted: Iterable[str], shown: _Shown) -> Html:
    first: dict[str, int] = {}
    for place, token in enumerate(_zh_tokens(card)):
        first.setdefault(token.headword, place)
    return join(div(_word_line(_zh_tokens(card)[first[word]], shown.tokens[first[word]], shown)) for word in wanted)


def _word_line(token: ZhToken, as_shown: ShownToken, shown: _Shown) -> Html:
    word = f'<span class="w">{shown.in_script(escape(as_shown.text))}</span>'
    reading = f'<span class="r">{escape(shown.display.spelled(as_shown))}</span>'
    return join((word, reading, _gloss(token)), " ")


def _gloss(token: ZhToken) -> Html:
    """Return a gloss; one that the other line does not bear out says so."""
    if not token.gloss:
        return Html("")
    gloss = escape(token.gloss)
    if token.gloss_from != "unconfirmed":
        return Html(f'<span class="g">{gloss}</span>')
    return Html(f'<span class="g unsure">{gloss}</span> <span class="q">(?)</span>')


def _example(item: Graded, word: str, display: Display) -> Html:
    target = div(_shown(item, display).marked((word,)), lang=display.lang)
    return div(target + div(escape(item.annotated.sentence.en), lang=_LANG["en"]), cls="ex")


# ---- the tail that all note types share


def _tail(card: Card, setting: Setting) -> dict[str, Html]:
    sentence = card.graded.annotated.sentence
    leans = bool(TRAITS[card.graded.study].connective.search(card.graded.target))
    return {
        "Level": escape(level_text(card, setting.edition)),
        "ContextBefore": _context(setting.before, setting.display, leans=leans),
        "ContextAfter": _context(setting.after, setting.display, leans=False),
        "Source": escape(f"{setting.title}, {place_text(sentence)} · {_DEFINITIONS}"),
        "Verbatim": escape(sentence.en_verbatim if sentence.repairs else ""),
        "TTS": Html("1"),
        "ID": escape(card.id),
    }


def level_text(card: Card, edition: HskEdition) -> str:
    """Return the hardest target's level as the card prints it, with the edition."""
    by_word = {token.headword: token for token in _zh_tokens(card)}
    hardest = max((by_word[word] for word in card.targets), key=lambda token: token.level)
    if hardest.hsk:
        return f"HSK {hardest.hsk} ({edition})"
    return f"about HSK {min(9, round(hardest.level))} (not in the {edition} list)"


def place_text(sentence: Sentence) -> str:
    """Return where a sentence stands in the input.

    The numbers are those of the lines of the file, both languages counted.
    """
    lines = sorted((*sentence.zh_lines, *sentence.en_lines))
    return f"lines {lines[0]}–{lines[-1]}"


def _context(sentence: Sentence | None, display: Display, *, leans: bool) -> Html:
    if sentence is None:
        return Html("")
    target = div(escape(display.text(sentence.zh)), cls="ctx-target", lang=display.lang)
    other = div(escape(sentence.en), cls="ctx-other", lang=_LANG["en"])
    return div(target + other, cls="ctx leans" if leans else "ctx")


def tags(card: Card, slug: str) -> Iterator[str]:
    """Yield the tags of a note."""
    by_word = {token.headword: token for token in _zh_tokens(card)}
    yield "flashdeck"
    yield f"flashdeck::src::{slug}"
    yield f"flashdeck::kind::{card.type}"
    for level in sorted({by_word[word].hsk or "off-list" for word in card.targets}):
        yield f"flashdeck::hsk::{level}"
