"""The rules of Chinese that decide in one line, which has no English beside it."""

from flashdeck.chinese.readings import entries_of, reading_of
from flashdeck.chinese.words.segmenter import Segmenter


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


RUNNERS = {
    "chinese/data/cuts.tsv": word_rules,
    "chinese/data/readings.tsv": reading_rules,
    "chinese/data/settled_readings.tsv": reading_rules,
}
