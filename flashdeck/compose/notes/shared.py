"""What notes of all types have: the line around, the glossed words, the source, the tags."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.display import Display, core_sense, is_in_doubt
from flashdeck.compose.markup import div, escape, in_script, join, marked_spans
from flashdeck.compose.notes.usage import Used
from flashdeck.language.grammar_patterns import Shown, find_constructions
from flashdeck.model import Card, Graded, HskEdition, Html, Language, Sentence, Span, Token, ZhToken

_MOST_PATTERNS = 2
LANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a note says besides its card: the talk's title, the edition, the sentences around, and how the talk uses a word."""

    title: str
    edition: HskEdition
    level: float
    display: Display
    before: Sentence | None
    after: Sentence | None
    examples: tuple[Graded, ...] = ()
    usage: Used = field(default_factory=Used)
    gates: tuple[str, ...] = ()
    """The fields that switch a card or the device's voice on."""


def tail(card: Card, setting: Setting, level: str, origin: str) -> dict[str, Html]:
    """Return the fields that all note types end with; `origin` names whose definitions the note shows."""
    graded = card.graded
    sentence = graded.annotated.sentence
    leans = bool(TRAITS[graded.study].patterns["connective"].search(graded.target))
    source = " · ".join(filter(None, (f"{setting.title}, {place_text(sentence)}", origin)))
    return {
        "Level": escape(level),
        "ContextBefore": _context(setting.before, graded.study, setting.display, leans=leans),
        "ContextAfter": _context(setting.after, graded.study, setting.display, leans=False),
        "Source": escape(source),
        "Verbatim": escape(_verbatim(sentence)),
        **dict.fromkeys(setting.gates, Html("1")),
        "Notes": Html("<br>".join(map(escape, card.note.split("\n")))),
        "ID": escape(card.id),
    }


def _verbatim(sentence: Sentence) -> str:
    """Return the sides of a sentence as they stood in the transcript, where they are mended or cleaned, or shown in part."""
    whole = sentence.whole or sentence
    sides = ((whole.zh_as_read, sentence.zh), (whole.en_as_read, sentence.en))
    return " · ".join(as_read for as_read, shown in sides if as_read != shown)


def place_text(sentence: Sentence) -> str:
    """Return where a sentence stands in the input.

    The numbers are those of the lines of the file, both languages counted.
    """
    lines = sorted((*sentence.zh_lines, *sentence.en_lines))
    return f"lines {lines[0]}–{lines[-1]}"


def _context(sentence: Sentence | None, study: Language, display: Display, *, leans: bool) -> Html:
    if sentence is None:
        return Html("")
    zh = (display.text(sentence.zh), display.lang)
    en = (sentence.en, LANG["en"])
    target, other = (zh, en) if study == "zh" else (en, zh)
    lines = div(escape(target[0]), cls="ctx-target", lang=target[1]) + div(escape(other[0]), cls="ctx-other", lang=other[1])
    return div(lines, cls="ctx leans" if leans else "ctx")


def pattern(card: Card, setting: Setting) -> Html:
    """Return the constructions of the line that are not far below the learner's level, the hardest first."""
    study = card.graded.study
    found = [shown for shown in find_constructions(card.graded.tokens, study) if shown.level >= setting.level - 1]
    return join(_pattern(shown, study, setting.display) for shown in found[:_MOST_PATTERNS])


def _pattern(shown: Shown, study: Language, display: Display) -> Html:
    zh, en = (shown.text, shown.meaning) if study == "zh" else (shown.meaning, shown.text)
    chinese = f'<span lang="{display.lang}">{escape(display.text(zh))}</span>'
    english = f'<span lang="en">{escape(en)}</span>'
    return div(f"{chinese} {english}" if study == "zh" else f"{english} {chinese}")


def other_line(card: Card, display: Display) -> Html:
    """Return the other line with the targets' counterparts marked; those that no dictionary bears out are only probable."""
    marks: dict[Span, str] = {
        span: "hl" if token.gloss_from == "dictionary" else "hl probable"
        for token in card.graded.units
        if token.headword in card.targets
        for span in token.links
    }
    if card.graded.study == "zh":
        return marked_spans(card.graded.context, marks)
    return in_script(marked_spans(display.text(card.graded.context), marks), display.lang)


def example(item: Graded, target: Html, display: Display) -> Html:
    """Return one more line of the talk, its target side marked up already, and the other side."""
    zh, en = display.lang, LANG["en"]
    if item.study == "zh":
        return div(div(target, lang=zh) + div(escape(item.context), lang=en), cls="ex")
    return div(div(target, lang=en) + div(escape(display.text(item.context)), lang=zh), cls="ex")


def word_row(word: Html, reading: str, meant: Html, *, is_target: bool) -> Html:
    """Return one entry of the list of words; a deck read back knows by its class what the card teaches."""
    row = join((f'<span class="w">{word}</span>', f'<span class="r">{escape(reading)}</span>', meant), " ")
    return div(row, cls="target") if is_target else div(row)


def gloss(token: Token, display: Display) -> Html:
    """Return a gloss; one that the other line does not bear out says so."""
    if not token.gloss:
        return Html("")
    if not is_in_doubt(token):
        return Html(f'<span class="g">{_meant(token.gloss, token, display)}</span>')
    return Html(f'<span class="g unsure">{_meant(token.gloss, token, display)} <span class="q">(?)</span></span>')


def meaning(token: Token, display: Display) -> Html:
    """Return the gloss. A counterpart that no dictionary bears out is called that of this line, the core sense goes with it."""
    core = core_sense(token)
    if core is None:
        return gloss(token, display)
    here = f'<span class="label">{"here:" if isinstance(token, ZhToken) else "文中："}</span>'
    beside = f'<span class="core">{_meant(core, token, display)}</span>'
    return Html(f'<span class="g">{here} {_meant(token.gloss or "", token, display)} · {beside}</span>')


def other_senses(token: Token, display: Display, usage: Used) -> Html:
    """Return how the talk uses a word, and the senses that neither that nor the meaning shows."""
    senses = token.senses[1:] if token.gloss_from == "aligned" else token.senses
    untold = (sense for sense in senses if sense.removeprefix("to ") not in usage.named)
    return join(
        (_meant(text, token, display) for text in (*usage.lines, *untold)), "; " if isinstance(token, ZhToken) else "；"
    )


def _meant(text: str, token: Token, display: Display) -> Html:
    """Return what a gloss says, any Chinese in the script of the deck; that of an English word is Chinese as a whole."""
    shown = escape(display.text(text))
    return shown if isinstance(token, ZhToken) else in_script(shown, display.lang)


def frequency(token: Token) -> Html:
    return escape("" if token.zipf is None else f"Zipf {token.zipf:.1f}")


def first_places(tokens: Iterable[Token]) -> dict[str, int]:
    """Return for each headword the place of its first token."""
    places: dict[str, int] = {}
    for place, token in enumerate(tokens):
        places.setdefault(token.headword, place)
    return places


def hardest_target(card: Card) -> Token:
    """Return the hardest of the words that a card teaches; of one that was kept and teaches none, of all its words."""
    return max((*target_tokens(card),) or card.graded.units, key=lambda token: token.level)


def target_tokens(card: Card) -> Iterator[Token]:
    """Yield the first token of each target."""
    units = card.graded.units
    places = first_places(units)
    return (units[places[word]] for word in card.targets)


def words_to_explain(card: Card) -> Iterator[str]:
    """Yield the unknown words of the sentence; a word card has explained its own already."""
    return (word for word in card.graded.unknown if card.type == "sentence" or word not in card.targets)
