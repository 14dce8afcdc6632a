"""The command line: one module a command, imported when it is called."""

from importlib import import_module

import click

from flashdeck import __version__
from flashdeck.cli.boundary import guarded

_COMMANDS = {
    "build": "Build an Anki deck from a bilingual transcript.",
    "preview": "Show the cards that build would make, and why.",
    "handout": "Make class handouts: a copy for students, the teacher's with the key.",
    "report": "Show what a transcript is worth to you, on one page.",
    "inspect": "Print what a stage of the pipeline produced, as JSON Lines.",
    "why": "Explain how a word or a line came to be as it is.",
    "edits": "Check, add and suggest corrections of a transcript.",
    "push": "Hand a deck to a running Anki.",
    "templates": "Copy the templates of the cards, to restyle them.",
    "cache": "Show or remove the work that is kept between runs.",
    "sample": "Print the bundled sample transcript.",
    "doctor": "Show which engines and word lists are present.",
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps, and loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"flashdeck.cli.{cmd_name}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    no_args_is_help=False,  # a missing command is a usage error like any other, in two lines
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "FLASHDECK"},
    epilog="Try: flashdeck sample | flashdeck build -",
)
@click.version_option(__version__, prog_name="flashdeck")
@click.pass_context
def flashdeck(ctx: click.Context) -> None:
    """Anki decks from bilingual conversations: a Chinese line, then its English line."""
    from flashdeck.cli.config import load_defaults

    ctx.default_map = load_defaults(ctx, _COMMANDS)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    return guarded(lambda: flashdeck.main(arguments, prog_name="flashdeck", standalone_mode=False))
