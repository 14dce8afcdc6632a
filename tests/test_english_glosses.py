"""Chinese glosses of English words: the counterpart, or the part of it that is the word's own."""

import pytest

from flashdeck.annotate import annotate_sentences
from flashdeck.bilingual.english_evidence import EnglishTalkEvidence, Partner
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.usual_glosses import usual_pairs
from flashdeck.model import EnToken, Line, Pair, Sentence, ZhToken


def english(text):
    """`word/POS` side by side; the lemma is the word, or stands after a second slash."""
    found, start = [], 0
    for piece in text.split():
        word, pos, *lemma = piece.split("/")
        found.append(EnToken(word, start, start + len(word), pos=pos, lemma=lemma[0] if lemma else word))
        start += len(word) + 1
    return found


def chinese(text):
    """`词/tag` side by side, as one line without spaces."""
    found, start = [], 0
    for piece in text.split():
        word, tag = piece.split("/")
        found.append(ZhToken(word, start, start + len(word), pos=tag, kind="number" if tag == "m" else "word"))
        start += len(word)
    return found


def glosses(en, zh, *links, confirmed=True, usual=frozenset()):
    """Return the glosses of the linked English words; `links` pair an English place with a Chinese one."""
    partners = {place: Partner(other, confirmed) for place, other in links}
    found = dict(EnglishTalkEvidence(usual).of_line(english(en), chinese(zh), partners))
    return [ENGLISH_GLOSS_RULES.decide(found[place]).text for place, _ in links]


@pytest.mark.parametrize(
    ("en", "zh", "own"),
    [
        ("data/NOUN center/NOUN", "数据中心/n", ["数据", "中心"]),
        ("insurance/NOUN company/NOUN", "保险公司/n", ["保险", "公司"]),
        ("pre/ADJ training/NOUN/training", "预训练/n", ["预", "训练"]),
        ("make/VERB progress/NOUN", "进展/vn", [None, "进展"]),
        ("go/VERB bankrupt/ADJ", "破产/v", [None, "破产"]),
        ("locker/NOUN room/NOUN", "更衣室/n", [None, "室"]),
    ],
)
def test_words_that_share_a_counterpart_have_their_parts_of_it(en, zh, own):
    assert glosses(en, zh, (0, 0), (1, 0)) == own


@pytest.mark.parametrize(
    ("en", "zh", "own"),
    [
        ("the/DET brain/NOUN", "人脑/n", "脑"),
        ("this/DET year/NOUN", "今年/t", "年"),
        ("how/ADV much/ADJ", "多大/n", "多"),
        ("new/ADJ drugs/NOUN/drug", "新药/n", "药"),
        ("two/DET billions/NOUN/billion", "数十亿/m", "十亿"),
        ("a/DET chip/NOUN", "芯片/n", "芯片"),
        ("it/PRON depends/VERB/depend", "取决于/v", "取决于"),
        ("they/PRON build/VERB", "构建/v", "构建"),
    ],
)
def test_a_counterpart_that_says_more_gives_the_part_that_is_the_words_own(en, zh, own):
    assert glosses(en, zh, (1, 0)) == [own]


@pytest.mark.parametrize(
    ("en", "zh", "link"),
    [
        ("so/ADV far/ADV", "到目前为止/l", (1, 0)),
        ("from/ADP scratch/NOUN", "从零开始/i", (1, 0)),
        ("a/DET job/NOUN", "失业/n", (1, 0)),
        ("they/PRON use/VERB it/PRON", "当/v 借口/n", (1, 1)),
        ("in/ADP twenty/NUM", "2027/m", (1, 0)),
        ("a/DET productive/ADJ day/NOUN", "生产力/n", (1, 0)),
    ],
)
def test_a_word_that_is_nothing_by_itself_there_has_no_gloss(en, zh, link):
    assert glosses(en, zh, link) == [None]


def test_an_adjective_with_a_noun_for_counterpart_has_what_the_line_says_one_has():
    assert glosses("she/PRON is/AUX confident/ADJ", "她/r 很/d 有/v 信心/n", (2, 3)) == ["有信心的"]
    assert glosses("an/DET economic/ADJ plan/NOUN", "经济/n 计划/n", (1, 0)) == ["经济"]


def test_a_noun_is_not_glossed_by_a_verb_that_has_an_object():
    gains, link = "big/ADJ gains/NOUN/gain", (1, 0)

    assert glosses(gains, "获得/v 了/ul 很/d 多/a", link, confirmed=False) == [None]
    assert glosses(gains, "提升/v 很/d 大/a", link, confirmed=False) == ["提升"]


def test_a_usual_counterpart_stays_whatever_the_dictionary_says_of_it():
    usual = usual_pairs([("human", "人类")] * 3)

    assert glosses("human/NOUN lives/NOUN/life", "人类/n 的/uj 生命/n", (0, 0)) == [None]
    assert glosses("human/NOUN lives/NOUN/life", "人类/n 的/uj 生命/n", (0, 0), usual=usual) == ["人类"]


def test_words_of_an_expression_have_no_gloss_of_the_whole():
    text = "For example, the bridge is closed."
    pair = Pair((Line(1, "例如,桥关闭了。", "zh"),), (Line(2, text, "en"),), 1.0)
    (item,) = annotate_sentences([Sentence((pair,), text)], "2025")

    assert [token.gloss for token in item.en_tokens if token.text == "example"] == [None]
    assert [phrase.headword for phrase in item.en_phrases] == ["for example"]


def test_a_word_is_linked_to_its_own_part_of_the_counterpart():
    zh, en = "这家公司建了一个数据中心。", "This company built a data center."
    pair = Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0)
    (item,) = annotate_sentences([Sentence((pair,), en)], "2025")
    linked = {token.text: [zh[start:end] for start, end in token.links] for token in item.en_tokens}

    assert (linked["data"], linked["center"]) == (["数据"], ["中心"])


@pytest.mark.parametrize(
    ("en", "zh", "place", "own"),
    [
        ("compelling/ADJ", "吸引/v 人/n", 0, "吸引人"),
        ("disappointing/ADJ", "令/v 人/n 失望/a", 2, "令人失望"),
        ("disappointed/ADJ", "令/v 人/n 失望/a", 2, "失望"),
        ("boring/ADJ", "无聊/a 的/u", 0, "无聊"),
        ("filmmaker/NOUN", "电影制作/n 人/n", 0, "电影制作人"),
        ("teacher/NOUN", "老师/n 人/n", 0, "老师"),
    ],
)
def test_what_moves_or_makes_somebody_is_glossed_with_its_person(en, zh, place, own):
    assert glosses(en, zh, (0, place)) == [own]


def test_an_adverb_and_an_adjective_are_not_glossed_by_another_part_of_speech():
    assert glosses("economically/ADV valuable/ADJ", "经济/n 价值/n", (0, 0)) == ["经济上"]
    assert glosses("an/DET actual/ADJ difference/NOUN", "确实/ad 差异/n", (1, 0), confirmed=False) == [None]


@pytest.mark.parametrize(
    ("en", "zh", "gloss"),
    [
        ("machines/NOUN are/AUX emotionless/ADJ", "机器/n 毫无/v 情感/n", "没有情感的"),
        ("they/PRON lack/VERB confident/ADJ", "他们/r 没有/v 信心/n", "有信心的"),
    ],
)
def test_an_adjective_is_never_glossed_by_its_opposite(en, zh, gloss):
    assert glosses(en, zh, (2, 2)) == [gloss]
