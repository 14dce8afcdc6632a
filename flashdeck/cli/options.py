"""Define the options that several commands share, and turn their values into settings."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from flashdeck.cli.trust import without_untrusted_paths
from flashdeck.levels import DEFAULT_LEVELS, EXAM_LEVELS, explain_level
from flashdeck.process import INTERRUPTION
from flashdeck.read.registry import READER_NAMES
from flashdeck.settings import SECONDS_A_CARD, Settings
from flashdeck.write.deck_writers import DECK_WRITERS

Command = Callable[..., Any]

transcript_argument = click.argument("transcript", type=click.Path(allow_dash=True, path_type=Path))
_STUDY = click.option(
    "--study",
    type=click.Choice(["zh", "en", "both"]),
    default=Settings.study,
    show_default=True,
    help="The language that you learn. With both, each language gets a deck.",
)
_LEVEL = click.option(
    "--level",
    help=f'Your level: hsk1 to hsk9, a1 to c2, or "hsk4,b1" for both languages. hsk4: {explain_level(DEFAULT_LEVELS["zh"])}. '
    f"b1: {explain_level(DEFAULT_LEVELS['en'])}. With ECDICT (see flashdeck dictionary add), also the exams "
    f"{', '.join(EXAM_LEVELS)}.  [default: hsk4, b1 for English]",
)
_HSK = click.option(
    "--hsk",
    type=click.Choice(["2025", "2021", "2.0"]),
    default=Settings.hsk,
    show_default=True,
    help="The edition of the HSK word lists.",
)
_UP_TO = click.option("--up-to", metavar="LEVEL", help="Teach no word above this level.  [default: no limit]")
_SENTENCES = click.option("--sentences", type=click.IntRange(0), help="The maximum number of sentence cards.  [default: 60]")
_WORDS = click.option("--words", type=click.IntRange(0), help="The maximum number of word cards.  [default: 60]")
_MINUTES = click.option(
    "--minutes",
    type=click.IntRange(1),
    help="Make only as many cards as you can learn in two weeks with this many minutes a day, "
    f"at {SECONDS_A_CARD} seconds for each new card.  [default: no limit]",
)
_FILE = click.Path(path_type=Path)
_KNOWN = click.option(
    "--known",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    help="A file of words that you know: a word list, an AnkiMorphs CSV, an .apkg or .colpkg, or an Anki collection. You can "
    "use the option several times.  [default: none]",
)
_UNKNOWN = click.option(
    "--unknown",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    help="A file of words to teach even if your level includes them. Its formats are those of --known.  [default: none]",
)
_OUTPUT = click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=_FILE,
    default=Settings.output,
    show_default=True,
    help="The folder of your decks. Words that another deck in it teaches are not taught again.",
)
_ORDER = click.option(
    "--order",
    type=click.Choice(["best", "easy", "conversation", "value"]),
    default=Settings.order,
    show_default=True,
    help="The order of the cards. best: the most useful cards first, in batches of 20, each batch from easy to hard.",
)
_TITLE = click.option("--title", help="The title of the transcript.  [default: the name of the file]")
_EDITS = click.option(
    "--edits",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file with your corrections.  [default: STEM.edits.toml beside STEM.txt, if it exists]",
)
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")


_SCRIPT = click.option(
    "--script",
    type=click.Choice(["auto", "simplified", "traditional"]),
    default=Settings.script,
    show_default=True,
    help="Which Chinese characters the cards show. auto: those of most lines of the transcript.",
)
_PHONETIC = click.option(
    "--phonetic",
    type=click.Choice(["pinyin", "zhuyin", "none"]),
    default=Settings.phonetic,
    show_default=True,
    help="Which readings the cards show for Chinese.",
)
_SANDHI = click.option(
    "--sandhi/--no-sandhi",
    default=Settings.sandhi,
    show_default=True,
    help="Show tones as they change in speech, such as bú shì and yí gè.",
)


_CARDS = click.option(
    "--cards",
    metavar="KINDS",
    default=Settings.cards,
    show_default=True,
    help="Which cards a note makes: recognition (always), listening, production; separated by commas.",
)
_TTS = click.option(
    "--tts/--no-tts",
    default=Settings.tts,
    show_default=True,
    help="Let the device read the text aloud on the back of the cards.",
)
_ORIGINAL = click.option(
    "--original",
    type=click.Choice(["zh", "en", "unknown"]),
    default=Settings.original,
    show_default=True,
    help="The language that was spoken; the other language is a translation. "
    "The deck and the teacher's handout name the spoken language.",
)
_DEFINITIONS = click.option(
    "--definitions",
    type=click.Choice(["context", "own"]),
    default=Settings.definitions,
    show_default=True,
    help="The language in which word cards explain a word. own: from B2 or HSK 6 on, a definition in the language that you learn, "
    "where a dictionary that you added has one that fits.",
)
_TEMPLATES = click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder with your own templates, copied by `flashdeck templates eject`.  [default: those of flashdeck]",
)
_FORMAT = click.option(
    "--format",
    type=click.Choice(tuple(DECK_WRITERS)),
    default=Settings.format,
    show_default=True,
    help=" ".join(f"{name}: {writer.help}." for name, writer in DECK_WRITERS.items()),
)


def deck_options(command: Command) -> Command:
    """Add the options for the kinds of cards that a note makes, and for the format of the deck."""
    for option in reversed((_CARDS, _TTS, _ORIGINAL, _DEFINITIONS, _TEMPLATES, _FORMAT)):
        command = option(command)
    return command


_READER = click.option(
    "--reader",
    type=click.Choice(READER_NAMES),
    default=Settings.reader,
    show_default=True,
    help="The format of the transcript, if flashdeck detects the wrong format.",
)
_ENCODING = click.option(
    "--encoding", metavar="NAME", help="The encoding of the transcript, such as gb18030 or big5.  [default: detected]"
)
_TRANSLATION = click.option(
    "--translation",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file with the other language, if each language has a file of its own.  [default: none]",
)


def source_options(command: Command) -> Command:
    """Add the options for reading the transcript."""
    for option in reversed((_TRANSLATION, _READER, _ENCODING)):
        command = option(command)
    return command


def reading_options(command: Command) -> Command:
    """Add the options for reading one file."""
    return _READER(_ENCODING(command))


def page_options(command: Command) -> Command:
    """Add the options that handouts and decks have in common."""
    return _ORIGINAL(_TEMPLATES(command))


def display_options(command: Command) -> Command:
    """Add the options that change only what is shown."""
    for option in reversed((_SCRIPT, _PHONETIC, _SANDHI)):
        command = option(command)
    return command


def choice_options(command: Command) -> Command:
    """Add the options that decide which cards are made."""
    for option in reversed(
        (_STUDY, _LEVEL, _HSK, _UP_TO, _SENTENCES, _WORDS, _MINUTES, _KNOWN, _UNKNOWN, _ORDER, _TITLE, _EDITS, _OUTPUT)
    ):
        command = option(command)
    return command


def edits_option(command: Command) -> Command:
    """Add the option --edits."""
    return _EDITS(command)


def quiet_option(command: Command) -> Command:
    """Add the option --quiet."""
    return _QUIET(command)


def make_settings(values: dict[str, Any]) -> Settings:
    """Return the settings for a command's options. Paths from a configuration file that is not trusted are ignored."""
    return Settings(**without_untrusted_paths(values))


class Progress:
    """Shows on stderr which step is running, but only if stderr is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not quiet

    def __call__(self, stage: str) -> None:
        """Show which step begins.

        Raises `KeyboardInterrupt` if Ctrl-C was pressed and a library suppressed the exception.
        """
        INTERRUPTION.check()
        if self._shown:
            click.echo(f"\r\x1b[K{stage} …", nl=False, err=True)

    def done(self) -> None:
        """Clear the line on which the step was shown."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
