"""flashdeck preview: the cards that build would make."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import Progress, choice_options, make_settings, quiet_option, source_options, transcript_argument


@click.command("preview", epilog="Example: flashdeck preview talk.txt --level hsk5 --order conversation | less")
@transcript_argument
@source_options
@choice_options
@click.option("--rejected", is_flag=True, help="Show the sentences that are on no card instead, each with the reason.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a card, or a sentence, for machines.")
@quiet_option
def preview_command(transcript: Path, rejected: bool, as_json: bool, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Show the cards that build would make from TRANSCRIPT, in deck order, each with its reason; write nothing."""
    from flashdeck.app.inspection import preview_cards
    from flashdeck.write.preview_table import preview_lines, preview_records, rejected_lines
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        preview = preview_cards(transcript, make_settings(options), progress)
    finally:
        progress.done()
    for line in () if quiet else preview.edits:
        click.echo(line, err=True)
    for selection, level in zip(preview.selections, preview.levels, strict=True):
        if not as_json:
            click.echo(f"Level: {level}.\n")
        shown = rejected_lines(selection) if rejected else preview_lines(selection)
        lines = map(dump, preview_records(selection, rejected=rejected)) if as_json else shown
        for line in lines:
            click.echo(line)
