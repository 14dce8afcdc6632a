"""--definitions own explains a word in the language studied, if an added dictionary has a definition that certainly fits."""

import pytest

from flashdeck.app.own_dictionaries import require_dictionaries
from flashdeck.bilingual import own_definitions
from flashdeck.bilingual.own_definitions import fitting_definition
from flashdeck.compose.display import Display
from flashdeck.compose.language_sides import sides_for
from flashdeck.compose.notes.shared import NoteContext, other_senses, word_meaning
from flashdeck.dictionaries.added.added_files import AddedDictionary, store_dictionary
from flashdeck.dictionaries.added.entry_text import EntryText, Sense, definitions_of
from flashdeck.dictionaries.added.lookup import FoundEntry, forget_lookups
from flashdeck.errors import UsageError
from flashdeck.model import EnToken, Phrase, ZhToken
from flashdeck.settings import Settings

LOADING = "a place where ships are loaded"
PORCH = "a roof over a door"


def english(word="wharf", pos="NOUN", **facts):
    return EnToken(word, 0, len(word), pos=pos, lemma=word, **({"gloss": "码头", "gloss_from": "dictionary"} | facts))


def chinese(**facts):
    return ZhToken("码头", 0, 2, pos="n", **({"gloss": "wharf", "gloss_from": "dictionary"} | facts))


@pytest.fixture
def defined(monkeypatch):
    """`defined(*senses)`: an added dictionary has these definitions of every word."""

    def define(*senses):
        facts = AddedDictionary("own", "stardict", "Own", "", 1, "", "en", "en")
        entry = EntryText(definitions=tuple(Sense(*sense) for sense in senses))
        monkeypatch.setattr(own_definitions, "entries_of_token", lambda _: iter((FoundEntry(facts, entry),)))

    return define


def test_the_only_definition_for_the_part_of_speech_fits(defined):
    defined(("NOUN", LOADING), ("VERB", "to tie up a ship"))

    assert fitting_definition(english()) == LOADING
    assert fitting_definition(english(pos="ADJ")) is None


def test_of_several_definitions_the_one_with_the_sense_of_the_gloss_fits(defined):
    defined(("NOUN", "a thin piece of land at a dock"), ("NOUN", PORCH))

    assert fitting_definition(english()) == "a thin piece of land at a dock"


@pytest.mark.parametrize(
    "senses",
    [
        (("NOUN", PORCH), ("NOUN", "a fish")),
        (("NOUN", "a dock for ships"), ("NOUN", "a dock for planes")),
        (("NOUN", "a wharf with a roof"),),
        (),
    ],
)
def test_no_definition_is_better_than_a_wrong_one(senses, defined):
    defined(*senses)

    assert fitting_definition(english()) is None


@pytest.mark.parametrize(
    "token",
    [
        english(gloss_from="unconfirmed"),
        english(gloss=None, gloss_from=None),
        chinese(homograph="chang2"),
        Phrase("tie up", 0, 6, pos="VERB", gloss="停靠", gloss_from="dictionary"),
    ],
)
def test_an_uncertain_word_has_no_definition(token, defined):
    defined(("", LOADING))

    assert fitting_definition(token) is None


def test_a_chinese_definition_must_not_have_the_word(defined):
    defined(("NOUN", "船停靠的码头"))
    assert fitting_definition(chinese()) is None

    defined(("NOUN", "船停靠的地方"))
    assert fitting_definition(chinese()) == "船停靠的地方"


def test_numbered_senses_on_one_line_are_definitions_of_their_own():
    assert [sense.text for sense in definitions_of("①船停靠的地方。②热闹的城市")] == ["船停靠的地方。", "热闹的城市"]


def context(definitions):
    return NoteContext("Talk", "2025", 4.0, Display(), sides_for("en", Display()), None, None, definitions=definitions)


def test_a_card_shows_the_definition_and_keeps_the_gloss_among_the_senses(defined):
    defined(("NOUN", LOADING))

    assert word_meaning(english(), context("own")) == f'<span class="g" lang="en">{LOADING}</span>'
    assert "码头" in other_senses(english(), context("own"))


def test_without_the_option_or_a_fitting_definition_the_gloss_stays(defined):
    defined(("NOUN", LOADING))
    plain = word_meaning(english(), context("context"))
    defined()

    assert "码头" in plain
    assert word_meaning(english(), context("own")) == plain
    assert "码头" not in other_senses(english(), context("own"))


@pytest.mark.parametrize("settings", [{"study": "en", "level": "b1"}, {"study": "zh", "level": "hsk5"}, {"study": "both"}])
def test_the_option_is_refused_below_its_levels(settings):
    with pytest.raises(UsageError, match="from B2 or HSK 6 on"):
        Settings(definitions="own", **settings)


def test_the_option_is_refused_without_a_dictionary(data_folder):
    settings = Settings(study="en", level="b2", definitions="own")

    with pytest.raises(UsageError, match="no dictionary with definitions in English was added") as refused:
        require_dictionaries(settings)
    assert refused.value.remedy


def test_a_dictionary_of_the_other_language_is_not_enough(data_folder):
    store_dictionary(AddedDictionary("own", "stardict", "Own", "", 1, "1", "zh", "zh"), ())
    forget_lookups()

    require_dictionaries(Settings(study="zh", level="hsk6", definitions="own"))
    with pytest.raises(UsageError, match="in English"):
        require_dictionaries(Settings(study="en", level="b2", definitions="own"))


def test_only_the_deck_at_a_high_level_has_definitions():
    settings = Settings(study="both", level="hsk4,b2", definitions="own")

    assert [settings.defines_in(study) for study in settings.studies] == [False, True]
