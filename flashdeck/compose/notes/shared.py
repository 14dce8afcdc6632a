"""Fill the fields that all note types have.

These fields show the neighbouring lines, the words with their glosses, and the source of the sentence. Some fields are not shown:
a gate is a field that switches on a kind of card if it is not empty.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flashdeck.bilingual.added_glosses import added_gloss, is_added_guess
from flashdeck.bilingual.languages import TRAITS
from flashdeck.bilingual.own_definitions import fitting_definition
from flashdeck.compose.display import Display, core_sense, is_in_doubt
from flashdeck.compose.language_sides import LanguageSide, StudySides, as_read, source_lines
from flashdeck.compose.markup import div, escape, join
from flashdeck.compose.notes.usage import UsageLines, note_wording
from flashdeck.language.grammar_patterns import find_constructions
from flashdeck.model import Card, Definitions, EnToken, Graded, HskEdition, Html, Sentence, Span, Token, ZhToken

_MOST_PATTERNS = 2  # the maximum number of constructions on a card
_LEVELS_BELOW = 1.0  # a card does not show constructions more than this many levels below the learner's level; chosen by hand


@dataclass(frozen=True, slots=True)
class NoteContext:
    """The facts that a note shows in addition to the facts of its card, such as the title of the talk."""

    title: str
    edition: HskEdition
    level: float
    """The learner's level on the scale of the language."""
    display: Display
    sides: StudySides
    before: Sentence | None
    after: Sentence | None
    leads: bool = False
    """Whether the front needs the sentence before, because the card's sentence refers to it, and has room for it."""
    examples: tuple[Graded, ...] = ()
    """Other sentences of the talk that contain the word of the card."""
    usage: UsageLines = field(default_factory=UsageLines)
    gates: tuple[str, ...] = ()
    """The names of the gates to fill. A filled gate switches on a kind of card, or the voice of the device."""
    translation: str = ""
    """How the translation was made; empty if this is not known."""
    definitions: Definitions = "context"
    """The language in which a word card explains its word."""


def shared_fields(card: Card, context: NoteContext, level: str, origin: str) -> dict[str, Html]:
    """Return the fields that all note types have. `origin` names the dictionary from which the definitions come."""
    graded = card.graded
    sentence = graded.annotated.sentence
    refers_back = context.leads or bool(TRAITS[graded.study].patterns["connective"].search(graded.target))
    source = " · ".join(filter(None, (f"{context.title}, {place_text(sentence)}", context.translation, origin)))
    return {
        "Level": escape(level),
        "ContextBefore": _neighbour(context.before, context.sides, refers_back=refers_back),
        "ContextAfter": _neighbour(context.after, context.sides, refers_back=False),
        "Source": escape(source),
        "Verbatim": escape(_verbatim(sentence)),
        **dict.fromkeys(context.gates, Html("1")),
        "Notes": Html("<br>".join(map(escape, card.note.split("\n")))),
        "ID": escape(card.id),
    }


def _verbatim(sentence: Sentence) -> str:
    """Return the original text of the sentence in each language in which the card shows a different text.

    The card's text differs if it was repaired, if fillers were removed from it, or if the card shows only a clause.
    """
    whole = as_read(sentence.whole or sentence)
    shown = as_read(sentence)
    changed = [original for (original, _), (_, text) in zip(whole, shown, strict=True) if original != text]
    return " · ".join(changed)


def place_text(sentence: Sentence) -> str:
    """Return the first and the last line number of a sentence in the transcript's file: "lines 3–6".

    The range includes the Chinese and the English lines.
    """
    lines = source_lines(sentence)
    return f"lines {min(lines)}–{max(lines)}"


def _neighbour(sentence: Sentence | None, sides: StudySides, *, refers_back: bool) -> Html:
    """Return the sentence before or after the card's sentence as HTML, in both languages.

    `refers_back`: whether the card's sentence refers to this neighbouring sentence, which is then emphasized.
    """
    if sentence is None:
        return Html("")
    target, context = sides
    target_line = div(escape(target.text(sentence)), cls="ctx-target", lang=target.lang)
    context_line = div(escape(context.text(sentence)), cls="ctx-other", lang=context.lang)
    cls = "ctx leans" if refers_back else "ctx"
    return div(target_line + context_line, cls=cls)


def pattern(card: Card, context: NoteContext) -> Html:
    """Return the hardest constructions of the card's line, with their meanings.

    Constructions that are far below the learner's level are left out.
    """
    least = context.level - _LEVELS_BELOW
    found = [one for one in find_constructions(card.graded.tokens, card.graded.study) if one.level >= least]
    target, other = context.sides
    shown = found[:_MOST_PATTERNS]
    return join(div(f"{_tagged(one.text, target)} {_tagged(one.meaning, other)}") for one in shown)


def _tagged(text: str, side: LanguageSide) -> str:
    return f'<span lang="{side.lang}">{side.plain_html(text)}</span>'


def context_line(card: Card, context: NoteContext) -> Html:
    """Return the translation of the card's sentence. The words that translate the targets of the card are highlighted.

    They are marked as probable if no dictionary has them as a translation of the target.
    """
    marks: dict[Span, str] = {}
    for token in card.graded.units:
        if token.headword in card.targets:
            mark = "hl" if token.gloss_from == "dictionary" else "hl probable"
            marks.update(dict.fromkeys(token.links, mark))
    return context.sides.context.marked(card.graded.context, marks)


def example(item: Graded, target: Html, sides: StudySides) -> Html:
    """Return an example sentence and its translation. `target` is the sentence in the language studied, as HTML."""
    other = sides.context
    lines = div(target, lang=sides.target.lang) + div(other.plain_html(item.context), lang=other.lang)
    return div(lines, cls="ex")


def word_row(word: Html, reading: str, meaning_html: Html, *, is_target: bool) -> Html:
    """Return one entry of the card's list of words: a word with its reading and its meaning.

    A word that the card teaches has the CSS class `target`. `flashdeck.known.own_decks` looks for this class in the learner's
    collection.
    """
    row = join((f'<span class="w">{word}</span>', f'<span class="r">{escape(reading)}</span>', meaning_html), " ")
    return div(row, cls="target") if is_target else div(row)


def meaning(token: Token, sides: StudySides) -> Html:
    """Return the gloss of a word as HTML.

    If the gloss comes from the translated line and no dictionary has it as a translation of the word, it gets the label
    "here:", and the first dictionary sense is added. An unconfirmed gloss is marked (?).
    """
    core = core_sense(token)
    if core is None:
        return _gloss(token, sides)
    shown = sides.context.gloss_html
    here = f'<span class="label">{note_wording(sides).here}</span>'
    return Html(f'<span class="g">{here} {shown(token.gloss or "")} · <span class="core">{shown(core)}</span></span>')


def word_meaning(token: Token, context: NoteContext) -> Html:
    """Return the meaning of the word that a card teaches: a definition in its own language if one is wanted and fits."""
    definition = own_definition(token, context)
    if definition is None:
        return meaning(token, context.sides)
    target = context.sides.target
    return Html(f'<span class="g" lang="{target.lang}">{target.plain_html(definition)}</span>')


def own_definition(token: Token, context: NoteContext) -> str | None:
    """Return the definition of a word in its own language, or None if none is wanted or none fits."""
    if context.definitions == "context" or not isinstance(token, ZhToken | EnToken):
        return None
    return fitting_definition(token)


def _gloss(token: Token, sides: StudySides) -> Html:
    if not token.gloss:
        return Html("")
    shown = sides.context.gloss_html(token.gloss)
    if not is_in_doubt(token):
        return Html(f'<span class="g">{shown}</span>')
    return Html(f'<span class="g unsure">{shown} <span class="q">(?{_origin_of_guess(token)})</span></span>')


def _origin_of_guess(token: Token) -> Html:
    """Return the title of the added dictionary from which an unconfirmed gloss comes; empty for any other gloss."""
    found = added_gloss(token) if is_added_guess(token) and isinstance(token, ZhToken | EnToken) else None
    return escape(f" {found.title}") if found else Html("")


def other_senses(token: Token, context: NoteContext) -> Html:
    """Return the lines about the translations of a word in the talk, and the remaining dictionary senses of the word.

    Senses that the card shows elsewhere are left out.
    """
    senses = token.senses[1:] if token.gloss_from == "aligned" else token.senses
    if token.gloss and own_definition(token, context):
        senses = (token.gloss, *senses)
    more = [sense for sense in senses if sense.removeprefix("to ") not in context.usage.named]
    shown = [context.sides.context.gloss_html(text) for text in (*context.usage.lines, *more)]
    return join(shown, note_wording(context.sides).semicolon)


def frequency(token: Token) -> Html:
    """Return the Zipf frequency of a word, such as "Zipf 4.2". Empty if the frequency is not known."""
    if token.zipf is None:
        return Html("")
    return escape(f"Zipf {token.zipf:.1f}")


def first_places(tokens: Iterable[Token]) -> dict[str, int]:
    """Return for each headword the index of the first token with this headword."""
    places: dict[str, int] = {}
    for place, token in enumerate(tokens):
        places.setdefault(token.headword, place)
    return places


def hardest_target(card: Card) -> Token:
    """Return the hardest word that a card teaches.

    If the card does not teach a word, return the hardest word of its sentence.
    """
    return max(tuple(target_tokens(card)) or card.graded.units, key=lambda token: token.level)


def target_tokens(card: Card) -> Iterator[Token]:
    """For each word that the card teaches, yield its first token in the sentence."""
    units = card.graded.units
    places = first_places(units)
    return (units[places[word]] for word in card.targets)


def words_to_explain(card: Card) -> Iterator[str]:
    """Yield the words that the list of words on a card explains: the unknown words of the sentence.

    A word card does not list the word that it teaches, because other fields explain it.
    """
    return (word for word in card.graded.unknown if card.type == "sentence" or word not in card.targets)
