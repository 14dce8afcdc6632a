"""flashdeck inspect: what a stage produced."""

from pathlib import Path
from typing import Any

import click

from flashdeck.app.inspection import STAGE_NAMES, StageName
from flashdeck.cli.options import Progress, choice_options, make_settings, quiet_option, source_options, transcript_argument


@click.command("inspect", epilog="Example: flashdeck inspect talk.txt --stage align")
@transcript_argument
@click.option("--stage", type=click.Choice(STAGE_NAMES), required=True, help="Which stage to show.")
@source_options
@choice_options
@quiet_option
def inspect_command(transcript: Path, stage: StageName, quiet: bool, **options: Any) -> None:  # noqa: FBT001  as above
    """Print what a stage of the pipeline made of TRANSCRIPT, one JSON object a line, notices last."""
    from flashdeck.app.inspection import inspect_stage
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        for record in inspect_stage(transcript, stage, make_settings(options), progress):
            click.echo(dump(record))
    finally:
        progress.done()
