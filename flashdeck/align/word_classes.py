"""The word classes that alignment uses."""

from flashdeck.language.rules import read_classes
from flashdeck.lazy import Lazy

load_align_classes = Lazy(lambda: read_classes("flashdeck.align"))
"""The word classes in `data/classes.tsv`, by name."""
