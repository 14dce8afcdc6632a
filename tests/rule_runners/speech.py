"""Run the examples of the tables about raw speech: labels of sounds, and the repairs of spoken Chinese."""

from flashdeck.chinese.speech.chinese_fillers import drop_chinese_fillers
from flashdeck.chinese.speech.chinese_repeats import _repeat, _repeats, chinese_repeat_rule
from flashdeck.language.sounds import remove_sounds


def sounds(example):
    return set(remove_sounds(example)[1])


def fillers(example):
    return set(drop_chinese_fillers(example).rules)


def repeats(example):
    """The rules that decide about all repeats of a line, those that stay included."""
    decided = (chinese_repeat_rule(_repeat(match)) for match in _repeats(example))
    return {rule.id for rule in decided if rule}


RUNNERS = {
    "chinese/data/spoken_fillers.tsv": fillers,
    "chinese/data/spoken_repeats.tsv": repeats,
    "language/data/sounds.tsv": sounds,
}
