"""Knowledge that needs both lines: links between words, senses that the other line confirms, glosses."""

from collections.abc import Mapping

from flashdeck.language.rules import read_classes
from flashdeck.lazy import Lazy

load_bilingual_classes: Lazy[Mapping[str, frozenset[str]]] = Lazy(lambda: read_classes("flashdeck.bilingual"))
"""Load the word classes that rules about both languages name (`bilingual/data/classes.tsv`)."""
