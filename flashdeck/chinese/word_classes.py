"""The classes of Chinese words that rules use, such as modals, persons and degrees. They are read from `data/classes.tsv`."""

from flashdeck.language.rules import read_classes

CLASSES = read_classes("flashdeck.chinese")
"""Maps the name of each class to the words or characters of the class."""
