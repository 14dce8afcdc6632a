"""flashdeck push: a deck into a running Anki."""

from pathlib import Path

import click

from flashdeck.write.anki.ankiconnect import ADDRESS, AnkiConnect


@click.command("push", epilog="Example: flashdeck push output/talk.apkg")
@click.argument("deck", type=click.Path(path_type=Path))
@click.option(
    "--address",
    metavar="URL",
    default=ADDRESS,
    show_default=True,
    help="Where AnkiConnect answers.",
)
@click.option("--key", help="AnkiConnect's key, where it asks for one.  [default: none]")
def push_command(deck: Path, address: str, key: str | None) -> None:
    """Hand DECK, an .apkg that build wrote, to a running Anki with the add-on AnkiConnect.

    Anki imports it as it would by hand: scheduling stays, and only changed notes are updated. What Anki added and updated
    goes to stdout.
    """
    done = AnkiConnect(address, key).push(deck)
    click.echo(f"{done.added} note{'' if done.added == 1 else 's'} added, {done.updated} updated, {done.unchanged} unchanged")
