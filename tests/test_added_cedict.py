"""A CC-CEDICT that the user adds is checked, stored whole, and used in place of the installed one."""

import gzip
import io
import sqlite3
import subprocess
import sys
import tarfile
import zipfile

import pytest

from flashdeck.dictionaries.added import added_files, cedict_file, parts
from flashdeck.dictionaries.added.add_file import add_dictionary
from flashdeck.dictionaries.added.added_files import added_cedict, added_dictionaries, remove_dictionary
from flashdeck.dictionaries.ai_terms import load_terms
from flashdeck.dictionaries.cedict import all_entries, parsed_entries, short_senses, table_rows
from flashdeck.dictionaries.compiled import lists_digest
from flashdeck.errors import InputError, OutputError, UsageError

HEADER = "# CC-CEDICT\r\n#! entries=3\r\n#! date=2031-02-03T04:05:06Z\r\n"
ENTRIES = "湖濱 湖滨 [hu2 bin1] /lakefront; lakeside/\r\n造紙 造纸 [zao4 zhi3] /to make paper/\r\n帆 帆 [fan1] /sail/\r\n"
DICTIONARY = (HEADER + ENTRIES).encode()


@pytest.fixture(autouse=True)
def own_data(data_folder, monkeypatch):
    """An empty data folder, in which a CC-CEDICT may have few entries."""
    monkeypatch.setattr(cedict_file, "FEWEST_ENTRIES", 1)
    return data_folder


def written(path, content):
    path.write_bytes(content)
    return path


def zipped(path, **contents):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def tarred(path, *members):
    with tarfile.open(path, "w:bz2") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def brought(tmp_path):
    """The same dictionary in every form in which it is offered."""
    return {
        "u8": written(tmp_path / "cedict_ts.u8", DICTIONARY),
        "gz": written(tmp_path / "cedict.txt.gz", gzip.compress(DICTIONARY)),
        "zip": zipped(tmp_path / "cedict.zip", **{"folder/cedict_ts.u8": DICTIONARY}),
        "tar": tarred(tmp_path / "cedict.tar.bz2", (tarfile.TarInfo("cedict_ts.u8"), DICTIONARY)),
        "bom": written(tmp_path / "marked.u8", b"\xef\xbb\xbf" + DICTIONARY),
    }


@pytest.mark.parametrize("form", ["u8", "gz", "zip", "tar", "bom"])
def test_every_form_of_the_file_is_read(form, brought):
    facts = add_dictionary(brought[form])

    assert (facts.name, facts.release, facts.entries) == ("cc-cedict", "2031-02-03", 3)
    assert added_dictionaries() == (facts,)


def test_everything_that_reads_the_dictionary_reads_the_added_one(brought):
    assert any(entry.simplified == "河流" for entry in all_entries())

    add_dictionary(brought["u8"])

    listed = [entry.simplified for entry in all_entries() if entry.simplified not in load_terms()]
    release, headwords, entries, _ = dict(table_rows("cedict"))[""].split()
    assert listed == ["湖滨", "造纸", "帆"]
    assert (release, int(headwords), entries) == ("2031-02-03", 3 + len(load_terms()), "3")


def test_the_compiled_lists_are_made_again_after_adding_and_removing(brought):
    before = lists_digest()
    add_dictionary(brought["u8"])
    lists_digest.clear()
    with_added = lists_digest()
    remove_dictionary("cc-cedict")
    lists_digest.clear()

    assert with_added != before
    assert lists_digest() == before


def test_a_second_release_replaces_the_first(brought, tmp_path):
    add_dictionary(brought["u8"])
    add_dictionary(written(tmp_path / "later.u8", DICTIONARY.replace(b"2031", b"2032")))

    assert [found.release for found in added_dictionaries()] == ["2032-02-03"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (DICTIONARY.replace(b"CC-CEDICT", b"HanDeDict"), "do not say that this is CC-CEDICT"),
        (DICTIONARY.replace(b"entries=3", b"entries=900"), "3 entries; 900 or more"),
        (DICTIONARY + b"not an entry\r\n", "1 of 4 lines"),
        (DICTIONARY + "帆".encode("gb18030"), "not UTF-8"),
        (b"", "do not say"),
    ],
)
def test_another_or_damaged_dictionary_is_refused(content, problem, tmp_path, own_data):
    with pytest.raises(InputError, match=problem) as refused:
        add_dictionary(written(tmp_path / "cedict_ts.u8", content))

    assert refused.value.remedy
    assert not own_data.exists()


def test_a_release_with_few_entries_is_refused(brought, monkeypatch):
    monkeypatch.setattr(cedict_file, "FEWEST_ENTRIES", 100_000)

    with pytest.raises(InputError, match="3 entries; 100,000 or more"):
        add_dictionary(brought["u8"])


@pytest.mark.parametrize(
    "name", ["../cedict_ts.u8", "/cedict_ts.u8", "a/../../cedict_ts.u8", "..\\cedict_ts.u8", "c:\\cedict_ts.u8"]
)
def test_a_name_that_leads_out_of_an_archive_is_refused(name, tmp_path):
    for archive in (
        zipped(tmp_path / "bad.zip", **{name: DICTIONARY}),
        tarred(tmp_path / "bad.tar.bz2", (tarfile.TarInfo(name), DICTIONARY)),
    ):
        with pytest.raises(InputError, match="leads out of the archive"):
            add_dictionary(archive)


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "LARGEST", 1 << 20)
    bomb = bytes(2 << 20)

    for archive in (
        zipped(tmp_path / "bomb.zip", **{"cedict_ts.u8": bomb}),
        zipped(tmp_path / "inner.zip", **{"cedict_ts.u8.gz": gzip.compress(bomb)}),
        tarred(tmp_path / "bomb.tar.bz2", (tarfile.TarInfo("cedict_ts.u8"), bomb)),
        tarred(tmp_path / "beside.tar.bz2", (tarfile.TarInfo("picture.png"), bomb)),
        written(tmp_path / "bomb.gz", gzip.compress(bomb)),
    ):
        with pytest.raises(InputError, match="more than 1 MB"):
            add_dictionary(archive)


def test_an_archive_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 3)

    for archive in (
        zipped(tmp_path / "many.zip", **{f"{number}.u8": b"" for number in range(4)}),
        tarred(tmp_path / "many.tar.bz2", *((tarfile.TarInfo(f"{number}.u8"), b"") for number in range(4))),
    ):
        with pytest.raises(InputError, match="more than 3 files"):
            add_dictionary(archive)


def test_a_link_in_an_archive_is_not_followed(tmp_path):
    link = tarfile.TarInfo("cedict_ts.u8")
    link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "cedict_ts.u8")
    written(tmp_path / "cedict_ts.u8", DICTIONARY)

    with pytest.raises(InputError, match="no dictionary"):
        add_dictionary(tarred(tmp_path / "link.tar.bz2", (link, b"")))


@pytest.mark.parametrize("form", ["zip", "gz", "tar"])
def test_an_archive_that_ends_early_is_refused(form, brought, own_data):
    whole = brought[form].read_bytes()
    brought[form].write_bytes(whole[: len(whole) * 2 // 3])

    with pytest.raises(InputError):
        add_dictionary(brought[form])
    assert not own_data.exists()


def test_nothing_half_written_is_left_when_the_disk_is_full(brought, own_data, monkeypatch):
    def no_space(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(added_files, "_fill", no_space)

    with pytest.raises(OutputError, match="disk is full"):
        add_dictionary(brought["u8"])
    assert list(own_data.iterdir()) == []


def test_a_damaged_stored_file_is_reported_and_can_be_removed(brought, own_data):
    add_dictionary(brought["u8"])
    (own_data / "cc-cedict.sqlite").write_bytes(b"no database")
    added_dictionaries.clear()

    with pytest.raises(InputError, match="damaged"):
        added_cedict()
    remove_dictionary("cc-cedict")
    assert added_cedict() is None


@pytest.mark.parametrize("name", ["nothing", "../cc-cedict", ""])
def test_removing_an_unknown_name_is_a_usage_error(name, brought):
    add_dictionary(brought["u8"])

    with pytest.raises(UsageError, match="no dictionary of this name"):
        remove_dictionary(name)
    assert added_cedict()


def test_the_stored_file_is_private(brought, own_data):
    add_dictionary(brought["u8"])

    assert (own_data / "cc-cedict.sqlite").stat().st_mode & 0o077 == 0


def test_the_command_line_gives_two_lines_for_a_bad_file(run_cli, tmp_path):
    done = run_cli("dictionary", "add", written(tmp_path / "notes.bin", b"\0\1\2"))

    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 2


def test_the_deck_and_the_doctor_name_the_release(tmp_path, own_data):
    """A process of its own, because the lists are loaded once in a process. They stay in memory, so it compiles few entries."""
    script = (
        "from flashdeck.dictionaries import compiled, sources\n"
        "from flashdeck.dictionaries.added import cedict_file, add_file\n"
        "import sys, pathlib\n"
        "compiled.LISTS = compiled.LISTS[:1]\n"
        "cedict_file.FEWEST_ENTRIES = 1\n"
        "add_file.add_dictionary(pathlib.Path(sys.argv[1]))\n"
        "print(sources.deck_attribution('zh', '2025'))\n"
        "print(sources.list_edition(sources.LISTS[0]))\n"
    )
    file = written(tmp_path / "cedict_ts.u8", DICTIONARY)
    done = subprocess.run(
        [sys.executable, "-c", script, file],
        env={"FLASHDECK_CACHE_DIR": "", added_files.VARIABLE: str(tmp_path / "data")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "CC-CEDICT 2031-02-03 (MDBG)" in done.stdout
    assert "2031-02-03 (3 entries, added by you)" in done.stdout


@pytest.mark.parametrize(
    ("one_sense_each", "joined"),
    [
        ("lakefront/lakeside", "lakefront; lakeside"),
        ("to knead/(fig.) to shape", "to knead; (fig.) to shape"),
        ("kind/type/(bound form) to resemble", "kind; type/(bound form) to resemble"),
        ("paper (thin; dry)/sheet/CL:張|张[zhang1]", "paper (thin; dry); sheet/CL:張|张[zhang1]"),
    ],
)
def test_synonyms_joined_by_a_semicolon_are_senses_of_their_own(one_sense_each, joined):
    assert list(short_senses(one_sense_each)) == list(short_senses(joined))


@pytest.mark.parametrize(
    ("definition", "senses"),
    [
        ("lit. to carry water; to draw water (idiom)/fig. to do chores; to slave", ["to do chores", "to slave"]),
        ("lit. to carry water; fig. to do chores", ["to do chores"]),
        ("to row a boat/lit. to pull an oar; to bend", ["to row a boat", "lit. to pull an oar", "to bend"]),
    ],
)
def test_the_synonyms_of_a_literal_meaning_go_with_it(definition, senses):
    assert list(short_senses(definition)) == senses


def test_a_name_that_refers_to_its_full_name_has_the_senses_of_the_full_name():
    text = "柳灣 柳湾 [Liu3 wan1] /see 柳灣鎮|柳湾镇[Liu3 wan1 Zhen4]/\n柳灣鎮 柳湾镇 [Liu3 wan1 Zhen4] /Liuwan, a town/\n"

    assert [entry.senses for entry in parsed_entries(text)] == [("Liuwan, a town",)] * 2


def test_a_word_that_refers_to_another_word_keeps_no_sense():
    text = "撐船 撑船 [cheng1 chuan2] /see 划船[hua2 chuan2]/\n划船 划船 [hua2 chuan2] /to row/\n"

    assert [entry.senses for entry in parsed_entries(text)] == [(), ("to row",)]


def test_a_numeral_with_its_measure_word_stays_two_words():
    text = "一個 一个 [yi1 ge5] /a; an; one/\n帆 帆 [fan1] /sail/\n"

    assert [entry.simplified for entry in parsed_entries(text)] == ["帆"]
