"""Two lists of lines: whatever they hold, the pairs keep the order, share no line and score from 0 to 1."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flashdeck

ZH = [
    "老磨坊在1875年被烧毁。",
    "没有人知道是谁放的火。",
    "后来镇上建了一座桥。",
    "桥上只能走三辆马车。",
    "我祖父修过它两次。",
    "洪水每十年来一回。",
]
EN = [
    "The old mill burned down in 1875.",
    "Nobody knows who set the fire.",
    "Later the town built a bridge.",
    "It could only carry three carriages.",
    "My grandfather repaired it twice.",
    "The flood comes every ten years.",
]
chinese = st.sampled_from([*ZH, "对。", "", "  ", "12", "……", "好的,走吧。他说:“不。”"]) | st.text("河桥。,a1?", max_size=9)
english = st.sampled_from([*EN, "Yes.", "", " ", "12", "...", "Go on. He said no."]) | st.text("ab A.?1,'", max_size=12)
sides = st.tuples(st.lists(chinese, max_size=9), st.lists(english, max_size=9))


def lines_of(zh, en):
    return [(pair.zh_lines, pair.en_lines) for pair in flashdeck.align_lines(zh, en)]


def one_to_one(count):
    return [((at,), (at,)) for at in range(count)]


@settings(max_examples=40)
@given(sides)
def test_pairs_keep_the_order_and_share_no_line(given_sides):
    zh, en = given_sides
    pairs = flashdeck.align_lines(zh, en)

    for side, lines in (("zh_lines", zh), ("en_lines", en)):
        places = [place for pair in pairs for place in getattr(pair, side)]
        assert places == sorted(set(places))
        assert all(lines[place].strip() for place in places)
    assert all(pair.zh_lines and pair.en_lines and 0 <= pair.score <= 1 for pair in pairs)


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_text_is_taken(zh, en):
    assert all(0 <= pair.score <= 1 for pair in flashdeck.align_lines(zh, en))


def test_sides_that_correspond_are_paired_line_by_line():
    assert lines_of(ZH, EN) == one_to_one(len(ZH))


@pytest.mark.parametrize("gone", range(len(ZH)))
def test_a_line_without_translation_is_left_out(gone):
    without = lines_of(ZH, EN[:gone] + EN[gone + 1 :])

    assert without == [((at,), (at - (at > gone),)) for at in range(len(ZH)) if at != gone]


@pytest.mark.parametrize("at", range(len(ZH) - 1))
def test_two_lines_stand_beside_the_one_that_holds_both(at):
    joined = [*EN[:at], f"{EN[at]} {EN[at + 1]}", *EN[at + 2 :]]
    found = lines_of(ZH, joined)

    assert ((at, at + 1), (at,)) in found
    assert len(found) == len(ZH) - 1


def test_a_sentence_that_both_sides_cut_is_one_pair():
    zh = [*ZH[:2], "去年夏天我们把", "旧码头的木板都换了。", *ZH[2:]]
    en = [*EN[:2], "Last summer we replaced all the", "planks of the old pier.", *EN[2:]]

    assert ((2, 3), (2, 3)) in lines_of(zh, en)


def test_traditional_characters_are_understood():
    zh = ["舊磨坊在1875年被燒毀。", "後來鎮上建了一座橋。", "我祖父修過它兩次。"]

    assert lines_of(zh, [EN[0], EN[2], EN[4]]) == one_to_one(3)
    assert lines_of(zh[1:], [EN[0], EN[2], EN[4]]) == [((0,), (1,)), ((1,), (2,))]


def test_figures_are_compared_by_value():
    zh = ["收入是3亿美元。", "收入是二十五万美元。", "那是二〇二六年的事。"]
    en = ["Revenue was $300 million.", "Revenue was two hundred fifty thousand dollars.", "That was in twenty twenty six."]

    assert lines_of(zh, en[1:]) == [((1,), (0,)), ((2,), (1,))]
    assert lines_of(zh[1:], en) == [((0,), (1,)), ((1,), (2,))]


def test_a_translation_scores_higher_than_another_sentence():
    (right,) = flashdeck.align_lines([ZH[0]], [EN[0]])
    wrong = flashdeck.align_lines([ZH[0]], ["Is there any soup left for the cats?"])

    assert right.score > 0.9
    assert all(pair.score < 0.1 for pair in wrong)


def test_one_empty_side_gives_no_pair():
    assert flashdeck.align_lines([], EN) == flashdeck.align_lines(ZH, []) == flashdeck.align_lines([], []) == []


def test_long_sides_without_any_common_word_are_taken():
    """No anchor holds the band; lengths and order must do."""
    zh, en = ["嗯。"] * 300, ["Mm."] * 200

    assert len(flashdeck.align_lines(zh, en)) > 0


def test_a_long_passage_that_one_side_lacks_is_passed_over():
    zh = [f"第{at}号船运来了{at * 7 + 3}吨煤。" for at in range(300)]
    en = [f"Ship number {at} brought {at * 7 + 3} tons of coal." for at in range(300)]

    assert lines_of(zh, en[:100] + en[200:]) == [((at,), (at,)) for at in range(100)] + [
        ((at,), (at - 100,)) for at in range(200, 300)
    ]


# --- sentences that a translator split or joined


@pytest.mark.parametrize(
    ("zh", "en", "wanted"),
    [
        (  # one sentence became two
            ["老磨坊在1875年被烧毁，没有人知道是谁放的火。", *ZH[2:]],
            EN,
            [((0,), (0, 1)), *(((at,), (at + 1,)) for at in range(1, 5))],
        ),
        (  # one sentence became three
            ["后来镇上建了一座桥，桥上只能走三辆马车，我祖父修过它两次。", ZH[5], *ZH[:2]],
            [*EN[2:], *EN[:2]],
            [((0,), (0, 1, 2)), ((1,), (3,)), ((2,), (4,)), ((3,), (5,))],
        ),
        (  # one sentence became four
            ["没有人知道是谁放的火，后来镇上建了一座桥，桥上只能走三辆马车，我祖父修过它两次。", ZH[5], ZH[0]],
            [*EN[1:], EN[0]],
            [((0,), (0, 1, 2, 3)), ((1,), (4,)), ((2,), (5,))],
        ),
        (  # two sentences became one
            ZH,
            [EN[0], "Nobody knows who set the fire, but later the town built a bridge.", *EN[3:]],
            [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3,)), ((5,), (4,))],
        ),
        (  # both sides part at different places
            [ZH[0], "没有人知道是谁放的火，后来镇上建了一座桥。", *ZH[3:]],
            [*EN[:2], "Later the town built a bridge, but it could only carry three carriages.", *EN[4:]],
            [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,)), ((4,), (4,))],
        ),
        (  # the second sentence says more than its half of the Chinese
            ["老磨坊在1875年被烧毁，我祖父修过它两次。", *ZH[1:4], ZH[5]],
            [EN[0], "My grandfather, who was a patient man, repaired it twice.", *EN[1:4], EN[5]],
            [((0,), (0, 1)), *(((at,), (at + 1,)) for at in range(1, 5))],
        ),
    ],
    ids=["1-2", "1-3", "1-4", "2-1", "2-2", "1-2 with more"],
)
def test_sentences_that_were_split_or_joined_are_one_pair(zh, en, wanted):
    assert lines_of(zh, en) == wanted


@pytest.mark.parametrize(
    "extra", ["That was a great deal of money in those days.", "Yeah.", "Let us hear a word from our sponsor."]
)
def test_a_sentence_that_says_something_else_is_left_out(extra):
    assert lines_of(ZH, [*EN[:3], extra, *EN[3:]]) == [((at,), (at + (at > 2),)) for at in range(6)]


def test_captions_without_marks_are_paired_cue_by_cue():
    zh = ["那年冬天我们把", "旧船厂的窗户", "全都换了", "花了两个月", "后来镇上建了一座桥", "我祖父修过它两次"]
    en = [
        "That winter we took",
        "the windows of the old shipyard",
        "and replaced every one of them.",
        "It took two months.",
        "Later the town built a bridge",
        "and my grandfather repaired it twice.",
    ]

    assert lines_of(zh, en) == one_to_one(6)


def test_a_part_of_a_sentence_is_not_left_out_of_captions():
    zh = ["旧船厂的窗户我们全都换了", "花了两个月", "后来镇上建了一座桥", "没有人知道是谁放的火"]
    en = [
        "That winter, as far as I can tell,",
        "we replaced every window of the old shipyard.",
        "It took two months.",
        *EN[2:3],
        EN[1],
    ]

    paired = {place for _, lines in lines_of(zh, en) for place in lines}

    assert paired == set(range(5))
