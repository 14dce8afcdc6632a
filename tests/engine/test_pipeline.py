"""A trained spaCy pipeline is used when it is installed, and a broken one does no harm."""

import json
import shutil
import sys
from importlib import invalidate_caches

import pytest
import spacy
from spacy.training import Example

from flashdeck.english import spacy_pipeline as english_pipeline
from flashdeck.english.english_annotator import annotate_english
from flashdeck.english.spacy_pipeline import english_annotator_name, english_notices

pytestmark = pytest.mark.engine

NAME = "en_core_web_sm"
# Three sentences, tagged against all sense, so that nobody else can have said it.
LESSON = (
    (("They", "read", "it", "."), ("PRP", "VBD", "PRP", ".")),
    (("Boards", "read", "plans", "."), ("NNS", "VBD", "NNS", ".")),
    (("It", "grumps", "boards", "."), ("PRP", "VBD", "NNS", ".")),
)
UPOS = {"PRP": "PRON", "VBD": "VERB", "NNS": "NOUN", ".": "PUNCT"}
LOADER = """
from spacy.util import load_model_from_init_py

__version__ = "0.0.1"


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def train():
    nlp = spacy.blank("en", meta={"name": "core_web_sm", "version": "0.0.1"})
    nlp.add_pipe("tagger")
    lessons = [Example.from_dict(nlp.make_doc(" ".join(words)), {"tags": list(tags)}) for words, tags in LESSON]
    optimizer = nlp.initialize(lambda: lessons)
    for _ in range(30):
        nlp.update(lessons, sgd=optimizer)
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, upos in UPOS.items():
        ruler.add([[{"TAG": tag}]], {"POS": upos})
    ruler.add([[{"LOWER": "plans"}]], {"LEMMA": "Schemata"})
    return nlp


def install(nlp, site):
    """Lay a pipeline out as pip would."""
    package = site / NAME
    package.mkdir()
    nlp.to_disk(package / f"{NAME}-0.0.1")
    package.joinpath("__init__.py").write_text(LOADER)
    shutil.copy(package / f"{NAME}-0.0.1" / "meta.json", package / "meta.json")
    record = site / f"{NAME}-0.0.1.dist-info"
    record.mkdir()
    record.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 0.0.1\n")
    return package


@pytest.fixture(scope="module")
def trained():
    return train()


@pytest.fixture
def installed(trained, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    package = install(trained, tmp_path)
    invalidate_caches()
    english_pipeline.choose_tagger.cache_clear()
    yield package
    english_pipeline.choose_tagger.cache_clear()
    for module in [module for module in sys.modules if module.split(".")[0] == NAME]:
        del sys.modules[module]


def words(text, **options):
    return [(token.text, token.pos, token.lemma) for token in annotate_english(text, **options) if token.kind != "mark"]


def test_an_installed_pipeline_reads_the_english(installed):
    assert english_annotator_name() == f"{NAME} 0.0.1"
    assert english_notices() == ()
    assert words("It grumps boards.")[1] == ("grumps", "VERB", "grump")  # its part of speech, our lemma where it has none
    assert words("Boards read plans.")[2] == ("plans", "NOUN", "schemata")  # its lemma


def test_the_built_in_annotator_can_be_asked_for(installed):
    assert english_annotator_name("built-in").startswith("HanTa ")
    assert words("Boards read plans.", annotator="built-in")[2] == ("plans", "NOUN", "plan")


def test_contractions_stay_whole_with_a_pipeline(installed):
    assert [token.text for token in annotate_english("They don't read it.")] == ["They", "don't", "read", "it", "."]


def change_meta(package, **changes):
    for path in (package / "meta.json", package / f"{NAME}-0.0.1" / "meta.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def remove_config(package):
    (package / f"{NAME}-0.0.1" / "config.cfg").unlink()


def make_it_old(package):
    change_meta(package, spacy_version=">=2.3.0,<2.4.0")


def make_it_dumb(package):
    shutil.rmtree(package)
    shutil.rmtree(package.parent / f"{NAME}-0.0.1.dist-info")
    install(spacy.blank("en", meta={"name": "core_web_sm", "version": "0.0.1"}), package.parent)


@pytest.mark.parametrize(
    ("spoil", "reason"), [(remove_config, "config"), (make_it_old, "W095"), (make_it_dumb, "not find parts of speech")]
)
def test_a_pipeline_that_does_not_work_is_left_alone_with_one_notice(installed, spoil, reason):
    spoil(installed)

    assert english_annotator_name().startswith("HanTa ")
    assert words("Boards read plans.")[2] == ("plans", "NOUN", "plan")
    (notice,) = english_notices()
    assert notice.code == "english-pipeline"
    assert notice.text.startswith(f"{NAME} cannot be used, so the built-in tagger is used: ")
    assert reason in notice.text


def test_a_pipeline_that_is_not_installed_is_left_alone_too():
    assert english_annotator_name("en_no_such_pipeline").startswith("HanTa ")
    assert len(english_notices("en_no_such_pipeline")) == 1
