"""The word classes of Chinese that rules use, read from `data/classes.tsv`: modals, persons, degrees and others."""

from flashdeck.language.rules import read_classes

CLASSES = read_classes("flashdeck.chinese")
"""Words or characters by the name of their class."""
