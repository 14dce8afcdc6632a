"""Generate the exercises of a handout. An exercise that is generated earlier may choose its lines and words first."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.compose.exercises.exercise import CLAIMS, Exercise, ExerciseContext, GeneratedExercise
from flashdeck.compose.exercises.ledger import Ledger, seeded
from flashdeck.compose.passage.material import Material

# An exercise may ask for whole lines, and the text on the student's copy leaves these lines out. This is the maximum share of
# the lines of the text that are left out. Chosen by hand.
_REMOVABLE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class ExerciseRequest:
    """The options that decide the questions of a handout. The random choices depend on `title` and `seed`."""

    asked: int
    seed: int
    title: str
    has_text: bool


def generate_exercises(
    wanted: Sequence[Exercise], material: Material, request: ExerciseRequest, shown: Sequence[str]
) -> dict[str, GeneratedExercise]:
    """Generate the questions of all wanted exercises. The keys of the result are the names of the exercises.

    `shown` has the texts that the handout always shows, without the passage and its vocabulary. If the passage does not have a
    suitable line or word, the exercise is in the result without questions.
    """
    ledger = Ledger(shown)
    in_turn = sorted(wanted, key=lambda exercise: CLAIMS.index(exercise.claim))
    removable = request.asked
    if request.has_text:
        removable = max(1, int(len(material.passage.lines) * _REMOVABLE_SHARE))
    found: dict[str, GeneratedExercise] = {}
    for turn, exercise in enumerate(in_turn, start=1):
        reserved = _words_for(in_turn[turn:], material)
        context = ExerciseContext(material, ledger, request.asked, removable, request.has_text, reserved)
        chance = seeded(request.seed, exercise.name, request.title)
        found[exercise.name] = GeneratedExercise(exercise, exercise.generate(context, chance))
    return found


def _words_for(exercises: Sequence[Exercise], material: Material) -> int:
    """Return how many words the present exercise must leave for `exercises`, which choose their words later.

    An exercise cannot ask for a word that an earlier exercise shows.
    """
    words = len(material.confirmed_entries())
    return sum(words // exercise.word_share for exercise in exercises if exercise.word_share)
