"""Notes that wait on disk, so that a shelf of episodes needs the memory of one."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from flashdeck.model import Html, Note
from flashdeck.write.files import room_in


class SpooledNotes(Sequence[Note]):
    """The notes of one deck in a file of ours, a line each; they are read when they are asked for."""

    def __init__(self, path: Path, notes: Sequence[Note]) -> None:
        """Write the notes down. Raises `OutputError` where there is no room."""
        self._path, self._count = path, len(notes)
        with room_in(path.parent), path.open("w", encoding="utf-8") as file:
            for note in notes:
                file.write(json.dumps([note.id, note.note_type, note.fields, note.tags], ensure_ascii=False) + "\n")

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Note]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                note_id, note_type, fields, tags = json.loads(line)
                yield Note(note_id, note_type, tuple((name, Html(text)) for name, text in fields), tuple(tags))

    @overload
    def __getitem__(self, place: int) -> Note: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Note, ...]: ...
    def __getitem__(self, place: int | slice) -> Note | tuple[Note, ...]:
        """Return notes by their place; all are read for it."""
        return tuple(self)[place]
