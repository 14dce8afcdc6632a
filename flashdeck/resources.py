"""Find the files that come with flashdeck, in an installed wheel, an editable install and a checkout."""

from pathlib import Path

from flashdeck.errors import MissingEngineError


def templates_folder() -> Path:
    """Return the folder with the templates, which users may copy and restyle."""
    return find_folder("templates", Path(__file__).parent)


def example_transcript() -> Path:
    """Return the path of the bundled conversation on AI policy."""
    return find_folder("examples", Path(__file__).parent) / "ai-policy-conversation.txt"


def find_folder(name: str, package: Path) -> Path:
    """Return the folder `name`: in `package`, as in a wheel, or beside it, as in a checkout.

    Raises `MissingEngineError` if the folder is in neither position.
    """
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MissingEngineError(
        f"{package / name}: this folder is missing from the installation",
        remedy="Install flashdeck again.",
    )
