"""flashdeck cache: the work that is kept from one run to the next."""

import click

from flashdeck.caching import VARIABLE, cache_folder, clear_entries, list_entries
from flashdeck.errors import OutputError

_MEGABYTE = 1_000_000


@click.group("cache", epilog="Example: flashdeck cache info")
def cache_command() -> None:
    """Show or remove what is kept between runs. Removing it changes no result, only the time that the next run takes."""


@cache_command.command("info", epilog="Example: flashdeck cache info")
def info_command() -> int:
    """Show where the cache is, and how much is in it."""
    folder = cache_folder()
    click.echo(f"folder  {folder or 'none: ' + VARIABLE + ' is empty, or no private folder can be made'}")
    for kind, count, size in list_entries(folder) if folder else ():
        click.echo(f"{kind:<12} {count:>6} {size / _MEGABYTE:>9.1f} MB")
    return 0


@cache_command.command("clear", epilog="Example: flashdeck cache clear")
def clear_command() -> int:
    """Remove everything that flashdeck keeps there."""
    folder = cache_folder()
    try:
        count = clear_entries(folder) if folder else 0
    except OSError as error:
        raise OutputError(f"{folder}: cannot be cleared: {error.strerror}", remedy="Remove the folder yourself.") from error
    click.echo(f"{count} files removed")
    return 0
