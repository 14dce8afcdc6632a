"""Alignment: every line is in one pair or in one notice, in order, whatever stands between the pairs."""

from hypothesis import given
from hypothesis import strategies as st

from flashdeck.align import align_transcript
from flashdeck.align.lines.furniture import is_furniture
from flashdeck.model import Line, Transcript
from flashdeck.read.script import language_of

FURNITURE = ("双语字幕", "本期简介", "展开剩余字幕(还有 12 条)", "关于河边播客")
chinese = st.text("河桥船市场老人新旧开关来去了的。,?", min_size=1, max_size=12).filter(
    lambda text: language_of(text) == "zh" and not is_furniture(Line(1, text, "zh"))
)
english = st.text("abcdeABC ,.?", min_size=1, max_size=20).map(str.strip).filter(lambda text: language_of(text) == "en")
neither = st.sampled_from(["12", "…", "100%", "ありがとう", "--"])
any_lines = st.lists(chinese | english | neither | st.sampled_from(FURNITURE) | st.just(""), max_size=24).filter(any)
bitexts = st.lists(st.tuples(chinese, english), min_size=2, max_size=12)


def transcript(texts):
    return Transcript("talk", tuple(Line(at, text, language_of(text)) for at, text in enumerate(texts, start=1)))


def texts_of(bitext):
    return [(pair.zh, pair.en) for pair in bitext.pairs]


@given(any_lines)
def test_every_line_is_in_one_pair_or_in_one_notice(texts):
    bitext = align_transcript(transcript(texts))
    paired = [line.number for pair in bitext.pairs for line in (*pair.zh_source, *pair.en_source)]
    noticed = [notice.line for notice in bitext.notices]

    assert sorted(paired + noticed) == [at for at, text in enumerate(texts, start=1) if text]


@given(any_lines)
def test_a_notice_shows_the_line_left_out(texts):
    bitext = align_transcript(transcript(texts))

    assert all(notice.text == texts[notice.line - 1] for notice in bitext.notices)


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
        assert 1 <= len(pair.zh_source) == len(pair.en_source) <= 6
        assert all(line.lang in ("zh", None) for line in pair.zh_source)
        assert all(line.lang in ("en", None) for line in pair.en_source)


@given(bitexts, st.booleans())
def test_lines_that_alternate_are_all_paired(pairs, english_first):
    rows = [row[::-1] if english_first else row for row in pairs]
    bitext = align_transcript(transcript([text for row in rows for text in row]))

    assert not bitext.notices
    assert "".join(zh for zh, _ in texts_of(bitext)) == "".join(zh for zh, _ in pairs)
    assert " ".join(en for _, en in texts_of(bitext)) == " ".join(en for _, en in pairs)


@given(bitexts, st.sampled_from(FURNITURE), st.data())
def test_furniture_between_pairs_changes_no_pair(pairs, furniture, data):
    texts = [text for pair in pairs for text in pair]
    at = 2 * data.draw(st.integers(0, len(pairs)))
    bitext = align_transcript(transcript([*texts[:at], furniture, *texts[at:]]))

    assert texts_of(bitext) == texts_of(align_transcript(transcript(texts)))
    assert [(notice.code, notice.line) for notice in bitext.notices] == [("boilerplate", at + 1)]


@given(bitexts, st.data())
def test_blank_lines_change_no_pair(pairs, data):
    texts = [text for pair in pairs for text in pair]
    at = data.draw(st.integers(0, len(texts)))
    with_blank = align_transcript(transcript([*texts[:at], "", *texts[at:]]))

    assert texts_of(with_blank) == texts_of(align_transcript(transcript(texts)))


def test_no_lines_give_no_pairs():
    assert align_transcript(transcript([""])).pairs == ()
