"""Finds the files that ship with flashdeck: in an installed wheel, an editable install and a checkout."""

from pathlib import Path

from flashdeck.errors import MissingEngineError


def templates_folder() -> Path:
    """Return the folder with everything a person may restyle."""
    return find_folder("templates", Path(__file__).parent)


def example_transcript() -> Path:
    """Return the bundled conversation on AI policy."""
    return find_folder("examples", Path(__file__).parent) / "ai-policy-conversation.txt"


def find_folder(name: str, package: Path) -> Path:
    """Return folder `name` inside the `package` (a wheel has it there) or beside it (a checkout)."""
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MissingEngineError(
        f"{package / name}: this folder is not part of the installation",
        remedy="Install flashdeck again.",
    )
