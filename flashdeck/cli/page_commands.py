"""The commands `flashdeck handout` and `flashdeck report`, which make pages to print and a page for the screen."""

from pathlib import Path
from typing import Any

import click

from flashdeck.cli.options import (
    Command,
    Progress,
    choice_options,
    display_options,
    make_settings,
    page_options,
    quiet_option,
    source_options,
    transcript_argument,
)
from flashdeck.compose.handout.sections import default_sections, section_names
from flashdeck.settings import HandoutSettings
from flashdeck.write.handout import HANDOUT_WRITERS


def _choice(name: str, values: list[str], text: str) -> Any:
    default = HandoutSettings.__dataclass_fields__[name].default
    option = f"--{name.replace('_', '-')}"
    return click.option(option, type=click.Choice(values), default=default, show_default=True, help=text)


_OPTIONS = (
    click.option(
        "--format",
        default=HandoutSettings.format,
        show_default=True,
        metavar="NAMES",
        help=f"One or several of {', '.join(HANDOUT_WRITERS)}.",
    ),
    _choice("copy", ["both", "student", "teacher"], "Which copies to make."),
    click.option(
        "--lines",
        default=HandoutSettings.lines,
        show_default=True,
        metavar="RANGES",
        help="Which lines of the file to use, such as 30-59 or 8,30-44; lines of both languages count.",
    ),
    click.option(
        "--passage",
        type=click.IntRange(1),
        metavar="N",
        help="Choose a passage of about N characters or words without doubtful lines.  [default: all lines of --lines]",
    ),
    click.option(
        "--sections",
        default=default_sections(),
        show_default=True,
        metavar="NAMES",
        help=f"The sections to print, in the order given. All sections: {', '.join(section_names())}.",
    ),
    click.option(
        "--items",
        type=click.IntRange(1),
        default=HandoutSettings.items,
        show_default=True,
        help="The maximum number of questions in an exercise.",
    ),
    _choice("sort", ["appearance", "level", "frequency", "alphabet"], "The order of the vocabulary."),
    click.option(
        "--hide",
        default=HandoutSettings.hide,
        metavar="NAMES",
        help="Columns to leave empty for a self-test: pinyin, gloss.  [default: none]",
    ),
    _choice(
        "layout",
        ["interlinear", "parallel", "target", "context"],
        "How the text shows the two languages; target and context show only one language.",
    ),
    click.option(
        "--ruby",
        type=click.Choice(["above-level", "first", "all", "none"]),
        help="Which words of the text have a reading. first: each word above the level, at its first occurrence.  "
        "[default: above-level; none for English]",
    ),
    _choice("ruby_unit", ["word", "character"], "Whether readings are written above words or above characters."),
    _choice("paper", ["a4", "letter"], "The size of the paper."),
    click.option(
        "--size",
        type=float,
        default=HandoutSettings.size,
        show_default=True,
        help="The size of the letters in points, 9.5 to 18. 16 or more is large print. The teacher's copy is a little smaller.",
    ),
    click.option("--bw", is_flag=True, help="Print in black and white."),
    _choice("lang_ui", ["both", "en", "zh"], "The language of headings and instructions."),
    click.option(
        "--seed",
        type=click.IntRange(1),
        default=HandoutSettings.seed,
        show_default=True,
        help="Which version of the exercises to make: 1 is version A, 2 is version B, and so on.",
    ),
    click.option(
        "--font",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The font file for the PDF.  [default: a font of the system that has the characters]",
    ),
)


def _handout_options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("handout", epilog="Example: flashdeck handout talk.txt --passage 400 --format html,docx")
@transcript_argument
@source_options
@_handout_options
@choice_options
@display_options
@page_options
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def handout_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Make class handouts from a bilingual TRANSCRIPT ("-" is stdin): a student copy, and a teacher copy with the key.

    Words, readings and meanings are the same as in the deck that `build` makes with the same options. The paths go to stdout.
    """
    from flashdeck.app.handout_pages import make_handouts

    own = {name: options.pop(name) for name in HandoutSettings.__dataclass_fields__ if name in options}
    progress = Progress(quiet=quiet)
    try:
        report = make_handouts(transcript, make_settings(options), HandoutSettings(**own), progress)
    finally:
        progress.done()
    if not quiet:
        click.echo(report.summary(), err=True)
    for path in report.paths:
        click.echo(path)


@click.command("report", epilog="Example: flashdeck report talk.txt --level hsk3")
@transcript_argument
@source_options
@choice_options
@display_options
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def report_command(transcript: Path, quiet: bool, **options: Any) -> None:  # noqa: FBT001  click passes flags by name
    """Show how much of a bilingual TRANSCRIPT ("-" is stdin) you know, on one page of HTML: TITLE.report.html.

    The page shows the share of words that you know now, and after the deck that `build` makes with the same options. It also
    lists the levels, the most useful words, the lines that were left out and the lines to check. The path goes to stdout.
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
