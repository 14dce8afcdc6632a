"""The command `flashdeck dictionary`: the dictionaries that the user adds."""

from pathlib import Path

import click

from flashdeck.dictionaries.added.added_files import AddedDictionary, added_dictionaries, remove_dictionary


@click.group("dictionary", epilog="Example: flashdeck dictionary add cedict_ts.u8")
def dictionary_command() -> None:
    """Add dictionaries of your own: a newer CC-CEDICT, ECDICT, and StarDict files."""


@dictionary_command.command("add", epilog="Example: flashdeck dictionary add cedict_1_0_ts_utf-8_mdbg.zip")
@click.argument("file", type=click.Path(path_type=Path))
def add_command(file: Path) -> None:
    """Check FILE and copy it into your data folder, from which every later command uses it.

    FILE is one of these: CC-CEDICT (cedict_ts.u8, .gz, .zip), which replaces the installed one; ECDICT (ecdict.csv), which gives
    meanings to English words that have none, and the words of exams for --level; a StarDict dictionary of Chinese, English or both
    (its .ifo file, its folder, or a .zip or .tar.bz2 of it). A dictionary that was added before under the same name is replaced.
    """
    from flashdeck.dictionaries.added.add_file import add_dictionary

    click.echo(_description(add_dictionary(file)))


@dictionary_command.command("list", epilog="Example: flashdeck dictionary list")
def list_command() -> None:
    """List the dictionaries that you added: name, release and number of entries."""
    for found in added_dictionaries():
        click.echo(_description(found))


@dictionary_command.command("remove", epilog="Example: flashdeck dictionary remove cc-cedict")
@click.argument("name")
def remove_command(name: str) -> None:
    """Remove the added dictionary NAME. Without an added CC-CEDICT, the installed one is used again."""
    remove_dictionary(name)
    click.echo(f"{name}: removed")


def _description(found: AddedDictionary) -> str:
    release = f" {found.release}" if found.release else ""
    exams = f", words of the exams {', '.join(found.tags.split())}" if found.tags else ""
    return f"{found.name}: {found.title}{release}, {found.entries:,} entries, {_languages(found)}{exams}"


def _languages(found: AddedDictionary) -> str:
    names = {"zh": "Chinese", "en": "English"}
    return names[found.headwords] if found.is_monolingual else f"{names[found.headwords]}-{names[found.definitions]}"
