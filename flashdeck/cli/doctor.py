"""flashdeck doctor: what is installed."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import click

from flashdeck import __version__
from flashdeck.dictionaries.sources import ENGINES, LISTS, Source, list_edition


@click.command("doctor", epilog="Example: flashdeck doctor")
def doctor_command() -> int:
    """Show which engines and word lists are present, with versions, dates and licences."""
    rows = list(_rows())
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip())
    return 4 if any(row[1] == _MISSING for row in rows) else 0


_MISSING = "missing"


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
