"""All exercises, in the order of the sections of a handout."""

from flashdeck.compose.exercises.cloze import Cloze
from flashdeck.compose.exercises.dictation import Dictation
from flashdeck.compose.exercises.discuss import Discuss
from flashdeck.compose.exercises.exercise import Exercise
from flashdeck.compose.exercises.improve import Improve
from flashdeck.compose.exercises.match import Match
from flashdeck.compose.exercises.translate import Translate
from flashdeck.compose.exercises.unscramble import Unscramble

EXERCISES: tuple[Exercise, ...] = (
    Cloze(),
    Match(),
    Unscramble(),
    Dictation(),
    Translate(),
    Improve(),
    Discuss(),
)
