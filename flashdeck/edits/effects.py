"""What the entries did, read off what the stages made of them: a report of facts, not of intentions."""

from collections.abc import Collection, Iterator, Sequence

from flashdeck.edits.entries import CardDecision, Edits, Gloss, Join, Reading, Shift, Split, Term
from flashdeck.edits.outcomes import Outcome
from flashdeck.edits.targets import LOOKED_THROUGH, as_written, chinese_spans, is_chinese, is_term, stands_in
from flashdeck.model import Annotated, Selection, Sentence, Token, line_numbers, sentence_card_id, word_card_id

_MOST_SHOWN = 3
Unit = tuple[tuple[int, ...], tuple[int, ...]]
"""The Chinese and the English lines that make one."""


def unit_ends(edits: Edits) -> frozenset[int]:
    """Return the lines behind which a unit ends."""
    return frozenset(number for split in edits.of(Split) for number in split.after)


def unit_outcomes(edits: Edits, sentences: Sequence[Sentence]) -> Iterator[Outcome]:
    """Yield what became of the entries that group lines."""
    pairs = {(line_numbers(pair.zh_source), line_numbers(pair.en_source)) for item in sentences for pair in item.pairs}
    for join in edits.of(Join):
        yield _unit_outcome(join, [(join.zh, join.en)], pairs)
    for shift in edits.of(Shift):
        yield _unit_outcome(shift, [((zh,), en) for zh, en in zip(shift.zh, shift.en, strict=True)], pairs)
    for split in edits.of(Split):
        yield _split_outcome(split, sentences)


def _split_outcome(split: Split, sentences: Sequence[Sentence]) -> Outcome:
    ends = {number for item in sentences for number in (item.zh_lines[-1], item.en_lines[-1])}
    whole = [number for number in split.after if number not in ends]
    if not whole:
        said = f"a unit ends behind line{'s' if len(split.after) > 1 else ''} {_listed(split.after)}"
        return Outcome(split, said, split.after[0])
    if any(whole[0] in (*item.zh_lines, *item.en_lines) for item in sentences):
        said = f"no unit can end behind line {whole[0]}: a part would have one language alone"
        return Outcome(split, said, whole[0], remedy="Name the last line of a unit, or group the lines with [[join]].")
    return Outcome(split, f"line {whole[0]} is part of no sentence", whole[0], remedy="Name the last line of a unit.")


def _unit_outcome(entry: Join | Shift, wanted: Sequence[Unit], pairs: Collection[Unit]) -> Outcome:
    missing = [unit for unit in wanted if unit not in pairs]
    if missing:
        zh, en = missing[0]
        said = f"lines {_listed(zh)} and {_listed(en)} make no unit: some of them are left out or empty"
        return Outcome(entry, said, zh[0], remedy="See `flashdeck inspect --stage align` for what became of them.")
    return Outcome(entry, "; ".join(f"{_listed(zh)} goes with {_listed(en)}" for zh, en in wanted), wanted[0][0][0])


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def word_outcomes(edits: Edits, annotated: Sequence[Annotated]) -> Iterator[Outcome]:
    """Yield what became of the entries that speak of words."""
    for term in edits.of(Term):
        yield _term_outcome(term, annotated)
    of_lines: tuple[Reading | Gloss, ...] = (*edits.of(Reading), *edits.of(Gloss))
    for entry in of_lines:
        own = [item for item in annotated if stands_in(entry, item.sentence)]
        yield _line_outcome(entry, own)


def _tokens(item: Annotated, text: str) -> Sequence[Token]:
    return item.zh_tokens if is_chinese(text) else (*item.en_tokens, *item.en_phrases)


def _text(item: Annotated, text: str) -> str:
    return item.sentence.zh if is_chinese(text) else item.sentence.en


def _term_outcome(term: Term, annotated: Sequence[Annotated]) -> Outcome:
    lines = [item.sentence.line for item in annotated if any(is_term(token, term) for token in _tokens(item, term.text))]
    if lines:
        said = [" ".join(term.pinyin), term.gloss or "", f"level {term.level.name}" if term.level else ""]
        what = "; ".join(filter(None, said)) or "cut as one word"
        return Outcome(term, f"{term.text}: {what}, in {_counted(len(lines), 'sentence')}", lines[0])
    inside = [item for item in annotated if term.text in _text(item, term.text)]
    if not inside:
        texts = (_text(item, term.text) for item in annotated[:LOOKED_THROUGH])
        alike = next(filter(None, (as_written(term.text, text) for text in texts)), None)
        how = f" (“{alike}”)" if alike else ""
        remedy = f"Write it as the transcript does{how}, or remove the entry."
        return Outcome(term, f"{term.text} stands in no sentence", remedy=remedy)
    words = [token.text for item in inside for token in _tokens(item, term.text) if term.text in token.text]
    longer = ", ".join(tuple(dict.fromkeys(words))[:_MOST_SHOWN]) or "other words"
    said_inside = f"{term.text} stands only inside {longer}, which stays whole"
    return Outcome(
        term, said_inside, inside[0].sentence.line, remedy="To cut that apart, give a [[term]] for each of its parts."
    )


def _line_outcome(entry: Reading | Gloss, own: Sequence[Annotated]) -> Outcome:
    if not own:
        said = f"line {entry.line} is part of no sentence"
        return Outcome(
            entry, said, entry.line, remedy="It was left out or has no translation: see `flashdeck inspect --stage align`."
        )
    if isinstance(entry, Reading):
        count = sum(1 for item in own for _ in chinese_spans(entry, item.sentence))
        what = f"read {' '.join(entry.pinyin)}"
    else:
        count = sum(
            token.gloss_from == "edits" and token.gloss == entry.gloss for item in own for token in _tokens(item, entry.text)
        )
        what = f"means {entry.gloss}"
    if not count:
        said = f"{entry.text} is no word of line {entry.line} as it is cut or cleaned there"
        return Outcome(entry, said, entry.line, remedy="Write the word as `flashdeck inspect --stage annotate` shows it.")
    return Outcome(entry, f"line {entry.line}: {entry.text} {what}", entry.line)


def card_outcomes(edits: Edits, selections: Sequence[Selection]) -> Iterator[Outcome]:
    """Yield what became of the decisions on cards; `selections`: one for each language studied."""
    chosen = {card.id for selection in selections for card in selection.cards}
    studies = {item.study for selection in selections for item in selection.graded}
    decisions = edits.of(CardDecision)
    possible = _possible_cards(selections) if decisions else frozenset()
    for decision in decisions:
        study = "zh" if decision.id.startswith("zh-") else "en"
        if study not in studies:
            yield Outcome(decision, f"{decision.id}: waits for a build with --study {study}", waits=True)
        elif decision.id not in possible:
            said = f"{decision.id}: the transcript has no such {'word' if '-word-' in decision.id else 'sentence'}"
            yield Outcome(decision, said, remedy="Copy the id from `flashdeck preview`, or remove the entry.")
        else:
            yield _decided(decision, is_chosen=decision.id in chosen)


def _possible_cards(selections: Sequence[Selection]) -> frozenset[str]:
    graded = [item for selection in selections for item in selection.graded]
    words = (word_card_id(item.study, unit) for item in graded for unit in item.units if unit.kind != "mark")
    return frozenset((*map(sentence_card_id, graded), *words))


def _decided(decision: CardDecision, *, is_chosen: bool) -> Outcome:
    if decision.keep and not is_chosen:
        said = f"{decision.id}: the word has no meaning to be taught with"
        return Outcome(decision, said, remedy="Give it one: [[term]] with text and gloss.")
    if not (decision.keep or decision.drop) and not is_chosen:
        return Outcome(decision, f"{decision.id}: its note waits, this build has no such card", waits=True)
    what = "kept" if decision.keep else "dropped" if decision.drop else "has your note"
    return Outcome(decision, f"{decision.id}: {what}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
