"""The command `flashdeck lines`: the lines of a transcript in one language, numbered for a translator."""

from pathlib import Path

import click

from flashdeck.cli.options import reading_options, transcript_argument


@click.command("lines", epilog="Example: flashdeck lines talk.zh.srt --output talk.lines.txt")
@transcript_argument
@reading_options
@click.option(
    "-o",
    "--output",
    "target",  # the parameter is not called "output", because that is the folder of decks in flashdeck.toml
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: standard output]",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def lines_command(transcript: Path, reader: str, encoding: str | None, target: Path | None, force: bool) -> None:  # noqa: FBT001  click passes flags by name
    """Write the lines of TRANSCRIPT ("-" is stdin), which is in one language, with numbers for any translator.

    Nothing is sent anywhere. Let a person or a program translate the lines, and keep the numbers and the first comment. Then
    build with the result as --translation: the lines are paired by number, and the cards and the deck say that the translation
    is a machine's.
    """
    from flashdeck.app.numbered_lines import numbered_text
    from flashdeck.write.files import claim, write_text

    lines = numbered_text(transcript, reader, encoding)
    if target is None:
        for line in lines:
            click.echo(line)
        return
    text = "".join(f"{line}\n" for line in lines)
    claim(target, is_ours=lambda _path: False, force=force)
    write_text(target, text)
    click.echo(target)
