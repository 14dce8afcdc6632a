"""What is kept between runs comes back equal or not at all, and changes no result."""

import os
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from flashdeck import caching
from flashdeck.annotate import cut_sentences
from flashdeck.app import stage_cache
from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stage_cache import annotation_key, grades_key, pack_grades, sentences_key, unpack_grades
from flashdeck.caching import cache_files
from flashdeck.dictionaries.compiled import table
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.edits.kinds.entry_values import WordLevel
from flashdeck.edits.kinds.line_entries import MendEntry
from flashdeck.edits.kinds.word_entries import GlossEntry, TermEntry
from flashdeck.levels import Knowledge
from flashdeck.model import Line, Pair
from flashdeck.select import Learner, grade_talk
from flashdeck.settings import Settings
from flashdeck.text import make_sentences


@pytest.fixture(scope="module")
def annotated(example):
    return Pipeline(example, Settings()).annotated


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(caching.VARIABLE, str(tmp_path / "cache"))
    return caching.cache_folder()


def sentences_of(annotated):
    return [item.sentence for item in annotated]


def no_words():
    return []


def comes_back(codec, value, context=()):
    return codec.unpack(codec.pack(value, context), context) == value


def test_an_annotation_comes_back_equal(annotated):
    assert comes_back(stage_cache._ANNOTATED, annotated, sentences_of(annotated))


def test_phrases_come_back_as_they_stand_in_a_line_in_traditional_characters(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("我們決定把這個計畫推出去。\nWe decided to roll out the plan.\n" * 3, encoding="utf-8")
    annotated = Pipeline(path, Settings()).annotated

    assert annotated[0].en_phrases
    assert comes_back(stage_cache._ANNOTATED, annotated, sentences_of(annotated))


def test_the_key_knows_text_and_edition(annotated):
    sentences = sentences_of(annotated)

    keys = [
        annotation_key(sentences, "2025", NO_EDITS, no_words),
        annotation_key(sentences, "2.0", NO_EDITS, no_words),
        annotation_key(sentences[:-1], "2025", NO_EDITS, no_words),
    ]

    assert len(set(keys)) == len(keys)
    assert annotation_key(list(sentences), "2025", NO_EDITS, no_words) == keys[0]


LINE, WORD = 1, "声音分析"
TALK = "我们用声音分析训练模型。\nWe train models with sound analysis.\n" * 3


def edited(entries, source):
    return Pipeline(source, Settings(), own_edits=Edits("talk.edits.toml", tuple(entries)))


@pytest.mark.parametrize(
    ("entries", "is_new"),
    [
        ([GlossEntry(1, LINE, "模型", "model")], False),
        ([GlossEntry(1, LINE, "模型", "other")], False),
        ([GlossEntry(1, LINE, "型", "type")], True),  # no word by itself
        ([GlossEntry(1, LINE, WORD, "sound analysis")], True),  # two words when nobody joins them
        ([GlossEntry(1, LINE, "模型", "model"), TermEntry(2, "训练模型")], True),
        ([TermEntry(1, "模型", gloss="model")], False),
        ([TermEntry(1, "模型", ("mú", "xíng"))], True),
        ([TermEntry(1, WORD, gloss="sound analysis")], True),
    ],
)
def test_a_meaning_of_a_word_as_it_is_cut_needs_no_new_annotation_and_any_other_edit_does(folder, tmp_path, entries, is_new):
    source = tmp_path / "talk.txt"
    source.write_text(TALK, encoding="utf-8")
    assert edited([], source).annotated
    kept = set(folder.glob("annotation-*"))
    found = edited(entries, source).annotated
    more = set(folder.glob("annotation-*")) - kept
    caching.clear_entries(folder)

    assert bool(more) == is_new
    assert edited(entries, source).annotated == found


def test_the_words_come_back_equal(annotated):
    assert comes_back(stage_cache._WORDS, cut_sentences(sentences_of(annotated)))


@pytest.fixture(scope="module")
def stumbling():
    """The pairs of a talk with a sentence over two of them, stumbles, and what nobody sees."""
    texts = [("我们,", "Um, we we"), ("走了 \u200b。", "left at noon."), ("他回来了。", "He came back.")]
    return tuple(Pair((Line(2 * at + 1, zh, "zh"),), (Line(2 * at + 2, en, "en"),), 1.0) for at, (zh, en) in enumerate(texts))


def test_sentences_come_back_equal_or_not_at_all(stumbling):
    sentences, codec = tuple(make_sentences(stumbling)), stage_cache._SENTENCES
    packed = codec.pack(sentences, stumbling)

    assert [(len(item.pairs), bool(item.repairs), item.zh_clean is None) for item in sentences] == [
        (2, True, False),
        (1, False, True),
    ]
    assert codec.unpack(packed, stumbling) == sentences
    assert codec.unpack(packed, stumbling[:-1]) is None
    assert codec.unpack(packed, (*stumbling, stumbling[0])) is None


def test_the_key_of_sentences_knows_texts_and_where_a_person_ends_them(stumbling):
    first, *others = stumbling
    mended = replace(first, en_source=(replace(first.en_source[0], text="Um, then we"),))
    lower = replace(first, zh_source=(replace(first.zh_source[0], number=7),))
    keys = [
        sentences_key(stumbling, ()),
        sentences_key((mended, *others), ()),
        sentences_key(stumbling, {2}),
        sentences_key((lower, *others), {2}),
    ]

    assert len(set(keys)) == len(keys)
    assert sentences_key((lower, *others), ()) == keys[0]


@pytest.fixture(scope="module", params=[Learner("zh", 4.0), Learner("en", 3.0)], ids=["zh", "en"])
def learner(request):
    return request.param


@pytest.fixture(scope="module")
def talk(annotated, learner):
    return grade_talk(annotated, learner)


def test_grades_come_back_equal(annotated, learner, talk):
    assert talk.clauses
    assert unpack_grades(pack_grades(talk, annotated), annotated) == talk


def test_grades_come_back_for_a_talk_of_which_a_gloss_was_changed(annotated, learner, talk):
    def meant(token):
        return replace(token, gloss="something else", gloss_from="edits", senses=())

    changed = tuple(
        replace(
            item,
            zh_tokens=tuple(map(meant, item.zh_tokens)),
            en_tokens=tuple(map(meant, item.en_tokens)),
            en_phrases=tuple(map(meant, item.en_phrases)),
        )
        for item in annotated
    )

    assert unpack_grades(pack_grades(talk, annotated), changed) == grade_talk(changed, learner)


@pytest.mark.parametrize("text", ["", "{}", "[]", "3", '{"sentences": 1, "clauses": [3]}'])
def test_bytes_that_hold_no_grades_are_a_miss(annotated, talk, text):
    assert unpack_grades(zlib.compress(text.encode()), annotated) is None
    assert unpack_grades(pack_grades(talk, annotated)[:-9], annotated) is None
    assert unpack_grades(pack_grades(talk, annotated), annotated[:1]) is None


def test_the_key_of_grades_knows_the_learner_and_the_lines_as_they_were_read(annotated):
    sentences, learner = sentences_of(annotated), Learner("zh", 4.0)
    first = sentences[0].pairs[0]
    read = replace(first, en_source=(replace(first.en_source[0], original="as it was read"), *first.en_source[1:]))
    mended = [replace(sentences[0], pairs=(read, *sentences[0].pairs[1:])), *sentences[1:]]
    level = WordLevel("known", None, 0.0, None)
    keys = [
        grades_key("annotation", sentences, learner, NO_EDITS),
        grades_key("another", sentences, learner, NO_EDITS),
        grades_key("annotation", mended, learner, NO_EDITS),
        grades_key("annotation", sentences, Learner("zh", 5.0), NO_EDITS),
        grades_key("annotation", sentences, Learner("en", 4.0), NO_EDITS),
        grades_key("annotation", sentences, Learner("zh", 4.0, ceiling=6.0), NO_EDITS),
        *(
            grades_key("annotation", sentences, Learner("zh", 4.0, knowledge=Knowledge(**{name: frozenset({"船"})})), NO_EDITS)
            for name in ("known", "learning", "taught", "unknown")
        ),
        grades_key("annotation", sentences, learner, Edits("", (TermEntry(1, "船", level=level),))),
    ]

    assert len(set(keys)) == len(keys)
    assert grades_key("annotation", sentences, learner, Edits("", (GlossEntry(1, LINE, "船", "boat"),))) == keys[0]


@pytest.mark.parametrize(
    ("entries", "is_new"),
    [
        ([GlossEntry(1, LINE, "模型", "model")], False),
        ([TermEntry(1, "模型", level=WordLevel("known", None, 0.0, None))], True),
        ([MendEntry(1, LINE, "模型", "大模型")], True),
    ],
)
def test_grades_after_an_edit_are_those_of_a_first_build(folder, tmp_path, entries, is_new):
    source = tmp_path / "talk.txt"
    source.write_text(TALK, encoding="utf-8")
    before = edited([], source).tracks[0].selection
    kept = set(folder.glob("grades-*"))
    found = edited(entries, source).tracks[0].selection
    more = set(folder.glob("grades-*")) - kept
    caching.clear_entries(folder)

    assert len(kept) == 1
    assert bool(more) == is_new
    assert edited(entries, source).tracks[0].selection == found != before


def test_a_digest_tells_where_one_text_ends():
    assert caching.digest(["ab", "c"]) != caching.digest(["a", "bc"])


def test_an_entry_truncated_anywhere_is_a_miss(folder):
    caching.write_entry("kind", "key", b"twelve bytes")
    [path] = folder.iterdir()
    whole = path.read_bytes()
    assert caching.read_entry("kind", "key") == b"twelve bytes"

    for size in range(len(whole)):
        path.write_bytes(whole[:size])

        assert caching.read_entry("kind", "key") is None
        assert not path.exists()


def test_entries_beyond_the_limit_go_the_one_unused_longest_first(folder, monkeypatch):
    monkeypatch.setattr(cache_files._trim, "__defaults__", (40,))  # three entries of 14 bytes do not fit
    for age, key in enumerate("abc"):
        caching.write_entry("kind", key, b"ten bytes.")
        path = folder / f"kind-{key}.z"
        if path.exists():
            os.utime(path, (age + 1, age + 1))
    caching.write_entry("kind", "d", b"ten bytes.")

    assert sorted(path.name for path in folder.iterdir()) == ["kind-c.z", "kind-d.z"]


def test_without_permission_nothing_is_kept_and_nothing_fails(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv(caching.VARIABLE, str(tmp_path / "file"))

    caching.write_entry("kind", "key", b"bytes")

    assert caching.read_entry("kind", "key") is None


def test_the_commands_show_and_remove_it(run_cli, example, tmp_path):
    table("cedict")  # compiled by now
    lists = [shutil.copy(path, tmp_path) for path in caching.cache_folder().glob("lexicon-*")]
    env = {caching.VARIABLE: str(tmp_path)}
    first = run_cli("inspect", example, "--stage", "annotate", env=env)
    second = run_cli("inspect", example, "--stage", "annotate", env=env)
    shown = run_cli("cache", "info", env=env).stdout
    cleared = run_cli("cache", "clear", env=env).stdout

    assert second.stdout == first.stdout
    assert "annotation" in shown
    assert "lexicon" in shown
    # Lists (of older versions, too), alignment, sentences, words, annotation.
    assert cleared == f"{len(lists) + 4} files removed\n"
    assert not [path for path in Path(tmp_path).rglob("*") if path.is_file()]
