"""Explanations as text for a person, and as records for programs."""

from collections.abc import Iterator, Mapping, Sequence

from flashdeck.app.explanations import Decision, SentenceExplanation, WordExplanation
from flashdeck.model import Sentence
from flashdeck.write.preview_table import wrapped

_MOST_SHOWN = 3
"""The maximum number of sentences that are explained in full; --line shows any other sentence with the word."""


def explanation_lines(found: Sequence[SentenceExplanation]) -> Iterator[str]:
    """Yield the lines of an explanation: the first sentences in full, then where else the word occurs."""
    for explanation in found[:_MOST_SHOWN]:
        yield from _sentence_lines(explanation)
        yield ""
    others = [str(explanation.sentence.line) for explanation in found[_MOST_SHOWN:]]
    if others:
        yield from wrapped(f"The word also occurs on lines {', '.join(others)}. Use --line N to explain one of these lines.")


def _sentence_lines(explanation: SentenceExplanation) -> Iterator[str]:
    sentence = explanation.sentence
    yield from wrapped(f"{_numbers(sentence.zh_lines)}: {sentence.zh}")
    yield from wrapped(f"{_numbers(sentence.en_lines)}: {sentence.en}")
    for decision in explanation.decisions:
        yield from _decision_lines(decision)
    for word in explanation.words:
        yield ""
        yield from wrapped(_title(word), indent=2)
        for decision in word.decisions:
            yield from _decision_lines(decision)


def _numbers(lines: Sequence[int]) -> str:
    name = "line" if len(lines) == 1 else "lines"
    return f"{name} {', '.join(map(str, lines))}"


def _title(word: WordExplanation) -> str:
    token = word.token
    level = token.listed or "not listed"
    side = "Chinese" if word.side == "zh" else "English"
    return f"{token.text} ({side}, characters {token.start} to {token.end}, level: {level})"


def _decision_lines(decision: Decision) -> Iterator[str]:
    yield from _indented(2, f"{decision.name}: {decision.value}")
    for text in decision.evidence:
        yield from _indented(4, text)
    yield from _rule_lines(decision)
    if decision.asked:
        yield from _indented(4, f"rules that were tried before and did not apply: {', '.join(decision.asked)}")
    if decision.entry:
        yield from _indented(4, "to change it, put this into the edits file, with the value that you want:")
        for line in decision.entry.splitlines():
            yield f"      {line}"


def _rule_lines(decision: Decision) -> Iterator[str]:
    """Yield the id of the rule, and its row in words."""
    if decision.rule is None:
        return
    row = decision.row
    if row is None:
        yield from _indented(4, f"rule {decision.rule}")
        return
    rule = row.rule
    yield from _indented(4, f"rule {rule.id} ({row.table})")
    facts = {
        "for": rule.key,
        "if": row.condition_in_words,
        "then": rule.result,
        "example": rule.example,
        "but not": rule.counter_example,
        "source": rule.source,
    }
    for name, text in facts.items():
        if text:
            yield from _indented(6, f"{name}: {text}")


def _indented(columns: int, text: str) -> Iterator[str]:
    yield from wrapped(" " * columns + text, indent=columns + 2)


# ---- for programs


def explanation_records(found: Sequence[SentenceExplanation]) -> Iterator[Mapping[str, object]]:
    """Yield one record for each sentence and one record for each word of the sentence."""
    for explanation in found:
        place = _place(explanation.sentence)
        yield {"kind": "sentence", **place, "decisions": [_record(decision) for decision in explanation.decisions]}
        for word in explanation.words:
            token = word.token
            yield {
                "kind": "word",
                **place,
                "side": word.side,
                "text": token.text,
                "start": token.start,
                "end": token.end,
                "decisions": [_record(decision) for decision in word.decisions],
            }


def _place(sentence: Sentence) -> Mapping[str, object]:
    return {
        "id": sentence.id,
        "zh_lines": sentence.zh_lines,
        "en_lines": sentence.en_lines,
        "zh": sentence.zh,
        "en": sentence.en,
    }


def _record(decision: Decision) -> Mapping[str, object]:
    row = decision.row
    return {
        "decision": decision.name,
        "value": decision.value,
        "rule": decision.rule,
        "row": None if row is None else {**row.rule._asdict(), "table": row.table},
        "evidence": decision.evidence,
        "asked": decision.asked,
        "entry": decision.entry,
    }
