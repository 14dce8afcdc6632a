"""Explain decisions about tokens. A step explains one decision by the rules that were asked and by the evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flashdeck.annotate.linking import LinkedLine
from flashdeck.bilingual.added_glosses import ADDED_GLOSS_RULES
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.bilingual.links import Link
from flashdeck.model import Language, Token

StepName = Literal["word", "reading", "pos", "gloss", "link"]


@dataclass(frozen=True, slots=True)
class Step:
    """The explanation of one decision about a token.

    `rule`: the id of the rule that decided, "" if no rule is recorded. `asked`: the rules in the order in which they were
    asked, each with its answer. The answer is None if the rule did not apply, and "" if the rule decided that the token has no
    value. `evidence`: sentences in plain English.
    """

    decision: StepName
    rule: str
    asked: tuple[AskedRule, ...]
    evidence: tuple[str, ...]


def plain_step(decision: StepName, rule: str | None, answer: str, evidence: Sequence[str]) -> Step:
    """Return the step of a decision for which only the deciding rule is known, and not the rules asked before it."""
    return Step(decision, rule or "", (AskedRule(rule, answer),) if rule else (), tuple(evidence))


def gloss_step(token: Token, asked: tuple[AskedRule, ...], evidence: Iterable[str]) -> Step:
    """Return the part of the explanation of a token that is about its gloss.

    `asked`: the rules that were tried before, without the rules for dictionaries that the user added.
    """
    if token.gloss_rule and token.gloss_rule in ADDED_GLOSS_RULES.functions:
        asked = (*asked, AskedRule(token.gloss_rule, token.gloss))
        evidence = (*evidence, "The word had no gloss, so a dictionary that you added was asked.")
    return Step("gloss", token.gloss_rule or "", asked, tuple(evidence))


def correction(token: Token, uncorrected: Token) -> Iterator[str]:
    """Yield a sentence about the gloss that a corrected token would have without the correction by a person."""
    if token.gloss_from != "edits":
        return
    before = f"“{uncorrected.gloss}”" if uncorrected.gloss else "missing"
    yield f"A correction gives the gloss “{token.gloss}”; without it the gloss would be {before} ({uncorrected.gloss_rule})."


def link_step(token: Token, line: LinkedLine, side: Language, places: Sequence[int]) -> Step:
    """Return the step that explains the links of a word, or of the words of a phrase.

    `places`: the indices of these words in their line. `side`: the language of the line.
    """
    links = (*line.links, *line.dropped)
    own = [link for link in links if not set(places).isdisjoint((link.zh,) if side == "zh" else link.en)]
    found = [_described(line, link, is_dropped=link in line.dropped) for link in own]
    nothing = "No link was made: nothing in the transcript or the dictionary suggests a counterpart."
    return plain_step("link", token.link_rule, "", found or [nothing])


def _described(line: LinkedLine, link: Link, *, is_dropped: bool) -> str:
    english = " ".join(line.english[place].text for place in link.en)
    confirmed = "the dictionary confirms it" if link.confirmed else "the dictionary does not confirm it"
    chinese = line.words[link.zh].text
    text = f"“{chinese}” and “{english}” were linked by {link.rule} with probability {link.probability:.2f}; {confirmed}."
    return f"{text} The link was dropped, because only one side negates." if is_dropped else text
