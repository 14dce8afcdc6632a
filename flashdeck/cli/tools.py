"""The commands `flashdeck cache`, `doctor`, `push`, `sample` and `templates`."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from flashdeck import __version__
from flashdeck.caching import VARIABLE, cache_folder, clear_entries, list_entries
from flashdeck.dictionaries.added.added_files import CEDICT, added_dictionaries
from flashdeck.dictionaries.sources import ENGINES, LISTS, Source, list_edition
from flashdeck.errors import OutputError
from flashdeck.write.anki.ankiconnect import ADDRESS, AnkiConnect

_MEGABYTE = 1_000_000
_MISSING = "missing"


@click.group("cache", epilog="Example: flashdeck cache info")
def cache_command() -> None:
    """Show or remove the results that are kept between runs. Without them, the next run takes longer, with the same result."""


@cache_command.command("info", epilog="Example: flashdeck cache info")
def info_command() -> int:
    """Show the folder of the cache, and the number and size of its entries."""
    folder = cache_folder()
    click.echo(f"folder  {folder or 'none: ' + VARIABLE + ' is empty, or no private folder can be made'}")
    for kind, count, size in list_entries(folder) if folder else ():
        click.echo(f"{kind:<12} {count:>6} {size / _MEGABYTE:>9.1f} MB")
    return 0


@cache_command.command("clear", epilog="Example: flashdeck cache clear")
def clear_command() -> int:
    """Remove all entries of the cache."""
    folder = cache_folder()
    try:
        count = clear_entries(folder) if folder else 0
    except OSError as error:
        raise OutputError(f"{folder}: cannot be cleared: {error.strerror}", remedy="Remove the folder yourself.") from error
    click.echo(f"{count} files removed")
    return 0


@click.command("doctor", epilog="Example: flashdeck doctor")
def doctor_command() -> int:
    """Show which engines and word lists are present, with versions, dates and licences."""
    rows = list(_rows())
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip())
    return 4 if any(row[1] == _MISSING for row in rows) else 0


def _rows() -> Iterator[tuple[str, str, str, str]]:
    from flashdeck.english.spacy_pipeline import english_annotator_name

    yield ("flashdeck", __version__, "", f"Python {platform.python_version()}")
    yield ("English read by", english_annotator_name(), "", "")
    for source in (*ENGINES, *LISTS):
        yield (source.name, _version(source), source.purpose, source.licence)
    for found in added_dictionaries():
        if found.name != CEDICT:
            size = f"({found.entries:,} entries, added by you)"
            yield (found.title, f"{found.release} {size}".strip(), "meanings", "your own copy")


def _version(source: Source) -> str:
    try:
        return list_edition(source) or version(source.package)
    except (PackageNotFoundError, ModuleNotFoundError, FileNotFoundError):
        return "not installed" if source.is_extra else _MISSING


@click.command("push", epilog="Example: flashdeck push output/talk.apkg")
@click.argument("deck", type=click.Path(path_type=Path))
@click.option(
    "--address",
    metavar="URL",
    default=ADDRESS,
    show_default=True,
    help="The address of AnkiConnect.",
)
@click.option("--key", help="The key of AnkiConnect, if it needs one.  [default: none]")
def push_command(deck: Path, address: str, key: str | None) -> None:
    """Send DECK, an .apkg that build wrote, to a running Anki with the add-on AnkiConnect.

    Anki imports the deck as with File > Import: scheduling stays, and only changed notes are updated. The numbers of notes
    that Anki added and updated go to stdout.
    """
    done = AnkiConnect(address, key).push(deck)
    click.echo(f"{done.added} note{'' if done.added == 1 else 's'} added, {done.updated} updated, {done.unchanged} unchanged")


@click.command("sample", epilog="Example: flashdeck sample | flashdeck build -")
def sample_command() -> None:
    """Print the bundled sample transcript: a conversation on AI policy, Chinese and English line by line."""
    from flashdeck.resources import example_transcript

    click.echo(example_transcript().read_text(encoding="utf-8"), nl=False)


@click.group("templates", epilog="Example: flashdeck templates eject chinese-sentence")
def templates_command() -> None:
    """Copy the templates of the cards, to restyle them. --templates DIR builds decks with the copies."""


@templates_command.command("eject", epilog="Example: flashdeck templates eject chinese-sentence --output my-templates")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("templates"),
    show_default=True,
    help="The folder for the copies.",
)
@click.option("--force", is_flag=True, help="Overwrite copies that are there.")
def eject_command(name: str, output: Path, force: bool) -> None:  # noqa: FBT001  click passes flags by name
    """Copy the HTML and CSS of a note type: chinese-sentence, chinese-vocabulary, english-sentence, english-vocabulary.

    Change the HTML and the CSS as you like, and build with --templates DIR. Your cards are restyled and keep their
    progress. Do not change ids, fields and the number of cards, because Anki would then refuse every update.
    """
    from flashdeck.write.template_copies import eject_templates

    click.echo(eject_templates(name, output, force=force))
