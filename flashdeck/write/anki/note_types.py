"""Load the note types. Their ids, fields and cards never change, but a user may change their HTML and CSS."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flashdeck.errors import UsageError
from flashdeck.resources import templates_folder

_REFERENCE = re.compile(r"\{\{[#^/]?(?:[^{}:]*:)*([^{}:]+)\}\}")
_FAMILY = "notetypes"  # the folder of the note types in the folder of templates
_FIRST_TEMPLATE = 91  # the id of the first card template of a note type; ids 1 to 90 are for fields, and 91 to 99 for templates


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note type. If the field is renamed, Anki recognizes it by its id."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """A card template. A note makes this card always, or only if its field `gate` is not empty."""

    id: int
    name: str
    gate: str | None
    front: str
    back: str


@dataclass(frozen=True)
class NoteType:
    """A note type as Anki defines it."""

    id: int
    name: str
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    css: str

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def source_place(self) -> int:
        return self.field_names.index("Source")

    @cached_property
    def gate_places(self) -> tuple[int | None, ...]:
        """For each card template, the index of the field that must not be empty. None if every note makes the card."""
        return tuple(None if card.gate is None else self.field_names.index(card.gate) for card in self.templates)

    @cached_property
    def digest(self) -> str:
        cards = [(template.name, template.front, template.back) for template in self.templates]
        return note_type_digest(self.name, self.field_names, cards, self.css)


def note_type_digest(name: str, fields: Sequence[str], cards: Sequence[tuple[str, str, str]], css: str) -> str:
    """Return a hash of a note type, of 16 hexadecimal digits. If the hash changes, the next import must update the note type.

    cards: the name, the front and the back of each card. The arguments are plain values, because a package does not contain
    `NoteType` objects.
    """
    whole = json.dumps([name, fields, cards, css], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def bundled_note_types() -> dict[str, NoteType]:
    """Return the bundled note types by the names of their folders."""
    return _read_folder(templates_folder() / _FAMILY)


def load_note_types(templates: Path | None) -> dict[str, NoteType]:
    """Read restyled note types from a folder of templates: from `notetypes` in it, or from the folder itself.

    HTML and CSS may differ from the bundled note types. IDs, fields and the number of cards must be the same, because otherwise
    Anki would refuse every update of the learner's notes. If the folder lacks a note type, the bundled note type is used.
    """
    bundled = bundled_note_types()
    if templates is None:
        return bundled
    if not templates.is_dir():
        raise UsageError(
            f"{templates}: there is no such folder", remedy="Give the folder that `flashdeck templates eject` made."
        )
    folder = templates / _FAMILY if (templates / _FAMILY).is_dir() else templates
    if _holds_other_pages(templates) and not (folder / "style.css").exists():
        return bundled
    found = _read_folder(folder)
    for name, note_type in found.items():
        if _frozen_part(note_type) != _frozen_part(bundled.get(name)):
            raise UsageError(
                f"{folder / name / 'notetype.toml'}: ids, fields or cards differ from the bundled {name!r}",
                remedy="Run `flashdeck templates eject` to get the originals, and change only their HTML and CSS.",
            )
    return bundled | found


def _holds_other_pages(templates: Path) -> bool:
    return any((templates / page.name).is_dir() for page in templates_folder().iterdir() if page.name != _FAMILY)


def _frozen_part(note_type: NoteType | None) -> object:
    if note_type is None:
        return None
    return note_type.id, note_type.fields, [(template.id, template.gate) for template in note_type.templates]


def _read_folder(folder: Path) -> dict[str, NoteType]:
    try:
        css = (folder / "style.css").read_text(encoding="utf-8")
        return {toml.parent.name: _read_note_type(toml, css) for toml in sorted(folder.glob("*/notetype.toml"))}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{folder}: not a folder of note types: {error}",
            remedy="Run `flashdeck templates eject` to get the originals, and compare your files with them.",
        ) from error


def _read_note_type(toml: Path, css: str) -> NoteType:
    entries = tomllib.loads(toml.read_text(encoding="utf-8"))
    note_type = NoteType(
        id=entries["id"],
        name=entries["name"],
        fields=tuple(Field(**field) for field in entries["fields"]),
        templates=tuple(_read_template(entry, toml.parent) for entry in entries["templates"]),
        css=css,
    )
    _check(note_type)
    return note_type


def _read_template(entry: Mapping[str, Any], folder: Path) -> Template:
    front, back = ("".join(_read_part(name, folder) for name in entry[side]) for side in ("front", "back"))
    return Template(id=entry["id"], name=entry["name"], gate=entry.get("gate"), front=front, back=back)


def _read_part(name: str, folder: Path) -> str:
    """Read one piece of the front or the back of a card.

    The piece is in the folder of the note type, or else in the parent folder, whose pieces all note types share.
    """
    if Path(name).name != name:
        raise ValueError(f"{name!r} is not the name of a file in this folder")
    own = folder / name
    return (own if own.exists() else folder.parent / name).read_text(encoding="utf-8")


def _check(note_type: NoteType) -> None:
    for problem in _problems(note_type):
        raise ValueError(f"{note_type.name}: {problem}")


def _problems(note_type: NoteType) -> Iterator[str]:
    """Yield a description of each mistake in a user's note type."""
    names = note_type.field_names
    if len({name.casefold() for name in names}) < len(names):
        yield "a field name occurs twice"
    for place, field in enumerate(note_type.fields, 1):
        if field.id != note_type.id * 100 + place:
            yield f"field {field.name} has the wrong id"
    for place, template in enumerate(note_type.templates, _FIRST_TEMPLATE):
        if template.id != note_type.id * 100 + place:
            yield f"card {template.name} has the wrong id"
        yield from _template_problems(template, names)


def _template_problems(template: Template, names: Sequence[str]) -> Iterator[str]:
    unknown = _references(template) - set(names)
    if unknown:
        yield f"card {template.name} names unknown fields: {', '.join(sorted(unknown))}"
    if template.gate and not _is_gated(template.gate, template.front):
        yield f"the front of card {template.name} must be enclosed in {{{{#{template.gate}}}}} and {{{{/{template.gate}}}}}"


def _is_gated(gate: str, front: str) -> bool:
    """Return whether the whole front of a card is inside a condition on the gate field: {{#FIELD}} … {{/FIELD}}.

    Anki would make the card for notes with an empty gate field, too, if a part of the front were outside the condition.
    """
    front = front.strip()
    return front.startswith(f"{{{{#{gate}}}}}") and front.endswith(f"{{{{/{gate}}}}}")


def _references(template: Template) -> set[str]:
    """Return the names of the fields that the HTML of a card refers to."""
    shown = {name.strip() for name in _REFERENCE.findall(template.front + template.back)} - {"FrontSide"}
    return shown | {template.gate} if template.gate else shown
