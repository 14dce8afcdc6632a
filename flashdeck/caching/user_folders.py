"""Find the folders in which the platform keeps files of the user."""

import os
import sys
from pathlib import Path
from typing import NamedTuple


class FolderKind(NamedTuple):
    """Where each platform keeps one kind of files.

    `windows`: a folder of the application in the folder for local data. `mac`: a folder in ~/Library. `variable`: the
    environment variable of the XDG Base Directory Specification that names the folder elsewhere. `default`: the folder in the
    home folder if the variable is not set.
    """

    windows: str
    mac: str
    variable: str
    default: str


CACHE = FolderKind("Cache", "Caches", "XDG_CACHE_HOME", ".cache")
DATA = FolderKind("Data", "Application Support", "XDG_DATA_HOME", ".local/share")


def user_folder(kind: FolderKind) -> Path:
    """Return flashdeck's folder for one kind of files. It may not exist. Raises `RuntimeError` if there is no home folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "flashdeck" / kind.windows
    if sys.platform == "darwin":
        return Path.home() / "Library" / kind.mac / "flashdeck"
    base = os.environ.get(kind.variable)
    return (Path(base) if base else Path.home() / kind.default) / "flashdeck"
