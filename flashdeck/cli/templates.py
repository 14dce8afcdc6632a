"""flashdeck templates: what the cards look like, for a person to restyle."""

from pathlib import Path

import click


@click.group("templates", epilog="Example: flashdeck templates eject chinese-sentence")
def templates_command() -> None:
    """Copy the templates of the cards, to restyle them. A build takes the copies with --templates DIR."""


@templates_command.command("eject", epilog="Example: flashdeck templates eject chinese-sentence --output my-templates")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("templates"),
    show_default=True,
    help="The folder for the copies.",
)
@click.option("--force", is_flag=True, help="Overwrite copies that are there.")
def eject_command(name: str, output: Path, force: bool) -> None:  # noqa: FBT001  click passes flags by name
    """Copy the HTML and CSS of a note type: chinese-sentence, chinese-vocabulary, english-sentence, english-vocabulary.

    Change the HTML and the CSS as you like, and build with --templates DIR: your cards are restyled, and keep their
    progress. Ids, fields and the number of cards must stay, or Anki would refuse every update.
    """
    from flashdeck.write.template_copies import eject_templates

    click.echo(eject_templates(name, output, force=force))
