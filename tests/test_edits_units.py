"""Lines as a person groups them: joined, parted, re-paired, and every line still in a pair or in a notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.align import align_transcript, correct_pairs
from flashdeck.edits.effects import unit_ends, unit_outcomes
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.unit_entries import JoinEntry, ShiftEntry, SplitEntry
from flashdeck.model import Bitext, Line, Pair, Transcript
from flashdeck.text import make_sentences

TALK = """\
我们先去河边。
First we go to the river.
然后我们走过那座
Then we walk over the
很长的桥。
very long bridge.
天黑了,
It got dark,
我们就回家了。
so we went home.
你也来吗？
Are you coming?
""".splitlines()
LINES = [Line(number, text, "en" if text.isascii() else "zh") for number, text in enumerate(TALK, 1)]


def paired(*entries, lines=LINES):
    """The pairs and sentences as lists of line numbers, what was left out, and what became of the entries."""
    edits = Edits("e", entries)
    bitext = correct_pairs(align_transcript(Transcript("talk", tuple(lines))), lines, edits)
    sentences = list(make_sentences(bitext.pairs, ends=unit_ends(edits)))
    outcomes = list(unit_outcomes(edits, sentences))
    return bitext, [(item.zh_lines, item.en_lines) for item in sentences], outcomes


def units(bitext):
    return [tuple(tuple(line.number for line in side) for side in (pair.zh_source, pair.en_source)) for pair in bitext.pairs]


def test_without_entries_nothing_changes():
    assert units(paired()[0]) == [((1,), (2,)), ((3, 5), (4, 6)), ((7, 9), (8, 10)), ((11,), (12,))]


def test_joined_lines_make_one_unit():
    bitext, sentences, outcomes = paired(JoinEntry(1, (1, 3, 5), (2, 4, 6)))

    assert units(bitext) == [((1, 3, 5), (2, 4, 6)), ((7, 9), (8, 10)), ((11,), (12,))]
    assert sentences[0] == ((1, 3, 5), (2, 4, 6))
    assert [outcome.text for outcome in outcomes] == ["1, 3, 5 goes with 2, 4, 6"]


def test_what_a_join_takes_from_another_pair_leaves_a_pair():
    assert units(paired(JoinEntry(1, (1, 3), (2, 4)))[0])[:2] == [((1, 3), (2, 4)), ((5,), (6,))]


def test_a_line_that_a_join_leaves_alone_is_a_notice():
    bitext, _, _ = paired(JoinEntry(1, (1,), (2, 4)), JoinEntry(5, (5,), (6,)))

    assert units(bitext)[:2] == [((1,), (2, 4)), ((5,), (6,))]
    assert [(notice.code, notice.line) for notice in bitext.notices] == [("unpaired", 3)]


def test_a_unit_ends_where_a_person_says():
    bitext, sentences, outcomes = paired(SplitEntry(1, (4, 8)))

    assert units(bitext)[1:5] == [((3,), (4,)), ((5,), (6,)), ((7,), (8,)), ((9,), (10,))]
    assert sentences[1:5] == units(bitext)[1:5]
    assert outcomes[0].is_applied


def test_a_sentence_that_goes_on_after_a_comma_ends_where_a_person_says():
    lines = [
        Line(1, "天黑了,", "zh"),
        Line(2, "It got dark.", "en"),
        Line(3, "我们回家。", "zh"),
        Line(4, "We went home.", "en"),
    ]

    assert paired(lines=lines)[1] == [((1, 3), (2, 4))]
    assert paired(SplitEntry(1, (2,)), lines=lines)[1] == [((1,), (2,)), ((3,), (4,))]
    assert paired(SplitEntry(1, (1,)), lines=lines)[1] == [((1,), (2,)), ((3,), (4,))]


@pytest.mark.parametrize(("entry", "why"), [(SplitEntry(1, (90,)), "not part of any sentence"), (SplitEntry(1, (9,)), "")])
def test_a_split_that_cannot_be_says_why(entry, why):
    outcome = paired(entry)[2][0]

    assert outcome.is_stale == bool(why)
    assert why in outcome.text


def test_a_split_that_would_leave_a_line_alone_is_reported():
    lines = [Line(1, "天黑了我们", "zh"), Line(2, "回家。", "zh"), Line(3, "It got dark and we went home.", "en")]
    edits = Edits("e", (JoinEntry(1, (1, 2), (3,)), SplitEntry(5, (1,))))
    bitext = correct_pairs(Bitext(()), lines, edits)

    (_, split) = unit_outcomes(edits, list(make_sentences(bitext.pairs, ends=unit_ends(edits))))

    assert units(bitext) == [((1, 2), (3,))]
    assert "only one language" in split.text


def test_pairs_that_slipped_are_paired_anew():
    slipped = [
        Line(1, "头。", "zh"),
        Line(2, "Late.", "en"),
        Line(3, "晚。", "zh"),
        Line(4, "Early.", "en"),
        Line(5, "早。", "zh"),
    ]

    bitext, _, outcomes = paired(ShiftEntry(1, (3, 5), ((2,), (4,))), lines=slipped)

    assert units(bitext) == [((3,), (2,)), ((5,), (4,))]
    assert [notice.line for notice in bitext.notices] == [1]
    assert outcomes[0].text == "3 goes with 2; 5 goes with 4"


zh_numbers, en_numbers = st.sampled_from(range(1, 13, 2)), st.sampled_from(range(2, 14, 2))


@given(
    st.sets(zh_numbers, min_size=1, max_size=3),
    st.sets(en_numbers, min_size=1, max_size=3),
    st.sets(st.integers(1, 12), max_size=3),
)
def test_every_line_is_in_one_pair_or_in_a_notice(zh, en, after):
    splits = (SplitEntry(4, tuple(sorted(after))),) if after else ()

    bitext, _, _ = paired(JoinEntry(1, tuple(sorted(zh)), tuple(sorted(en))), *splits)

    found = [number for side in units(bitext) for numbers in side for number in numbers] + [
        notice.line for notice in bitext.notices
    ]
    assert sorted(found) == list(range(1, 13))
    assert all(isinstance(pair, Pair) and pair.zh_source and pair.en_source for pair in bitext.pairs)
