"""Run the rules of grading and choice: the tables of `flashdeck/select/data`, and the sounds of misheard names."""

import re

from flashdeck.annotate import annotate_sentences
from flashdeck.bilingual.misheard_names import load_sounds
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.card_entries import CardEntry
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.model import Line, Pair, Sentence, sentence_card_id
from flashdeck.read.line_language import language_of
from flashdeck.read.unmarked import mark_unmarked
from flashdeck.select import CardLimits, Learner, choose_cards, grade_sentences
from flashdeck.select.grading.appeals import appeal_rule
from flashdeck.select.grading.sponsor import load_cues

OPTION = re.compile(r"(level|keep)=(\S+) ")


def sentences_of(talk):
    """Return the sentences of `Chinese | English || Chinese | English`."""
    pairs = [pair.split(" | ") for pair in talk.split(" || ")]
    zh_lines = mark_unmarked([Line(2 * number + 1, zh, "zh") for number, (zh, _) in enumerate(pairs)])
    for line, (_, en) in zip(zh_lines, pairs, strict=True):
        yield Sentence((Pair((line,), (Line(line.number + 1, en, "en"),), 1.0),), *clean_english(en))


def graded(talk):
    """Grade a talk for HSK 4, or for the level in `level=5 `."""
    options = dict(OPTION.findall(talk))
    sentences = list(sentences_of(OPTION.sub("", talk)))
    learner = Learner("zh", float(options.get("level", 4)))
    return grade_sentences(tuple(annotate_sentences(sentences, "2025")), learner), learner, options


def run_filters(talk):
    return {rule for item in graded(talk)[0] for rule in item.reason_rules}


def run_choice(talk):
    """Choose five cards of each type; `keep=1 ` keeps the sentence card of the first line."""
    items, learner, options = graded(talk)
    kept = [CardEntry(1, sentence_card_id(items[0]), keep=True)] if "keep" in options else []
    selection = choose_cards(items, learner, CardLimits(5, 5, "best", edits=Edits(entries=tuple(kept))))
    return {card.choice_rule for card in selection.cards}


def run_sponsor(text):
    return {rule.id for table in load_cues().values() for rule in table.matching(text)}


def run_appeals(text):
    line = Line(1, text, language_of(text))
    zh, en = (line, Line(2, "Yes.", "en")) if line.lang == "zh" else (Line(2, "是。", "zh"), line)
    return {appeal_rule(Sentence((Pair((zh,), (en,), 1.0),), *clean_english(en.text)))}


def run_sounds(word):
    used, heard = set(), word
    for rule, spelling in load_sounds():
        changed = spelling.sub(rule.result, heard)
        if changed != heard:
            used.add(rule.id)
        heard = changed
    return used


RUNNERS = {
    "english/data/rough_sounds.tsv": run_sounds,
    "select/data/appeals.tsv": run_appeals,
    "select/data/choice.tsv": run_choice,
    "select/data/line_filters.tsv": run_filters,
    "select/data/sponsor.tsv": run_sponsor,
}
