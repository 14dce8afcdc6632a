"""Import a package into a running Anki through the add-on AnkiConnect (version 6 of its API).

The package is imported in one call, `importPackage`, so that it behaves like Anki's own import: GUIDs and scheduling are
kept. Notes added one by one would get new GUIDs, and a later import would duplicate them.
"""

import html
import json
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashdeck.errors import InputError, MissingEngineError, UsageError
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.package import read_package

ADDRESS = "http://127.0.0.1:8765"
_VERSION = 6
# The maximum time to wait for an answer, in seconds. The first number is for a simple request. The second number is for a request
# that takes longer: Anki imports a deck, or asks the user for permission.
_QUICK, _PATIENT = 10, 1800
_BY_HAND = "or import the file by hand: File > Import."

_Notes = dict[int, tuple[object, ...]]
_NoteInfo = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pushed:
    """The numbers of notes that the import added to the collection, updated, and left unchanged."""

    added: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """A connection to AnkiConnect: its address, and the API key if AnkiConnect requires a key."""

    address: str = ADDRESS
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.address.startswith(("http://", "https://")):
            raise UsageError(f"--address: {self.address!r} is not an http address", remedy=f"Write it like {ADDRESS}.")

    def push(self, package: Path) -> Pushed:
        """Import a package into Anki, and count the notes that the import added or changed.

        Raises `InputError` for a file that is not a deck of flashdeck, and `MissingEngineError` when Anki cannot import it.
        """
        ours = read_package(package)
        if ours is None:
            problem = "flashdeck did not build this file" if package.exists() else "there is no such file"
            raise InputError(f"{package}: {problem}", remedy="Give the .apkg that `flashdeck build` wrote.")
        ids = {stamp.id for stamp in ours.notes.values()}
        self._open()
        before = self._notes(ids)
        self._ask("importPackage", patient=True, path=str(package.resolve()))
        after = self._notes(ids)
        updated = sum(before[number] != note for number, note in after.items() if number in before)
        return Pushed(len(after.keys() - before.keys()), updated, len(after.keys() & before.keys()) - updated)

    def _open(self) -> None:
        """Check that AnkiConnect is running, that its version is recent enough, and that it grants flashdeck permission."""
        version = self._ask("version")
        if not isinstance(version, int) or version < _VERSION:
            raise MissingEngineError(
                f"{self.address}: AnkiConnect has version {version}; flashdeck needs {_VERSION} or later",
                remedy=f"In Anki, update the add-on (Tools > Add-ons), {_BY_HAND}",
            )
        granted = self._ask("requestPermission", patient=True)
        if not isinstance(granted, dict) or granted.get("permission") != "granted":
            raise MissingEngineError(
                f"{self.address}: Anki did not allow flashdeck to use AnkiConnect", remedy=f"Answer Yes in Anki, {_BY_HAND}"
            )

    def _notes(self, ids: AbstractSet[str]) -> _Notes:
        """Return the fields and tags of notes in the collection, by the number of the note in Anki.

        Only notes whose flashdeck id is in `ids` are returned.
        """
        query = " or ".join(f'"note:{note_type.name}"' for note_type in bundled_note_types().values())
        numbers = self._ask("findNotes", patient=True, query=query)
        found = self._ask("notesInfo", patient=True, notes=numbers)
        return {note["noteId"]: _content(note) for note in found if note and _note_id(note) in ids}

    def _ask(self, action: str, *, patient: bool = False, **params: object) -> Any:
        request = {"action": action, "version": _VERSION, "params": params}
        if self.key:
            request["key"] = self.key
        answer = self._answer(json.dumps(request).encode(), _PATIENT if patient else _QUICK)
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._someone_else()
        if "api key" in str(answer["error"]):
            problem = "AnkiConnect refuses this key" if self.key else "AnkiConnect requires a key"
            raise MissingEngineError(
                f"{self.address}: {problem}",
                remedy="Give --key, or set FLASHDECK_PUSH_KEY; the add-on's configuration in Anki shows the key.",
            )
        if answer["error"] is not None:
            raise MissingEngineError(
                f"{self.address}: Anki refused {action}: {answer['error']}",
                remedy=f"Open your profile in Anki and close its other windows, {_BY_HAND}",
            )
        return answer["result"]

    def _answer(self, request: bytes, seconds: int) -> object:
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import ProxyHandler, Request, build_opener

        # Anki runs on this machine: do not ask a proxy.
        opener = build_opener(ProxyHandler({}))
        asked = Request(self.address, request, {"Content-Type": "application/json"})  # noqa: S310  __post_init__ checks it
        try:
            with opener.open(asked, timeout=seconds) as reply:
                return json.loads(reply.read())
        except (HTTPError, HTTPException, ValueError) as error:
            raise self._someone_else() from error
        except TimeoutError as error:
            raise MissingEngineError(
                f"{self.address}: Anki does not answer", remedy=f"Close the dialogs that are open in Anki, {_BY_HAND}"
            ) from error
        except OSError as error:
            raise MissingEngineError(
                f"{self.address}: Anki is not running, or its add-on AnkiConnect is missing",
                remedy=f"Start Anki with AnkiConnect (Tools > Add-ons > Get Add-ons, code 2055492159), {_BY_HAND}",
            ) from error

    def _someone_else(self) -> MissingEngineError:
        return MissingEngineError(
            f"{self.address}: a program other than AnkiConnect answers at this address",
            remedy=f"Give the address of AnkiConnect with --address, {_BY_HAND}",
        )


def _note_id(note: _NoteInfo) -> str:
    return html.unescape(note["fields"].get("ID", {}).get("value", ""))


def _content(note: _NoteInfo) -> tuple[object, ...]:
    return *sorted((name, field["value"]) for name, field in note["fields"].items()), *sorted(note["tags"])
