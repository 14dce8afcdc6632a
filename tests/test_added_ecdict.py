"""ECDICT gives meanings to English words without one, and the words of exams."""

import pytest

from flashdeck.annotate.talk import annotate_sentences
from flashdeck.app.own_dictionaries import exam_words
from flashdeck.app.pipeline import Pipeline
from flashdeck.compose.display import Display
from flashdeck.compose.language_sides import sides_for
from flashdeck.compose.notes.shared import meaning
from flashdeck.dictionaries.added.add_file import add_dictionary
from flashdeck.dictionaries.added.added_files import remove_dictionary
from flashdeck.dictionaries.added.entry_text import EntryText, Sense, definitions_of, glosses_of
from flashdeck.dictionaries.added.lookup import added_entries, exam_tags
from flashdeck.dictionaries.compiled import lists_digest
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.errors import InputError, UsageError
from flashdeck.levels import explain_level, find_level
from flashdeck.model import EnToken, Line, Pair, Sentence
from flashdeck.select.choice.worth import WordWorth, is_sure
from flashdeck.select.learner import Learner
from flashdeck.settings import Settings

HEADER = "word,phonetic,definition,translation,pos,collins,oxford,tag,bnc,frq,exchange,detail,audio\n"
ROWS = (
    'hassle,,"n. a small but tiring trouble\\nv. annoy again and again","n. 争论, 麻烦(口语)\\nvt. 与人争吵, 烦扰",,,,ky toefl,,,,,\n'
    "bridge,,,n. 桥,,,,zk gk,,,,,\n"
    'wharf,,,"n. 码头\\n[计] 停泊处",,,,gre,,,,,\n'
    "ledger,,,n. 总账; 分类账,,,,cet6 xyz,,,,,\n"
)


@pytest.fixture(autouse=True)
def own_data(data_folder):
    return data_folder


def written(folder, content, name="ecdict.csv"):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def ecdict(tmp_path):
    return add_dictionary(written(tmp_path, HEADER + ROWS))


def annotated(zh, en):
    sentence = Sentence((Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0),), en)
    return next(iter(annotate_sentences([sentence], "2025")))


def english(zh, en, word):
    return next(token for token in annotated(zh, en).en_tokens if token.headword == word)


def test_the_facts_of_the_dictionary_are_kept(ecdict):
    assert (ecdict.name, ecdict.entries, ecdict.headwords, ecdict.definitions) == ("ecdict", 4, "en", "zh")
    assert ecdict.tags == "zk gk cet6 ky toefl gre"
    assert exam_tags() == {"zk", "gk", "cet6", "ky", "toefl", "gre"}


def test_an_entry_has_glosses_and_definitions_by_part_of_speech(ecdict):
    [found] = added_entries("Hassle", "en")

    assert found.entry.glosses == (
        Sense("NOUN", "争论"),
        Sense("NOUN", "麻烦"),
        Sense("VERB", "与人争吵"),
        Sense("VERB", "烦扰"),
    )
    assert found.entry.definitions == (
        Sense("NOUN", "a small but tiring trouble"),
        Sense("VERB", "annoy again and again"),
    )
    assert added_entries("hassle", "zh") == ()


def test_an_entry_survives_packing():
    entry = EntryText((Sense("NOUN", "码头"),), (Sense("", "a place"),), "cet4")

    assert EntryText.unpacked(entry.packed()) == entry


@pytest.mark.parametrize(
    ("text", "glosses"),
    [
        ("a. 明确的, 清楚的", [("ADJ", "明确的"), ("ADJ", "清楚的")]),
        ("vt. & vi. 抛接", [("VERB", "抛接")]),
        ("v. 装货\n[医] 肝炎", [("VERB", "装货"), ("", "肝炎")]),
        ("n. 门\n[网络] 盖茨\nn. (Gates)人名；(英)盖茨", [("NOUN", "门")]),
        ("/həʊm/\nn. 家；住宅", [("NOUN", "家"), ("NOUN", "住宅")]),
        ("1. 家 2", []),
        ("n. 一种由很多不同的零件组成的大型机器", []),
        ("ABC", []),
        ("", []),
    ],
)
def test_only_short_chinese_meanings_are_glosses(text, glosses):
    assert [(sense.pos, sense.text) for sense in glosses_of(text, "zh")] == glosses


@pytest.mark.parametrize(
    ("text", "glosses"),
    [
        ("chuán\nto sail a boat; boat", ["to sail a boat", "boat"]),
        ("sail", ["sail"]),
        ("a very long phrase that explains a word", []),
        ("see 船", []),
    ],
)
def test_only_short_english_meanings_are_glosses(text, glosses):
    assert [sense.text for sense in glosses_of(text, "en")] == glosses


def test_a_numbered_definition_loses_its_number():
    assert definitions_of("n.\n1. a flat boat\n2) a raft of logs") == (
        Sense("NOUN", "a flat boat"),
        Sense("NOUN", "a raft of logs"),
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("name,age\nAnna,3\n", "no columns word and translation"),
        ("", "no columns word and translation"),
        (HEADER, "no English word has a Chinese translation"),
        (HEADER + "boat,,,a ship,,,,,,,,,\n", "no English word has a Chinese translation"),
        (HEADER + 'boat,,,"n. 船', "not a table in CSV"),
    ],
)
def test_another_or_damaged_table_is_refused(content, problem, tmp_path, own_data):
    with pytest.raises(InputError, match=problem):
        add_dictionary(written(tmp_path, content))
    assert not own_data.exists()


def test_a_table_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "ecdict.csv"
    path.write_bytes((HEADER + ROWS).encode("gb18030"))

    with pytest.raises(InputError, match="UTF-8"):
        add_dictionary(path)


# ---- glosses


def test_a_word_without_a_gloss_gets_one_that_the_chinese_line_confirms(ecdict):
    token = english("这件事实在麻烦。", "The whole thing is such a hassle.", "hassle")

    assert (token.gloss, token.gloss_from, token.gloss_rule) == ("麻烦", "dictionary", "added.gloss.in-line")
    assert token.senses == ("争论",)
    assert (token.links, token.link_rule) == (((5, 7),), "link.added-dictionary")


def test_a_gloss_that_the_line_does_not_have_is_unconfirmed(ecdict):
    token = english("这件事实在不好。", "The whole thing is such a hassle.", "hassle")

    assert (token.gloss, token.gloss_from) == ("争论", "unconfirmed")


def test_the_gloss_has_the_part_of_speech_of_the_word(ecdict):
    token = english("别再这样了。", "Do not hassle me.", "hassle")

    assert (token.pos, token.gloss) == ("VERB", "与人争吵")


def test_without_the_dictionary_the_word_has_no_gloss(ecdict):
    remove_dictionary(ecdict.name)

    assert english("这件事实在不好。", "The whole thing is such a hassle.", "hassle").gloss is None


def test_a_word_with_a_gloss_keeps_it(ecdict):
    token = english("桥很高。", "The bridge is high.", "bridge")

    assert (token.gloss, token.gloss_rule) == ("桥", "en.gloss.listed-counterpart")


def test_an_unconfirmed_gloss_of_an_added_dictionary_is_no_target(ecdict):
    worth = WordWorth("hassle", sentences=9, level=4.0, worth=1.0, is_key=True)
    token = english("这件事实在不好。", "The whole thing is such a hassle.", "hassle")

    assert not is_sure(token, worth)


def test_the_deck_names_the_dictionary(ecdict):
    assert "Further meanings: ECDICT" in deck_attribution("en", "2025")


# ---- exams


def word(text, level, listed=None):
    return EnToken(text, 0, len(text), pos="NOUN", level=level, cefr=listed, lemma=text)


@pytest.mark.parametrize(
    ("level", "known", "unknown"),
    [
        ("cet6", ["bridge", "ledger"], ["hassle", "wharf"]),
        ("ky", ["bridge", "hassle"], ["ledger", "wharf"]),
        ("toefl", ["bridge", "hassle", "ledger"], ["wharf"]),
    ],
)
def test_a_learner_knows_the_words_of_the_exam_and_of_easier_ones(level, known, unknown, ecdict):
    found = find_level(level, "en", "2025")
    learner = Learner("en", found.value, exam=exam_words(found.exam))

    assert all(learner.knows(word(text, 6.0, "C2")) for text in known)
    assert not any(learner.knows(word(text, 1.0, "A1")) for text in unknown)


def test_the_level_decides_about_words_that_no_exam_has(ecdict):
    learner = Learner("en", 3.0, exam=exam_words("ky"))

    assert learner.knows(word("canoe", 2.0, "A2"))
    assert not learner.knows(word("canoe", 5.0, "C1"))


def test_an_exam_is_explained_to_the_learner():
    level = find_level("cet6", "en", "2025")

    assert explain_level(level) == "you know the words of CET-6 and of easier exams; taught: words above CET-6"


def test_two_languages_may_have_a_level_and_an_exam():
    assert find_level("hsk4,IELTS", "en", "2025").name == "IELTS"
    assert find_level("hsk4,ielts", "zh", "2025").name == "HSK 4"


def test_an_exam_without_a_dictionary_is_refused_before_any_work(example):
    with pytest.raises(UsageError, match="--level cet4: no dictionary with the words of this exam") as refused:
        Pipeline(example, Settings(study="en", level="cet4")).tracks[0].learner  # noqa: B018

    assert "dictionary add" in refused.value.remedy


def test_an_exam_that_the_dictionary_lacks_is_refused(ecdict, example):
    with pytest.raises(UsageError, match="--level cet4"):
        Pipeline(example, Settings(study="en", level="cet4")).tracks[0].learner  # noqa: B018


def test_an_exam_is_no_upper_limit():
    with pytest.raises(UsageError, match="--up-to: 'ielts' is an exam"):
        Settings(study="en", up_to="ielts")


def test_an_exam_is_no_level_of_chinese():
    with pytest.raises(UsageError, match="--level"):
        Settings(study="zh", level="cet4")


def test_adding_the_dictionary_changes_the_key_of_cached_results(tmp_path):
    before = lists_digest()
    add_dictionary(written(tmp_path, HEADER + ROWS))
    lists_digest.clear()

    assert lists_digest() != before


def test_the_mark_of_a_guess_names_the_dictionary(ecdict):
    token = english("这件事实在不好。", "The whole thing is such a hassle.", "hassle")

    assert "争论" in meaning(token, sides_for("en", Display()))
    assert "(? ECDICT)" in meaning(token, sides_for("en", Display()))
