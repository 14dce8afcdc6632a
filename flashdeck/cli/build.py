"""flashdeck build: the main job."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import (
    Progress,
    choice_options,
    deck_options,
    display_options,
    make_settings,
    quiet_option,
    source_options,
    transcript_argument,
)


@click.command("build", epilog="Example: flashdeck build talk.txt --level hsk3 --hsk 2021")
@transcript_argument
@source_options
@choice_options
@display_options
@deck_options
@click.option("--deck", metavar="NAME", help="The deck's name in Anki.  [default: flashdeck::TITLE]")
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def build_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Build an Anki deck from a bilingual TRANSCRIPT ("-" is stdin).

    The path of the deck goes to stdout, a summary to stderr.
    """
    from flashdeck.app import build_deck

    progress = Progress(quiet=quiet)
    try:
        report = build_deck(transcript, make_settings(options), progress)
    finally:
        progress.done()
    if not quiet:
        click.echo(report.summary(), err=True)
    for path in report.paths:
        click.echo(path)
