"""Decide a gloss with an ordered list of rules. The first rule that returns an answer decides.

The rules of a language are functions in one module (`chinese_glosses`, `english_glosses`). Each function takes a frozen value
with all evidence about one word. It returns an answer, or None if the rule does not apply. The table of the same name in
`data/` documents each rule with an example. The column `result` of the table is the value of `Token.gloss_from`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypedDict, TypeVar, get_args

from flashdeck.language.rules import UNDECIDED, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import GlossSource

_Evidence = TypeVar("_Evidence")
_SOURCES: Mapping[str, GlossSource | None] = {**{source: source for source in get_args(GlossSource)}, UNDECIDED: None}


class GlossAnswer(NamedTuple):
    """The answer of a rule: a gloss, and further senses for the back of a card.

    If `text` is None, the word does not get a gloss.
    """

    text: str | None = None
    senses: tuple[str, ...] = ()


NO_GLOSS = GlossAnswer()


class GlossFields(TypedDict):
    """The fields of a token that a gloss rule decides."""

    gloss: str | None
    gloss_from: GlossSource | None
    gloss_rule: str
    senses: tuple[str, ...]


class GlossDecision(NamedTuple):
    """A gloss, its source, further senses, and the id of the rule that decided. Without a gloss `source` is None."""

    text: str | None
    source: GlossSource | None
    senses: tuple[str, ...]
    rule: str

    @property
    def fields(self) -> GlossFields:
        """The decision as fields of a token."""
        return {"gloss": self.text, "gloss_from": self.source, "gloss_rule": self.rule, "senses": self.senses}


class AskedRule(NamedTuple):
    """A rule that was asked, and its answer.

    The answer is None if the rule did not apply, and "" if the rule decided that the word gets no gloss.
    """

    rule: str
    answer: str | None


class RuleGroup(NamedTuple, Generic[_Evidence]):
    """A sequence of rules with their ids, and a test that decides whether these rules are asked.

    `applies`: if it returns a false value for the evidence, none of the rules is asked.
    """

    applies: Callable[[_Evidence], object]
    rules: Sequence[tuple[str, Callable[[_Evidence], GlossAnswer | None]]]


class GlossRules(Generic[_Evidence]):
    """The gloss rules of one language, in the order in which they are asked."""

    def __init__(self, table: str, groups: Sequence[RuleGroup[_Evidence]]) -> None:
        """Join groups of functions with the rows of a table in `bilingual/data`."""
        self.groups = tuple(groups)
        self._rules = tuple(rule for group in groups for rule in group.rules)
        self._load_sources = Lazy(lambda: _sources(table, [rule for rule, _ in self._rules]))

    @property
    def functions(self) -> Mapping[str, Callable[[_Evidence], GlossAnswer | None]]:
        """The functions by the ids of their rules, in order."""
        return dict(self._rules)

    def decide(self, evidence: _Evidence) -> GlossDecision:
        """Return the decision of the first rule that answers. Raise `LookupError` if no rule answers."""
        for group in self.groups:
            if not group.applies(evidence):
                continue
            for rule, function in group.rules:
                answer = function(evidence)
                if answer is not None:
                    return self._decision(rule, answer)
        raise LookupError("the last gloss rule must always answer")

    def decide_by(self, rule: str, evidence: _Evidence) -> GlossDecision | None:
        """Return the decision of one rule alone. Return None if the rule does not apply."""
        answer = self.functions[rule](evidence)
        return None if answer is None else self._decision(rule, answer)

    def asked(self, evidence: _Evidence) -> tuple[AskedRule, ...]:
        """Return the rules in order, each with its answer, up to the rule that decides."""
        found = []
        for rule, function in self._rules:
            answer = function(evidence)
            found.append(AskedRule(rule, None if answer is None else answer.text or ""))
            if answer is not None:
                break
        return tuple(found)

    def _decision(self, rule: str, answer: GlossAnswer) -> GlossDecision:
        source = self._load_sources()[rule] if answer.text else None
        return GlossDecision(answer.text or None, source, answer.senses, rule)


def always(_evidence: object) -> bool:
    """Ask the rules of a group about every word."""
    return True


def _sources(table: str, ids: Sequence[str]) -> Mapping[str, GlossSource | None]:
    """Return the value of `Token.gloss_from` for each rule.

    Raise `ValueError` if the table and the functions do not have the same rules in the same order.
    """
    sources = {rule.id: _SOURCES[rule.result] for rule in read_rules("flashdeck.bilingual", table)}
    if list(sources) != list(ids):
        differing = sorted(set(sources) ^ set(ids)) or ["the order"]
        raise ValueError(f"{table} and the rules in the code differ: {', '.join(differing)}")
    return sources
