"""`flashdeck inspect` as a contract: the keys of every stage, and what their values promise."""

import hashlib
import io
import json
import os
import re
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise

import pytest

from flashdeck.cli import run

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
STAGES = ("read", "align", "sentences", "annotate", "grade", "select")

LINE = {"kind", "line", "text", "lang"}
NOTICE = {"kind", "code", "line", "text"}
PAIR = {"kind", "id", "zh_lines", "en_lines", "zh", "en", "score"}
SENTENCE = PAIR | {"en_verbatim", "repairs"}
ANNOTATED = SENTENCE | {"zh_tokens", "en_tokens"}
GRADED = ANNOTATED | {"level", "difficulty", "quality", "adequacy", "unknown", "reasons", "rules"}
CARD = {"kind", "order", "type", "study", "targets", "new_words", "id", "sentence_id", "why", "choice_rule"} | (
    PAIR - {"score"}
)
KEYS = {
    "read": ("line", LINE),
    "align": ("pair", PAIR),
    "sentences": ("sentence", SENTENCE),
    "annotate": ("sentence", ANNOTATED),
    "grade": ("sentence", GRADED),
    "select": ("card", CARD),
}
RULES = {"word_rule", "pos_rule", "gloss_rule", "link_rule"}
TOKEN = {"text", "start", "end", "pos", "zipf", "gloss", "gloss_from", "senses", "links"} | RULES
ZH_TOKEN = TOKEN | {"pinyin", "reading_rule", "hsk"}
EN_TOKEN = TOKEN | {"lemma", "cefr", "ipa"}
GLOSSES = {"edits", "aligned", "dictionary", "unconfirmed", None}
HSK = {"1", "2", "3", "4", "5", "6", "7-9", None}

UPOS = {None, *"ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()}

each_stage = pytest.mark.parametrize("stage", STAGES)


def inspected(transcript, stage, *options):
    """What one stage printed: the records, then the notices."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run(["inspect", str(transcript), "--stage", stage, *options])
    assert (code, err.getvalue()) == (0, "")
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def printed(example, tmp_path_factory):
    """All that each stage printed for the example, without settings from outside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        for name in [name for name in os.environ if name.startswith("FLASHDECK_")]:
            patch.delenv(name)
        return {stage: inspected(example, stage) for stage in STAGES}


@pytest.fixture(scope="module")
def records(printed):
    return {stage: [record for record in printed[stage] if record["kind"] != "notice"] for stage in STAGES}


@pytest.fixture(scope="module")
def lines(example):
    """The text of each line by its number."""
    return dict(enumerate(example.read_text(encoding="utf-8").splitlines(), start=1))


@pytest.fixture(scope="module")
def tokens(records):
    """Every token with the text that it lies in, for each language."""
    sentences = records["annotate"]
    return {
        language: [(token, item[language]) for item in sentences for token in item[f"{language}_tokens"]]
        for language in ("zh", "en")
    }


# --- keys ----------------------------------------------------------------------------------------------------------


@each_stage
def test_every_record_has_the_keys_of_its_stage_and_no_others(stage, records):
    kind, keys = KEYS[stage]

    assert len(records[stage]) > 10
    assert {record["kind"] for record in records[stage]} == {kind}
    assert {frozenset(record) for record in records[stage]} == {frozenset(keys)}


@each_stage
def test_notices_come_last_and_name_a_line_of_the_file(stage, printed, lines):
    kinds = [record["kind"] == "notice" for record in printed[stage]]
    notices = [record for record in printed[stage] if record["kind"] == "notice"]

    assert kinds == sorted(kinds)
    assert all(set(notice) == NOTICE and notice["code"] and notice["line"] in lines for notice in notices)


def test_boilerplate_is_told_with_its_line(printed, lines):
    told = {record["line"]: record["text"] for record in printed["align"] if record.get("code") == "boilerplate"}

    assert 1 in told
    assert told == {number: lines[number] for number in told}


def test_every_token_has_the_keys_of_its_language_and_no_others(tokens):
    assert {frozenset(token) for token, _ in tokens["zh"]} == {frozenset(ZH_TOKEN)}
    assert {frozenset(token) for token, _ in tokens["en"]} == {frozenset(EN_TOKEN)}


# --- the language studied --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def studied(example, tmp_path_factory):
    """What grading and choosing printed for learners of English, and for both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        return {
            (study, stage): [record for record in inspected(example, stage, "--study", study) if record["kind"] != "notice"]
            for study in ("en", "both")
            for stage in ("grade", "select")
        }


def test_english_is_graded_by_its_own_levels_and_words(studied):
    found = studied["en", "grade"]

    assert {frozenset(record) for record in found} == {frozenset(GRADED)}
    assert {record["level"] for record in found} <= {"A1", "A2", "B1", "B2", "C1", "C2"}
    assert all(1 <= record["difficulty"] <= 6 and 0 <= record["quality"] <= 1 for record in found)
    assert not [word for record in found for word in record["unknown"] if HAN.search(word)]


def test_english_cards_name_english_words_of_their_line(studied):
    cards = studied["en", "select"]

    assert {frozenset(card) for card in cards} == {frozenset(CARD)}
    assert {card["study"] for card in cards} == {"en"}
    assert {card["type"] for card in cards} == {"sentence", "word"}
    assert all(re.fullmatch(r"en-(sentence-[0-9a-f]{12}|word-\S+)", card["id"]) for card in cards)
    assert all(set(card["targets"]) <= set(card["new_words"]) for card in cards)
    assert len({card["id"] for card in cards}) == len(cards)


@pytest.mark.parametrize("stage", ["grade", "select"])
def test_both_languages_stand_one_after_the_other_and_share_their_sentences(stage, studied, records):
    assert studied["both", stage] == [*records[stage], *studied["en", stage]]


def test_a_sentence_has_one_id_in_both_languages(studied):
    cards = studied["both", "select"]
    shared = {study: {card["sentence_id"] for card in cards if card["study"] == study} for study in ("zh", "en")}

    assert shared["zh"] & shared["en"]


# --- lines and ids -------------------------------------------------------------------------------------------------


def test_every_line_is_read_as_it_stands(records, lines):
    assert {record["line"]: record["text"] for record in records["read"]} == lines
    assert {record["lang"] for record in records["read"]} <= {"zh", "en", None}


@pytest.mark.parametrize("stage", STAGES[1:])
def test_line_numbers_lead_to_the_text(stage, records, lines):
    for record in records[stage]:
        text = "".join(lines[number] for number in record["zh_lines"])
        assert record["zh"] == text or (stage == "select" and record["zh"] in text)  # a clause of it
        verbatim = record.get("en_verbatim", None if stage == "select" else record["en"])
        assert verbatim in (None, " ".join(lines[number] for number in record["en_lines"]))


@pytest.mark.parametrize("stage", ["align", "sentences", "annotate", "grade"])
def test_no_line_is_used_twice(stage, records):
    used = [number for record in records[stage] for number in (*record["zh_lines"], *record["en_lines"])]

    assert len(used) == len(set(used))


@pytest.mark.parametrize("stage", STAGES[1:])
def test_an_id_names_the_chinese_text(stage, records):
    for record in records[stage]:
        letters = "".join(char for char in unicodedata.normalize("NFKC", record["zh"]) if char.isalnum())
        named = record["sentence_id"] if stage == "select" else record["id"]
        assert named == hashlib.sha256(letters.encode()).hexdigest()[:12]


# --- tokens --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_offsets_cut_the_token_out_of_the_text(language, tokens):
    assert all(text[token["start"] : token["end"]] == token["text"] != "" for token, text in tokens[language])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tokens_stand_in_order_and_leave_out_nothing_but_spaces(language, records):
    for sentence in records["annotate"]:
        found = sentence[f"{language}_tokens"]
        assert all(one["end"] <= other["start"] for one, other in pairwise(found))
        assert "".join(token["text"] for token in found) == "".join(sentence[language].split())


def test_every_han_character_has_one_reading(tokens):
    readings = [(token["pinyin"], HAN.findall(token["text"])) for token, _ in tokens["zh"]]

    assert sum(len(pinyin) for pinyin, _ in readings) > 1000
    assert all(len(pinyin) == len(characters) for pinyin, characters in readings)


def test_readings_are_syllables_with_tone_marks(tokens):
    found = {syllable for token, _ in tokens["zh"] for syllable in token["pinyin"]}

    assert all(re.fullmatch(r"[a-zü\u0300\u0301\u0302\u0304\u030c\u0308]+", unicodedata.normalize("NFD", one)) for one in found)
    assert {"de", "mó", "nǐ", "shì", "tā"} <= found


def test_levels_frequencies_and_glosses_keep_to_their_scales(tokens):
    both = [token for language in ("zh", "en") for token, _ in tokens[language]]

    assert {token["hsk"] for token, _ in tokens["zh"]} == HSK
    assert all(token["zipf"] is None or 0 <= token["zipf"] <= 8 for token in both)
    assert {token["gloss_from"] for token in both} <= GLOSSES
    assert all((token["gloss"] is None) == (token["gloss_from"] is None) for token in both)
    assert all(1 <= len(token["gloss"].split()) <= 4 for token in both if token["gloss"] is not None)


def test_english_tags_and_levels_are_of_the_known_kinds(tokens):
    found = [token for token, _ in tokens["en"]]

    assert {token["pos"] for token in found} <= UPOS
    assert {token["cefr"] for token in found} <= {"A1", "A2", "B1", "B2", "C1", "C2", None}


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_links_lead_to_words_that_link_back(language, other, records):
    linked = 0
    for sentence in records["annotate"]:
        there = {(token["start"], token["end"]): token["links"] for token in sentence[f"{other}_tokens"]}
        for token in sentence[f"{language}_tokens"]:
            linked += len(token["links"])
            for start, end in token["links"]:
                touched = [back for (first, last), back in there.items() if first < end and start < last]
                assert touched, (token["text"], sentence[other][start:end])
                assert any(one < token["end"] and token["start"] < two for back in touched for one, two in back)

    assert linked > 100


# --- grades and cards ----------------------------------------------------------------------------------------------


def test_grades_keep_to_their_scales(records):
    for graded in records["grade"]:
        assert 1 <= graded["difficulty"] <= 9
        assert 0 <= graded["quality"] <= 1
        assert re.fullmatch(r"HSK [1-6](-[1-6])?|HSK 7-9|[1-6]|7-9", graded["level"])
        assert set(graded["unknown"]) <= {token["text"] for token in graded["zh_tokens"]}


def test_cards_are_numbered_in_deck_order(records):
    assert [card["order"] for card in records["select"]] == list(range(1, len(records["select"]) + 1))


def test_every_card_teaches_new_words_of_its_sentence(records):
    for card in records["select"]:
        assert card["type"] in ("sentence", "word")
        assert card["study"] == "zh"
        assert card["why"]
        assert card["targets"]
        assert set(card["targets"]) <= set(card["new_words"])
        assert all(word in card["zh"] for word in card["new_words"])


def test_a_card_is_named_by_what_it_teaches(records):
    named = [card["id"] for card in records["select"]]

    assert len(named) == len(set(named))
    assert all(
        re.fullmatch(r"zh-sentence-[0-9a-f]{12}", card["id"])
        if card["type"] == "sentence"
        else card["id"].startswith(f"zh-word-{card['targets'][0]}")
        for card in records["select"]
    )


def test_a_card_shows_a_sentence_that_was_graded_or_a_clause_of_it(records):
    graded = {(*record["zh_lines"], *record["en_lines"]): record for record in records["grade"]}

    for card in records["select"]:
        whole = graded[*card["zh_lines"], *card["en_lines"]]
        assert (card["zh"], card["en"]) == (whole["zh"], whole["en"]) or is_clause_of(card, whole)
        assert (card["sentence_id"] == whole["id"]) == (card["zh"] == whole["zh"])


def is_clause_of(card, whole):
    return card["zh"] in whole["zh"] and card["en"].rstrip(".").casefold() in whole["en"].casefold()
