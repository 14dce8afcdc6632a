"""A template reaches neither Python's internals nor files elsewhere, and a mistake in one is an error of two lines."""

import pytest

from flashdeck.cli import run
from flashdeck.errors import UsageError
from flashdeck.write.anki.note_types import load_note_types
from flashdeck.write.handout.pdf import _typeset
from flashdeck.write.handout.typeset import Request
from flashdeck.write.html import page


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ ''.__class__.__mro__ }}", "SecurityError"),
        ("{{ page.__globals__ }}", "SecurityError"),
        ("{{ '{0.__class__}'.format(words) }}", "SecurityError"),
        ("{% set _ = words.append('x') %}", "SecurityError"),
        ("{{ handuot }}", "'handuot' is undefined"),
        ("{% include 'absent.j2' %}", "absent.j2"),
        ("{% if %}", "TemplateSyntaxError"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_an_unsafe_or_wrong_template_is_a_usage_error_with_file_and_line(text, said, tmp_path):
    file = tmp_path / "handout" / "base.html.j2"
    file.parent.mkdir()
    file.write_text("<p>\n" + text, encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        page("handout/base.html.j2", tmp_path, words=["a"], page=page)

    assert str(caught.value).startswith(f"{file}:2: ")
    assert said in str(caught.value)


def test_a_sound_template_of_a_user_is_rendered_and_escapes(tmp_path):
    (tmp_path / "own.j2").write_text("{% for word in words %}{{ word.upper() }}{% endfor %}", encoding="utf-8")

    assert page("own.j2", tmp_path, words=["a", "<b>"]) == b"A&lt;B&gt;"


def test_an_unsafe_handout_ends_with_two_lines_and_writes_nothing(example, tmp_path, capsys):
    (tmp_path / "mine" / "handout").mkdir(parents=True)
    (tmp_path / "mine" / "handout" / "base.html.j2").write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")

    code = run(["handout", str(example), "--templates", "mine", "--lines", "1-20"])
    lines = capsys.readouterr().err.splitlines()

    assert (code, len(lines)) == (2, 2), lines
    assert "mine/handout/base.html.j2:1: SecurityError" in lines[0]
    assert not (tmp_path / "output").exists()


def test_a_note_type_takes_no_file_from_outside_its_folder(tmp_path):
    assert run(["templates", "eject", "chinese-sentence"]) == 0
    (tmp_path / "secret").write_text("key", encoding="utf-8")
    toml = tmp_path / "templates/notetypes/chinese-sentence/notetype.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('"reading-front.html"', '"../../../secret"', 1), encoding="utf-8")

    with pytest.raises(UsageError, match="secret"):
        load_note_types(tmp_path / "templates")


@pytest.mark.parametrize("text", ['#read("../secret")', '#read("/secret")', "#let ="])
def test_a_wrong_typst_template_or_one_that_reads_outside_its_folder_is_a_usage_error(text, tmp_path):
    pytest.importorskip("typst")
    (tmp_path / "secret").write_text("key", encoding="utf-8")
    file = tmp_path / "handout" / "handout.typ"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=r"handout\.typ: "):
        _typeset(Request(str(file), {}))
