"""The list of all exercises, in the order in which a handout shows them."""

from flashdeck.compose.exercises.cloze import ClozeExercise
from flashdeck.compose.exercises.dictation import DictationExercise
from flashdeck.compose.exercises.discuss import DiscussExercise
from flashdeck.compose.exercises.exercise import Exercise
from flashdeck.compose.exercises.improve import ImproveExercise
from flashdeck.compose.exercises.match import MatchExercise
from flashdeck.compose.exercises.translate import TranslateExercise
from flashdeck.compose.exercises.unscramble import UnscrambleExercise

EXERCISES: tuple[Exercise, ...] = (
    ClozeExercise(),
    MatchExercise(),
    UnscrambleExercise(),
    DictationExercise(),
    TranslateExercise(),
    ImproveExercise(),
    DiscussExercise(),
)
