"""`flashdeck edits`: the table, adding an entry, the file as it was but for that."""

import io
import json
import re
import tomllib
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.cli import run
from flashdeck.cli.edits import edits_command
from flashdeck.edits.entry_kinds import KINDS
from flashdeck.edits.file.edits_file import EditsFile, renumbered
from flashdeck.edits.file.parse import examine, parse_edits
from flashdeck.edits.kinds.line_entries import SkipEntry
from flashdeck.edits.placing import place_edits, quoting
from flashdeck.errors import OutputError
from flashdeck.model import Line

TALK = """\
这家工厂每天生产两千个零件。
This factory makes two thousand parts every day.
机器坏了的时候,维修工人必须马上赶来。
When a machine brakes down, the repair crew has to rush over.
老板说今年的订单比去年多了一倍。
The boss says orders have doubled since last year.
下面是一段广告,请不要走开。
Here is a short advertisement, please stay with us.
"""


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def edits(talk):
    return talk.with_name("talk.edits.toml")


def call(*arguments):
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


# --- check ---------------------------------------------------------------------------------------------------------


def test_check_shows_what_each_entry_does(talk, edits):
    edits.write_text(
        '[[mend]]\nline = 4\nfind = "brakes"\nreplace = "breaks"\n'
        "[[skip]]\nlines = [7, 8]\n"
        '[[term]]\ntext = "工厂"\nlevel = "known"\n'
        '[[card]]\nid = "en-word-boss"\ndrop = true\n'
        '[[card]]\nid = "zh-word-大桥"\nkeep = true\n',
        encoding="utf-8",
    )

    code, out, err = call("edits", "check", talk)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "    1  mend    line 4: “brakes” → “breaks”",
        "    5  skip    lines 7–8: 2 lines left out (placed by its line number only; add",
        "               text = “…” so that the entry follows its line when the transcript",
        "               changes)",
        "    7  term    工厂: level known, in 1 sentence",
        "·  10  card    en-word-boss: waits for a build with --study en",
        "!  13  card    zh-word-大桥: the transcript has no such word",
        "               Copy the id from `flashdeck preview`, or remove the entry.",
        "3 edits applied, 1 no longer applies.",
    ]


def test_check_lists_all_mistakes_and_fails(talk, edits):
    edits.write_text('[[trm]]\n[[mend]]\nline = 0\nfind = "a"\nreplace = "b"\n', encoding="utf-8")

    code, out, err = call("edits", "check", talk)

    assert code == 2
    assert out.splitlines() == [
        "!   1  unknown table 'trm'",
        "       Did you mean 'term'?",
        "!   3  line must be 1 or greater, not 0",
        "       Write the number of a line. The first line is 1.",
    ]
    assert len(err.splitlines()) == 2
    assert "edits.toml:1: unknown table 'trm'" in err


def test_a_build_stops_for_a_mistake_before_it_writes_anything(talk, edits, tmp_path):
    edits.write_text("[[mend]]\nline = 4\n", encoding="utf-8")

    code, out, err = call("build", talk, "-o", tmp_path / "out")

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"{edits}:1: [[mend]] has no key find",
        'Add find = …, for example find = "plot forms"',
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [("build",), ("preview",), ("inspect", "--stage", "align"), ("edits", "check")])
def test_a_named_file_that_is_not_there_is_a_mistake(talk, tmp_path, arguments):
    code, _, err = call(*arguments, talk, "--edits", tmp_path / "gone.toml")

    assert code == 2
    assert "gone.toml: no such file" in err


def test_corrections_of_a_transcript_in_two_files(talk, edits):
    lines = TALK.splitlines()
    talk.write_text("\n".join(lines[::2]), encoding="utf-8")
    (talk.parent / "en.txt").write_text("\n".join(lines[1::2]), encoding="utf-8")
    edits.write_text(
        '[[mend]]\nline = 2\nfind = "brakes"\nreplace = "breaks"\n[[join]]\nzh = [1, 2]\nen = [1, 2]\n[[skip]]\nlines = 4\n',
        encoding="utf-8",
    )

    _, out, _ = call("edits", "check", talk, "--translation", talk.parent / "en.txt")

    assert "line 2: “brakes” → “breaks”" in out
    assert "1, 2 goes with 1, 2" in out
    assert 'Add file = "zh" or file = "en".' in out


def test_a_named_file_goes_before_the_one_beside_the_transcript(talk, edits, tmp_path):
    edits.write_text("[[nonsense]]\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text('[[skip]]\nlines = "7-8"\n', encoding="utf-8")

    code, out, _ = call("inspect", talk, "--stage", "align", "--edits", tmp_path / "other.toml")

    assert code == 0
    assert '"code": "skipped", "line": 7' in out


def test_every_correction_of_the_example_applies_and_the_readme_shows_some(root):
    path = root / "examples" / "ai-policy-conversation.txt"
    code, out, _ = call("edits", "check", path)
    shown = re.search(r"```toml\n(\[\[term.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    own = path.with_name("ai-policy-conversation.edits.toml").read_text(encoding="utf-8")

    assert code == 0
    assert out.splitlines()[-1] == "12 edits applied."
    assert not [line for line in out.splitlines() if line.startswith(("!", "·"))]
    assert all(value in tomllib.loads(own)[kind] for kind, values in tomllib.loads(shown).items() for value in values)


def test_a_preview_says_what_became_of_the_corrections(talk, edits):
    edits.write_text('[[term]]\ntext = "大桥"\n', encoding="utf-8")

    code, _, err = call("preview", talk, "--level", "hsk2")

    assert code == 0
    assert err.splitlines() == [
        "0 edits applied, 1 no longer applies.",
        f"{edits}:1: [[term]] no sentence contains 大桥. Write the word as it is written in the transcript, or remove the entry.",
    ]


def test_two_lines_that_were_one_before_they_were_mended_make_one_card(talk, edits):
    """The card's id is that of the line as read, and no two notes may have one id."""
    lines = TALK.splitlines()
    talk.write_text("\n".join([*lines, *lines[4:6]]), encoding="utf-8")
    mend = '[[mend]]\nline = {}\nfind = "{}"\nreplace = "{}"\n'
    edits.write_text(
        mend.format(9, lines[4], "经理觉得明年的合同会少一些。")
        + mend.format(10, lines[5], "The manager thinks contracts will drop."),
        encoding="utf-8",
    )

    _, out, _ = call("inspect", talk, "--stage", "grade")

    reasons = [json.loads(line)["reasons"] for line in out.splitlines() if '"kind": "sentence"' in line]
    assert "duplicate" in reasons[-1]
    assert not any("duplicate" in found for found in reasons[:-1])


def changes(talk, folder):
    found = re.search(r"Since the last build: (.*)", call("build", talk, "-o", folder, "--level", "hsk2")[2])
    return found[1]


@pytest.mark.parametrize(
    "entry",
    [
        '[[gloss]]\nline = 5\ntext = "老板"\ngloss = "owner"\n',
        '[[reading]]\nline = 5\ntext = "老板"\npinyin = "lǎo ban"\n',
        '[[term]]\ntext = "老板"\ngloss = "owner"\n',
        '[[mend]]\nline = 6\nfind = "have doubled"\nreplace = "doubled"\n',
        '[[card]]\nid = "zh-sentence-e934c2d4911e"\nnote = "Who is yours?"\n',
    ],
)
def test_a_rebuild_updates_exactly_the_notes_that_a_correction_touches(talk, edits, tmp_path, entry):
    """A mended line touches also the note that shows it as the line before."""
    assert changes(talk, tmp_path / "out") == "3 new, 0 changed, 0 unchanged."

    edits.write_text(entry, encoding="utf-8")

    changed = changes(talk, tmp_path / "out")
    if "mend" in entry:
        assert changed == "0 new, 2 changed (zh-sentence-2b3902b274db, zh-sentence-e934c2d4911e), 1 unchanged."
    else:
        assert changed == "0 new, 1 changed (zh-sentence-e934c2d4911e), 2 unchanged."
    assert changes(talk, tmp_path / "out") == "0 new, 0 changed, 3 unchanged."


# --- renumber ------------------------------------------------------------------------------------------------------


def test_line_numbers_are_brought_up_to_date_and_nothing_else(talk, edits):
    before = (
        "# 3 notes of line 4\n[[mend]]  # line 4\nline    = 4   # was 3\nfind = \"brakes\"\nreplace = 'breaks4'\n\n"
        '[[skip]]\nlines = "7-8"  # 7, 8\nwhy = "4"\ntext = "下面"\n'
        "[[join]]\nzh = [ 1, # 1\n  3 ]\nen = [2,\n4]\ntext = '工厂'\n"
    )
    edits.write_text(before, encoding="utf-8")
    talk.write_text("今天。\nToday.\n" * 10 + TALK, encoding="utf-8")

    code, out, _ = call("edits", "check", talk, "--renumber")

    assert code == 0
    assert edits.read_text(encoding="utf-8") == before.replace("= 4 ", "= 24 ").replace('"7-8"', '"27-28"').replace(
        "[ 1, # 1\n  3 ]", "[ 21, # 1\n  23 ]"
    ).replace("[2,\n4]", "[22,\n24]")
    assert "found" not in out


# --- add -----------------------------------------------------------------------------------------------------------


def test_add_writes_an_entry_with_a_quotation_and_says_what_it_does(talk, edits):
    assert call("edits", "add", talk, "skip", "lines=7-8", "why=ad") == (0, f"{edits}\n", "lines 7–8: 2 lines left out (ad)\n")
    assert call("edits", "add", talk, "mend", "line=4", "find=brakes", "replace=breaks")[0] == 0

    assert edits.read_text(encoding="utf-8") == (
        '[[skip]]\nlines = "7-8"\nwhy = "ad"\ntext = "下面是一段广告,请不要走开。"\n'
        '\n[[mend]]\nline = 4\nfind = "brakes"\nreplace = "breaks"\n'
    )


@pytest.mark.parametrize(
    ("given", "said", "remedy"),
    [
        (("nothing", "x=1"), "unknown kind 'nothing'", "Write one of: term, mend"),
        (("mend", "line"), "'line' is not of the form KEY=VALUE", "line=…"),
        (("mend", "line=4", "find=brakes"), "[[mend]] has no key replace", "Add replace"),
        (("mend", "line=four", "find=a", "replace=b"), "line must be a line number, not 'four'", "number of the line"),
        (
            ("mend", "line=4", "find=brooks", "replace=b"),
            "no line of the transcript contains “brooks”",
            "Copy the current words of the line",
        ),
        (("term", "text=桥"), "no sentence contains 桥", "as it is written in the transcript"),
        (("term", "text=工厂", "pinyin=gōng"), "1 syllable for the 2 characters", "one syllable for each character"),
        (("card", "id=zh-word-桥", "drop=yes"), "no such word", "flashdeck preview"),
        (("join", "zh=1,3", "en=2,5"), "line 5 is named in en, but it is not English", "English lines in en"),
    ],
)
def test_add_refuses_what_would_do_nothing(talk, edits, given, said, remedy):
    code, out, err = call("edits", "add", talk, *given)

    assert (code, out, len(err.splitlines())) == (2, "", 2)
    assert said in err
    assert remedy in err
    assert not edits.exists()


def test_add_wants_a_sound_file_whose_numbers_are_up_to_date(talk, edits):
    edits.write_text("[[wrong]]\n", encoding="utf-8")
    assert "unknown table 'wrong'" in call("edits", "add", talk, "term", "text=工厂", "level=known")[2]

    edits.write_text('[[mend]]\nline = 2\nfind = "brakes"\nreplace = "breaks"\n', encoding="utf-8")
    code, _, err = call("edits", "add", talk, "term", "text=工厂", "level=known")

    assert code == 2
    assert "--renumber" in err


def test_a_file_that_somebody_changed_meanwhile_is_not_written(edits):
    edits.write_text("# mine\n", encoding="utf-8")
    file = EditsFile.read(edits)
    edits.write_text("# yours\n", encoding="utf-8")

    with pytest.raises(OutputError, match="has changed since it was read"):
        file.write(file.appended("term", {"text": "桥"}))

    assert edits.read_text(encoding="utf-8") == "# yours\n"
    assert [path.name for path in edits.parent.iterdir() if path.suffix == ".tmp"] == []


def test_a_file_in_a_folder_that_cannot_be_written_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        EditsFile.read(tmp_path / "gone" / "talk.edits.toml").write("x = 1\n")


def test_permissions_and_links_stay(edits):
    real = edits.with_name("real.toml")
    real.write_text("# mine\n", encoding="utf-8")
    real.chmod(0o640)
    edits.symlink_to(real)

    EditsFile.read(edits).write("# ours\n")

    assert edits.is_symlink()
    assert (real.read_text(encoding="utf-8"), real.stat().st_mode & 0o777) == ("# ours\n", 0o640)


def test_the_help_of_add_names_every_kind():
    named = re.split(r"\W+", edits_command.commands["add"].help)

    assert set(KINDS) <= set(named)


# --- laws of writing back ------------------------------------------------------------------------------------------

comments = st.lists(st.text("#[]=\"'\\ abc桥1", max_size=12).map(lambda text: f"# {text}"), max_size=3)
sound = st.sampled_from(
    ['[[term]]\ntext = "山"  # a hill', "[[skip]]\nlines=[ 3,\n 4 ] # two", '[[mend]]\nline=3\nfind = "a"\nreplace="""b"""', ""]
)
files = st.tuples(
    st.lists(st.one_of(comments.map("\n".join), sound), max_size=4, unique=True), st.sampled_from(["\n", "\r\n"])
).map(lambda found: found[1].join("\n".join(found[0]).split("\n")))
texts = st.text("桥山\"'\\#[]= \tab1", max_size=9)
entries = st.one_of(
    st.tuples(st.just("gloss"), st.fixed_dictionaries({"line": st.integers(1, 99), "text": texts, "gloss": texts})),
    st.tuples(st.just("join"), st.fixed_dictionaries({"zh": st.just([1, 3]), "en": st.just([2, 4])})),
    st.tuples(st.just("card"), st.fixed_dictionaries({"id": texts, "keep": st.booleans(), "note": st.text(max_size=9)})),
)


@given(files, entries, st.booleans())
def test_what_stood_in_a_file_stays_byte_for_byte(tmp_path_factory, text, entry, has_mark):
    kind, values = entry
    path = tmp_path_factory.mktemp("edits") / "talk.edits.toml"
    content = (b"\xef\xbb\xbf" if has_mark else b"") + text.encode()
    path.write_bytes(content)
    file = EditsFile.read(path)

    after = file.write(file.appended(kind, values))

    assert path.read_bytes() == after.content
    assert after.content.startswith(content)
    assert tomllib.loads(after.text.replace("\r\n", "\n"))[kind][-1] == values
    added = after.text[len(text) :].replace("\r\n", "\n")
    assert added.startswith("\n" if text.strip("\r\n") else "[[")
    assert examine(text, "e")[0].entries == examine(after.text, "e")[0].entries[: len(examine(text, "e")[0].entries)]


shifts = st.integers(1, 30)


@given(st.lists(st.sampled_from(range(1, 9)), min_size=1, max_size=4, unique=True), shifts, comments)
def test_renumbered_entries_say_where_they_stand(numbers, shift, remarks):
    quoted = [f'[[mend]]\nline={number} # {number}\nfind = "word{number}"\nreplace = "w"\n' for number in sorted(numbers)]
    text = "\n".join([*remarks, *quoted, f'[[skip]]\nlines = "{min(numbers)}-{max(numbers)}"\ntext = "word{min(numbers)}"\n'])
    lines = [Line(number + shift, f"word{number}", "en") for number in range(1, 10)]
    edits = parse_edits(text, "e")
    placed = place_edits(edits, lines)

    after = renumbered(text, edits, placed.edits)

    assert parse_edits(after, "e") == placed.edits
    assert re.sub(r"\d+", "", after) == re.sub(r"\d+", "", text)
    assert re.findall("#.*", after) == re.findall("#.*", text)


def test_the_quotation_of_a_long_line_is_its_beginning():
    lines = [Line(1, "In the beginning there was a very long line.", "en")]

    assert quoting(SkipEntry(1, (1,)), lines) == {"text": "In the beginning there"}
    assert quoting(SkipEntry(1, (1,), text="there"), lines) == {}
