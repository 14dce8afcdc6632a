"""Explanations as text for a person, and as records for programs.

A word that the user names is explained in full. If the user names a line, each of its words is explained in one or two lines.
"""

from collections.abc import Iterator, Mapping, Sequence

from flashdeck.app.decisions import Decision
from flashdeck.app.explanations import SentenceExplanation, WordExplanation
from flashdeck.app.rule_index import RuleRow
from flashdeck.model import Sentence, ZhToken
from flashdeck.write.preview_table import wrapped

_MOST_SHOWN = 3
"""The maximum number of sentences that are explained in full; --line explains the sentences on one particular line."""
_HOW_TO_CHANGE = "To change this, put what you need of the following into the edits file, with the values that you want:"


def explanation_lines(found: Sequence[SentenceExplanation], *, brief: bool = False) -> Iterator[str]:
    """Yield the lines of an explanation: the first sentences in full, then the numbers of the other lines with the word.

    With `brief`, only the values of the words and the ids of their rules are shown.
    """
    for explanation in found[:_MOST_SHOWN]:
        yield from _sentence_lines(explanation, brief=brief)
        yield ""
    others = [str(explanation.sentence.line) for explanation in found[_MOST_SHOWN:]]
    if others:
        yield from wrapped(f"It also occurs on the lines {', '.join(others)}. --line N explains one of them.")
    if brief:
        yield from wrapped(
            "To have one of these words explained in full, name the word and the line: flashdeck why FILE WORD --line N"
        )


def _sentence_lines(explanation: SentenceExplanation, *, brief: bool) -> Iterator[str]:
    sentence = explanation.sentence
    yield from wrapped(f"{_numbers(sentence.zh_lines)}: {sentence.zh}")
    yield from wrapped(f"{_numbers(sentence.en_lines)}: {sentence.en}")
    for word in explanation.words:
        if brief:
            yield from _brief_lines(word)
        else:
            yield ""
            yield from _word_lines(word)
    yield ""
    yield "The sentence"
    for decision in explanation.decisions:
        yield from _decision_lines(decision)
    yield from _entry_lines(explanation.decisions)


def _numbers(lines: Sequence[int]) -> str:
    name = "line" if len(lines) == 1 else "lines"
    return f"{name} {', '.join(map(str, lines))}"


# ---- words


def _word_lines(word: WordExplanation) -> Iterator[str]:
    yield from wrapped(_title(word), indent=2)
    for decision in word.decisions:
        yield from _decision_lines(decision)
    yield from _entry_lines(word.decisions)


def _title(word: WordExplanation) -> str:
    token = word.token
    side, name = ("Chinese", "HSK ") if word.side == "zh" else ("English", "")
    level = f"level {name}{token.listed}" if token.listed else "in no word list"
    return f"{token.text} ({side}, {level})"


def _brief_lines(word: WordExplanation) -> Iterator[str]:
    """Yield the values that were decided for a word, then the ids of the rules that decided."""
    token = word.token
    reading = " ".join(token.pinyin) if isinstance(token, ZhToken) else ""
    doubt = " (not confirmed)" if token.gloss_from == "unconfirmed" else ""
    values = [text for text in (token.text, reading, f"{token.gloss or 'no gloss'}{doubt}") if text]
    yield from _indented(2, "  ".join(values))
    rules = [f"{decision.name} {decision.rule}" for decision in word.decisions if decision.rule]
    yield from _indented(4, f"rules: {', '.join(rules)}")


# ---- decisions


def _decision_lines(decision: Decision) -> Iterator[str]:
    yield from _indented(2, f"{decision.name}: {decision.value}")
    row = decision.row
    if row is not None:
        yield from _rule_lines(row)
    elif decision.rule:
        yield from _indented(4, f"rule {decision.rule}")
    for text in decision.evidence:
        yield from _indented(4, text)
    if decision.asked:
        yield from _indented(4, f"asked before, and not applied: {', '.join(_short_ids(decision))}")


def _short_ids(decision: Decision) -> Iterator[str]:
    """Yield the ids of the rules that were tried before the rule that decided, in a short form.

    An id is yielded without its prefix if the previous id has the same prefix. Example: zh.gloss.edits and zh.gloss.noun are
    yielded as "zh.gloss.edits" and "noun".
    """
    group = ""
    for rule, _ in decision.asked:
        shared = rule.rpartition(".")[0]
        yield rule.removeprefix(f"{group}.") if group and shared == group else rule
        group = shared


def _rule_lines(row: RuleRow) -> Iterator[str]:
    """Yield lines that explain a rule: its effect, its condition, an example and its source."""
    rule = row.rule
    table = f" ({row.table})" if rule.source else ""
    yield from _indented(4, f"rule {rule.id}{table}")
    facts = {
        "": row.text,
        "for: ": "" if row.text else rule.key,
        "if: ": row.condition_in_words,
        "result: ": "" if row.text else rule.result,
        "example: ": rule.example,
        "but not: ": rule.counter_example,
        "source: ": rule.source,
    }
    for name, text in facts.items():
        if text:
            yield from _indented(6, f"{name}{text}")


def _entry_lines(decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield the entries of the edits file that can change the decisions, each entry once."""
    entries = {decision.entry: decision.name for decision in reversed(decisions) if decision.entry}
    if not entries:
        return
    yield from _indented(2, _HOW_TO_CHANGE)
    for entry, name in reversed(entries.items()):
        yield f"    # {name}"
        for line in entry.splitlines():
            yield f"    {line}"


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
        "row": None if row is None else {**row.rule._asdict(), "table": row.table, "text": row.text},
        "evidence": decision.evidence,
        "asked": [asked.rule for asked in decision.asked],
        "entry": decision.entry,
    }
