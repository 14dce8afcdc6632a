"""Decisions as `flashdeck why` explains them, and the entries of the edits file that change them."""

from dataclasses import dataclass

from flashdeck.app.rule_index import RuleRow, load_rules
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.edits import snippet
from flashdeck.edits.entries import TomlValue, draft_values
from flashdeck.model import Language, Line, Sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """A value that was decided, and how it was decided.

    name: the kind of value, such as "reading" or "gloss".
    rule: the id of the rule that decided; None if no rule was recorded.
    evidence: the facts on which the decision is based, as sentences.
    asked: the rules that were tried before `rule` and did not apply.
    entry: an entry of the edits file that changes the value, as TOML; empty if no entry can change it.
    """

    name: str
    value: str
    rule: str | None = None
    evidence: tuple[str, ...] = ()
    asked: tuple[AskedRule, ...] = ()
    entry: str = ""

    @property
    def row(self) -> RuleRow | None:
        """The row of the rule in its table of rules; None if the rule is not in a table."""
        return load_rules().get(self.rule or "")


def line_of(sentence: Sentence, text: str, side: Language) -> Line:
    """Return the first line of a sentence that contains `text`, in the language `side`.

    If no line contains the text, return the first line of the sentence in this language.
    """
    lines = [line for pair in sentence.pairs for line in (pair.zh_source if side == "zh" else pair.en_source)]
    return next((line for line in lines if text in line.text), lines[0])


def line_entry(kind: str, values: dict[str, TomlValue], line: Line) -> str:
    """Return an entry of the edits file about a line. The entry names the file of the line if the transcript has two files."""
    return snippet(kind, dict(draft_values(values, line.file)))
