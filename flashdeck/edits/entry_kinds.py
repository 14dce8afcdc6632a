"""The registry of the kinds of entries, and entries as text.

To add a kind, write a class in a module of `flashdeck/edits/kinds/` and add it to `KINDS`. The class derives from `EditEntry`
or, if it names lines, from one of its subclasses in `entries.py`, and from the effect of its stage in `entry_effects.py`. The
reader, the checks, `flashdeck edits add`, the table of `flashdeck edits check` and the documentation follow from the class.
A kind with a new effect on units, words or cards needs a change of the stage that applies it, too.
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
"""Each kind by its name. Messages list them in this order, and entries about lines are applied in this order."""


def snippet(kind: str, values: Mapping[str, TomlValue]) -> str:
    """Return an entry as TOML, ready to paste into an edits file.

    Raises `ValueError` for a kind or a key that does not exist, and if a required key is missing.

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
    """Return a table with these values as TOML, without a check of its kind and keys."""
    import tomlkit

    return f"[[{kind}]]\n{tomlkit.dumps(dict(values))}"


def example_of(kind: str, key: str) -> str:
    """Return an example of a key as a line of TOML. A key that the example of its kind leaves out has "…" as its value.

    >>> example_of("skip", "lines")
    'lines = "673-712"'
    """
    example = KINDS[kind].example
    return entry_text(kind, {key: example.get(key, "…")}).splitlines()[1]


def entry_values(kind: str, arguments: Iterable[str]) -> dict[str, TomlValue]:
    """Return the keys and values of an entry that is given on the command line as KEY=VALUE arguments.

    Raises `EditsError` for an unknown kind and for an argument of another form. The values are checked later, with the file.

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
                remedy=f"Write for example {next(iter(converters))}=…",
            )
        name = name.strip()
        values[name] = converters.get(name, str)(text)
    return values
