"""flashdeck build: the main job."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.app.batch_report import ShelfReport
    from flashdeck.app.summary import BuildReport
    from flashdeck.app.unchanged import Report


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
    help="A file that names further transcripts, one a line.  [default: none]",
)
@click.option("--keep-going", is_flag=True, help="Leave out a transcript that cannot be read, and go on with the others.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes share the work on many transcripts.",
)
@click.option(
    "--cluster", metavar="ADDRESS", help="The Dask scheduler whose workers share the work (extra cluster).  [default: none]"
)
@click.option("--deck", metavar="NAME", help="The deck's name in Anki.  [default: flashdeck::TITLE]")
@click.option("--force", is_flag=True, help="Overwrite a file that flashdeck did not make.")
@quiet_option
def build_command(transcript: tuple[Path, ...], quiet: bool, from_file: Path | None, **options: Any) -> int:  # noqa: FBT001  click passes flags by name
    """Build an Anki deck from a bilingual TRANSCRIPT ("-" is stdin).

    Several transcripts, or a folder of them, become one package with a deck for each; --deck names it. The path of the
    package goes to stdout, a summary to stderr.
    """
    sources = gather(transcript, from_file)
    workers = {name: options.pop(name) for name in ("keep_going", "jobs", "cluster")}
    progress = Progress(quiet=quiet)
    try:
        report = _build(sources, make_settings(options), workers, progress)
    finally:
        progress.done()
    if not quiet:
        click.echo(report.summary(), err=True)
    for path in report.paths:
        click.echo(path)
    return report.exit_code


def _build(sources: tuple[Path, ...], settings: Settings, workers: dict[str, Any], progress: Progress) -> "Report":
    from flashdeck.app.unchanged import Order, build_unless_unchanged

    order = Order(sources, settings, workers["keep_going"])
    return build_unless_unchanged(order, lambda: _build_anew(sources, settings, workers, progress))


def _build_anew(
    sources: tuple[Path, ...], settings: Settings, workers: dict[str, Any], progress: Progress
) -> "BuildReport | ShelfReport":
    if len(sources) == 1:
        from flashdeck.app import build_deck

        return build_deck(sources[0], settings, progress)
    from flashdeck.app.batch import Shelf, build_shelf
    from flashdeck.app.workers import cluster_pool, process_pool

    jobs, cluster = workers["jobs"], workers["cluster"]
    pool = cluster_pool(cluster) if cluster else process_pool(jobs) if jobs > 1 else None
    return build_shelf(Shelf(sources, settings, pool, workers["keep_going"]), EpisodeProgress(progress))


class EpisodeProgress:
    """How many episodes are done, and how long the others will take, on a terminal only."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._begun = progress, time.monotonic()

    def __call__(self, done: int, total: int, name: str) -> None:
        left = (time.monotonic() - self._begun) / done * (total - done) if done else None
        self._progress(f"{done + 1}/{total} {name}" + (f", about {max(1, round(left / 60))} min left" if left else ""))
