"""Run the examples of the tables in `flashdeck/align/data`."""

from flashdeck.align import align_transcript, correct_pairs
from flashdeck.align.lines.furniture import furniture_form
from flashdeck.align.lines.seams import decide_seam
from flashdeck.align.pieces import decide_ends
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.unit_entries import JoinEntry
from flashdeck.model import Line, Transcript
from flashdeck.read.unmarked import mark_unmarked


def language(text):
    if any("ぁ" <= char <= "ヺ" for char in text):
        return None
    return "zh" if any("㐀" <= char <= "鿿" for char in text) else "en"


def furniture(text):
    return {furniture_form(Line(1, text, language(text)))}


def seams(example):
    text, following = example.split(" / ")
    return {decide_seam(text, following).id}


def sentence_ends(text):
    return {end.rule for end in decide_ends(text, language(text))}


def left_out(example):
    texts = example.split(" ⏎ ")
    entries = [text for text in texts if text.startswith("[join ")]
    lines = mark_unmarked([Line(at, text, language(text)) for at, text in enumerate(texts, start=1) if text not in entries])
    bitext = align_transcript(Transcript("talk", lines))
    for entry in entries:
        zh, en = map(int, entry.strip("[]").split()[1:])
        bitext = correct_pairs(bitext, lines, Edits("talk.edits.toml", (JoinEntry(1, (zh,), (en,)),)))
    return {notice.rule for notice in bitext.notices}


RUNNERS = {
    "align/data/left_out.tsv": left_out,
    "align/data/furniture.tsv": furniture,
    "align/data/seams.tsv": seams,
    "align/data/sentence_ends.tsv": sentence_ends,
}
