"""Repeats: what a speaker says twice at once while going on, told from what English doubles on purpose."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashdeck.text.fillers import tidy
from flashdeck.text.words import (
    AUXILIARIES,
    DETERMINERS,
    JOINERS,
    NUMBERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    WORD,
    is_number,
    sentence_after,
    sentence_before,
)
