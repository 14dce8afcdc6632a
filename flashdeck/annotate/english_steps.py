"""Explain the decisions about an English word or phrase: its boundaries, part of speech, gloss and link."""

from collections.abc import Iterator
from dataclasses import replace

from flashdeck.annotate.explanation_steps import Step, correction, gloss_step, link_step, plain_step
from flashdeck.annotate.talk import AnnotatedLine
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence
from flashdeck.bilingual.phrase_gloss_rules import ENGLISH_PHRASE_GLOSS_RULES
from flashdeck.model import EnToken, Phrase


def english_steps(token: EnToken, line: AnnotatedLine, at: int) -> tuple[Step, ...]:
    """Return the explanations of all decisions about one English word of a line.

    `token`: the word with a person's corrections. `at`: the index of the word in its line.
    """
    asked, uncorrected = line.english_evidence(at), line.annotated.en_tokens[at]
    edited = replace(asked, edited=token.gloss) if token.gloss_from == "edits" else asked
    evidence = (*correction(token, uncorrected), *_gloss_evidence(asked))
    return (
        plain_step("word", token.word_rule, token.text, ()),
        plain_step("pos", token.pos_rule, token.pos or "", (f"Its basic form is “{token.headword}”.",)),
        gloss_step(token, ENGLISH_GLOSS_RULES.asked(edited), evidence),
        link_step(token, line.line, "en", (at,)),
    )


def _gloss_evidence(asked: EnglishGlossEvidence) -> Iterator[str]:
    if asked.partner is None:
        yield "No Chinese word is linked to it."
        return
    confirmed = "confirms" if asked.partner.confirmed else "does not confirm"
    yield f"The Chinese counterpart is “{asked.text}”; the dictionary {confirmed} that."
    if asked.others:
        yield f"Other English words have the same counterpart: {', '.join(other.text for other in asked.others)}."
    senses = asked.finder.senses_of(asked.text)
    if senses:
        yield f"The dictionary senses of the counterpart are: {'; '.join(senses)}."
    if asked.is_usual:
        yield "The transcript has this counterpart again and again."
    if asked.expression_gloss:
        yield f"The word belongs to an expression; by itself its gloss would be “{asked.expression_gloss}”."


# ---- phrases


def phrase_steps(phrase: Phrase, line: AnnotatedLine) -> tuple[Step, ...]:
    """Return the explanations of all decisions about a phrase of a line. `phrase`: the phrase with a person's corrections."""
    asked = next((asked for asked in line.phrases if asked.phrase.members == phrase.members), None)
    words = ", ".join(line.annotated.en_tokens[place].text for place in phrase.members)
    return (
        plain_step("word", phrase.word_rule, phrase.text, (f"Its words in this line are: {words}.",)),
        plain_step("pos", phrase.pos_rule, phrase.pos or "", ()),
        _phrase_gloss_step(phrase, asked, line),
        link_step(phrase, line.line, "en", phrase.members),
    )


def _phrase_gloss_step(phrase: Phrase, asked: PhraseGlossEvidence | None, line: AnnotatedLine) -> Step:
    if asked is None:
        return plain_step("gloss", phrase.gloss_rule, phrase.gloss or "", ("A person made one term of these words.",))
    rules = ENGLISH_PHRASE_GLOSS_RULES.asked(asked)
    if phrase.gloss_from == "edits":
        rules = (AskedRule(phrase.gloss_rule or "", phrase.gloss),)
    uncorrected = next(other for other in line.annotated.en_phrases if other.members == phrase.members)
    return gloss_step(phrase, rules, (*correction(phrase, uncorrected), *_phrase_evidence(asked)))


def _phrase_evidence(asked: PhraseGlossEvidence) -> Iterator[str]:
    if asked.found.meanings:
        yield f"The list of expressions gives these meanings: {'; '.join(asked.found.meanings)}."
    if asked.in_line:
        meaning, (start, end) = asked.in_line
        yield f"The Chinese line has “{asked.zh[start:end]}”, as in the meaning “{meaning}”."
    elif asked.counterpart:
        yield f"The linked Chinese words are “{asked.counterpart}”."
    else:
        yield "No Chinese word is linked to it, and the line has none of the meanings."
