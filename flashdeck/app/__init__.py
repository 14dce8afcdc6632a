"""What the commands and the Python API ask for. This room alone knows the order of the stages."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashdeck.app.edit_commands import add_entry, check_edits, suggest_edits
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
_ROOMS = {
    "edit_commands": ("add_entry", "check_edits", "suggest_edits"),
    "pipeline": ("Course", "Pipeline", "Progress"),
    "printing": ("make_handouts",),
    "reporting": ("make_report",),
    "use_cases": ("STAGES", "Stage", "align_lists", "build_deck", "inspect_stage", "preview_cards"),
}


def __getattr__(name: str) -> object:
    """Load a name's module when it is first asked for: a build need not load what prints handouts."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"flashdeck.app.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
