"""The command `flashdeck build`."""

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
)
from flashdeck.cli.transcripts import gather


@click.command("build", epilog="Example: flashdeck build talk.txt --level hsk3 --hsk 2021")
@click.argument("transcript", nargs=-1, type=click.Path(allow_dash=True, path_type=Path))
@source_options
@choice_options
@display_options
@deck_options
@click.option(
    "--from-file",
    metavar="LIST",
    type=click.Path(path_type=Path),
    help="A file with the paths of further transcripts, one per line.  [default: none]",
)
@click.option("--keep-going", is_flag=True, help="Leave out a transcript that cannot be read, and continue with the next one.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="The number of processes that work on several transcripts.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="The address of a Dask scheduler whose workers do the work (needs flashdeck[cluster]).  [default: none]",
)
@click.option("--deck", metavar="NAME", help="The deck's name in Anki.  [default: flashdeck::TITLE]")
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def build_command(transcript: tuple[Path, ...], quiet: bool, from_file: Path | None, **options: Any) -> int:  # noqa: FBT001  click passes flags by name
    """Build an Anki deck from a bilingual TRANSCRIPT ("-" is stdin).

    Several transcripts, or a folder of transcripts, become one package with a deck for each transcript. --deck is the name
    of their parent deck. The path of the package goes to stdout, and a summary goes to stderr.
    """
    from flashdeck.app.building import BuildOrder, build_package

    sources = gather(transcript, from_file)
    work = {name: options.pop(name) for name in ("keep_going", "jobs", "cluster")}
    progress = Progress(quiet=quiet)
    try:
        report = build_package(BuildOrder(sources, make_settings(options), **work), progress)
    finally:
        progress.done()
    if not quiet:
        click.echo(report.summary(), err=True)
    for path in report.paths:
        click.echo(path)
    return report.exit_code
