"""English is cut where spaCy cuts it, to the letter, though spaCy is not loaded for it."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.english.tokenizer import is_unmarked, load_english_cutter

spacy = pytest.importorskip("spacy")
ORTH = spacy.symbols.ORTH
TOKENIZER = spacy.blank("en").tokenizer
TOKENIZER.rules = {text: rows for text, rows in TOKENIZER.rules.items() if not is_unmarked([row[ORTH] for row in rows])}
MARKS = list(" '’.,-/:;()[]$%&!?\"“”—…@#_*^<>=~\t\n\u3000")
PARTS = st.one_of(
    st.sampled_from(sorted(TOKENIZER.rules)),
    st.sampled_from(MARKS),
    st.sampled_from(["http://a.b/c?d=1", "www.x.com", "10km", "well-known", "U.S.", "don’t", "3.5%", "I", "中文"]),
    st.text(max_size=3),
)


def of_spacy(text):
    return [(token.idx, token.idx + len(token.text)) for token in TOKENIZER(text) if not token.is_space]


@given(st.lists(PARTS, max_size=8).map("".join))
def test_every_text_is_cut_as_spacy_cuts_it(text):
    assert list(load_english_cutter().cut(text)) == of_spacy(text)


@pytest.mark.parametrize("text", ["Show me your id.", "They were wed.", "An ID (Id) helps", "I cant", "It wont, dont ask"])
def test_a_word_without_apostrophe_is_no_contraction(text):
    assert [text[start:end] for start, end in load_english_cutter().cut(text)] == re.findall(r"\w+|[^\w\s]", text)


def test_a_word_with_an_apostrophe_is_a_contraction():
    assert len(list(load_english_cutter().cut("I'd say we'd go, but he can't and won't."))) == 15


def test_the_example_is_cut_as_spacy_cuts_it(example, root):
    texts = [*example.read_text(encoding="utf-8").splitlines(), *(root / "README.md").read_text(encoding="utf-8").splitlines()]

    assert [list(load_english_cutter().cut(text)) for text in texts] == [of_spacy(text) for text in texts]


@pytest.mark.parametrize("text", sorted(TOKENIZER.rules)[::7])
def test_an_exception_among_marks_is_cut_as_spacy_cuts_it(text):
    for around in (text, f"({text})", f"“{text}, {text}.”", f"{text}{text}", f"so-{text}"):
        assert list(load_english_cutter().cut(around)) == of_spacy(around)


def test_a_build_loads_no_spacy(example, clean_env):
    load_english_cutter()  # the word lists are compiled now if they were not
    code = (
        "import sys; from flashdeck import annotate_english; annotate_english('It is a test.');"
        "print([name for name in ('spacy', 'thinc') if name in sys.modules])"
    )

    assert subprocess.check_output([sys.executable, "-c", code], env=clean_env, text=True).strip() == "[]"
