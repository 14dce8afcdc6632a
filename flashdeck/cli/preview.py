"""flashdeck preview: the cards that build would make."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import Progress, choice_options, make_settings, quiet_option, source_options, transcript_argument


@click.command("preview", epilog="Example: flashdeck preview talk.txt --level hsk5 --order conversation | less")
@transcript_argument
@source_options
@choice_options
@quiet_option
def preview_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Show the cards that build would make from TRANSCRIPT, in deck order, each with its reason; write nothing."""
    from flashdeck.app import preview_cards
    from flashdeck.write.preview import preview_lines

    progress = Progress(quiet=quiet)
    try:
        selections = preview_cards(transcript, make_settings(options), progress)
    finally:
        progress.done()
    for selection in selections:
        for line in preview_lines(selection):
            click.echo(line)
