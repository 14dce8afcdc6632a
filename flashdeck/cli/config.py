"""Defaults from flashdeck.toml, found upward from the working directory."""

from collections.abc import Iterable
from pathlib import Path

from flashdeck.settings import find_config, read_config


def load_defaults(commands: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the defaults that the nearest flashdeck.toml sets, for each command."""
    path = find_config(Path.cwd())
    if path is None:
        return {}
    defaults = {key.replace("-", "_"): value for key, value in read_config(path).items()}
    return {command: dict(defaults) for command in commands}
