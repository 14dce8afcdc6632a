"""Lines that entries speak of: found again in a changed transcript, or reported, and never mistaken for others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.edits.effects import correct_lines
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.line_entries import MendEntry, SkipEntry, SpeakerEntry
from flashdeck.edits.kinds.unit_entries import JoinEntry, ShiftEntry, SplitEntry
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry
from flashdeck.edits.line_shifts import QuoteMatches, find_shifts, in_order
from flashdeck.edits.placing import place_edits
from flashdeck.model import Line, Notice, Transcript

TALK = """\
我们先说桥。
Let's start with bridges.
这座桥很长。
This bridge is very lonk.
造桥要花很多钱。
Building bridges costs a lot of money.
先听一段广告。
First a word from our sponsor.
买我们的面条。
Buy our noodles.
再说隧道。
Now for tunnels.
隧道更贵。
Tunnels cost even more.
""".splitlines()
MEND = MendEntry(2, 4, "lonk", "long")
ENTRIES = (
    MEND,
    ReadingEntry(6, 3, "长", ("cháng",)),
    GlossEntry(10, 11, "隧道", "tunnel"),
    SkipEntry(14, (7, 8, 9, 10), "sponsor", "先听一段"),
    JoinEntry(17, (11, 13), (12, 14), "再说隧道"),
    SplitEntry(20, (6,), "Building bridges"),
    ShiftEntry(23, (1,), ((2,),), "先说"),
    SpeakerEntry(26, 11, "Host", "再说"),
    TermEntry(30, "隧道", ("suì", "dào")),
)
EDITS = Edits("talk.edits.toml", ENTRIES)


def numbered(texts, first=1, file=None):
    return [
        Line(number, text, file or ("en" if text.isascii() else "zh"), file=file)
        for number, text in enumerate(texts, start=first)
    ]


def placed(edits, texts):
    return place_edits(edits, numbered(texts))


def by(shift, entry):
    """An entry with its lines moved."""
    (moved,) = placed_by_hand(entry, shift)
    return moved


def placed_by_hand(entry, shift):
    match entry:
        case TermEntry():
            yield entry
        case SkipEntry():
            yield SkipEntry(entry.at, tuple(line + shift for line in entry.lines), entry.why, entry.text)
        case JoinEntry():
            yield JoinEntry(
                entry.at, tuple(line + shift for line in entry.zh), tuple(line + shift for line in entry.en), entry.text
            )
        case SplitEntry():
            yield SplitEntry(entry.at, tuple(line + shift for line in entry.after), entry.text)
        case ShiftEntry():
            en = tuple(tuple(line + shift for line in group) for group in entry.en)
            yield ShiftEntry(entry.at, tuple(line + shift for line in entry.zh), en, entry.text)
        case MendEntry():
            yield MendEntry(entry.at, entry.line + shift, entry.find, entry.replace)
        case SpeakerEntry():
            yield SpeakerEntry(entry.at, entry.line + shift, entry.name, entry.text)
        case ReadingEntry():
            yield ReadingEntry(entry.at, entry.line + shift, entry.text, entry.pinyin)
        case GlossEntry():
            yield GlossEntry(entry.at, entry.line + shift, entry.text, entry.gloss)


def test_in_the_transcript_as_it_was_every_entry_stands_where_it_says():
    assert placed(EDITS, TALK).edits == EDITS
    assert placed(EDITS, TALK).outcomes == ()
    assert placed(EDITS, TALK).moved == {}


@pytest.mark.parametrize("count", [1, 2, 20])
def test_lines_inserted_at_the_top_move_every_entry(count):
    found = placed(EDITS, ["今天。", "Today."] * count + TALK)

    assert found.edits.entries == tuple(by(2 * count, entry) for entry in ENTRIES)
    assert found.outcomes == ()
    assert found.moved == {entry.at: 2 * count for entry in ENTRIES if not isinstance(entry, TermEntry)}


@given(st.integers(0, 14), st.integers(1, 9))
def test_an_entry_is_never_applied_to_another_line(place, count):
    """Wherever lines are inserted, an entry stands on the line that it spoke of, or is reported."""
    texts = [*TALK[:place], *["新的一行。", "A new line."] * count, *TALK[place:]]

    found = placed(EDITS, texts)

    said = {entry.at: first_text(entry, TALK) for entry in ENTRIES if not isinstance(entry, TermEntry)}
    for entry in found.edits.entries:
        assert isinstance(entry, TermEntry) or first_text(entry, texts) == said[entry.at]
    assert len(found.edits.entries) + len(found.outcomes) == len(ENTRIES)


def first_text(entry, texts):
    number = next(getattr(entry, key) for key in ("line", "lines", "after", "zh") if hasattr(entry, key))
    return texts[(number if isinstance(number, int) else number[0]) - 1]


def test_an_entry_that_quotes_nothing_moves_with_its_neighbours():
    edits = Edits("e", (MEND, SkipEntry(5, (9, 10)), SpeakerEntry(8, 11, "Host", "再说隧道")))

    assert placed(edits, ["新", "New", *TALK]).edits.entries[1] == SkipEntry(5, (11, 12))


def test_an_entry_that_quotes_nothing_is_reported_where_its_neighbours_disagree():
    edits = Edits("e", (MEND, SkipEntry(5, (9, 10)), SpeakerEntry(8, 11, "Host", "再说隧道")))

    found = placed(edits, [*TALK[:6], "新", "New", *TALK[6:]])

    assert [(outcome.entry.at, outcome.is_applied) for outcome in found.outcomes] == [(5, False)]
    assert "has changed around line 9" in found.outcomes[0].text
    assert "add text" in found.outcomes[0].remedy


def test_text_that_stands_nowhere_is_reported():
    found = placed(Edits("e", (MendEntry(3, 4, "lonkest", "longest"),)), TALK)

    assert found.edits.entries == ()
    assert found.outcomes[0].text == "no line of the transcript contains “lonkest” (the entry names line 4)"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        (MendEntry(3, 4, "LONK.", "long."), "lonk"),
        (MendEntry(3, 3, "很 长，", "不长。"), "很长"),
        (GlossEntry(3, 11, "隧道更貴", "dearer"), "隧道更贵"),
        (MendEntry(3, 2, "Let’s start", "We start"), "Let's start"),
    ],
)
def test_text_that_is_written_otherwise_is_quoted_as_it_stands(entry, written):
    (outcome,) = placed(Edits("e", (entry,)), TALK).outcomes

    assert f" says “{written}”. Copy that into " in outcome.remedy


def test_text_that_stands_on_another_line_alone_is_found_there():
    found = placed(Edits("e", (MendEntry(3, 9, "lonk", "long"),)), TALK)

    assert found.edits.entries == (MendEntry(3, 4, "lonk", "long"),)
    assert found.moved == {3: -5}


def test_text_that_stands_on_several_other_lines_is_not_guessed():
    found = placed(Edits("e", (GlossEntry(3, 9, "桥", "bridge"),)), TALK)

    assert found.edits.entries == ()
    assert "on lines 1, 3, 5" in found.outcomes[0].text
    assert found.outcomes[0].remedy == "Write the number of the line that you mean."


def test_a_common_word_goes_with_its_neighbours_even_where_its_old_line_has_it_too():
    edits = Edits("e", (MEND, GlossEntry(9, 13, "隧道", "tunnel"), SpeakerEntry(12, 14, "Guest", "Tunnels cost")))

    found = placed(edits, [*TALK[:2], "旧", "Old", *TALK[2:]])

    assert found.edits.entries[1] == GlossEntry(9, 15, "隧道", "tunnel")


def test_a_word_may_stand_on_its_line_after_the_line_was_mended():
    edits = Edits("e", (MendEntry(1, 5, "造桥", "修桥"), GlossEntry(5, 5, "修桥", "to build bridges")))

    assert placed(edits, ["新", "New", *TALK]).edits.entries[1].line == 7


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (SkipEntry(1, (13, 14, 15)), "no line 15"),
        (SplitEntry(1, (90,)), "no line 90"),
        (JoinEntry(1, (11, 13), (12, 99)), "no line 99"),
        (JoinEntry(1, (11, 12), (13, 14)), "line 12 is named in zh, but it is not Chinese"),
        (ShiftEntry(1, (1,), ((3,),)), "line 3 is named in en, but it is not English"),
    ],
)
def test_lines_that_cannot_be_meant_are_reported(entry, said):
    found = placed(Edits("e", (entry,)), TALK)

    assert found.edits.entries == ()
    assert said in found.outcomes[0].text
    assert found.outcomes[0].remedy


# --- two files ---------------------------------------------------------------------------------------------------


TWO_FILES = [*numbered(TALK[::2], file="zh"), *numbered(TALK[1::2], file="en")]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (MendEntry(1, 2, "lonk", "long"), MendEntry(1, 2, "lonk", "long", file="en")),
        (GlossEntry(1, 6, "隧道", "tunnel"), GlossEntry(1, 6, "隧道", "tunnel", file="zh")),
        (SkipEntry(1, (4, 5), file="en"), SkipEntry(1, (4, 5), file="en")),
        (JoinEntry(1, (6, 7), (6, 7)), JoinEntry(1, (6, 7), (6, 7))),
    ],
)
def test_of_two_files_the_text_tells_which_is_meant(entry, expected):
    assert place_edits(Edits("e", (entry,)), TWO_FILES).edits.entries == (expected,)


def test_of_two_files_an_entry_that_tells_neither_is_reported():
    found = place_edits(Edits("e", (SkipEntry(1, (4, 5)), SplitEntry(5, (3,)))), TWO_FILES)

    assert [outcome.remedy for outcome in found.outcomes] == [
        'Add file = "zh" or file = "en".',
        "Write a [[join]] for each of the two units instead.",
    ]


# --- what the chain of witnesses tells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("witnesses", "shifts"),
    [
        ([(5, [5]), (9, [9, 30])], [0, 0]),
        ([(5, [25]), (9, [29, 40])], [20, 20]),
        ([(5, [25]), (9, [9, 29])], [20, 20]),
        ([(5, [5]), (9, [29])], [0, 20]),
        ([(5, [])], [None]),
        ([(5, [7, 9])], [None]),
        ([(5, [5]), (9, [14]), (20, [20])], [0, 5, 0]),
        ([(5, [25]), (9, [9, 60])], [20, 0]),
        ([(5, [25]), (9, [60, 70])], [20, None]),
        ([(5, [25]), (9, [9, 60]), (20, [40])], [20, None, 20]),
        ([(5, [10, 25]), (9, [11, 29]), (30, [50])], [20, 20, 20]),
    ],
)
def test_lines_move_together(witnesses, shifts):
    assert find_shifts([QuoteMatches(number, tuple(lines)) for number, lines in witnesses]) == shifts


@given(st.lists(st.tuples(st.integers(1, 50), st.lists(st.integers(1, 60), max_size=4, unique=True)), max_size=8))
def test_a_line_is_one_on_which_the_text_stands(found):
    witnesses = [QuoteMatches(number, tuple(sorted(lines))) for number, lines in sorted(found)]

    for witness, shift in zip(witnesses, find_shifts(witnesses), strict=True):
        assert shift is None or witness.number + shift in witness.lines
        assert shift is not None or witness.number not in witness.lines or len(witnesses) > 1


@given(st.lists(st.integers(1, 99), max_size=9, unique=True), st.integers(-40, 40))
def test_witnesses_that_all_moved_alike_stand_in_order(numbers, shift):
    assert in_order([(number, shift) for number in numbers]) == [(number, shift) for number in sorted(numbers)]


# --- what is done to the lines -------------------------------------------------------------------------------------


def corrected(*entries, texts=TALK):
    transcript, outcomes = correct_lines(Transcript("talk", tuple(numbered(texts))), Edits("e", entries))
    return transcript, [outcome.text for outcome in outcomes]


def test_a_mended_line_keeps_what_it_said():
    transcript, said = corrected(MEND)

    assert (transcript.lines[3].text, transcript.lines[3].as_read) == ("This bridge is very long.", "This bridge is very lonk.")
    assert said == ["line 4: “lonk” → “long”"]
    assert [line for at, line in enumerate(transcript.lines) if at != 3] == [
        line for at, line in enumerate(numbered(TALK)) if at != 3
    ]


def test_a_line_may_be_mended_twice():
    transcript, _ = corrected(MEND, MendEntry(5, 4, "very ", ""))

    assert (transcript.lines[3].text, transcript.lines[3].original) == ("This bridge is long.", "This bridge is very lonk.")


@pytest.mark.parametrize("entry", [MendEntry(1, 4, "This bridge is very lonk.", " "), MendEntry(1, 4, "gone", "x")])
def test_a_line_that_a_mend_would_empty_or_does_not_meet_stays(entry):
    transcript, _ = corrected(entry)

    assert transcript.lines == tuple(numbered(TALK))


def test_lines_left_out_become_notices():
    transcript, said = corrected(SkipEntry(1, (7, 8, 9, 10), "sponsor"))

    assert [line.number for line in transcript.lines] == [1, 2, 3, 4, 5, 6, 11, 12, 13, 14]
    assert transcript.notices == tuple(Notice("skipped", number, TALK[number - 1]) for number in (7, 8, 9, 10))
    assert said == ["lines 7–10: 4 lines left out (sponsor)"]


def test_a_speaker_speaks_until_the_next_entry():
    transcript, said = corrected(SpeakerEntry(1, 3, "Ann"), SpeakerEntry(2, 11, "Bo"))

    assert [line.speaker for line in transcript.lines] == [None] * 2 + ["Ann"] * 8 + ["Bo"] * 4
    assert said == ["Ann speaks from line 3 (8 lines)", "Bo speaks from line 11 (4 lines)"]


def test_a_speaker_speaks_until_the_transcript_names_another():
    lines = [
        Line(number, text, "zh", speaker=who) for number, (text, who) in enumerate([("一", "A"), ("二", "A"), ("三", "B")], 1)
    ]

    transcript, _ = correct_lines(Transcript("talk", tuple(lines)), Edits("e", (SpeakerEntry(1, 1, "Ann"),)))

    assert [line.speaker for line in transcript.lines] == ["Ann", "Ann", "B"]
