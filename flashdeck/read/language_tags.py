"""Read the language tag in the name of a file, such as talk.zh-CN.srt, and pair the files that differ only in their tags."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from flashdeck.lazy import Lazy
from flashdeck.model import Language
from flashdeck.read.mark_patterns import load_read_classes

_SEPARATOR = r"[._\-\s]"
_OPENERS, _CLOSERS = r"[\[(（【]", r"[\])）】]"


class TaggedName(NamedTuple):
    """The name of a file without its suffix and its language tag, the language of the tag, and the tag in lower case.

    A file that is called by its tag alone, such as zh.srt, has the name of its folder.
    """

    stem: str
    language: Language
    tag: str

    @property
    def is_traditional(self) -> bool:
        return self.tag in load_read_classes()["file-tag-traditional"]


class TranscriptFiles(NamedTuple):
    """The files of one transcript: a bilingual file, or a file and its translation. `name` is what the transcript is called.

    `variants` are files with the same text in the other script, which are not read.
    """

    source: Path
    name: str
    translation: Path | None = None
    variants: tuple[Path, ...] = ()


def _load_patterns() -> tuple[re.Pattern[str], ...]:
    classes = load_read_classes()
    tags = sorted(classes["file-tag-zh"] | classes["file-tag-en"], key=len, reverse=True)
    tag = "(?P<tag>" + "|".join(map(re.escape, tags)) + ")"
    behind = re.compile(rf"(?P<stem>.+?){_SEPARATOR}*(?:{_SEPARATOR}|{_OPENERS}){tag}{_CLOSERS}?", re.IGNORECASE)
    before = re.compile(rf"{_OPENERS}?{tag}(?:{_SEPARATOR}|{_CLOSERS}){_SEPARATOR}*(?P<stem>.+)", re.IGNORECASE)
    return behind, before, re.compile(rf"(?P<stem>){tag}", re.IGNORECASE)


_load_tag_patterns = Lazy(_load_patterns)


def read_tag(path: Path) -> TaggedName | None:
    """Return the name of a file with its language tag, which stands before or after the stem; None for a name without a tag.

    >>> read_tag(Path("talk.zh-CN.srt")), read_tag(Path("EN_talk.vtt")).language, read_tag(Path("men.srt"))
    (TaggedName(stem='talk', language='zh', tag='zh-cn'), 'en', None)
    """
    zh_tags = {tag.replace("_", "-") for tag in load_read_classes()["file-tag-zh"]}
    for pattern in _load_tag_patterns():
        match = pattern.fullmatch(path.stem)
        if match:
            tag = match["tag"].casefold().replace("_", "-")
            language: Language = "zh" if tag in zh_tags else "en"
            return TaggedName(match["stem"] or path.absolute().parent.name, language, tag)
    return None


def pair_files(paths: Sequence[Path], *, traditional: bool = False) -> list[TranscriptFiles]:
    """Return the transcripts that files make. Files that differ only in a language tag are one transcript.

    The transcripts are in the order of their first files. If a transcript has a simplified and a traditional Chinese file, the
    simplified file is read, or the traditional file if `traditional` is true.

    >>> [(found.source.name, found.name) for found in pair_files([Path("a.en.srt"), Path("b.srt"), Path("a.zh.srt")])]
    [('a.zh.srt', 'a'), ('b.srt', 'b')]
    """
    tags = {path: read_tag(path) for path in paths}
    groups: dict[tuple[object, ...], list[Path]] = {}
    for path in paths:
        groups.setdefault(_group_of(path, tags[path]), []).append(path)
    found = list[TranscriptFiles]()
    for members in groups.values():
        found += _transcripts(list(dict.fromkeys(members)), tags, traditional=traditional)
    order = {path: place for place, path in reversed(list(enumerate(paths)))}
    return sorted(found, key=lambda item: min(order[path] for path in (item.source, item.translation or item.source)))


def _group_of(path: Path, tagged: TaggedName | None) -> tuple[object, ...]:
    """Return a key that is the same for all files of one transcript. A file without a tag has a key of its own."""
    if tagged is None:
        return (path,)
    return path.parent, tagged.stem.casefold(), path.suffix.casefold()


def _transcripts(members: Sequence[Path], tags: dict[Path, TaggedName | None], *, traditional: bool) -> list[TranscriptFiles]:
    """Return one transcript for files with the same stem that are in both languages.

    If the files are all in one language, return a transcript for each file.
    """
    sides: dict[Language, list[tuple[bool, Path, TaggedName]]] = {"zh": [], "en": []}
    for path in members:
        tagged = tags[path]
        if tagged:
            sides[tagged.language].append((tagged.is_traditional != traditional, path, tagged))
    if not sides["zh"] or not sides["en"]:
        return [TranscriptFiles(path, path.stem) for path in members]
    (_, source, tagged), *others = sorted(sides["zh"], key=lambda side: side[0])
    (_, translation, _), *more = sides["en"]
    variants = tuple(path for _, path, _ in (*others, *more))
    return [TranscriptFiles(source, tagged.stem, translation, variants)]
