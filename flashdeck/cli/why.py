"""flashdeck why: how a word or a line came to be as it is."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import Progress, choice_options, make_settings, quiet_option, source_options, transcript_argument


@click.command("why", epilog="Example: flashdeck why talk.txt 收听 --line 4")
@transcript_argument
@click.argument("word", required=False)
@click.option("--line", type=click.IntRange(1), metavar="N", help="Explain the sentence on this line.  [default: any line]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each sentence and each word, for programs.")
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
    """Explain WORD, or all words of a line, in TRANSCRIPT: cut, reading, part of speech, gloss, link and cards.

    Each decision is shown with the rule that made it: its condition, an example and its source. Where an entry of the edits
    file changes the decision, the entry is shown, ready to paste.
    """
    from flashdeck.app.explanation_text import explanation_lines, explanation_records
    from flashdeck.app.explanations import WhyQuestion, explain
    from flashdeck.write.records import dump

    progress = Progress(quiet=quiet)
    try:
        found = explain(transcript, make_settings(options), WhyQuestion(word, line), progress)
    finally:
        progress.done()
    lines = map(dump, explanation_records(found)) if as_json else explanation_lines(found)
    for text in lines:
        click.echo(text)
