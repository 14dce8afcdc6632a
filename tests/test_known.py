"""What a learner knows already: every kind of file is read, none is changed, and what cannot be read is said."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.errors import InputError
from flashdeck.known import knowledge_of, read_known, taught_elsewhere
from flashdeck.known.word_tables import WordRow, WordTable, words_of
from flashdeck.levels import Knowledge
from flashdeck.model import EnToken, ZhToken
from flashdeck.select import Learner
from flashdeck.write.anki.note_types import bundled_note_types

DECK = 1607392319


def words(path, study="zh"):
    """The words of a file by how well they are known."""
    file = read_known(path)
    return {status: set(file.words(study, status)) for status in ("known", "learning", "new")}


# ---- word lists and CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_word_list_has_one_word_a_line(encoding, tmp_path):
    path = tmp_path / "words.txt"
    path.write_bytes("# 我的词\n学习\n\n  桥梁 \n發展\nred herring\nto roll out\n我们在学习。\n".encode(encoding))

    assert words(path)["known"] == {"学习", "桥梁", "发展"}
    assert words(path, "en")["known"] == {"red herring", "roll out"}


@pytest.mark.parametrize(
    "line", ["学习\txuéxí\tto study", "学习 xuéxí", "學習", "<b>学习</b>", "学习[xuéxí]", "学习（动词）", "学习|学", "学习；学"]
)
def test_a_word_is_found_beside_what_explains_it(line, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text(f"{line}\n桥梁\n", encoding="utf-8")

    assert {"学习", "桥梁"} <= words(path)["known"] <= {"学习", "学", "桥梁"}


@pytest.mark.parametrize(
    "header",
    ["Morph-Lemma", "Morph-Lemma,Morph-Inflection", "Morph-Lemma,Morph-Inflection,Occurrence", "Occurrence,Morph-Lemma"],
)
def test_an_export_of_ankimorphs_is_read_by_its_header(header, tmp_path):
    columns = {"Morph-Lemma": "bridge", "Morph-Inflection": "bridges", "Occurrence": "3"}
    row = ",".join(columns[name] for name in header.split(","))
    path = tmp_path / "known.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")

    assert words(path, "en")["known"] == {"bridge"}


def test_a_table_without_a_header_is_read_where_its_words_are(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text('1,"学习","to study, to learn"\n2,"桥梁","bridge"\n', encoding="utf-8")

    assert words(path)["known"] == {"学习", "桥梁"}
    assert words(path, "en")["known"] == set()


# ---- which fields of foreign notes hold words


def table(*rows, names=None):
    return WordTable(tuple(names or ("",) * len(rows[0])), tuple(WordRow(row) for row in rows))


def found(rows, study):
    return [word for word, _ in words_of(rows, study)]


def test_the_word_is_found_beside_its_sentence_its_reading_and_its_parts():
    rows = table(
        ("我们在学习。", "学习", "xuéxí", "子", "to study"),
        ("桥梁很长，也很旧。", "桥梁", "qiáoliáng", "木", "bridge"),
        names=("Sentence", "Hanzi", "Pinyin", "Radical", "Meaning"),
    )

    assert found(rows, "zh") == ["学习", "桥梁"]
    assert found(rows, "en") == []


def test_english_words_stand_before_their_chinese():
    rows = table(("red herring", "转移注意力的话题"), ("compute", "计算能力；算力"), names=("Front", "Back"))

    assert found(rows, "en") == ["red herring", "compute"]


def test_a_note_type_may_serve_both_directions():
    rows = table(("学习", "to study"), ("apple", "苹果"), ("桥梁", "bridge"), ("river", "河"))

    assert found(rows, "en") == ["apple", "river"]
    assert set(found(rows, "zh")) == {"学习", "苹果", "桥梁", "河"}


def test_notes_without_words_give_none():
    rows = table(("Wie heißt du?", "What is your name?"), ("Ich weiß es nicht.", "I do not know."))

    assert found(rows, "zh") == found(rows, "en") == []


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=3).map(tuple), max_size=5), st.sampled_from(("zh", "en")))
def test_any_text_can_be_asked_for_words(rows, study):
    for word in found(WordTable(("", "Word", ""), tuple(map(WordRow, rows))), study):
        assert word == word.strip() != ""


# ---- packages and collections


def genanki_package(path, *, studied=True):
    """A deck of Chinese words as genanki writes it, some of them studied for so many days."""
    import genanki

    model = genanki.Model(
        DECK, "Mandarin", fields=[{"name": "Hanzi"}, {"name": "Meaning"}], templates=[{"name": "1", "qfmt": "{{Hanzi}}"}]
    )
    deck = genanki.Deck(DECK, "Mandarin")
    for word, tags in (
        ("学习", ()),
        ("桥梁", ()),
        ("河流", ()),
        ("山谷", ("known",)),
        ("雨伞", ()),
        ("雪花", ("leech",)),
        ("灯塔", ()),
    ):
        deck.add_note(genanki.Note(model, [word, "a meaning"], tags=list(tags)))
    genanki.Package(deck).write_to_file(path)
    if studied:
        change(path, study)
    return path


def study(collection):
    """学习 is mature, 桥梁 young, 河流 and 山谷 new; suspended: 雨伞 after study, 雪花 as a leech, 灯塔 while it was new."""
    notes = [row[0] for row in collection.execute("select id from notes order by id")]
    intervals = (21, 20, 0, 0, 1, 0, 0)
    for note, queue, kind, interval in zip(notes, (2, 2, 0, 0, -1, -1, -1), (2, 2, 0, 0, 2, 0, 0), intervals, strict=True):
        collection.execute(
            "update cards set queue = ?, type = ?, ivl = ?, reps = ? where nid = ?", (queue, kind, interval, interval, note)
        )


STUDIED = {"known": {"学习", "山谷", "雨伞"}, "learning": {"桥梁"}, "new": {"河流", "雪花", "灯塔"}}


def change(path, edit):
    """Change the collection inside a package."""
    database = path.with_suffix(".db")
    with zipfile.ZipFile(path) as archive:
        database.write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect(database)) as collection:
        edit(collection)
        collection.commit()
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", "{}")
    database.unlink()


@pytest.fixture
def package(tmp_path):
    return genanki_package(tmp_path / "mandarin.apkg")


@pytest.fixture
def collection(package, tmp_path):
    path = tmp_path / "collection.anki2"
    with zipfile.ZipFile(package) as archive:
        path.write_bytes(archive.read("collection.anki2"))
    return path


def modern(database, path):
    """The collection of a package as Anki has written it since 2.1.50: note types as tables, packed with zstd."""
    import zstandard

    with closing(sqlite3.connect(database)) as collection:
        collection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        models = json.loads(collection.execute("select models from col").fetchone()[0])
        collection.execute("create table notetypes (id integer primary key, name text not null collate unicase)")
        collection.execute(
            "create table fields (ntid integer not null, ord integer not null, name text not null collate unicase, "
            "config blob not null, primary key (ntid, ord)) without rowid"
        )
        collection.execute("create unique index idx_fields_name_ntid on fields (name, ntid)")
        for number, model in models.items():
            collection.execute("insert into notetypes values (?, ?)", (int(number), model["name"]))
            for field in model["flds"]:
                collection.execute("insert into fields values (?, ?, ?, '')", (int(number), field["ord"], field["name"]))
        collection.execute("update col set models = ''")
        collection.commit()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstandard.compress(database.read_bytes()))
        archive.writestr("collection.anki2", b"an older Anki is told to upgrade here")
    return path


def test_a_package_tells_what_is_known_by_its_intervals(package):
    assert words(package) == STUDIED


def test_a_collection_tells_what_is_known_by_its_intervals(collection):
    assert words(collection) == STUDIED


@pytest.mark.parametrize("name", ["new.apkg", "new.colpkg"])
def test_a_package_of_todays_anki_is_read(name, collection, tmp_path):
    assert words(modern(collection, tmp_path / name)) == STUDIED


def test_a_modern_collection_is_read(collection, tmp_path):
    modern(collection, tmp_path / "unused.apkg")

    assert words(collection) == STUDIED


def test_the_newest_collection_in_a_package_counts(package, collection, tmp_path):
    path = tmp_path / "both.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", b"not this one")
        archive.write(collection, "collection.anki21")

    assert words(path) == STUDIED


def test_a_deck_that_nobody_has_studied_is_known_as_a_whole(tmp_path):
    path = genanki_package(tmp_path / "hsk.apkg", studied=False)

    assert words(path)["known"] == {"学习", "桥梁", "河流", "山谷", "雨伞", "雪花", "灯塔"}


def test_a_deck_that_nobody_has_studied_is_known_with_its_suspended_cards(tmp_path):
    path = genanki_package(tmp_path / "hsk.apkg", studied=False)
    change(path, lambda collection: collection.execute("update cards set queue = -1 where id % 2 = 0"))

    assert words(path)["known"] == {"学习", "桥梁", "河流", "山谷", "雨伞", "雪花", "灯塔"}


@pytest.mark.parametrize(
    ("kind", "interval", "reviews", "status"),
    [(0, 0, 0, "new"), (0, 0, 1, "known"), (1, 0, 1, "known"), (2, 3, 4, "known"), (2, 30, 9, "known"), (3, 1, 12, "known")],
)
def test_a_suspended_card_counts_as_known_only_after_it_was_answered(kind, interval, reviews, status, tmp_path):
    path = genanki_package(tmp_path / "deck.apkg")
    changed = (
        "update cards set queue = -1, type = ?, ivl = ?, reps = ? where nid = (select id from notes where flds like '河流%')"
    )
    change(path, lambda collection: collection.execute(changed, (kind, interval, reviews)))

    assert "河流" in words(path)[status]


@pytest.mark.parametrize(("interval", "status"), [(0, "learning"), (3, "learning"), (21, "known")])
def test_a_leech_counts_by_its_interval_although_it_is_suspended(interval, status, tmp_path):
    path = genanki_package(tmp_path / "deck.apkg")
    changed = "update cards set type = 3, ivl = ?, reps = 16 where nid = (select id from notes where flds like '雪花%')"
    change(path, lambda collection: collection.execute(changed, (interval,)))

    assert "雪花" in words(path)[status]


def test_a_collection_of_suspended_new_cards_tells_nothing(tmp_path):
    path = genanki_package(tmp_path / "hsk.apkg", studied=False)
    change(path, lambda collection: collection.executescript("update notes set tags = ''; update cards set queue = -1"))
    whole = path.rename(tmp_path / "all.colpkg")

    assert words(whole)["known"] == set()


def test_a_collection_in_which_nobody_has_studied_tells_nothing(tmp_path):
    path = genanki_package(tmp_path / "hsk.apkg", studied=False)
    change(path, lambda collection: collection.execute("update notes set tags = ''"))
    whole = path.rename(tmp_path / "all.colpkg")

    assert words(whole)["known"] == set()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_collection_is_not_changed_and_its_log_is_read(journal, collection):
    with closing(sqlite3.connect(collection)) as anki:
        anki.execute(f"pragma journal_mode = {journal}")
        anki.execute("update cards set ivl = 30 where ivl = 20")
        anki.commit()  # with a log, this stands beside the collection and not yet in it
        before = digests(collection.parent)
        assert words(collection)["known"] == STUDIED["known"] | {"桥梁"}
        assert digests(collection.parent) == before


def digests(folder):
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith("-shm")
    }


HOLD = """
import sqlite3, sys, time
anki = sqlite3.connect(sys.argv[1])
anki.execute("begin exclusive")
anki.execute("update cards set ivl = 1")
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="locks are seen by the copy there")
def test_a_locked_collection_is_refused(collection):
    with subprocess.Popen([sys.executable, "-c", HOLD, collection], stdout=subprocess.PIPE) as anki:
        try:
            anki.stdout.readline()
            before = collection.read_bytes()
            with pytest.raises(InputError, match="locked") as refused:
                read_known(collection)
            assert "Close Anki" in refused.value.remedy
            assert collection.read_bytes() == before
        finally:
            anki.kill()


def damaged(path, how):
    content = path.read_bytes()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "overwritten":
        path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    else:
        path.write_bytes(content[:16])
    return path


@pytest.mark.parametrize("how", ["cut", "overwritten", "head alone"])
@pytest.mark.parametrize("kind", ["package", "collection", "modern"])
def test_a_damaged_file_is_refused(how, kind, package, collection, tmp_path):
    path = {"package": package, "collection": collection}.get(kind) or modern(collection, tmp_path / "new.apkg")

    with pytest.raises(InputError, match=r"not an intact Anki|not contain an Anki") as refused:
        read_known(damaged(path, how))
    assert str(path) in str(refused.value)


def test_a_zip_without_a_collection_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photo.jpg", b"")

    with pytest.raises(InputError, match="does not contain an Anki collection"):
        read_known(tmp_path / "photos.zip")


def test_a_database_of_something_else_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("create table songs (name)")
        other.commit()

    with pytest.raises(InputError, match="not an intact Anki collection"):
        read_known(tmp_path / "other.db")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", bytes(range(256))])
def test_a_file_of_something_else_is_refused(content, tmp_path):
    (tmp_path / "photo.png").write_bytes(content)

    with pytest.raises(InputError, match="not text"):
        read_known(tmp_path / "photo.png")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_known(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="folder"):
        read_known(tmp_path)


# ---- notes of flashdeck's note types that a learner wrote or changed


def own_package(path, *notes):
    """A package of notes of flashdeck's note types, each given by its note type and its fields."""
    import genanki

    deck = genanki.Deck(DECK, "Mine")
    for name, fields in notes:
        kind = bundled_note_types()[name]
        model = genanki.Model(
            kind.id,
            kind.name,
            fields=[{"name": each} for each in kind.field_names],
            templates=[{"name": "1", "qfmt": "{{ID}}x"}],
        )
        deck.add_note(genanki.Note(model, [fields.get(each, "") for each in kind.field_names]))
    genanki.Package(deck).write_to_file(path)
    return path


BRIDGE = {"Word": "桥梁", "Pinyin": "qiáoliáng", "Meaning": "bridge", "Sentence": "桥梁很长。"}
ODD_IDS = ["", "mine", "zh", "zh-word", "zh-word-", "-", "zh-noun-x", "<b>1</b>"]


@pytest.mark.parametrize("card_id", ODD_IDS)
def test_a_note_of_ours_with_an_odd_id_is_read_by_its_word(card_id, tmp_path):
    path = own_package(
        tmp_path / "mine.apkg",
        ("chinese-vocabulary", BRIDGE | {"ID": card_id}),
        ("chinese-vocabulary", {"Word": '<span lang="zh-Hant">發展</span>', "ID": card_id}),
        ("chinese-vocabulary", {"Word": "河流", "ID": "zh-word-河流"}),
    )

    assert words(path)["known"] == {"桥梁", "发展", "河流"}
    assert words(path, "en")["known"] == set()


@pytest.mark.parametrize("card_id", ["", "mine", "en", "en-word-"])
def test_an_english_note_of_ours_with_an_odd_id_is_read_by_its_word(card_id, tmp_path):
    path = own_package(tmp_path / "mine.apkg", ("english-vocabulary", {"Word": "roll out", "Meaning": "推出", "ID": card_id}))

    assert words(path, "en")["known"] == {"roll out"}
    assert words(path)["known"] == set()


@pytest.mark.parametrize("card_id", ODD_IDS)
@pytest.mark.parametrize("kind", ["chinese-sentence", "english-sentence", "chinese-vocabulary"])
def test_a_note_of_ours_without_an_id_or_a_word_is_skipped(kind, card_id, tmp_path):
    path = own_package(
        tmp_path / "mine.apkg", (kind, {"Sentence": "桥很长。", "ID": card_id, "Notes": "<b>"}), ("chinese-vocabulary", BRIDGE)
    )

    assert words(path)["known"] == {"桥梁"}


def test_a_sentence_of_ours_without_an_id_teaches_its_marked_words(tmp_path):
    marked = '<div class="target"><span class="w">桥梁</span> <span class="r">qiáoliáng</span></div>'
    path = own_package(tmp_path / "mine.apkg", ("chinese-sentence", {"Sentence": "桥梁很长。", "Words": marked}))

    assert words(path)["known"] == {"桥梁"}


@pytest.mark.parametrize(
    "word",
    ['<span lang="zh-Hant">橋梁</span>', '<span class="token">桥<b>梁</b></span>', "桥&#x6881;"],
)
def test_a_marked_word_is_read_whatever_markup_is_inside_it(word, tmp_path):
    rows = f'<div><span class="w">河流</span></div><div lang="zh" class="target"><span class="w">{word}</span> x</div>'
    path = own_package(tmp_path / "mine.apkg", ("chinese-sentence", {"Sentence": "桥梁很长。", "Words": rows}))

    assert words(path)["known"] == {"桥梁"}


@pytest.mark.parametrize("sentence", ["", "桥梁很长。"])
@pytest.mark.parametrize("card_id", ODD_IDS)
def test_a_note_with_an_odd_id_in_the_output_folder_counts_as_taught(card_id, sentence, tmp_path):
    own_package(tmp_path / "mine.apkg", ("chinese-vocabulary", BRIDGE | {"ID": card_id, "Sentence": sentence}))

    taught = taught_elsewhere(tmp_path / "talk.apkg", ["河边没有人。", "Nobody is by the river."], lambda _: ())

    assert [(word.word, word.study) for word in taught] == [("桥梁", "zh")]


# ---- what the learner then knows


def zh(text, level=6.0, homograph=None):
    return ZhToken(text, 0, len(text), level=level, hsk="6" if level > 4 else "2", homograph=homograph)


def learner(**words_known):
    return Learner("zh", 4.0, None, Knowledge(**{name: frozenset(found) for name, found in words_known.items()}))


@pytest.mark.parametrize("way", ["known", "learning", "taught"])
def test_a_word_above_the_level_may_be_known(way):
    assert not learner().knows(zh("桥梁"))
    assert learner(**{way: {"桥梁"}}).knows(zh("桥梁"))
    assert learner(**{way: {"桥梁"}}).is_learning(zh("桥梁")) == (way == "learning")


def test_a_word_below_the_level_may_be_unknown_whatever_else_says_that_it_is_known():
    assert learner().knows(zh("学习", 2.0))
    assert not learner(unknown={"学习"}, known={"学习"}, taught={"学习"}).knows(zh("学习", 2.0))


def test_a_homograph_may_be_known_by_its_own_name():
    assert learner(known={"长.zhang3"}).knows(zh("长", homograph="zhang3"))
    assert not learner(known={"长.zhang3"}).knows(zh("长", homograph="chang2"))


def test_english_is_known_by_lemma_or_form_in_any_case():
    english = Learner("en", 3.0, None, Knowledge(known=frozenset({"scale", "went"})))

    assert english.knows(EnToken("Scaling", 0, 7, level=5.0, lemma="scale", cefr="C1"))
    assert english.knows(EnToken("Went", 0, 4, level=5.0, lemma="go", cefr="C1"))
    assert not english.knows(EnToken("rescaling", 0, 9, level=5.0, lemma="rescale", cefr="C1"))


def test_what_is_known_is_not_being_learned(tmp_path):
    (tmp_path / "list.txt").write_text("桥梁\n", encoding="utf-8")
    files = [read_known(genanki_package(tmp_path / "deck.apkg")), read_known(tmp_path / "list.txt")]
    knowledge = knowledge_of("zh", files, [], [])

    assert knowledge.known == STUDIED["known"] | {"桥梁"}
    assert knowledge.learning == frozenset()


# ---- the exporter of today's Anki


@pytest.mark.anki
@pytest.mark.parametrize("name", ["old.apkg", "new.apkg", "old.colpkg", "new.colpkg"])
def test_an_export_of_anki_is_read(name, tmp_path):
    import anki.collection

    path = tmp_path / name
    with_notes(tmp_path / "collection.anki2")
    col = anki.collection.Collection(str(tmp_path / "collection.anki2"))
    is_legacy = name.startswith("old")
    if name.endswith("colpkg"):
        col.export_collection_package(str(path), include_media=False, legacy=is_legacy)
    else:
        options = anki.collection.ExportAnkiPackageOptions(with_scheduling=True, legacy=is_legacy)
        col.export_anki_package(out_path=str(path), options=options, limit=None)

    assert words(path, "en") == {"known": {"bridge", "valley"}, "learning": {"river"}, "new": {"hill"}}


def with_notes(path):
    """A collection of today's Anki with English words, some of them studied."""
    from anki.collection import Collection

    col = Collection(str(path))
    basic = col.models.by_name("Basic")
    for word, interval in (("bridge", 40), ("river", 3), ("hill", 0), ("valley", 0)):
        note = col.new_note(basic)
        note["Front"], note["Back"] = word, "桥"
        col.add_note(note, 1)
        if interval:
            col.db.execute("update cards set type = 2, queue = 2, ivl = ?, reps = 3 where nid = ?", interval, note.id)
        if word == "valley":
            col.db.execute("update cards set type = 2, queue = 2, ivl = 3, reps = 3 where nid = ?", note.id)
            col.sched.suspend_cards(note.card_ids())
    return col


@pytest.mark.anki
def test_a_collection_that_anki_has_open_is_read_as_it_is_now(tmp_path):
    path = tmp_path / "collection.anki2"
    col = with_notes(path)
    try:
        assert words(path, "en")["known"] == {"bridge", "valley"}
    finally:
        col.close()
    assert words(path, "en")["known"] == {"bridge", "valley"}
