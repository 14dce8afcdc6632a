"""The small commands: cache, doctor, push, sample and templates."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from flashdeck import __version__
from flashdeck.caching import VARIABLE, cache_folder, clear_entries, list_entries
from flashdeck.dictionaries.sources import ENGINES, LISTS, Source, list_edition
from flashdeck.errors import OutputError
from flashdeck.write.anki.ankiconnect import ADDRESS, AnkiConnect

_MEGABYTE = 1_000_000
_MISSING = "missing"


@click.group("cache", epilog="Example: flashdeck cache info")
def cache_command() -> None:
    """Show or remove what is kept between runs. Removing it changes no result, only the time that the next run takes."""


@cache_command.command("info", epilog="Example: flashdeck cache info")
def info_command() -> int:
    """Show where the cache is, and how much is in it."""
    folder = cache_folder()
    click.echo(f"folder  {folder or 'none: ' + VARIABLE + ' is empty, or no private folder can be made'}")
    for kind, count, size in list_entries(folder) if folder else ():
        click.echo(f"{kind:<12} {count:>6} {size / _MEGABYTE:>9.1f} MB")
    return 0


@cache_command.command("clear", epilog="Example: flashdeck cache clear")
def clear_command() -> int:
    """Remove everything that flashdeck keeps there."""
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
    help="Where AnkiConnect answers.",
)
@click.option("--key", help="AnkiConnect's key, where it asks for one.  [default: none]")
def push_command(deck: Path, address: str, key: str | None) -> None:
    """Hand DECK, an .apkg that build wrote, to a running Anki with the add-on AnkiConnect.

    Anki imports it as it would by hand: scheduling stays, and only changed notes are updated. What Anki added and updated
    goes to stdout.
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
    """Copy the templates of the cards, to restyle them. A build takes the copies with --templates DIR."""


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

    Change the HTML and the CSS as you like, and build with --templates DIR: your cards are restyled, and keep their
    progress. Ids, fields and the number of cards must stay, or Anki would refuse every update.
    """
    from flashdeck.write.template_copies import eject_templates

    click.echo(eject_templates(name, output, force=force))
