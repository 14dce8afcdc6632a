"""Register the kinds of entries, and convert entries to text.

To add a kind, write a class in a module of `flashdeck/edits/kinds/` and add the class to `KINDS`. The class derives from two
classes. One is `EditEntry`, or one of its subclasses in `entries.py` if the entry names lines. The other is the effect of the
stage in `entry_effects.py`. The reader, the checks, `flashdeck edits add`, the table of `flashdeck edits check` and the
documentation are generated from the class. If the kind has a new effect on units, words or cards, change the stage that applies
this effect, too.
"""

from collections.abc import Iterable, Mapping

from flashdeck.edits.entries import EditEntry, TomlValue
from flashdeck.edits.file.problems import EditsError
from flashdeck.edits.kinds.card_entries import CardEntry
from flashdeck.edits.kinds.line_entries import MendEntry, SkipEntry, SpeakerEntry
from flashdeck.edits.kinds.unit_entries import JoinEntry, ShiftEntry, SplitEntry
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry

_KINDS: tuple[type[EditEntry], ...] = (
    TermEntry,
    MendEntry,
    ReadingEntry,
    GlossEntry,
    SkipEntry,
    JoinEntry,
    SplitEntry,
    ShiftEntry,
    SpeakerEntry,
    CardEntry,
)
KINDS: Mapping[str, type[EditEntry]] = {kind.kind: kind for kind in _KINDS}
"""The kinds of entries by name. Messages list the kinds in this order, and entries about lines are applied in this order."""


def snippet(kind: str, values: Mapping[str, TomlValue]) -> str:
    """Return an entry as TOML, ready to paste into an edits file.

    Raise `ValueError` for a kind or a key that does not exist, and if a required key is missing.

    >>> print(snippet("gloss", {"line": 216, "text": "推理", "gloss": "inference"}), end="")
    [[gloss]]
    line = 216
    text = "推理"
    gloss = "inference"
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of entry: {kind!r}")
    required = {key.name for key in KINDS[kind].keys if key.is_required}
    unknown = values.keys() - {key.name for key in KINDS[kind].keys}
    missing = required - values.keys()
    if unknown or missing:
        raise ValueError(f"[[{kind}]]: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    return entry_text(kind, values)


def entry_text(kind: str, values: Mapping[str, TomlValue]) -> str:
    """Return an entry as TOML, without a check of its kind and keys."""
    import tomlkit

    return f"[[{kind}]]\n{tomlkit.dumps(dict(values))}"


def example_of(kind: str, key: str) -> str:
    """Return a line of TOML with an example of a key and its value.

    The value is "…" if the example of this kind of entry does not have the key.

    >>> example_of("skip", "lines")
    'lines = "673-712"'
    """
    example = KINDS[kind].example
    return entry_text(kind, {key: example.get(key, "…")}).splitlines()[1]


def entry_values(kind: str, arguments: Iterable[str]) -> dict[str, TomlValue]:
    """Return the keys and values of an entry from the KEY=VALUE arguments of the command line.

    Raise `EditsError` for an unknown kind and for an argument that does not have the form KEY=VALUE. The values are checked
    later, together with the file.

    >>> entry_values("shift", ["zh=877,879", "en=878;880"])
    {'zh': [877, 879], 'en': [[878], [880]]}
    """
    if kind not in KINDS:
        raise EditsError(f"edits add: unknown kind {kind!r}", remedy=f"Write one of: {', '.join(KINDS)}.")
    converters = {key.name: key.from_text for key in KINDS[kind].keys}
    values: dict[str, TomlValue] = {}
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals:
            raise EditsError(
                f"edits add: the argument {argument!r} is not of the form KEY=VALUE",
                remedy=f"Write, for example, {next(iter(converters))}=…",
            )
        name = name.strip()
        values[name] = converters.get(name, str)(text)
    return values
