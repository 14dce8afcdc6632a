"""Decisions that need both lines of a pair: links between words, confirmed senses, and glosses."""

from collections.abc import Mapping

from flashdeck.language.rules import read_classes
from flashdeck.lazy import Lazy

load_bilingual_classes: Lazy[Mapping[str, frozenset[str]]] = Lazy(lambda: read_classes("flashdeck.bilingual"))
"""Load the word classes that the rules about both languages use (`bilingual/data/classes.tsv`)."""
