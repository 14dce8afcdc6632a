"""Defaults from flashdeck.toml, found upward from the working directory."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flashdeck.settings import HandoutSettings, find_config, read_config


def load_defaults(commands: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the defaults that the nearest flashdeck.toml sets, for each command."""
    path = find_config(Path.cwd())
    if path is None:
        return {}
    found = read_config(path)
    own = _parameters(found.pop("handout"))
    shared = _parameters(found)
    # A handout has options of its own under names that mean something else for a deck (format): only its table sets those.
    for_handouts = {name: value for name, value in shared.items() if name not in HandoutSettings.__dataclass_fields__}
    return {command: for_handouts | own if command == "handout" else shared for command in commands}


def _parameters(options: Mapping[str, Any]) -> dict[str, object]:
    return {key.replace("-", "_"): value for key, value in options.items()}
