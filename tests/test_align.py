"""Alignment: every line is in one pair or in one notice, in order, whatever stands between the pairs."""

from itertools import pairwise
from zlib import compress

from hypothesis import given
from hypothesis import strategies as st

from flashdeck.align import align_transcript
from flashdeck.align.lines.furniture import furniture_form
from flashdeck.app.stage_cache import alignment_key, pack_alignment, unpack_alignment
from flashdeck.model import Bitext, Line, Transcript, line_numbers
from flashdeck.read.line_language import language_of

FURNITURE = ("双语字幕", "本期简介", "展开剩余字幕(还有 12 条)", "关于河边播客")
chinese = st.text("河桥船市场老人新旧开关来去了的。,?", min_size=1, max_size=12).filter(
    lambda text: language_of(text) == "zh" and furniture_form(Line(1, text, "zh")) is None
)
english = st.text("abcdeABC ,.?", min_size=1, max_size=20).map(str.strip).filter(lambda text: language_of(text) == "en")
neither = st.sampled_from(["12", "…", "100%", "ありがとう", "--"])
any_lines = st.lists(chinese | english | neither | st.sampled_from(FURNITURE) | st.just(""), max_size=24).filter(any)
bitexts = st.lists(st.tuples(chinese, english), min_size=2, max_size=12)
said_once = bitexts.filter(lambda pairs: not any(one[0] == two[0] or one[1] == two[1] for one, two in pairwise(pairs)))


def transcript(texts):
    return Transcript("talk", tuple(Line(at, text, language_of(text)) for at, text in enumerate(texts, start=1)))


def left_out(bitext):
    """The notices of lines in no pair; the others doubt a pair."""
    return [notice for notice in bitext.notices if notice.code != "doubtful"]


def texts_of(bitext):
    return [(pair.zh, pair.en) for pair in bitext.pairs]


@given(any_lines)
def test_every_line_is_in_one_pair_or_in_one_notice(texts):
    bitext = align_transcript(transcript(texts))
    paired = [line.number for pair in bitext.pairs for line in (*pair.zh_source, *pair.en_source)]
    noticed = [notice.line for notice in left_out(bitext)]

    assert sorted(paired + noticed) == [at for at, text in enumerate(texts, start=1) if text]


@given(any_lines)
def test_a_notice_shows_the_line_left_out(texts):
    bitext = align_transcript(transcript(texts))

    assert all(notice.text == texts[notice.line - 1] for notice in left_out(bitext))


@given(any_lines)
def test_pairs_keep_the_order_of_the_lines_on_both_sides(texts):
    bitext = align_transcript(transcript(texts))

    for side in ("zh_source", "en_source"):
        numbers = [line.number for pair in bitext.pairs for line in getattr(pair, side)]
        assert numbers == sorted(numbers)


@given(any_lines)
def test_a_pair_has_both_sides_and_a_score_from_0_to_1(texts):
    for pair in align_transcript(transcript(texts)).pairs:
        assert 0 <= pair.score <= 1
        assert pair.zh_source
        assert pair.en_source
        assert all(line.lang in ("zh", None) for line in pair.zh_source)
        assert all(line.lang in ("en", None) for line in pair.en_source)


@given(said_once, st.booleans())
def test_lines_that_alternate_are_all_paired(pairs, english_first):
    rows = [row[::-1] if english_first else row for row in pairs]
    bitext = align_transcript(transcript([text for row in rows for text in row]))

    assert not left_out(bitext)
    assert "".join(zh for zh, _ in texts_of(bitext)) == "".join(zh for zh, _ in pairs)
    assert " ".join(en for _, en in texts_of(bitext)) == " ".join(en for _, en in pairs)


@given(said_once, st.sampled_from(FURNITURE), st.data())
def test_furniture_between_pairs_changes_no_pair(pairs, furniture, data):
    texts = [text for pair in pairs for text in pair]
    at = 2 * data.draw(st.integers(0, len(pairs)))
    bitext = align_transcript(transcript([*texts[:at], furniture, *texts[at:]]))

    assert texts_of(bitext) == texts_of(align_transcript(transcript(texts)))
    assert [(notice.code, notice.line) for notice in left_out(bitext)] == [("boilerplate", at + 1)]


@given(bitexts, st.data())
def test_blank_lines_change_no_pair(pairs, data):
    texts = [text for pair in pairs for text in pair]
    at = data.draw(st.integers(0, len(texts)))
    with_blank = align_transcript(transcript([*texts[:at], "", *texts[at:]]))

    assert texts_of(with_blank) == texts_of(align_transcript(transcript(texts)))


def test_no_lines_give_no_pairs():
    assert align_transcript(transcript([""])).pairs == ()


# ---- paragraphs, units that the format names, two files

ZH_TALK = (
    "老磨坊在1875年被烧毁。",
    "没有人知道是谁放的火。",
    "后来镇上建了一座石桥,桥上只能走三辆马车。",
    "你修过它吗?",
    "我祖父修过两次。",
)
EN_TALK = (
    "The old mill burned down in 1875.",
    "Nobody knows who set the fire.",
    "Later the town built a stone bridge, which could only carry three carriages.",
    "Have you repaired it?",
    "My grandfather repaired it twice.",
)


def paragraphs(zh_cuts=(), en_cuts=()):
    """The talk as one paragraph a language, each cut into lines at some places, all one unit."""
    sides = []
    for text, lang, cuts in (("".join(ZH_TALK), "zh", zh_cuts), (" ".join(EN_TALK), "en", en_cuts)):
        borders = [0, *cuts, len(text)]
        parts = [text[start:end].strip() for start, end in pairwise(borders)]
        sides.append([(part, lang) for part in parts if part])
    lines = [Line(at, text, lang, unit=1) for at, (text, lang) in enumerate((*sides[1], *sides[0]), start=1)]
    return Transcript("talk", tuple(lines), layout="units")


def marked(source, spans):
    """The parts of lines that a pair has; lines without spans are whole."""
    spans = spans or [(0, len(line.text)) for line in source]
    return "".join(line.text[start:end] for line, (start, end) in zip(source, spans, strict=True))


def test_the_sentences_of_a_paragraph_are_paired_inside_it():
    bitext = align_transcript(paragraphs())

    assert texts_of(bitext) == list(zip(ZH_TALK, EN_TALK, strict=True))
    assert all(len(pair.zh_source) == len(pair.en_source) == 1 for pair in bitext.pairs)


@given(st.lists(st.integers(1, 50), max_size=3, unique=True), st.lists(st.integers(1, 150), max_size=4, unique=True))
def test_the_lines_of_a_paragraph_may_end_anywhere(zh_cuts, en_cuts):
    given_paragraphs = paragraphs(sorted(zh_cuts), sorted(en_cuts))
    bitext = align_transcript(given_paragraphs)

    assert not left_out(bitext)
    for side in ("zh", "en"):
        said = "".join(line.text for line in given_paragraphs.lines if line.lang == side)
        found = "".join(marked(getattr(pair, f"{side}_source"), getattr(pair, f"{side}_spans")) for pair in bitext.pairs)
        assert found.replace(" ", "") == said.replace(" ", "")


def test_a_sentence_of_a_paragraph_without_counterpart_is_left_out():
    zh = "".join((*ZH_TALK[:2], *ZH_TALK[3:]))
    lines = (Line(1, zh, "zh", unit=1), Line(2, " ".join(EN_TALK), "en", unit=1))
    bitext = align_transcript(Transcript("talk", lines, layout="units"))

    assert [(notice.line, notice.text) for notice in left_out(bitext)] == [(2, EN_TALK[2])]
    assert texts_of(bitext) == [pair for pair in zip(ZH_TALK, EN_TALK, strict=True) if pair[0] in zh]


def test_units_are_trusted_in_either_order():
    cues = [(zh, en) if at % 2 else (en, zh) for at, (zh, en) in enumerate(zip(ZH_TALK, EN_TALK, strict=True))]
    lines = [
        Line(2 * at + place, text, language_of(text), unit=at) for at, cue in enumerate(cues) for place, text in enumerate(cue)
    ]

    assert texts_of(align_transcript(Transcript("talk", tuple(lines), layout="units"))) == list(
        zip(ZH_TALK, EN_TALK, strict=True)
    )


def test_a_unit_in_one_language_is_left_out_and_its_neighbours_stay():
    lines = [
        Line(at, text, language_of(text), unit=at // 2) for at, text in enumerate((ZH_TALK[0], EN_TALK[0], ZH_TALK[1], ""))
    ]
    lines += [Line(4 + at, text, language_of(text), unit=9) for at, text in enumerate((ZH_TALK[4], EN_TALK[4]))]
    bitext = align_transcript(Transcript("talk", tuple(lines), layout="units"))

    assert texts_of(bitext) == [(ZH_TALK[0], EN_TALK[0]), (ZH_TALK[4], EN_TALK[4])]
    assert [(notice.code, notice.line) for notice in left_out(bitext)] == [("unpaired", 2)]


def test_two_files_are_aligned_and_what_has_no_counterpart_names_its_file():
    zh = [Line(at, text, "zh", file="zh", unit=at) for at, text in enumerate(ZH_TALK, start=1)]
    joined = (EN_TALK[0], f"{EN_TALK[1]} {EN_TALK[2]}", "Thanks for watching the harbour news.", *EN_TALK[3:])
    en = [Line(at, text, "en", file="en", unit=at) for at, text in enumerate(joined, start=1)]
    bitext = align_transcript(Transcript("talk", (*zh, *en), layout="two-sided"))

    assert [(line_numbers(pair.zh_source), line_numbers(pair.en_source)) for pair in bitext.pairs] == [
        ((1,), (1,)),
        ((2, 3), (2,)),
        ((4,), (4,)),
        ((5,), (5,)),
    ]
    assert [(notice.code, notice.line, notice.file) for notice in left_out(bitext)] == [("unpaired", 3, "en")]


def cues(texts, lang, starts):
    return [
        Line(at, text, lang, start, start + 2.0, file=lang, unit=at)
        for at, (text, start) in enumerate(zip(texts, starts, strict=True))
    ]


@given(st.lists(st.integers(0, 59), min_size=5, max_size=40, unique=True).map(sorted), st.sampled_from([0.0, 0.4]))
def test_times_pair_what_no_dictionary_knows(said, later):
    """Sixty names in Chinese, of which some stand in the English file, at the same time or a little later."""
    zh = cues(["阿尔瓦拉多。"] * 60, "zh", [3.0 * at for at in range(60)])
    en = cues(["Qfxz Wqvbn Kxjt."] * len(said), "en", [3.0 * at + later for at in said])
    pairs = align_transcript(Transcript("talk", (*zh, *en), layout="two-sided")).pairs

    assert [(pair.zh_source[0].number, pair.en_source[0].number) for pair in pairs] == [
        (at, place) for place, at in enumerate(said)
    ]


def test_one_side_may_be_later_by_a_minute():
    shown = [
        (f"第{at}号船运来了{at * 7 + 3}吨煤。", f"Ship number {at} brought {at * 7 + 3} tons of coal.") for at in range(90)
    ]
    zh = cues([one for one, _ in shown], "zh", [3.0 * at for at in range(90)])
    en = cues([other for _, other in shown], "en", [3.0 * at + 61.5 for at in range(90)])
    pairs = align_transcript(Transcript("talk", (*zh, *en), layout="two-sided")).pairs

    assert texts_of(Bitext(pairs)) == shown


# ---- kept in the cache


@given(any_lines)
def test_what_was_kept_is_what_was_aligned(texts):
    talk = transcript(texts)
    bitext = align_transcript(talk)

    assert unpack_alignment(pack_alignment(bitext, talk), talk) == bitext


def test_spans_are_kept():
    talk = paragraphs([20], [40, 90])
    bitext = align_transcript(talk)

    assert any(pair.zh_spans for pair in bitext.pairs)
    assert unpack_alignment(pack_alignment(bitext, talk), talk) == bitext


@given(
    st.binary(max_size=40)
    | st.sampled_from(["{}", '{"pairs": [[[99], [0], 1, [], []]], "notices": []}']).map(lambda text: compress(text.encode()))
)
def test_what_is_no_alignment_is_a_miss(packed):
    assert unpack_alignment(packed, transcript(["河。", "River."])) is None


def test_another_line_is_another_key():
    one, other = transcript(["河。", "River."]), transcript(["河。", "Rivers."])

    assert alignment_key(one) == alignment_key(transcript(["河。", "River."]))
    assert alignment_key(one) != alignment_key(other)


# ---- whatever comes


any_text = st.text(max_size=12) | st.sampled_from(
    ["他走了。她没走。好的。", "He left. She stayed. Fine.", "1.", "。", "?!", " . "]
)
any_line = st.builds(
    Line,
    st.integers(1, 40),
    any_text,
    st.sampled_from(["zh", "en", None]),
    st.none() | st.floats(0, 99),
    st.none() | st.floats(0, 99),
    unit=st.none() | st.integers(1, 4),
)


@given(st.lists(any_line, max_size=12), st.sampled_from(["alternating", "units", "two-sided"]))
def test_any_lines_in_any_layout_are_in_a_pair_or_in_a_notice(lines, layout):
    lines = tuple(sorted(lines, key=lambda line: (line.unit or 0, line.number)))
    bitext = align_transcript(Transcript("talk", lines, layout=layout))
    paired = {id(line) for pair in bitext.pairs for line in (*pair.zh_source, *pair.en_source)}
    noticed = {notice.line for notice in left_out(bitext)}

    assert all(id(line) in paired or line.number in noticed for line in lines if line.text.strip())
    assert all(pair.zh_source and pair.en_source and 0 <= pair.score <= 1 for pair in bitext.pairs)
