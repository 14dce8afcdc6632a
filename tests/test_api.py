"""The Python API has the options of the command line, typed, and the same results."""

from dataclasses import fields
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest

import flashdeck
from flashdeck.api import BuildOptions, HandoutOptions, ReportOptions
from flashdeck.errors import UsageError
from flashdeck.settings import HandoutSettings, Settings

WORK = {"keep_going", "jobs", "cluster"}
"""Options of `build` that say how the work is done, and not what is built."""


@pytest.fixture
def talk(example, tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(example.read_text(encoding="utf-8").splitlines()[:40]), encoding="utf-8")
    return path


def test_build_has_all_settings():
    assert set(get_type_hints(BuildOptions)) == {field.name for field in fields(Settings)} | WORK


def test_handout_has_the_settings_of_a_handout_and_those_of_a_report():
    own = {field.name for field in fields(HandoutSettings)}

    assert set(get_type_hints(HandoutOptions)) == own | set(get_type_hints(ReportOptions))


def kinds(hint):
    """The alternatives of a type; a path may be given as text, and several paths as any sequence."""
    if get_origin(hint) is UnionType or str(hint).startswith("typing.Union"):
        return frozenset().union(*map(kinds, get_args(hint)))
    if hint is Path or (get_origin(hint) and Path in get_args(hint)):
        return frozenset({"paths" if get_origin(hint) else "path"})
    if get_origin(hint) and any(Path in get_args(part) for part in get_args(hint)):
        return frozenset({"paths"})
    return frozenset({hint})


@pytest.mark.parametrize(("options", "settings"), [(BuildOptions, Settings), (HandoutOptions, HandoutSettings)])
def test_an_option_has_the_type_of_its_setting(options, settings):
    declared, wanted = get_type_hints(options), get_type_hints(settings)
    for field in fields(settings):
        assert kinds(declared[field.name]) - {str} == kinds(wanted[field.name]) - {str}, field.name


@pytest.mark.parametrize("call", [flashdeck.build, flashdeck.report, flashdeck.handout])
def test_an_unknown_option_is_refused_and_the_known_ones_are_named(call):
    with pytest.raises(UsageError, match="unknown option 'levle'") as error:
        call("talk.txt", levle="hsk4")

    assert "level" in error.value.remedy


def test_build_without_a_transcript_is_refused():
    with pytest.raises(UsageError, match="no transcript was named"):
        flashdeck.build()


def test_paths_may_be_text(talk, tmp_path):
    (tmp_path / "known.txt").write_text("模型\n", encoding="utf-8")
    report = flashdeck.build(str(talk), known=str(tmp_path / "known.txt"), output=str(tmp_path / "out"))

    assert report.paths == (tmp_path / "out" / "talk.apkg",)
    assert "known.txt: 1 word of Chinese known" in report.summary()


def test_the_second_build_of_the_same_is_skipped_and_reports_the_same_counts_and_notices(talk, tmp_path, monkeypatch):
    first = flashdeck.build(talk, output=tmp_path / "out")
    monkeypatch.setattr("flashdeck.app.building.build_anew", lambda *_: pytest.fail("it is built again"))
    second = flashdeck.build(talk, output=tmp_path / "out")

    assert second.notices == first.notices
    assert {**second.counts, "new": 0} == {**first.counts, "new": 0, "unchanged": first.counts["new"]}
    assert second.paths == first.paths


def test_several_transcripts_make_one_package(talk, tmp_path):
    other = tmp_path / "other.txt"
    other.write_bytes(talk.read_bytes())
    report = flashdeck.build(talk, other, deck="All", output=tmp_path / "out")

    assert report.counts["transcripts"] == 2
    assert report.paths == (tmp_path / "out" / "All.apkg",)
