"""The commands `flashdeck inspect`, `preview` and `why`. They show what a build would do, and do not write files."""

from pathlib import Path
from typing import Any

import click

from flashdeck.app.inspection import STAGE_NAMES, StageName
from flashdeck.cli.options import Progress, choice_options, make_settings, quiet_option, source_options, transcript_argument


@click.command("inspect", epilog="Example: flashdeck inspect talk.txt --stage align")
@transcript_argument
@click.option("--stage", type=click.Choice(STAGE_NAMES), required=True, help="The stage whose results to print.")
@source_options
@choice_options
@quiet_option
def inspect_command(transcript: Path, stage: StageName, quiet: bool, **options: Any) -> None:  # noqa: FBT001  as above
    """Print the results of a stage for TRANSCRIPT as JSON Lines: one object per line, and the notices last."""
    from flashdeck.app.inspection import inspect_stage
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        for record in inspect_stage(transcript, stage, make_settings(options), progress):
            click.echo(dump(record))
    finally:
        progress.done()


@click.command("preview", epilog="Example: flashdeck preview talk.txt --level hsk5 --order conversation | less")
@transcript_argument
@source_options
@choice_options
@click.option(
    "--rejected", is_flag=True, help="Show the sentences that are not on a card, grouped by the reason, instead of the cards."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON Lines for programs: one object for each card or rejected sentence."
)
@quiet_option
def preview_command(transcript: Path, rejected: bool, as_json: bool, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Show the cards that build would make from TRANSCRIPT, in deck order, each with its reason. Nothing is written."""
    from flashdeck.app.inspection import preview_cards
    from flashdeck.write.preview_table import preview_lines, preview_records, rejected_lines
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        preview = preview_cards(transcript, make_settings(options), progress, need_cards=not rejected)
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


@click.command("why", epilog="Example: flashdeck why talk.txt 收听 --line 4")
@transcript_argument
@click.argument("word", required=False)
@click.option("--line", type=click.IntRange(1), metavar="N", help="Explain the sentence on this line.  [default: any line]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines for programs: one object for each sentence and word.")
@source_options
@choice_options
@quiet_option
def why_command(
    transcript: Path,
    word: str | None,
    line: int | None,
    as_json: bool,  # noqa: FBT001  click passes flags by name
    quiet: bool,  # noqa: FBT001  as above
    **options: Any,
) -> None:
    """Explain WORD, or all words of a line, in TRANSCRIPT: word borders, reading, part of speech, gloss, link and cards.

    Each decision is shown with the rule that made it: its condition, an example and its source. If an entry of the edits
    file can change the decision, the entry is shown, ready to paste.
    """
    from flashdeck.app.explanation_text import explanation_lines, explanation_records
    from flashdeck.app.explanations import WhyQuestion, explain
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        found = explain(transcript, make_settings(options), WhyQuestion(word, line), progress)
    finally:
        progress.done()
    lines = map(dump, explanation_records(found)) if as_json else explanation_lines(found, brief=word is None)
    for text in lines:
        click.echo(text)
