"""What a person says of words overrules what the program found: how they are cut, read, explained, how hard they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.annotate import annotate_sentences
from flashdeck.annotate.meanings import correct_meanings
from flashdeck.chinese.words import Word
from flashdeck.chinese.words.forced import recut, term_spans
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.edits.effects import word_outcomes
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.entry_values import level
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry
from flashdeck.model import Line, Pair, Sentence
from flashdeck.select import Learner

TALK = [
    ("这座山怎么算？", "How do you calculate this mountain?"),
    ("他写了三行代码。", "He wrote three lines of code."),
    ("我们用大数据算时间。", "We use big data to calculate the time."),
    ("这座山很长。", "This mountain is very long."),
]
SENTENCES = [
    Sentence((Pair((Line(2 * at - 1, zh, "zh"),), (Line(2 * at, en, "en"),), 1.0),), en) for at, (zh, en) in enumerate(TALK, 1)
]


def annotated(*entries):
    edits = Edits("e", entries)
    return list(correct_meanings(tuple(annotate_sentences(SENTENCES, "2025", edits)), edits))


def words(item):
    return "|".join(token.text for token in item.zh_tokens)


def token(items, text, place=0):
    return [token for item in items for token in (*item.zh_tokens, *item.en_tokens) if token.text == text][place]


def said(*entries):
    return [outcome.text for outcome in word_outcomes(Edits("e", entries), annotated(*entries))]


def test_a_term_is_cut_read_and_explained_everywhere():
    term = TermEntry(1, "这座山", ("zhèi", "zuò", "shān"), "this mountain")
    before, after = annotated(), annotated(term)

    assert [words(before[at]) for at in (0, 3)] == ["这|座|山|怎么|算|？", "这|座|山|很|长|。"]
    assert [words(after[at]) for at in (0, 3)] == ["这座山|怎么|算|？", "这座山|很|长|。"]
    assert after[1:3] == before[1:3]
    for place in (0, 1):
        found = token(after, "这座山", place)
        assert (found.pinyin, found.gloss, found.gloss_from) == (("zhèi", "zuò", "shān"), "this mountain", "edits")
        assert not found.doubtful
    assert said(term) == ["这座山: zhèi zuò shān; this mountain, in 2 sentences"]


def test_a_reading_holds_in_its_line_alone_and_over_several_words():
    before, after = annotated(), annotated(ReadingEntry(1, 3, "行代码", ("xíng", "dài", "mà")))

    assert [token.pinyin for token in before[1].zh_tokens[4:6]] == [("háng",), ("dài", "mǎ")]
    assert [token.pinyin for token in after[1].zh_tokens[4:6]] == [("xíng",), ("dài", "mà")]
    assert [item for at, item in enumerate(after) if at != 1] == [item for at, item in enumerate(before) if at != 1]


def test_another_reading_brings_the_senses_of_that_reading():
    before, after = token(annotated(), "长"), token(annotated(ReadingEntry(1, 7, "长", ("zhǎng",))), "长")

    assert before.pinyin == ("cháng",)
    assert after.pinyin == ("zhǎng",)
    assert set(before.senses).isdisjoint(after.senses)


def test_which_word_a_homograph_is_depends_on_no_edit():
    assert (
        token(annotated(ReadingEntry(1, 7, "长", ("zhǎng",))), "长").homograph == token(annotated(), "长").homograph == "chang2"
    )


def test_a_gloss_holds_in_its_line_alone():
    entry = GlossEntry(1, 5, "算", "to work out")
    before, after = annotated(), annotated(entry)

    assert (token(after, "算", 1).gloss, token(after, "算", 1).gloss_from) == ("to work out", "edits")
    assert token(after, "算", 0) == token(before, "算", 0)
    assert said(entry) == ["line 5: 算 means to work out"]


def test_a_gloss_of_its_line_goes_before_that_of_a_term():
    after = annotated(TermEntry(1, "算", gloss="to count"), GlossEntry(4, 5, "算", "to work out"))

    assert [token(after, "算", place).gloss for place in (0, 1)] == ["to count", "to work out"]


def test_a_gloss_cuts_its_word_out_of_its_line():
    after = annotated(GlossEntry(1, 3, "三行", "three lines of"))

    assert words(after[1]) == "他|写|了|三行|代码|。"


def test_an_english_word_is_explained_by_its_lemma():
    term = TermEntry(1, "calculate", gloss="计算")

    assert (token(annotated(term), "calculate", 1).gloss, token(annotated(term), "calculate", 1).gloss_from) == (
        "计算",
        "edits",
    )


def test_an_english_term_of_several_words_is_learned_as_one():
    term = TermEntry(1, "lines of code", gloss="行代码", level=level("b2"))

    (phrase,) = annotated(term)[1].en_phrases

    assert (phrase.text, phrase.headword, phrase.gloss, phrase.cefr) == ("lines of code", "lines of code", "行代码", "B2")
    assert TALK[1][1][phrase.start : phrase.end] == "lines of code"
    assert said(term) == ["lines of code: 行代码; level b2, in 1 sentence"]


def test_the_rest_of_a_sentence_stays_as_it_is():
    before, after = annotated(), annotated(GlossEntry(1, 5, "算", "to work out"))
    changed = [
        (one.text, other.text) for one, other in zip(before[2].zh_tokens, after[2].zh_tokens, strict=True) if one != other
    ]

    assert changed == [("算", "算")]
    assert after[2].en_tokens == before[2].en_tokens


# --- levels --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked", "known_at"),
    [("代码", "hsk2", 2), ("代码", "hsk7-9", 7), ("代码", "known", 1), ("代码", "ignore", 1), ("山", "hsk6", 6)],
)
def test_a_level_decides_who_knows_a_word(text, asked, known_at):
    found = token(annotated(TermEntry(1, text, level=level(asked))), text)

    knowing = [number for number in range(1, 8) if Learner("zh", float(number)).knows(found)]
    assert knowing == list(range(known_at, 8))


def test_an_english_level_is_on_its_own_scale():
    found = token(annotated(TermEntry(1, "mountain", level=level("C1"))), "mountain")

    assert (found.level, found.cefr) == (5.0, "C1")


# --- what does nothing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (TermEntry(1, "隧道"), "no sentence contains 隧道"),
        (TermEntry(1, "怎"), "怎 occurs only inside 怎么, which is kept whole"),
        (GlossEntry(1, 90, "算", "x"), "line 90 is not part of any sentence"),
        (GlossEntry(1, 4, "lines of", "几行"), "line 4 has no word “lines of” after repair and segmentation"),
    ],
)
def test_what_does_nothing_says_why(entry, why):
    (outcome,) = word_outcomes(Edits("e", (entry,)), annotated(entry))

    assert outcome.text == why
    assert outcome.remedy


# --- cutting -------------------------------------------------------------------------------------------------------


def cut_as(text, *parts):
    row, at = [], 0
    for part in parts:
        row.append(Word(part, at, "n"))
        at += len(part)
    assert at == len(text)
    return row


@pytest.mark.parametrize(
    ("parts", "terms", "expected"),
    [
        (("数据", "中心"), ("数据中心",), ["数据中心"]),
        (("数据中心",), ("数据",), []),
        (("数据中心",), ("数据", "中心"), ["数据", "中心"]),
        (("数据", "中心"), ("据中",), ["据中"]),
        (("数据", "中心"), ("数据", "数据中心"), ["数据中心"]),
    ],
)
def test_a_longer_word_stays_whole_unless_terms_make_up_all_of_it(parts, terms, expected):
    text = "".join(parts)

    assert [text[start:end] for start, end in term_spans(text, cut_as(text, *parts), terms)] == expected


@given(st.text("数据中心算力", min_size=1, max_size=12), st.lists(st.text("数据中心算力", min_size=1, max_size=3), max_size=4))
def test_cutting_loses_no_character_and_makes_every_term_found_a_word(text, terms):
    segmenter = Segmenter(["数据中心算力"])
    row = segmenter.cut(text)
    spans = term_spans(text, row, terms)

    found = recut(text, row, spans, segmenter.cut)

    assert "".join(word.text for word in found) == text
    assert [word.start for word in found] == [sum(len(word.text) for word in found[:at]) for at in range(len(found))]
    assert {(word.start, word.end) for word in found} >= set(spans)


def test_a_term_that_the_transcript_writes_otherwise_is_shown_as_it_does():
    (outcome,) = word_outcomes(Edits("e", (TermEntry(1, "大數據"),)), annotated())

    assert outcome.text == "no sentence contains 大數據"
    assert outcome.remedy == "Write the word as it is written in the transcript (“大数据”), or remove the entry."
