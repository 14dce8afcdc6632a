"""The command `flashdeck edits`: the corrections of a transcript."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import (
    Progress,
    choice_options,
    edits_option,
    make_settings,
    quiet_option,
    source_options,
    transcript_argument,
)

_COMMANDS = ("check", "add", "suggest")


@click.group("edits", epilog="Example: flashdeck edits check talk.txt")
@click.pass_context
def edits_command(ctx: click.Context) -> None:
    """Check, add and suggest corrections. A build applies the corrections in STEM.edits.toml to STEM.txt."""
    ctx.default_map = dict.fromkeys(_COMMANDS, ctx.default_map or {})


@edits_command.command("check", epilog="Example: flashdeck edits check talk.txt --level hsk3")
@transcript_argument
@source_options
@choice_options
@click.option(
    "--renumber",
    is_flag=True,
    help="Update the line numbers in the edits file to the present transcript. Nothing else in the file changes.",
)
@quiet_option
def check_command(transcript: Path, quiet: bool, renumber: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Show what each entry of the edits file of TRANSCRIPT does, or why it does nothing."""
    from flashdeck.app.edit_commands import check_edits
    from flashdeck.write.edits_table import outcome_lines, problem_lines

    progress = Progress(quiet=quiet)
    try:
        checked = check_edits(transcript, make_settings(options), progress, renumber=renumber)
    finally:
        progress.done()
    for line in problem_lines(checked.problems):
        click.echo(line)
    checked.require_sound()
    for line in outcome_lines(checked.placed, checked.outcomes):
        click.echo(line)


@edits_command.command(
    "add", epilog='Example: flashdeck edits add talk.txt mend line=212 find="plot forms" replace="platforms"'
)
@transcript_argument
@click.argument("kind")
@click.argument("values", nargs=-1, metavar="KEY=VALUE...")
@source_options
@edits_option
def add_command(transcript: Path, kind: str, values: tuple[str, ...], **options: Any) -> None:
    """Add one entry to the edits file of TRANSCRIPT. An entry that would do nothing is refused.

    KIND is term, mend, reading, gloss, skip, join, split, shift, speaker or card. Write its keys as in the edits file:
    lines=673-712, zh=911,913 en=912,914, keep=true. The path of the file goes to stdout.
    """
    from flashdeck.app.edit_commands import add_entry
    from flashdeck.edits.entry_kinds import entry_values

    added = add_entry(transcript, make_settings(options), kind, entry_values(kind, values))
    click.echo(added.outcome.text, err=True)
    click.echo(added.path)


@edits_command.command("suggest", epilog="Example: flashdeck edits suggest talk.txt > drafts.toml")
@transcript_argument
@source_options
@edits_option
@quiet_option
def suggest_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Print drafts of corrections for lines of TRANSCRIPT that look damaged: numbers that differ, misspelt names, lost words.

    The drafts are TOML in comments, each with its reason. A draft has no effect until you remove its comment marks.
    """
    from flashdeck.app.edit_commands import suggest_edits
    from flashdeck.write.draft_toml import draft_lines

    progress = Progress(quiet=quiet)
    try:
        drafts = suggest_edits(transcript, make_settings(options), progress)
    finally:
        progress.done()
    for line in draft_lines(drafts):
        click.echo(line)
