"""Define the command line. The module of a command is imported only when the command is called."""

from importlib import import_module
from typing import NamedTuple

import click

from flashdeck import __version__
from flashdeck.cli.boundary import guarded


class CommandEntry(NamedTuple):
    """A command: the module of `flashdeck.cli` that defines it, and its help text in one line."""

    module: str
    help: str


_COMMANDS = {
    "build": CommandEntry("build", "Build an Anki deck from a bilingual transcript."),
    "preview": CommandEntry("inspecting", "Show the cards that build would make, and why."),
    "handout": CommandEntry(
        "page_commands", "Make class handouts: a copy for students, and a copy with the key for the teacher."
    ),
    "report": CommandEntry("page_commands", "Show how much of a transcript you know, on one page."),
    "inspect": CommandEntry("inspecting", "Print what a stage of the pipeline produced, as JSON Lines."),
    "why": CommandEntry("inspecting", "Explain the decisions about a word or a line."),
    "edits": CommandEntry("edits", "Check, add and suggest corrections of a transcript."),
    "lines": CommandEntry("lines", "Number the lines of a transcript in one language for a translator."),
    "dictionary": CommandEntry("dictionary", "Add dictionaries of your own, list and remove them."),
    "push": CommandEntry("tools", "Send a deck to a running Anki."),
    "templates": CommandEntry("tools", "Copy the templates of the cards, to restyle them."),
    "cache": CommandEntry("tools", "Show or remove the results that are kept between runs."),
    "sample": CommandEntry("tools", "Print the bundled sample transcript."),
    "doctor": CommandEntry("tools", "Show which engines and word lists are present."),
}


class LazyGroup(click.Group):
    """A group of commands that knows their names and one-line help texts. A command is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"flashdeck.cli.{_COMMANDS[cmd_name].module}")
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in _COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    no_args_is_help=False,  # so that a missing command gives the usual error of two lines
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "FLASHDECK"},
    epilog="Try: flashdeck sample | flashdeck build -",
)
@click.version_option(__version__, prog_name="flashdeck")
@click.pass_context
def flashdeck(ctx: click.Context) -> None:
    """Make Anki decks from bilingual conversations, in which each Chinese line has its English line beside it."""
    from flashdeck.cli.config import load_defaults

    ctx.default_map = load_defaults(ctx, _COMMANDS)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    return guarded(lambda: flashdeck.main(arguments, prog_name="flashdeck", standalone_mode=False))
