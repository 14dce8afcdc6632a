"""The classes of Chinese words that rules use, such as modals, persons and degrees. They are read from `data/classes.tsv`."""

from flashdeck.language.rules import read_classes

CLASSES = read_classes("flashdeck.chinese")
"""The words or characters of each class, by the name of the class."""
