"""Explain the decisions about single tokens: the rules that were asked, their answers, and the evidence.

This module does not decide anything. It annotates the sentences as a build does, and asks the gloss rules again for the tokens.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flashdeck.annotate.linking import LinkedLine
from flashdeck.annotate.meanings import correct_meanings
from flashdeck.annotate.talk import AnnotatedLine, annotate_talk
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.bilingual.links import Link
from flashdeck.edits import Edits
from flashdeck.model import Annotated, EnToken, HskEdition, Language, Sentence, Token, ZhToken

Decision = Literal["word", "reading", "pos", "gloss", "link"]
WantedToken = Callable[[Annotated, Token], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a token.

    `rule`: the id of the rule that decided, "" if no rule is recorded. `asked`: the rules in the order in which they were
    asked, each with its answer. The answer is None if the rule did not apply, and "" if it decided that there is no value.
    `evidence`: sentences in plain English.
    """

    decision: Decision
    rule: str
    asked: tuple[tuple[str, str | None], ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TokenExplanation:
    """A token of an annotated sentence, its language, and the decisions about the token in order."""

    annotated: Annotated
    token: Token
    side: Language
    steps: tuple[Step, ...]


def explain_tokens(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits, wanted: WantedToken
) -> Iterator[TokenExplanation]:
    """Annotate the sentences of one transcript and explain the tokens that are `wanted`, in the order of the text.

    `edits`: a person's corrections, applied as in a build. Only single words of both languages are explained, not phrases.
    """
    lines = list(annotate_talk(sentences, edition, edits))
    corrected = correct_meanings([line.annotated for line in lines], edits)
    for line, annotated in zip(lines, corrected, strict=True):
        for at, token in enumerate(annotated.zh_tokens):
            if wanted(annotated, token):
                steps = _chinese_steps(token, line.annotated.zh_tokens[at], line.chinese[at], _links(line.line, "zh", at))
                yield TokenExplanation(annotated, token, "zh", steps)
        for at, token_en in enumerate(annotated.en_tokens):
            if wanted(annotated, token_en):
                yield TokenExplanation(annotated, token_en, "en", _english_steps(token_en, line, at))


# ---- Chinese


def _chinese_steps(token: ZhToken, uncorrected: ZhToken, asked: ChineseGlossEvidence, links: Sequence[str]) -> tuple[Step, ...]:
    edited = replace(asked, edited=token.gloss) if token.gloss_from == "edits" else asked
    return (
        _plain_step("word", token.word_rule, token.text, (f"The line was cut at “{token.text}”.",)),
        _plain_step("reading", token.reading_rule, " ".join(token.pinyin), tuple(_reading_evidence(token))),
        _plain_step("pos", token.pos_rule, token.pos or "", (f"The tag is {token.pos or 'missing'}.",)),
        _gloss_step(token, CHINESE_GLOSS_RULES.asked(edited), tuple(_chinese_evidence(token, uncorrected, asked))),
        _plain_step("link", token.link_rule, "", tuple(links)),
    )


def _reading_evidence(token: ZhToken) -> Iterator[str]:
    if not token.pinyin:
        yield "The word has no Chinese characters, so it has no reading."
        return
    yield f"The reading is {' '.join(token.pinyin)}."
    if token.doubtful:
        yield "The evidence for this reading is weak."


def _chinese_evidence(token: ZhToken, uncorrected: ZhToken, asked: ChineseGlossEvidence) -> Iterator[str]:
    yield from _correction(token, uncorrected)
    if asked.senses:
        yield f"The dictionary senses of this reading are: {'; '.join(asked.senses)}."
    else:
        yield "The dictionary does not have the word."
    if asked.parts:
        parts = (f"{part} “{meaning}”" for part, meaning in asked.parts)
        yield f"The words inside this word are {', '.join(parts)}."
    if asked.role and asked.role != asked.tag:
        yield f"The gloss is chosen for the part of speech {asked.role}, because of the words around (tag: {asked.tag})."
    if asked.counterpart:
        yield f"The English counterpart is “{asked.counterpart.phrase}”."
    else:
        yield "No English word is linked to this word."
    if asked.match:
        yield f"The counterpart confirms the sense “{asked.match.sense}”."
    if asked.usual:
        yield f"Other lines of the transcript confirm the gloss “{asked.usual}”."


# ---- English


def _english_steps(token: EnToken, line: AnnotatedLine, at: int) -> tuple[Step, ...]:
    asked, uncorrected = line.english[at], line.annotated.en_tokens[at]
    edited = replace(asked, edited=token.gloss) if token.gloss_from == "edits" else asked
    lemma = f"The lemma is “{token.lemma}” and the part of speech {token.pos}."
    return (
        _plain_step("word", token.word_rule, token.text, (f"The line was cut at “{token.text}”.",)),
        _plain_step("pos", token.pos_rule, token.pos or "", (lemma,)),
        _gloss_step(token, ENGLISH_GLOSS_RULES.asked(edited), tuple(_english_evidence(token, uncorrected, asked))),
        _plain_step("link", token.link_rule, "", tuple(_links(line.line, "en", at))),
    )


def _english_evidence(token: EnToken, uncorrected: EnToken, asked: EnglishGlossEvidence) -> Iterator[str]:
    yield from _correction(token, uncorrected)
    if asked.partner is None:
        yield "No Chinese word is linked to this word."
        return
    confirmed = "confirms" if asked.partner.confirmed else "does not confirm"
    yield f"The Chinese counterpart is “{asked.text}”; the dictionary {confirmed} this link."
    if asked.others:
        yield f"Other English words have the same counterpart: {', '.join(other.text for other in asked.others)}."
    senses = asked.finder.senses_of(asked.text)
    if senses:
        yield f"The dictionary senses of the counterpart are: {'; '.join(senses)}."
    if asked.is_usual:
        yield "The word has this counterpart often in the transcript."
    if asked.expression_gloss:
        yield f"The word belongs to an expression; outside the expression its gloss would be “{asked.expression_gloss}”."


# ---- both sides


def _plain_step(decision: Decision, rule: str | None, answer: str, evidence: tuple[str, ...]) -> Step:
    """Return a step for which only the rule that decided is recorded."""
    return Step(decision, rule or "", ((rule, answer),) if rule else (), evidence)


def _gloss_step(token: Token, asked: Sequence[AskedRule], evidence: tuple[str, ...]) -> Step:
    return Step("gloss", token.gloss_rule or "", tuple((rule, answer) for rule, answer in asked), evidence)


def _correction(token: Token, uncorrected: Token) -> Iterator[str]:
    """Yield a sentence that says what the gloss would be without a person's correction."""
    if token.gloss_from != "edits":
        return
    before = f"“{uncorrected.gloss}”" if uncorrected.gloss else "missing"
    yield f"A correction gives the gloss “{token.gloss}”; without it the gloss would be {before} ({uncorrected.gloss_rule})."


def _links(line: LinkedLine, side: Language, at: int) -> list[str]:
    """Describe the links of the word at index `at` of a line, both kept and dropped links."""
    links = (*line.links, *line.dropped)
    own = [link for link in links if at in link.en] if side == "en" else [link for link in links if at == link.zh]
    found = [_described(line, link, is_dropped=link in line.dropped) for link in own]
    return found or ["No link was made: nothing in the transcript or the dictionary suggests a counterpart."]


def _described(line: LinkedLine, link: Link, *, is_dropped: bool) -> str:
    english = " ".join(line.english[place].text for place in link.en)
    confirmed = "the dictionary confirms it" if link.confirmed else "the dictionary does not confirm it"
    chinese = line.words[link.zh].text
    text = f"“{chinese}” and “{english}” were linked by {link.rule} with probability {link.probability:.2f}; {confirmed}."
    return f"{text} The link was dropped, because only one of the two words is negative." if is_dropped else text
