"""Run the examples of the tables in `flashdeck/align/data`."""

from flashdeck.align.lines.furniture import furniture_form
from flashdeck.align.lines.seams import decide_seam
from flashdeck.align.pieces import decide_ends
from flashdeck.model import Line


def language(text):
    return "zh" if any("㐀" <= char <= "鿿" for char in text) else "en"


def furniture(text):
    return {furniture_form(Line(1, text, language(text)))}


def seams(example):
    text, following = example.split(" / ")
    return {decide_seam(text, following).id}


def sentence_ends(text):
    return {end.rule for end in decide_ends(text, language(text))}


RUNNERS = {
    "align/data/furniture.tsv": furniture,
    "align/data/seams.tsv": seams,
    "align/data/sentence_ends.tsv": sentence_ends,
}
