"""Golden cases: `tests/cases/<stage>/*.txt` hold what goes in and what must come out.

A case is an optional `# flags: name=value`, an optional `# xfail: why` (a known defect), the input, a line `# output` and
what is expected. A line `# ---`, with a title, begins the next case of a file. Input lines are numbered from 1.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from flashdeck.align import align_transcript
from flashdeck.annotate import annotate_sentences
from flashdeck.app.pipeline import Pipeline
from flashdeck.chinese.speech.chinese_repairs import clean_chinese
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.levels import require_level
from flashdeck.model import Line, Pair, Sentence, Transcript
from flashdeck.read.formats.base import Document
from flashdeck.read.line_language import language_of, split_lines
from flashdeck.read.transcript import parse_document
from flashdeck.read.unmarked import mark_unmarked
from flashdeck.select import Learner, grade_sentences
from flashdeck.settings import Settings
from flashdeck.text import make_sentences

CASES = Path(__file__).parent / "cases"
_CASE = re.compile(
    r"(?:# ---(?P<title>.*)\n)?(?P<head>(?:# (?:flags|xfail): .*\n)*)(?P<given>(?:.*\n)*?)# output\n(?P<expected>(?:.*\n)*)"
)


@dataclass(frozen=True)
class Case:
    stage: str
    name: str
    flags: dict[str, str]
    xfail: str | None
    given: str
    expected: str


def read_cases(path):
    """Yield the cases of a file; text that is no case is an error, so that none is passed over."""
    for number, part in enumerate(re.split(r"(?m)^(?=# ---)", path.read_text(encoding="utf-8")), start=1):
        if not part:
            continue
        match = _CASE.fullmatch(part)
        assert match, f"{path}: case {number} has no input or no output"
        head = dict(re.findall(r"# (flags|xfail): (.*)", match["head"]))
        flags = dict(re.findall(r"(\w+)=(\S+)", head.get("flags", "")))
        name = f"{path.parent.name}/{path.stem}: {(match['title'] or '').strip() or number}"
        yield Case(path.parent.name, name, flags, head.get("xfail"), match["given"], match["expected"].strip("\n"))


def shown_text(html):
    """The text of a field, with a blank for each tag but those that keep a word on one line."""
    plain = re.sub(r'<span class="token[^"]*">(.*?)</span>', r"\1", html)
    return " ".join(re.sub("<[^>]*>", " ", plain).split())


def parameters():
    for path in sorted(CASES.glob("*/*.txt")):
        for case in read_cases(path):
            marks = [pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else []
            yield pytest.param(case, id=case.name, marks=marks)


# ---- stages: each takes the input of a case and its flags, and yields the lines of the output


def transcript(text):
    lines = [Line(at, line, language_of(line)) for at, line in enumerate(split_lines(text), start=1)]
    return Transcript("case", mark_unmarked(lines))


def read(text, flags):
    """The format, the layout, then each line: number, language, unit, times, speaker; then the notices."""
    document = Document("case", flags.get("suffix", ""), text.replace("␣", " ").replace("→", "\t"))
    reader, reading = parse_document(document)
    yield f"{reader.name}, {reading.layout}"
    for line in (line for line in reading.lines if line.text):
        unit = "" if line.unit is None else f" u{line.unit}"
        times = "" if line.start is None else f" {line.start:g}-" + ("" if line.end is None else f"{line.end:g}")
        speaker = f" <{line.speaker}>" if line.speaker else ""
        yield f"{line.number} {line.lang or '-'}{unit}{times}{speaker} {line.text}"
    for notice in reading.notices:
        yield f"! {notice.code} {notice.line} {notice.text}"


def align(text, flags):
    bitext = align_transcript(transcript(text))
    for pair in bitext.pairs:
        yield " | ".join(" ".join(str(line.number) for line in side) for side in (pair.zh_source, pair.en_source))
    for notice in bitext.notices:
        yield f"{notice.code} {notice.line}"


def clean(text, flags):
    for line in text.splitlines():
        yield clean_english(line)[0]


def clean_zh(text, flags):
    """Each line is Chinese, perhaps with its English behind a bar."""
    for line in text.splitlines():
        zh, _, en = line.partition(" | ")
        yield clean_chinese(zh, en)[0]


def sentences_of(text):
    return tuple(make_sentences(align_transcript(transcript(text)).pairs))


def sentences(text, flags):
    for sentence in sentences_of(text):
        yield f"{sentence.zh} | {sentence.en}"


def words(text, flags):
    lines = text.splitlines()
    segmenter = Segmenter(lines)
    for line in lines:
        yield "|".join(word.text for word in segmenter.cut(line))


def zh_tokens(text):
    """Annotate a Chinese line, an English line, and so on, none joined and none cleaned."""
    lines = [Line(at, line, language_of(line)) for at, line in enumerate(text.splitlines(), start=1)]
    pairs = [Pair((zh,), (en,), 1.0) for zh, en in zip(lines[::2], lines[1::2], strict=True)]
    return [item.zh_tokens for item in annotate_sentences([Sentence((pair,), pair.en) for pair in pairs], "2025")]


def readings(text, flags):
    for tokens in zh_tokens(text):
        yield " ".join(" ".join(token.pinyin) + "?" * token.doubtful for token in tokens if token.pinyin)


def glosses(text, flags):
    wanted = flags.get("words", "").split(",")
    for tokens in zh_tokens(text):
        for token in tokens:
            if token.text in wanted or (wanted == [""] and token.kind == "word"):
                yield f"{token.text} = {token.gloss} ({token.gloss_from})" if token.gloss else f"{token.text} ="


def grade(text, flags):
    annotated = tuple(annotate_sentences(sentences_of(text), "2025"))
    learner = Learner("zh", require_level(flags.get("level", "hsk4"), "zh", "2025").value)
    for item in grade_sentences(annotated, learner):
        yield " ".join(item.reasons) or "-"


def edits(text, flags):
    """A talk, then its edits file: what changes on the cards, field by field; of cards that come or go, what they are for."""
    talk, _, toml = text.partition("[[")
    before, after = (cards_of(talk, toml, flags) for toml in ("", f"[[{toml}"))
    for card in {**before, **after}:
        if card not in after or card not in before:
            yield f"{'-' if card in before else '+'} {card}"
            continue
        for field in before[card]:
            if before[card][field] != after[card][field]:
                yield f"{card} {field}: {before[card][field]} → {after[card][field]}"


SHOWN = ("Sentence", "Pinyin", "Meaning", "Translation", "SentenceTranslation", "Words", "Level", "Verbatim", "Notes")


def cards_of(talk, toml, flags):
    """The notes of a talk by their id, the fields that a person corrects as plain text."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "talk.txt"
        source.write_text(talk, encoding="utf-8")
        source.with_name("talk.edits.toml").write_text(toml, encoding="utf-8")
        pipeline = Pipeline(source, Settings(level=flags.get("level", "hsk2"), output=Path(folder)))
        return {
            note.id: {name: shown_text(value) for name, value in note.fields if name in SHOWN}
            for deck in pipeline.decks
            for note in deck.notes
        }


STAGES = {
    "edits": edits,
    "read": read,
    "align": align,
    "text": clean,
    "spoken_chinese": clean_zh,
    "sentences": sentences,
    "words": words,
    "readings": readings,
    "glosses": glosses,
    "grade": grade,
}


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case):
    assert list(STAGES[case.stage](case.given, case.flags)) == case.expected.splitlines()


def test_every_stage_has_cases():
    assert {path.parent.name for path in CASES.glob("*/*.txt")} == set(STAGES)
