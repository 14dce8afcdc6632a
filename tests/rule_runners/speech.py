"""Run the examples of the tables about raw speech: labels of sounds, and the repairs of spoken Chinese."""

from flashdeck.language.sounds import remove_sounds


def sounds(example):
    return set(remove_sounds(example)[1])


RUNNERS = {"language/data/sounds.tsv": sounds}
