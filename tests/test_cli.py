"""The command line as a contract: exit codes, two plain lines for an error, streams, configuration, interruption."""

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
import zipfile
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.caching import cache_folder
from flashdeck.cli import run
from flashdeck.cli.options import Progress
from flashdeck.write.preview_table import wrapped

USAGE, INPUT, OUTPUT, INTERRUPTED = 2, 3, 5, 130
ZH, EN = "我们需要更多的算力。", "We need more compute."
COLUMNS = 80


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """No configuration reaches a test but its own, and nothing is written into the checkout."""
    for name in [name for name in os.environ if name.startswith("FLASHDECK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def talk(tmp_path, example):
    """The beginning of the example: enough for a few cards."""
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(example.read_text(encoding="utf-8").splitlines()[:40]), encoding="utf-8")
    return path


def call(*arguments):
    """Run the command line in this process, where the engines load once."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(argument) for argument in arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def assert_refused(finished, code, *said):
    """Two plain lines on stderr, the exit code of the contract, nothing on stdout and nothing written."""
    lines = finished.stderr.splitlines()
    assert (finished.returncode, finished.stdout, len(lines)) == (code, "", 2), finished.stderr
    assert all(line.strip() == line and 0 < len(line) < 200 for line in lines)
    assert all(words in finished.stderr for words in said), finished.stderr
    assert not [name for name in files_in(Path.cwd()) if name.endswith((".apkg", ".tmp", ".state.json"))]


# --- the transcript ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["build"], ["preview"], ["inspect", "--stage", "read"]])
def test_a_missing_file_is_named(command):
    assert_refused(call(*command, "no such talk.txt"), INPUT, "no such talk.txt")


@pytest.mark.parametrize("content", [b"", b"\n \n\t\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_a_file_without_text_is_refused(content, tmp_path):
    (tmp_path / "empty.txt").write_bytes(content)

    assert_refused(call("build", "empty.txt"), INPUT, "empty.txt", "empty")


def test_a_folder_is_no_transcript(tmp_path):
    assert_refused(call("build", tmp_path), INPUT, str(tmp_path), "folder")


@pytest.mark.parametrize(("line", "language", "other"), [(ZH, "Chinese", "English"), (EN, "English", "Chinese")])
def test_a_file_in_one_language_says_which(line, language, other, tmp_path):
    (tmp_path / "half.txt").write_text(f"{line}\n" * 3, encoding="utf-8")

    assert_refused(call("build", "half.txt"), INPUT, "half.txt", f"only {language}", f"needs its {other}")


def test_languages_that_never_stand_together_are_refused(tmp_path):
    (tmp_path / "apart.txt").write_text("2024\n7\n", encoding="utf-8")

    assert_refused(call("build", "apart.txt"), INPUT, "apart.txt", "neither Chinese nor English")


def test_a_wrong_encoding_that_was_named_is_told(tmp_path):
    (tmp_path / "talk.txt").write_text(f"{ZH}\n{EN}\n" * 5, encoding="utf-8")

    assert_refused(call("build", "talk.txt", "--encoding", "utf-16-le"), INPUT, "talk.txt", "utf-16-le", "--encoding")
    assert_refused(call("build", "talk.txt", "--encoding", "morse"), USAGE, "--encoding morse")


def test_a_file_that_is_not_of_the_format_named_is_told(tmp_path):
    (tmp_path / "talk.txt").write_text(f"{ZH}\n{EN}\n", encoding="utf-8")

    assert_refused(call("build", "talk.txt", "--reader", "jsonl"), INPUT, "talk.txt", "JSON", "--reader")


def test_a_binary_file_is_refused(tmp_path):
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    assert_refused(call("build", "photo.txt"), INPUT, "photo.txt", "text")


def test_a_transcript_that_gives_no_card_says_what_would(tmp_path):
    (tmp_path / "short.txt").write_text("好的。\nOkay.\n是。\nYes.\n", encoding="utf-8")

    assert_refused(call("build", "short.txt", "-o", "decks"), INPUT, "short.txt", "--level", "longer text")
    assert_refused(call("preview", "short.txt"), INPUT, "short.txt", "--level", "longer text")


# --- options -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--level", "expert"], "'expert'"),
        (["--level", "hsk0"], "'hsk0'"),
        (["--level", "hsk10"], "'hsk10'"),
        (["--level", "b1"], "not a level of Chinese"),
        (["--level", "hsk9", "--hsk", "2.0"], "ends at level 6"),
        (["--up-to", "c2"], "not a level of Chinese"),
        (["--study", "en", "--level", "hsk4"], "not a level of English"),
        (["--study", "fr"], "'fr'"),
        (["--minutes", "0"], "--minutes"),
        (["--level", "hsk4", "--up-to", "hsk4"], "--up-to hsk4"),
        (["--level", "hsk5", "--up-to", "hsk3"], "--up-to hsk3"),
        (["--hsk", "1992"], "2025"),
        (["--sentences", "many"], "--sentences"),
        (["--sentences", "-1"], "--sentences"),
        (["--sentences", "0", "--words", "0"], "no card"),
        (["--order", "random"], "conversation"),
        (["--lvl", "hsk4"], "--level"),
        (["--nope"], "--nope"),
        (["another.txt"], "another.txt"),
    ],
)
@pytest.mark.parametrize("command", [["build"], ["preview"], ["inspect", "--stage", "read"]])
def test_a_wrong_option_is_refused(command, options, said, talk):
    assert_refused(call(*command, talk, *options), USAGE, said)


def test_a_wrong_level_leaves_no_folder_behind(talk, tmp_path):
    assert_refused(call("build", talk, "--level", "expert", "-o", "decks"), USAGE)

    assert not (tmp_path / "decks").exists()


@pytest.mark.parametrize("arguments", [["bild"], ["build"], ["inspect", "talk.txt"], ["inspect", "x", "--stage", "y"]])
def test_a_wrong_command_line_is_refused(arguments):
    assert_refused(call(*arguments), USAGE, "--help")


def test_no_command_is_refused_like_any_wrong_command_line():
    assert_refused(call(), USAGE, "flashdeck --help")


@pytest.mark.parametrize("level", ["hsk3", "HSK3", "hsk:3", " hsk-3 "])
def test_a_level_may_be_spelled_in_several_ways(level, talk):
    assert "for HSK 3 (2025 edition)" in call("build", talk, "--level", level).stderr


# --- the output ----------------------------------------------------------------------------------------------------


def test_a_build_prints_the_path_of_the_deck_and_nothing_else_on_stdout(talk, tmp_path):
    finished = call("build", talk, "-o", "decks")

    assert (finished.returncode, finished.stdout) == (0, f"{Path('decks', 'talk.apkg')}\n")
    assert "Written: " in finished.stderr
    assert zipfile.is_zipfile(tmp_path / "decks" / "talk.apkg")
    assert files_in(tmp_path / "decks") == ["flashdeck.state.json", "talk.apkg"]


def test_a_quiet_build_says_nothing_but_the_path(talk):
    finished = call("build", talk, "--quiet")

    assert (finished.stdout, finished.stderr) == (f"{Path('output', 'talk.apkg')}\n", "")


def test_a_title_names_the_file_and_the_deck(talk):
    finished = call("build", talk, "--title", "AI: what/next?")

    assert finished.stdout == f"{Path('output', 'AI what next.apkg')}\n"
    assert "Deck flashdeck::AI: what/next? for" in finished.stderr


@pytest.mark.parametrize("output", ["file", "file/decks"])
def test_an_output_folder_that_cannot_be_made_is_refused(output, talk, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    assert_refused(call("build", talk, "-o", output), OUTPUT, "file", "--output")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_foreign_file_in_the_way_is_left_alone_unless_forced(talk, tmp_path):
    in_the_way = tmp_path / "decks" / "talk.apkg"
    in_the_way.parent.mkdir()
    in_the_way.write_bytes(b"mine")

    refused = call("build", talk, "-o", "decks")

    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (OUTPUT, "", 2)
    assert "--force" in refused.stderr
    assert (files_in(tmp_path / "decks"), in_the_way.read_bytes()) == (["talk.apkg"], b"mine")
    assert call("build", talk, "-o", "decks", "--force").returncode == 0
    assert zipfile.is_zipfile(in_the_way)


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_in_the_way_is_left_alone(force, talk, tmp_path):
    (tmp_path / "decks" / "talk.apkg").mkdir(parents=True)

    assert_refused(call("build", talk, "-o", "decks", *force), OUTPUT, "talk.apkg", "folder")


def test_learners_of_english_get_english_cards(talk, tmp_path):
    finished = call("build", talk, "--study", "en", "--level", "CEFR A2")

    assert finished.returncode == 0, finished.stderr
    assert "Deck flashdeck::talk for A2 (CEFR, approximate)" in finished.stderr
    assert "\nLevel: you know A1 to A2; taught: words above A2.\n" in finished.stderr
    assert "Readings" not in finished.stderr


def test_the_level_says_what_is_known_and_what_is_taught(talk):
    window = ("--level", "hsk3", "--up-to", "hsk5")
    said = "Level: you know HSK 1 to 3; taught: words of HSK 4 to 5."

    assert f"\n{said}\n" in call("build", talk, *window).stderr
    assert call("preview", talk, *window).stdout.startswith(f"{said}\n\n")
    assert call("preview", talk, *window, "--json").stdout.startswith("{")


@pytest.mark.parametrize("command", ["build", "preview", "handout", "report", "inspect"])
def test_the_help_says_what_a_level_means(command):
    said = " ".join(call(command, "--help").stdout.split())

    assert "hsk4: you know HSK 1 to 4; taught: words above HSK 4." in said
    assert "b1: you know A1 to B1; taught: words above B1." in said


def test_two_languages_make_two_decks_in_one_package(talk, tmp_path):
    finished = call("build", talk, "--study", "both", "--level", "hsk3,a2", "--deck", "Talks::One")

    assert finished.stdout == f"{Path('output', 'talk.apkg')}\n"
    assert "Deck Talks::One::Chinese for HSK 3" in finished.stderr
    assert "Deck Talks::One::English for A2" in finished.stderr
    assert files_in(tmp_path / "output") == ["flashdeck.state.json", "talk.apkg"]


@pytest.mark.parametrize("option", ["--known", "--unknown"])
@pytest.mark.parametrize("command", [["build"], ["preview"], ["inspect", "--stage", "select"]])
def test_a_file_of_known_words_that_cannot_be_read_is_refused(command, option, talk, tmp_path):
    (tmp_path / "broken.colpkg").write_bytes(b"PK\x03\x04 and no more")

    assert_refused(call(*command, talk, option, "nothing.txt"), INPUT, "nothing.txt: no such file")
    assert_refused(call(*command, talk, option, "broken.colpkg"), INPUT, "broken.colpkg", "Export the package from Anki again")


def test_known_words_are_counted_and_skipped(talk, tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("透明\n监管\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("模型\n", encoding="utf-8")
    (tmp_path / "flashdeck.toml").write_text('known = ["one.txt", "two.txt"]\n', encoding="utf-8")

    said = call("build", talk).stderr

    assert "one.txt: 2 words of Chinese known, 0 being learned." in said
    assert "two.txt: 1 word of Chinese known, 0 being learned." in said
    assert re.search(r"Skipped because --known lists them: \d words? above the level", said)


@pytest.mark.parametrize("card_id", ["", "mine"])
def test_a_learners_own_note_of_our_note_type_stops_no_build(card_id, talk, tmp_path):
    assert call("build", talk, "-o", "decks").returncode == 0
    package = tmp_path / "decks" / "talk.apkg"
    with zipfile.ZipFile(package) as archive:
        (tmp_path / "notes.db").write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect(tmp_path / "notes.db")) as notes:
        fields = notes.execute("select id, flds from notes").fetchall()
        changed = [("\x1f".join([*values.split("\x1f")[:-1], card_id]), number) for number, values in fields]
        notes.executemany("update notes set flds = ? where id = ?", changed)
        notes.commit()
    with zipfile.ZipFile(tmp_path / "mine.apkg", "w") as archive:
        archive.write(tmp_path / "notes.db", "collection.anki2")
        archive.writestr("media", "{}")

    named = call("build", talk, "-o", "decks", "--known", "mine.apkg")
    (tmp_path / "mine.apkg").rename(tmp_path / "decks" / "mine.apkg")
    beside = call("build", talk, "-o", "decks")

    assert (named.returncode, beside.returncode) == (0, 0), named.stderr + beside.stderr
    assert re.search(r"mine.apkg: [1-9]\d* words? of Chinese known", named.stderr)


def test_minutes_limit_the_deck_and_say_on_what_assumption(talk):
    said = call("build", talk, "--minutes", "1").stderr
    sentences, words = map(int, re.search(r"\((\d+) sentences, (\d+) words\)", said).groups())

    assert "1 minute a day for 14 days allow 9 new cards, if a new card takes 90 seconds" in said
    assert sentences + words <= 9


def test_a_preview_writes_nothing(talk, tmp_path):
    assert call("preview", talk).returncode == 0

    assert files_in(tmp_path) == ["talk.txt"]


def columns(line):
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line) + wide - sum(unicodedata.combining(char) > 0 for char in line)


def test_a_preview_fits_a_terminal(example):
    shown = call("preview", example).stdout.splitlines()

    assert len(shown) > 100
    assert max(map(columns, shown)) <= COLUMNS


@given(st.text("算力门a b-_.", max_size=400) | st.text("ab", min_size=70, max_size=400))
def test_wrapping_keeps_every_character_within_the_columns(text):
    lines = list(wrapped(text))

    assert max(map(columns, lines)) <= COLUMNS
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_preview_sends_no_command_to_the_terminal():
    shown = "".join(wrapped("a\x1b[2Jb\x1b]0;title\x07c\td\x9be"))

    assert not [char for char in shown if unicodedata.category(char) == "Cc"]


def test_the_sample_goes_through_a_pipe_into_a_deck(run_cli, example, tmp_path):
    sample = run_cli("sample")
    built = run_cli("build", "-", stdin=sample.stdout, cwd=tmp_path)

    assert sample.stdout == example.read_text(encoding="utf-8")
    assert (built.returncode, built.stdout) == (0, f"{Path('output', 'stdin.apkg')}\n"), built.stderr
    assert files_in(tmp_path / "output") == ["flashdeck.state.json", "stdin.apkg"]


def test_a_process_ends_with_the_exit_code_and_no_traceback(run_cli, tmp_path):
    assert_refused(run_cli("build", "no such talk.txt", cwd=tmp_path), INPUT, "no such talk.txt")
    assert_refused(run_cli("build", "--nope", cwd=tmp_path), USAGE, "--nope")


# --- the configuration ---------------------------------------------------------------------------------------------


def level_of(finished):
    assert finished.returncode == 0, finished.stderr
    return re.search(r" for (HSK \S+) \(", finished.stderr)[1]


def test_a_configuration_is_found_upward(talk, tmp_path, monkeypatch):
    (tmp_path / "flashdeck.toml").write_text('level = "hsk2"\nwords = 1\nup-to = "hsk6"\n', encoding="utf-8")
    (tmp_path / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "down")

    finished = call("build", talk)

    assert level_of(finished) == "HSK 2"
    assert re.search(r"\(\d+ sentences, 1 words\)", finished.stderr)


def test_the_nearest_configuration_counts(talk, tmp_path, monkeypatch):
    (tmp_path / "flashdeck.toml").write_text('level = "hsk2"\n', encoding="utf-8")
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "flashdeck.toml").write_text('level = "hsk3"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "near")

    assert level_of(call("build", talk)) == "HSK 3"


def test_command_line_goes_before_environment_before_configuration_before_default(talk, tmp_path, monkeypatch):
    found = [level_of(call("build", talk))]
    (tmp_path / "flashdeck.toml").write_text('level = "hsk3"\n', encoding="utf-8")
    found.append(level_of(call("build", talk)))
    monkeypatch.setenv("FLASHDECK_BUILD_LEVEL", "hsk2")
    found.append(level_of(call("build", talk)))
    found.append(level_of(call("build", talk, "--level", "hsk1")))

    assert found == ["HSK 4", "HSK 3", "HSK 2", "HSK 1"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('levle = "hsk3"', ["'levle'", "'level'"]),
        ('up_to = "hsk6"', ["'up_to'", "'up-to'"]),
        ("zzzz = 1", ["'zzzz'", "level, hsk, up-to"]),
        ("level = 3", ["level = 3", "text"]),
        ('words = "20"', ["words = '20'", "number"]),
        ('known = "words.txt"', ["known = 'words.txt'", "list"]),
        ("words = true", ["words = True", "number"]),
        ('force = "yes"', ["force = 'yes'", "true or false"]),
        ("words = -1", ["words"]),
        ('hsk = "1992"', ["1992", "2025"]),
        ('level = "expert"', ["expert"]),
        ("level = hsk3", ["TOML"]),
    ],
)
def test_a_wrong_entry_of_the_configuration_is_refused(written, said, talk, tmp_path):
    (tmp_path / "flashdeck.toml").write_text(written + "\n", encoding="utf-8")

    assert_refused(call("build", talk), USAGE, *said)


# --- interruption --------------------------------------------------------------------------------------------------


def interrupted_build(transcript, stage, seconds):
    """Start a build on a terminal, interrupt it some time after a stage has begun; return (shell's exit code, stderr)."""
    for kept in cache_folder().glob("annotation-*"):  # else nothing is left to annotate
        kept.unlink()
    terminal, stderr = os.openpty()
    command = [sys.executable, "-m", "flashdeck", "build", str(transcript), "-o", "decks"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr) as build:
        os.close(stderr)
        shown = b""
        while stage not in shown:
            shown += os.read(terminal, 1024)
        time.sleep(seconds)
        build.send_signal(signal.SIGINT)
        shown += read_to_end(terminal)
        assert build.stdout.read() == b""
    # Where Python itself ends by the signal, a shell says 130 as well.
    return build.returncode if build.returncode >= 0 else 128 - build.returncode, shown.decode()


def read_to_end(terminal):
    shown = b""
    try:
        while part := os.read(terminal, 1024):
            shown += part
    except OSError:  # a terminal that nobody writes to any more
        pass
    os.close(terminal)
    return shown


@pytest.mark.parametrize(
    ("stage", "seconds"), [(b"reading", 0), (b"loading", 0), (b"loading", 0.3), (b"annotating", 0), (b"choosing", 0)]
)
def test_an_interrupted_build_leaves_nothing_behind(stage, seconds, example, tmp_path):
    code, shown = interrupted_build(example, stage, seconds)

    assert code == INTERRUPTED
    assert "interrupted" in shown
    assert "Traceback" not in shown
    assert files_in(tmp_path) == []


def test_an_interruption_that_a_library_swallowed_ends_the_next_stage(monkeypatch):
    monkeypatch.setattr("flashdeck.process.INTERRUPTION.was_requested", True)

    with pytest.raises(KeyboardInterrupt):
        Progress(quiet=True)("annotating")


def test_an_interruption_at_the_last_moment_leaves_nothing_behind(talk, tmp_path, monkeypatch):
    def interrupt(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)

    finished = call("build", talk, "-o", "decks")

    assert (finished.returncode, finished.stdout) == (INTERRUPTED, "")
    assert files_in(tmp_path) == ["talk.txt"]


def test_a_reader_that_goes_away_is_no_error(example, clean_env):
    command = [sys.executable, "-m", "flashdeck", "inspect", str(example), "--stage", "align"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_env) as inspect:
        inspect.stdout.readline()
        inspect.stdout.close()
        said = inspect.stderr.read()

    assert (inspect.returncode, said) == (0, b"")
