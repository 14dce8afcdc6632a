"""flashdeck report: what a conversation is worth to a learner, on one page."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import (
    Progress,
    choice_options,
    display_options,
    make_settings,
    quiet_option,
    source_options,
    transcript_argument,
)


@click.command("report", epilog="Example: flashdeck report talk.txt --level hsk3")
@transcript_argument
@source_options
@choice_options
@display_options
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def report_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Say what a bilingual TRANSCRIPT ("-" is stdin) is worth to you, on one page of HTML: TITLE.report.html.

    How much of it you know now and after the deck that `build` makes with the same options, its levels, its most useful
    words, what was left out and what to check. The path goes to stdout.
    """
    from flashdeck.app.talk_report import make_report

    progress = Progress(quiet=quiet)
    try:
        report = make_report(transcript, make_settings(options), progress)
    finally:
        progress.done()
    if not quiet:
        click.echo(report.summary(), err=True)
    for path in report.paths:
        click.echo(path)
