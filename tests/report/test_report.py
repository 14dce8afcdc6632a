"""The report: its figures, and its page, which asks for nothing and runs nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import flashdeck
from flashdeck.app.talk_report import make_report
from flashdeck.compose.report.notices import left_out, to_check
from flashdeck.compose.report.report_figures import coverage_curves, difficulty_windows, level_rows
from flashdeck.errors import OutputError, UsageError
from flashdeck.model import Annotated, Graded, Line, Notice, Pair, Sentence, ZhToken
from flashdeck.settings import Settings
from flashdeck.write.svg import Scale, ticks

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>"
LEVELS = {"河": "1", "桥": "5", "灯": "5", "船": None}


def graded(number, words, unknown="桥灯船"):
    text = "".join(words)
    tokens = tuple(ZhToken(word, place, place + 1, hsk=LEVELS[word]) for place, word in enumerate(words))
    lines = Line(2 * number - 1, text, "zh"), Line(2 * number, "x", "en")
    annotated = Annotated(Sentence((Pair((lines[0],), (lines[1],), 1.0),), "x"), tokens, ())
    return Graded(annotated, "zh", 1.0, 1.0, tuple(word for word in dict.fromkeys(words) if word in unknown), ())


def test_coverage_takes_the_commonest_word_first_and_knows_where_the_deck_ends():
    found = coverage_curves([graded(1, "河河河河桥桥"), graded(2, "桥灯灯船")], frozenset("灯"))

    assert [(point.words, point.share) for point in found.curve] == [(0, 0.4), (1, 0.7), (2, 0.9), (3, 1.0)]
    assert (found.deck.words, found.deck.share) == (1, 0.6)
    assert found.running == 10


def test_a_second_curve_takes_the_same_words_in_the_order_of_their_general_frequency():
    one, two = graded(1, "河河河河桥桥"), graded(2, "桥灯灯船")
    zipf = {"河": 6.0, "桥": 3.0, "灯": 5.0, "船": None}
    known = [
        replace(item, annotated=replace(item.annotated, zh_tokens=tuple(replace(t, zipf=zipf[t.text]) for t in item.tokens)))
        for item in (one, two)
    ]
    found = coverage_curves(known, frozenset())

    assert [point.share for point in found.general] == [0.4, 0.6, 0.9, 1.0]
    assert [point.share for point in found.curve] == [0.4, 0.7, 0.9, 1.0]


def test_levels_count_types_and_running_words():
    rows = level_rows([graded(1, "河河桥灯"), graded(2, "桥船")], "zh")

    assert [(row.name, row.types, row.running) for row in rows] == [("1", 1, 2), ("5", 2, 3), ("in no list", 1, 1)]
    assert rows[-1].reached == 1.0


def test_a_window_of_few_words_is_left_out():
    talk = [graded(number, "河河河桥灯") for number in range(1, 23)]

    assert [(found.first, found.last, found.now, found.after) for found in difficulty_windows(talk, frozenset("灯"))] == [
        (1, 40, 0.4, 0.2)
    ]


def test_notices_are_grouped_and_doubts_stand_apart():
    notices = [Notice("unpaired", 3, "a"), Notice("reading", 5, "b"), Notice("unpaired", 7, "c")]

    assert [(group.code, group.count, group.shown) for group in left_out(notices)] == [("unpaired", 2, ((3, "a"), (7, "c")))]
    assert [(group.code, group.shown) for group in to_check(notices)] == [("reading", ((5, "b"),))]


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 3), (0, 870), (0.63, 1.0), (0, 0.004), (1.0, 1.0)])
def test_ticks_hold_the_data(low, high):
    found = ticks(low, high)

    assert found[0] <= low <= high <= found[-1]
    assert 2 <= len(found) <= 7
    assert Scale(found[0], found[-1], 0, 100).at(high) <= 100


# ---- the page


class Reader(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.labels = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "svg":
            self.labels.append((dict(attrs).get("role"), bool(dict(attrs).get("aria-label"))))


@pytest.fixture(scope="module")
def made(example, tmp_path_factory):
    return make_report(example, Settings(study="both", output=tmp_path_factory.mktemp("report")))


def test_the_page_is_whole_and_asks_for_nothing(made):
    (path,) = made.paths
    page = path.read_text(encoding="utf-8")
    read = Reader(page)

    assert path.name == "ai-policy-conversation.report.html"
    assert not {"script", "img", "link", "iframe", "a"} & read.tags
    assert not {"src", "href"} & read.attributes
    assert not re.search(r"https?:|url\(|@import", page)
    assert read.labels
    assert all(label == ("img", True) for label in read.labels)
    assert page.count("CC BY-SA 4.0") >= len(made.report.parts)


def test_figures_and_words_are_those_of_the_deck(made):
    for track, part in zip(made.pipeline.tracks, made.report.parts, strict=True):
        figures = track.selection.coverage
        assert part.coverage.running == figures.running_words
        assert part.coverage.now == pytest.approx(figures.known_before / figures.running_words)
        assert part.coverage.deck.share == pytest.approx(figures.known_after / figures.running_words)
        targets = {word for card in track.selection.cards for word in card.targets}
        targets |= {part for target in targets for part in target.split()}  # a compound teaches its words
        marked = {word.written for word in part.words if word.in_deck}
        assert marked
        assert marked <= targets


def test_a_hostile_transcript_stays_text(tmp_path):
    source = tmp_path / "talk.txt"
    source.write_text(f"这座桥很漂亮{HOSTILE}。\nThis bridge is very beautiful {HOSTILE}.\n{HOSTILE}\n", encoding="utf-8")
    made = flashdeck.report(source, title=HOSTILE, output=tmp_path)
    page = made.paths[0].read_text(encoding="utf-8")

    assert not {"script", "img"} & Reader(page).tags
    assert page.count("</style>") == 1
    assert "&lt;script&gt;" in page


def test_a_foreign_file_is_kept_and_our_own_replaced(example, tmp_path):
    path = Path(tmp_path / "ai-policy-conversation.report.html")
    path.write_text("<p>mine</p>")
    settings = Settings(output=tmp_path)

    with pytest.raises(OutputError):
        make_report(example, settings)
    assert path.read_text() == "<p>mine</p>"
    path.unlink()
    first = make_report(example, settings).paths[0].read_bytes()
    assert make_report(example, settings).paths[0].read_bytes() == first


def test_an_edit_changes_the_report(example, tmp_path):
    edits = tmp_path / "my.edits.toml"
    word = next(word for word in make_report(example, Settings(output=tmp_path)).report.parts[0].words if word.in_deck)
    edits.write_text(f'[[term]]\ntext = "{word.written}"\nlevel = "hsk1"\n', encoding="utf-8")
    changed = make_report(example, Settings(output=tmp_path, edits=edits)).report.parts[0]

    assert word.written not in {other.written for other in changed.words}


def test_an_unknown_option_is_refused():
    with pytest.raises(UsageError):
        flashdeck.report("talk.txt", passage=3)
