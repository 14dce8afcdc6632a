"""Files that differ only in a language tag are one transcript: in folders, in lists, in batches, before or behind the stem."""

from itertools import permutations
from pathlib import Path

import pytest
from shape_samples import ROWS

from flashdeck.app.building import build_package
from flashdeck.app.unchanged import BuildOrder
from flashdeck.cli.transcripts import gather
from flashdeck.read.language_tags import pair_files, read_tag
from flashdeck.settings import Settings


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((f"talk.{tag}.srt", "zh") for tag in ("zh", "zh-CN", "zh_cn", "zh-Hans", "zh-TW", "chs", "cht", "zho", "中文")),
        *((f"talk.{tag}.srt", "en") for tag in ("en", "eng", "en-US", "EN", "English")),
        *((name, "en") for name in ("en_talk.txt", "[en] talk.txt", "talk-en.txt", "talk (en).txt", "en.talk.srt", "en.srt")),
    ],
)
def test_a_tag_is_read_before_and_behind_the_stem(name, language):
    assert read_tag(Path(name)).language == language


@pytest.mark.parametrize(
    "name", ["men.srt", "zhen.txt", "opening.srt", "enter.srt", "talk.srt", "2019.srt", "fr.srt", "talk.ja.srt"]
)
def test_a_name_without_a_tag_has_none(name):
    assert read_tag(Path(name)) is None


@pytest.mark.parametrize("order", list(permutations(["a/talk.zh.srt", "a/talk.en.srt", "a/other.srt"])))
def test_the_order_of_files_makes_no_difference_to_a_pair(order):
    found = {files.name: files for files in pair_files(list(map(Path, order)))}

    assert found.keys() == {"talk", "other"}
    assert (found["talk"].source.name, found["talk"].translation.name) == ("talk.zh.srt", "talk.en.srt")


@pytest.mark.parametrize(
    "names", [["a/talk.zh.srt", "b/talk.en.srt"], ["talk.zh.srt", "talk.en.vtt"], ["talk.zh.srt", "lecture.en.srt"]]
)
def test_files_that_differ_in_more_are_two_transcripts(names):
    assert [files.translation for files in pair_files(list(map(Path, names)))] == [None, None]


@pytest.mark.parametrize("traditional", [False, True])
def test_of_two_scripts_the_one_that_is_asked_for_is_read(traditional):
    names = ["talk.zh-TW.srt", "talk.en.srt", "talk.zh-CN.srt"]
    (found,) = pair_files(list(map(Path, names)), traditional=traditional)

    assert found.source.name == names[0 if traditional else 2]
    assert [path.name for path in found.variants] == [names[2 if traditional else 0]]


def lines(folder, stem, tags=("zh", "en"), rows=ROWS):
    paths = [folder / f"{stem}.{tag}.txt" for tag in tags]
    for side, path in enumerate(paths):
        path.write_text("".join(f"{row[side]}\n" for row in rows), encoding="utf-8")
    return paths


def test_a_folder_with_one_pair_is_one_deck(tmp_path):
    lines(tmp_path, "harbour")
    report = build_package(BuildOrder(gather((tmp_path,), None), Settings(output=tmp_path / "out", level="hsk2")))

    assert [path.name for path in report.paths] == ["harbour.apkg"]
    assert report.counts["pairs"] == len(ROWS)


def test_two_pairs_are_two_decks_of_one_package(tmp_path):
    lines(tmp_path, "harbour", rows=ROWS[:4])
    lines(tmp_path, "island", rows=ROWS[4:])
    settings = Settings(output=tmp_path / "out", level="hsk2", deck="Sea")
    report = build_package(BuildOrder(gather((tmp_path,), None), settings, jobs=2))

    assert report.counts["pairs"] == len(ROWS)
    assert [path.name for path in report.paths] == ["Sea.apkg"]


def test_a_list_and_named_files_pair_as_a_folder_does(tmp_path):
    paths = lines(tmp_path, "harbour")
    listed = tmp_path / "all.list"
    listed.write_text("harbour.en.txt\nharbour.zh.txt\n", encoding="utf-8")

    for found in (gather(tuple(reversed(paths)), None), gather((), listed)):
        (files,) = pair_files(found)
        assert (files.source, files.translation) == tuple(paths)


def test_the_file_in_the_other_script_is_named(tmp_path):
    paths = [*lines(tmp_path, "harbour"), *lines(tmp_path, "harbour", tags=("zh-TW",))]
    report = build_package(BuildOrder(tuple(paths), Settings(output=tmp_path / "out", level="hsk2")))

    assert "harbour.zh-TW.txt" in report.summary()


def test_a_changed_translation_is_read_again(tmp_path):
    paths = lines(tmp_path, "harbour")
    order = BuildOrder(tuple(paths), Settings(output=tmp_path / "out", level="hsk2"))
    build_package(order)
    paths[1].write_text("".join(f"{row[1]}\n" for row in ROWS[:-1]), encoding="utf-8")

    assert build_package(order).counts["pairs"] == len(ROWS) - 1


def test_pairs_of_json_in_a_folder_are_transcripts_and_other_json_is_not(tmp_path):
    for name in ("talk.zh.json", "talk.en.json", "package.json", "flashdeck.state.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")

    assert [path.name for path in gather((tmp_path,), None)] == ["talk.en.json", "talk.zh.json"]
