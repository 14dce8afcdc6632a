"""StarDict dictionaries are read whole from a folder or an archive, or refused."""

import gzip
import shutil
import struct
import tarfile
import zipfile

import pytest

from flashdeck.annotate.talk import annotate_sentences
from flashdeck.dictionaries.added.add_file import add_dictionary
from flashdeck.dictionaries.added.added_files import added_dictionaries, remove_dictionary
from flashdeck.dictionaries.added.entry_text import Sense
from flashdeck.dictionaries.added.lookup import added_entries
from flashdeck.errors import InputError
from flashdeck.model import Line, Pair, Sentence

ENGLISH_CHINESE = {
    "Hassle": "n. 争论, 麻烦\nvt. 烦扰",
    "unambiguous": "a. 明确的, 清楚的",
    "wharf": "n. 码头",
}
CHINESE_ENGLISH = {
    "船坞帮": "chuán wù bāng\nthe harbour crowd",
    "码头": "wharf; dock",
    "装货": "to load a ship",
}
ENGLISH = {
    "wharf": "n. a place where ships are tied up so that people can load them",
    "hassle": "n. something that is a trouble to do",
}


@pytest.fixture(autouse=True)
def own_data(data_folder):
    return data_folder


def stardict(folder, words, *, types="m", encode=None, stem="own", **facts):
    """Write the three files of a dictionary. `encode`: how the text of an entry is written."""
    folder.mkdir(exist_ok=True)
    index, texts = b"", b""
    for word, text in words.items():
        data = encode(text) if encode else text.encode()
        index += word.encode() + b"\0" + struct.pack(">II", len(texts), len(data))
        texts += data
    facts = {"version": "2.4.2", "bookname": "Own words", "wordcount": len(words), "idxfilesize": len(index)} | facts
    if types:
        facts["sametypesequence"] = types
    lines = ["StarDict's dict ifo file", *(f"{key}={value}" for key, value in facts.items())]
    (folder / f"{stem}.ifo").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / f"{stem}.idx").write_bytes(index)
    (folder / f"{stem}.dict").write_bytes(texts)
    return folder


def packed(folder):
    """The same dictionary with compressed index and texts."""
    for name, suffix in (("own.idx", ".gz"), ("own.dict", ".dz")):
        path = folder / name
        (folder / f"{name}{suffix}").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    return folder


def zipped(folder):
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"inner/{path.name}")
    return folder.with_suffix(".zip")


def tarred(folder):
    with tarfile.open(folder.with_suffix(".tar.bz2"), "w:bz2") as archive:
        archive.add(folder, "inner")
    return folder.with_suffix(".tar.bz2")


FORMS = {
    "folder": lambda folder: folder,
    "ifo": lambda folder: folder / "own.ifo",
    "packed": packed,
    "zip": lambda folder: zipped(packed(folder)),
    "tar": tarred,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_dictionary_is_read(form, tmp_path):
    facts = add_dictionary(FORMS[form](stardict(tmp_path / "words", ENGLISH_CHINESE, date="2031.02.03")))

    assert (facts.title, facts.release, facts.entries) == ("Own words", "2031.02.03", 3)
    assert (facts.headwords, facts.definitions) == ("en", "zh")
    [found] = added_entries("hassle", "en")
    assert found.entry.glosses == (Sense("NOUN", "争论"), Sense("NOUN", "麻烦"), Sense("VERB", "烦扰"))


@pytest.mark.parametrize(
    ("types", "encode"),
    [
        ("", lambda text: b"m" + text.encode() + b"\0"),
        ("", lambda text: b"tx\0m" + text.encode() + b"\0"),
        ("", lambda text: b"W\0\0\0\x03abcm" + text.encode() + b"\0"),
        ("tm", lambda text: b"pronounced\0" + text.encode()),
        ("Wm", lambda text: b"\0\0\0\x03abc" + text.encode()),
        ("mW", lambda text: text.encode() + b"\0abc"),
        ("h", lambda text: text.replace("\n", "<br>").encode()),
        ("x", lambda text: f"<k>word</k>\n{text}".encode()),
    ],
)
def test_the_fields_of_an_entry_are_told_apart(types, encode, tmp_path):
    add_dictionary(stardict(tmp_path / "words", ENGLISH_CHINESE, types=types, encode=encode))

    [found] = added_entries("wharf", "en")
    assert found.entry.glosses == (Sense("NOUN", "码头"),)


def test_a_wide_index_is_read(tmp_path):
    folder = stardict(tmp_path / "words", ENGLISH_CHINESE, idxoffsetbits="64")
    index, at = b"", 0
    for word, text in ENGLISH_CHINESE.items():
        index += word.encode() + b"\0" + struct.pack(">QI", at, len(text.encode()))
        at += len(text.encode())
    (folder / "own.idx").write_bytes(index)

    assert add_dictionary(folder).entries == 3


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        (ENGLISH_CHINESE, ("en", "zh")),
        (CHINESE_ENGLISH, ("zh", "en")),
        (ENGLISH, ("en", "en")),
        ({"码头": "船停靠的地方"}, ("zh", "zh")),
    ],
)
def test_the_languages_are_found(words, languages, tmp_path):
    facts = add_dictionary(stardict(tmp_path / "words", words))

    assert (facts.headwords, facts.definitions) == languages


@pytest.mark.parametrize(
    "words",
    [
        {"wharf": "die Anlegestelle eines Schiffes im Hafen", "cat": "die Katze, ein Tier mit Schnurrhaaren"},
        {"пристань": "a place where ships are tied up"},
        {"wharf": "место, где стоят корабли"},
        {"ふね": "a ship that people can load"},
        {"123": "456"},
    ],
)
def test_a_dictionary_of_another_language_is_refused(words, tmp_path, own_data):
    with pytest.raises(InputError, match="not in Chinese or English"):
        add_dictionary(stardict(tmp_path / "words", words))
    assert not own_data.exists()


def without(name):
    return lambda folder: (folder / name).unlink()


def cut(name, size):
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:size])


def rewritten(name, content):
    return lambda folder: (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (without("own.idx"), "own.idx is missing"),
        (without("own.dict"), "own.dict is missing"),
        (without("own.ifo"), "no dictionary that flashdeck can read"),
        (cut("own.dict", 20), "after the end of the .dict file"),
        (cut("own.idx", 17), "idx file is damaged"),
        (cut("own.idx", 15), "1 words, but the .ifo file states 3"),
        (rewritten("own.idx", b"a" * 5_000), "idx file is damaged"),
        (rewritten("own.ifo", b"\xff\xfe\0"), "the .ifo file is not one of StarDict"),
        (lambda folder: shutil.copy(folder / "own.ifo", folder / "other.ifo"), "has 2 dictionaries"),
    ],
)
def test_a_damaged_dictionary_is_refused(damage, problem, tmp_path, own_data):
    folder = stardict(tmp_path / "words", ENGLISH_CHINESE)
    damage(folder)

    with pytest.raises(InputError, match=problem) as refused:
        add_dictionary(folder)
    assert refused.value.remedy
    assert not own_data.exists()


def test_the_name_cannot_leave_the_folder_or_replace_cedict(tmp_path, own_data):
    add_dictionary(stardict(tmp_path / "cc-cedict", ENGLISH_CHINESE))
    add_dictionary(stardict(tmp_path / "... Über Wörter!", ENGLISH_CHINESE))

    assert [found.name for found in added_dictionaries()] == ["cc-cedict-2", "dictionary"]
    assert sorted(path.name for path in own_data.iterdir()) == ["cc-cedict-2.sqlite", "dictionary.sqlite"]


def test_a_chinese_word_without_a_gloss_gets_one(tmp_path):
    sentence = Sentence((Pair((Line(1, "他在船坞帮干活。", "zh"),), (Line(2, "He works there.", "en"),), 1.0),), "")
    facts = add_dictionary(stardict(tmp_path / "words", CHINESE_ENGLISH))

    [found] = added_entries("船坞帮", "zh")
    assert found.entry.glosses == (Sense("", "the harbour crowd"),)
    with_it = next(iter(annotate_sentences([sentence], "2025"))).zh_tokens
    remove_dictionary(facts.name)
    assert len(with_it) == len(next(iter(annotate_sentences([sentence], "2025"))).zh_tokens)


def test_two_dictionaries_are_asked_in_the_order_of_their_names(tmp_path):
    for name in ("second", "first"):
        add_dictionary(stardict(tmp_path / name, ENGLISH_CHINESE, bookname=name))

    assert [found.dictionary.title for found in added_entries("wharf", "en")] == ["first", "second"]
