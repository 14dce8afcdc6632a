"""The rules of Chinese that decide in one line, which has no English beside it."""

from flashdeck.chinese.readings import entries_of, reading_of
from flashdeck.chinese.syllables import marked
from flashdeck.chinese.taiwan import matching_rows
from flashdeck.chinese.variants import load_kept_characters, load_variants
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.chinese.words.terms import find_opaque_terms, find_terms, join_terms


class NoEvidence:
    """Another line that confirms no sense."""

    def best(self, senses):
        return None


def rows_of(line):
    return Segmenter([line]).cut(line)


def reading_rules(line):
    row = rows_of(line)
    decisions = (reading_of(row, at, entries_of(word), NoEvidence()) for at, word in enumerate(row) if word.tag != "x")
    return {decision.rule for decision in decisions}


def word_rules(line):
    return {word.rule for word in rows_of(line)}


def cutting_rules(text):
    """The rules that cut and join in some lines, separated by a slash; an English word may be after each line."""
    parts = [part.strip().partition(" = ") for part in text.split("/")]
    segmenter = Segmenter([zh for zh, _, _ in parts])
    rows = [segmenter.cut(zh) for zh, _, _ in parts]
    english = [frozenset(en.split()) for _, _, en in parts]
    terms = find_terms(rows, lambda row, place: False) | find_opaque_terms(rows, english, lambda row, place: False)
    return {word.rule for row in [*rows, *(join_terms(row, terms) for row in rows)] for word in row}


def taiwan_rules(line):
    """The rules of Taiwan that decide in a traditional line, read word by word."""
    from opencc import OpenCC

    row = rows_of(OpenCC("t2s").convert(line))
    found = set()
    for at, word in enumerate(row):
        syllables = reading_of(row, at, entries_of(word), NoEvidence()).syllables if word.tag != "x" else ()
        text = line[word.start : word.end]
        found |= {reading.rule for _, reading in matching_rows(text, [marked(syllable) for syllable in syllables])}
    return found


def variant_rules(line):
    """The rules about a traditional line, which OpenCC converts first; each character has a twin of the same length."""
    from opencc import OpenCC

    return {variant.rule for variant in load_variants().decide(OpenCC("t2s").convert(line))}


def kept_character_rules(line):
    return {variant.rule for variant in load_kept_characters().decide(line)}


RUNNERS = {
    "chinese/data/kept_characters.tsv": kept_character_rules,
    "chinese/data/variants.tsv": variant_rules,
    "chinese/data/cuts.tsv": word_rules,
    "chinese/data/cutting.tsv": cutting_rules,
    "chinese/data/readings.tsv": reading_rules,
    "chinese/data/settled_readings.tsv": reading_rules,
    "chinese/data/taiwan_readings.tsv": taiwan_rules,
}
