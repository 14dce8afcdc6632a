"""Options that several commands share, and the settings they make."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from flashdeck.cli.trust import without_untrusted_paths
from flashdeck.levels import DEFAULT_LEVELS, explain_level
from flashdeck.process import INTERRUPTION
from flashdeck.settings import READERS, SECONDS_A_CARD, Settings

Command = Callable[..., Any]

transcript_argument = click.argument("transcript", type=click.Path(allow_dash=True, path_type=Path))
_STUDY = click.option(
    "--study",
    type=click.Choice(["zh", "en", "both"]),
    default=Settings.study,
    show_default=True,
    help="The language you learn; both makes a deck for each.",
)
_LEVEL = click.option(
    "--level",
    help=f'What you know: hsk1 to hsk9, a1 to c2, "hsk4,b1" for both. hsk4: {explain_level(DEFAULT_LEVELS["zh"])}. '
    f"b1: {explain_level(DEFAULT_LEVELS['en'])}.  [default: hsk4, b1 for English]",
)
_HSK = click.option(
    "--hsk",
    type=click.Choice(["2025", "2021", "2.0"]),
    default=Settings.hsk,
    show_default=True,
    help="The HSK edition.",
)
_UP_TO = click.option("--up-to", metavar="LEVEL", help="No new word above this level.  [default: none]")
_SENTENCES = click.option("--sentences", type=click.IntRange(0), help="Sentence cards at most.  [default: 60]")
_WORDS = click.option("--words", type=click.IntRange(0), help="Word cards at most.  [default: 60]")
_MINUTES = click.option(
    "--minutes",
    type=click.IntRange(1),
    help="As many cards as this many minutes a day for two weeks allow, "
    f"{SECONDS_A_CARD} seconds for each new card.  [default: no such limit]",
)
_FILE = click.Path(path_type=Path)
_KNOWN = click.option(
    "--known",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    help="Words that you know: a word list, an AnkiMorphs CSV, an .apkg or .colpkg, an Anki collection; may be given again.  "
    "[default: none]",
)
_UNKNOWN = click.option(
    "--unknown",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    help="Words to teach although your level would know them: the same kinds of files.  [default: none]",
)
_OUTPUT = click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=_FILE,
    default=Settings.output,
    show_default=True,
    help="The folder of your decks: what decks of other talks in it teach, this one does not teach again.",
)
_ORDER = click.option(
    "--order",
    type=click.Choice(["best", "easy", "conversation", "value"]),
    default=Settings.order,
    show_default=True,
    help="best: the most useful first in batches of 20, easy to hard inside a batch.",
)
_TITLE = click.option("--title", help="The talk's title.  [default: the file's name]")
_EDITS = click.option(
    "--edits",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Your corrections.  [default: STEM.edits.toml beside STEM.txt, when it is there]",
)
_QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")


_SCRIPT = click.option(
    "--script",
    type=click.Choice(["simplified", "traditional"]),
    default=Settings.script,
    show_default=True,
    help="The characters on the cards.",
)
_PHONETIC = click.option(
    "--phonetic",
    type=click.Choice(["pinyin", "zhuyin", "none"]),
    default=Settings.phonetic,
    show_default=True,
    help="The readings over the characters.",
)
_SANDHI = click.option(
    "--sandhi/--no-sandhi",
    default=Settings.sandhi,
    show_default=True,
    help="Show tones as they change in speech: bú shì, yí gè.",
)


_CARDS = click.option(
    "--cards",
    metavar="KINDS",
    default=Settings.cards,
    show_default=True,
    help="recognition (which every note makes), listening, production; with commas between.",
)
_TTS = click.option(
    "--tts/--no-tts", default=Settings.tts, show_default=True, help="The device's voice on the back of the cards."
)
_ORIGINAL = click.option(
    "--original",
    type=click.Choice(["zh", "en", "unknown"]),
    default=Settings.original,
    show_default=True,
    help="The side that was spoken; the deck and the teacher's handout say so.",
)
_TEMPLATES = click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Restyled templates, copied by `flashdeck templates eject`.  [default: flashdeck's own]",
)
_FORMAT = click.option(
    "--format",
    type=click.Choice(["apkg", "tsv"]),
    default=Settings.format,
    show_default=True,
    help="apkg: a package for Anki; tsv: a table for each note type.",
)


def deck_options(command: Command) -> Command:
    """Add the options that decide what a deck's notes make and what it is written as."""
    for option in reversed((_CARDS, _TTS, _ORIGINAL, _TEMPLATES, _FORMAT)):
        command = option(command)
    return command


_READER = click.option(
    "--reader",
    type=click.Choice(READERS),
    default=Settings.reader,
    show_default=True,
    help="The format of the transcript, where it is told wrongly.",
)
_ENCODING = click.option("--encoding", metavar="NAME", help="Its encoding, as gb18030 or big5.  [default: as detected]")
_TRANSLATION = click.option(
    "--translation",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The other language, where each has a file of its own.  [default: none]",
)


def source_options(command: Command) -> Command:
    """Add the options that say how a transcript is read."""
    for option in reversed((_TRANSLATION, _READER, _ENCODING)):
        command = option(command)
    return command


def page_options(command: Command) -> Command:
    """Add the options that pages share with decks."""
    return _ORIGINAL(_TEMPLATES(command))


def display_options(command: Command) -> Command:
    """Add the options that change what is shown and nothing else."""
    for option in reversed((_SCRIPT, _PHONETIC, _SANDHI)):
        command = option(command)
    return command


def choice_options(command: Command) -> Command:
    """Add the options that decide which cards a transcript gives."""
    for option in reversed(
        (_STUDY, _LEVEL, _HSK, _UP_TO, _SENTENCES, _WORDS, _MINUTES, _KNOWN, _UNKNOWN, _ORDER, _TITLE, _EDITS, _OUTPUT)
    ):
        command = option(command)
    return command


def edits_option(command: Command) -> Command:
    """Add --edits."""
    return _EDITS(command)


def quiet_option(command: Command) -> Command:
    """Add --quiet."""
    return _QUIET(command)


def make_settings(values: dict[str, Any]) -> Settings:
    """Return the settings that a command's options make, without paths from a configuration file that is not trusted."""
    return Settings(**without_untrusted_paths(values))


class Progress:
    """The stage at work, on stderr, on a terminal only."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not quiet

    def __call__(self, stage: str) -> None:
        """Show the step that begins. Raises `KeyboardInterrupt` if Ctrl-C was pressed and a library swallowed the exception."""
        INTERRUPTION.check()
        if self._shown:
            click.echo(f"\r\x1b[K{stage} …", nl=False, err=True)

    def done(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
