"""What the commands and the Python API ask for. This room alone knows the order of the stages."""

from flashdeck.app.corrections import add_entry, check_edits, suggest_edits
from flashdeck.app.pipeline import Course, Pipeline, Progress
from flashdeck.app.printing import make_handouts
from flashdeck.app.reporting import make_report
from flashdeck.app.use_cases import STAGES, Stage, align_lists, build_deck, inspect_stage, preview_cards

__all__ = [
    "STAGES",
    "Course",
    "Pipeline",
    "Progress",
    "Stage",
    "add_entry",
    "align_lists",
    "build_deck",
    "check_edits",
    "inspect_stage",
    "make_handouts",
    "make_report",
    "preview_cards",
    "suggest_edits",
]
