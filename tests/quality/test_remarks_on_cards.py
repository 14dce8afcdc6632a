"""No card and no line of a handout holds a sentence about the transcript. Only counts are printed, never the text."""

import re
import sys

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.errors import InputError
from flashdeck.settings import HandoutSettings, Settings
from flashdeck.write.records import card_record

pytestmark = pytest.mark.quality

# wordings that are wider than those of `read/data/remarks.tsv`
ABOUT = re.compile(
    "(?:好的|以下|下面|这是)[^。！？]{0,60}(?:中文文稿|文字稿|逐字稿|中文译文|转录并|转录、)"
    "|作为(?:一|您)[^。！？]{0,24}(?:编辑|翻译)[^。！？]{0,6}(?:专家|助手)"
    "|[（(\\[](?:此处|视频|字幕|后续)[^）)]{0,12}(?:中断|结束|未提供|缺失)"
    "|(?:视频|节目|原文)(?:标题|链接)[:：]"
    "|(?:以上|本)(?:就)?是?(?:文稿|字幕|译文)[^。！？]{0,10}(?:整理|转录|生成)"
    "|[Hh]ere(?:'s| is) (?:the|your|a) [^.!?]{0,40}(?:transcript|translation)[^.!?]{0,20}[:.]$"
    "|^Original English$|^Transcript:?$"
)
SAMPLED = 8
"""Cards and handouts are made of every eighth file. All sentences of the other files are looked at, of which cards are made."""
MOST_REFUSED = 4


def sources(corpus):
    """The transcripts of the folder, each with the file of its translation or None."""
    for path in sorted((corpus / "transcripts" / "wild").glob("*.*")):
        if path.name in ("README.md", "SPLIT.md", "COUNTS.tsv") or ".en." in path.name:
            continue
        stem, _, language = path.stem.partition(".")
        yield path, path.with_name(f"{stem}.en{path.suffix}") if language.startswith("zh") else None


def is_about(texts):
    return sum(bool(ABOUT.search(text)) for text in texts)


def test_no_sentence_is_about_the_transcript(corpus):
    counts, refused = {}, 0
    for path, translation in sources(corpus):
        try:
            sentences = Pipeline(path, Settings(translation=translation)).sentences
        except InputError:
            refused += 1
            continue
        counts[path.name] = is_about(text for sentence in sentences for text in (sentence.zh, sentence.en))
    sys.stdout.write(f"{len(counts)} files, {refused} refused, {sum(counts.values())} about the transcript\n")

    assert counts
    assert refused <= MOST_REFUSED
    assert {name: count for name, count in counts.items() if count} == {}


@pytest.mark.parametrize(("study", "level"), [("zh", "hsk4"), ("en", "b1")])
def test_no_card_and_no_line_of_a_handout_is_about_the_transcript(study, level, corpus):
    found, cards, lines = 0, 0, 0
    for path, translation in list(sources(corpus))[::SAMPLED]:
        (track,) = Pipeline(path, Settings(study=study, level=level, translation=translation)).tracks
        records = [card_record(card, order) for order, card in enumerate(track.selection.cards)]
        passage = track.handout(HandoutSettings()).draft.material.passage.lines if records else ()
        shown = [line.graded.annotated.sentence for line in passage]
        found += is_about(str(record[side]) for record in records for side in ("zh", "en"))
        found += is_about(text for sentence in shown for text in (sentence.zh, sentence.en))
        cards, lines = cards + len(records), lines + len(shown)
    sys.stdout.write(f"{study}: {cards} cards and {lines} lines of handouts, {found} about the transcript\n")

    assert cards
    assert found == 0
