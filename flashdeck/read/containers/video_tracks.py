"""Read the subtitle tracks of a video with the programs ffprobe and ffmpeg, where they are installed."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import NamedTuple

from flashdeck.errors import InputError
from flashdeck.model import Language
from flashdeck.read.mark_patterns import load_read_classes

_PICTURES = frozenset({"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"})
"""The codecs of tracks that hold pictures of text."""
_LONGEST = 600  # maximum number of seconds for a run of ffmpeg, which reads the whole film, often many gigabytes
_LANGUAGES: tuple[Language, Language] = ("zh", "en")


class SubtitleTrack(NamedTuple):
    """A subtitle track of a video. `place` is the index of the track among the subtitle tracks.

    `language` is None if the track does not name Chinese or English as its language.
    """

    place: int
    codec: str
    language: Language | None
    is_traditional: bool = False

    @property
    def is_text(self) -> bool:
        return self.codec not in _PICTURES


def read_tracks(source: Path) -> str:
    """Return the Chinese and the English subtitle track of a video as SubRip, one after the other.

    If no track is marked as Chinese or English, all tracks of text are returned. Raises `InputError` if ffmpeg is missing, if
    the video cannot be read, or if it does not have a track of text.
    """
    if not source.is_file():
        raise InputError(f"{source}: no such file", remedy="Check the path of the transcript.")
    tracks = _tracks(source)
    texts = [track for track in tracks if track.is_text]
    if not texts:
        raise _no_text(source, tracks)
    chosen = [track for language in _LANGUAGES if (track := _best(texts, language))]
    return "\n\n".join(_subrip(source, track.place) for track in chosen or texts)


def _no_text(source: Path, tracks: Sequence[SubtitleTrack]) -> InputError:
    if tracks:
        return InputError(
            f"{source}: the subtitles of the video are pictures ({tracks[0].codec})",
            remedy="Give a subtitle file, or read the pictures with a program for text recognition.",
        )
    return InputError(f"{source}: the video has no subtitle tracks", remedy="Give a subtitle file, such as an .srt file.")


def _best(tracks: Sequence[SubtitleTrack], language: Language) -> SubtitleTrack | None:
    """Return the first track in a language, or None if no track is in the language. Simplified Chinese is preferred."""
    own = [track for track in tracks if track.language == language]
    return min(own, key=lambda track: track.is_traditional, default=None)


def _tracks(source: Path) -> list[SubtitleTrack]:
    options = (
        "-v",
        "error",
        "-select_streams",
        "s",
        "-show_entries",
        "stream=codec_name:stream_tags=language,title",
        "-of",
        "json",
    )
    listed = _run("ffprobe", source, (*options, f"file:{source.absolute()}"))
    try:
        streams = json.loads(listed).get("streams", [])
    except (ValueError, AttributeError) as error:
        raise InputError(f"{source}: ffprobe gives no list of tracks", remedy="Give a subtitle file.") from error
    return [_track(place, stream) for place, stream in enumerate(streams)]


def _track(place: int, stream: dict[str, object]) -> SubtitleTrack:
    tags = stream.get("tags")
    values = [str(value).casefold() for value in tags.values()] if isinstance(tags, dict) else []
    classes = load_read_classes()
    words = {word for value in values for word in (value, *value.replace("(", " ").replace(")", " ").split())}
    language = next((lang for lang in _LANGUAGES if words & classes[f"file-tag-{lang}"]), None)
    return SubtitleTrack(place, str(stream.get("codec_name", "")), language, bool(words & classes["file-tag-traditional"]))


def _subrip(source: Path, place: int) -> str:
    options = (
        "-v",
        "error",
        "-nostdin",
        "-i",
        f"file:{source.absolute()}",
        "-map",
        f"0:s:{place}",
        "-c:s",
        "srt",
        "-f",
        "srt",
        "-",
    )
    return _run("ffmpeg", source, options)


def _run(program: str, source: Path, options: Sequence[str]) -> str:
    """Return the output of a program. Raises `InputError` if the program is missing, fails or takes too long."""
    path = which(program)
    if path is None:
        raise InputError(
            f"{source}: reading the subtitles of a video needs {program}, which is not installed",
            remedy="Install ffmpeg, or extract the subtitles and name the subtitle file.",
        )
    try:
        done = subprocess.run([path, *options], capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603  no shell
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(f"{source}: {program} cannot read the video ({error})", remedy="Give a subtitle file.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise InputError(
            f"{source}: {program} cannot read the video ({said[-1] if said else f'exit {done.returncode}'})",
            remedy="Check that the file is a whole video, or give a subtitle file.",
        )
    return done.stdout.decode("utf-8", errors="replace")
