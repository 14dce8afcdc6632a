"""Subtitle tracks of a video: chosen by their language, and what is missing says so. The programs are stand-ins."""

import json
import os
import sys

import pytest
from reader_samples import SAMPLES
from shape_samples import ROWS

from flashdeck.errors import InputError
from flashdeck.read import Input, read_transcript

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for ffmpeg are scripts with a first line for a shell")


@pytest.fixture
def video(tmp_path, monkeypatch):
    """Make stand-ins for ffprobe and ffmpeg that know the tracks of one video, and return a function that makes the video."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def write(name, text):
        program = programs / name
        program.write_text(f"#!{sys.executable}\nimport sys\n{text}\n", encoding="utf-8")
        program.chmod(0o755)

    def make(*tracks):
        streams = [{"codec_name": codec, "tags": tags} for codec, tags, _ in tracks]
        texts = [text for _, _, text in tracks]
        write("ffprobe", f"print({json.dumps({'streams': streams})!r})")
        write(
            "ffmpeg",
            f"place = int(sys.argv[sys.argv.index('-map') + 1].rpartition(':')[2])\nsys.stdout.buffer.write({texts!r}[place].encode())",
        )
        path = tmp_path / "talk.mkv"
        path.write_bytes(b"\x1aE\xdf\xa3")
        return path

    return make


def track(side):
    return SAMPLES["srt"].write([(row[side], "") for row in ROWS])


def texts(transcript, language):
    return [line.text for line in transcript.lines if line.lang == language]


@pytest.mark.parametrize(
    ("zh_tags", "en_tags"),
    [
        ({"language": "chi"}, {"language": "eng"}),
        ({"language": "zho", "title": "Simplified"}, {"language": "eng", "title": "SDH"}),
        ({"title": "中文"}, {"title": "English"}),
        ({"language": "zh-Hans"}, {"language": "en-US"}),
        ({}, {}),
    ],
)
def test_the_tracks_of_both_languages_are_paired_by_their_times(video, zh_tags, en_tags):
    transcript = read_transcript(Input(video(("subrip", en_tags, track(1)), ("mov_text", zh_tags, track(0)))))
    units = [line.unit for line in transcript.lines if line.lang == "zh"]

    assert texts(transcript, "zh") == [row[0] for row in ROWS]
    assert texts(transcript, "en") == [row[1] for row in ROWS]
    assert units == [line.unit for line in transcript.lines if line.lang == "en"]


def test_other_languages_and_the_other_script_are_not_read(video):
    other = SAMPLES["srt"].write([("Il est parti.", "")])
    tracks = [
        ("subrip", {"language": "fre"}, other),
        ("ass", {"language": "zh-Hant"}, SAMPLES["srt"].write([("風很大。", "")])),
    ]
    transcript = read_transcript(
        Input(video(*tracks, ("subrip", {"language": "zh-Hans"}, track(0)), ("subrip", {"language": "en"}, track(1))))
    )

    assert len(transcript.lines) == 2 * len(ROWS)


def test_tracks_of_pictures_are_no_text(video):
    with pytest.raises(InputError, match="pictures") as raised:
        read_transcript(Input(video(("hdmv_pgs_subtitle", {"language": "chi"}, ""))))
    assert "subtitle file" in raised.value.remedy


def test_a_video_without_tracks_says_so(video):
    with pytest.raises(InputError, match="no subtitle tracks"):
        read_transcript(Input(video()))


def test_without_ffmpeg_the_message_names_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"\0" * 64)

    with pytest.raises(InputError, match="needs ffprobe") as raised:
        read_transcript(Input(path))
    assert "Install ffmpeg" in raised.value.remedy


def test_a_broken_video_is_told_with_what_the_program_says(video, tmp_path):
    path = video(("subrip", {}, track(0)))
    program = tmp_path / "programs" / "ffprobe"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('talk: invalid data')\n", encoding="utf-8")

    with pytest.raises(InputError, match="invalid data"):
        read_transcript(Input(path))


def test_a_video_that_is_not_there(video, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_transcript(Input(tmp_path / "none.mkv"))
