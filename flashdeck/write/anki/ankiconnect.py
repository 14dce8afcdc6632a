"""A package → a running Anki, by the add-on AnkiConnect (version 6 of its interface).

The whole package goes in one call, `importPackage`, so that what Anki's own import does holds here too: GUIDs are kept,
and scheduling stays. Notes added one by one would get GUIDs of their own, and a later import would duplicate them.
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
_QUICK, _PATIENT = 10, 1800  # seconds; Anki says its version at once, a person may think, an import may be large
_BY_HAND = "or import the file by hand: File > Import."

_Notes = dict[int, tuple[object, ...]]
_NoteInfo = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the import did to the collection, in notes of the package."""

    added: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """Where AnkiConnect answers, and the key that it may ask for."""

    address: str = ADDRESS
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.address.startswith(("http://", "https://")):
            raise UsageError(f"--address: {self.address!r} is no address", remedy=f"Write it like {ADDRESS}.")

    def push(self, package: Path) -> Pushed:
        """Import a package, and compare the notes before and after.

        InputError for a file that is no deck of ours, MissingEngineError for all that keeps Anki from taking it.
        """
        ours = read_package(package)
        if ours is None:
            raise InputError(
                f"{package}: {'no deck that flashdeck built' if package.exists() else 'no such file'}",
                remedy="Give the .apkg that `flashdeck build` wrote.",
            )
        ids = {stamp.id for stamp in ours.notes.values()}
        self._open()
        before = self._notes(ids)
        self._ask("importPackage", patient=True, path=str(package.resolve()))
        after = self._notes(ids)
        updated = sum(before[number] != note for number, note in after.items() if number in before)
        return Pushed(len(after.keys() - before.keys()), updated, len(after.keys() & before.keys()) - updated)

    def _open(self) -> None:
        """Make sure that AnkiConnect is there and lets us in."""
        version = self._ask("version")
        if not isinstance(version, int) or version < _VERSION:
            raise MissingEngineError(
                f"{self.address}: AnkiConnect {version}, version {_VERSION} was expected",
                remedy=f"In Anki, update the add-on (Tools > Add-ons), {_BY_HAND}",
            )
        granted = self._ask("requestPermission", patient=True)
        if not isinstance(granted, dict) or granted.get("permission") != "granted":
            raise MissingEngineError(
                f"{self.address}: Anki did not allow flashdeck to use AnkiConnect", remedy=f"Answer Yes in Anki, {_BY_HAND}"
            )

    def _notes(self, ids: AbstractSet[str]) -> _Notes:
        """Return the notes of these ids that the collection has, with what a person can see of them."""
        query = " or ".join(f'"note:{note_type.name}"' for note_type in bundled_note_types().values())
        numbers = self._ask("findNotes", patient=True, query=query)
        found = self._ask("notesInfo", patient=True, notes=numbers)
        return {note["noteId"]: _content(note) for note in found if note and _note_id(note) in ids}

    def _ask(self, action: str, *, patient: bool = False, **params: object) -> Any:
        request = {"action": action, "version": _VERSION, "params": params} | ({"key": self.key} if self.key else {})
        answer = self._answer(json.dumps(request).encode(), _PATIENT if patient else _QUICK)
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._someone_else()
        if "api key" in str(answer["error"]):
            raise MissingEngineError(
                f"{self.address}: AnkiConnect asks for its key{', and this is another one' if self.key else ''}",
                remedy="Give --key, or set FLASHDECK_PUSH_KEY; the key stands in the add-on's configuration in Anki.",
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

        # Anki is on this machine: a proxy for the network must not be asked.
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
            f"{self.address}: something answers there, but it is not AnkiConnect",
            remedy=f"Give the address of AnkiConnect with --address, {_BY_HAND}",
        )


def _note_id(note: _NoteInfo) -> str:
    return html.unescape(note["fields"].get("ID", {}).get("value", ""))


def _content(note: _NoteInfo) -> tuple[object, ...]:
    return *sorted((name, field["value"]) for name, field in note["fields"].items()), *sorted(note["tags"])
