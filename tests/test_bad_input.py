"""Hostile and broken inputs: what a person sees, from the command line to the pairs."""

import io
import json
import random
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from flashdeck.cli import run

PAIRS = (
    ("河边有一座很旧的桥。", "There is a very old bridge by the river."),
    ("没有人知道它是谁修的。", "Nobody knows who built it."),
    ("我们明天去看看吧。", "Let us go and see it tomorrow."),
)
(ZH1, EN1), (ZH2, EN2), (ZH3, EN3) = PAIRS
GOOD = "".join(f"{zh}\n{en}\n" for zh, en in PAIRS)

REFUSED = {
    "empty": (b"", "the file is empty"),
    "blank": (" \n\t\n\u3000\n\ufeff\n".encode(), "the file is empty"),
    "page text": ("本期简介\n双语字幕\n展开剩余字幕(还有 12 条)\n".encode(), "no bilingual pairs were found: only 3 lines of page text"),
    "Chinese alone": (f"{ZH1}\n{ZH2}\n".encode() * 5, "only Chinese was found (10 lines, 2 of them different)"),
    "English alone": (f"{EN1}\n{EN2}\n".encode() * 5, "only English was found (10 lines, 2 of them different)"),
    "bytes": (bytes(range(256)) * 40, "does not look like text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(3000), "does not look like text (a picture)"),
    "noise": (bytes(random.Random(1).choices([*range(9, 11), *range(0x80, 0x100)], k=3000)), "no known encoding"),
    "one long line": ("河边有一座桥 and there is a bridge ".encode() * 30_000, "only Chinese was found (1 line)"),
    "Japanese": (f"これは会話です。\n{EN1}\nとても古い。\n{EN2}\n経済\neconomy\n".encode(), "the text is Japanese"),
    "a web page": ("<!DOCTYPE html>\n<html><p>河边有一座桥。</p>\n<p>There is a bridge.</p></html>\n".encode(), "this is a web page"),
}  # fmt: skip

READ = {
    "broken bytes": (
        f"{GOOD[:-6]}".encode() + b"\xff\xfe\xc3(\n" + "模型".encode() + b"\xc3\nModel\n",
        [([1], [2]), ([3], [4])],
        [("encoding", 6), ("encoding", 7), ("unpaired", 5), ("unpaired", 8)],
    ),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), [([1], [2]), ([3], [4]), ([5], [6])], []),
    "all kinds of line ends": (
        f"{ZH1}\r\n{EN1}\r{ZH2}\n{EN2}\u2028{ZH3}\x85{EN3}\x0b".encode(),
        [([1], [2]), ([3], [4]), ([5], [6])],
        [],
    ),
    "markup that is said": (
        "这是<script>alert(1)</script>一个<b>问题</b>&amp;答案。\nThis is <img src=x onerror=alert(1)> a & <u>question</u>.\n"
        "如果 a < b,那么 b > a 吗?\nIf a < b, then is b > a?\n".encode(),
        [([1], [2]), ([3], [4])],
        [],
    ),
    "separators and quotes": (
        '这里有\x1f分隔符\t和"引号"。\nHere is a \x1f separator\tand a "quote".\n"没有关上的引号。\n"A quote left open.\n'
        '=SUM(A1)是公式。\n=HYPERLINK("http://x") is a formula.\n'.encode(),
        [([1], [2]), ([3], [4]), ([5], [6])],
        [("control", 1), ("control", 2)],
    ),
    "beyond the basic plane": (
        "他说👍🏽👨‍👩‍👧‍👦很好𠮷野家𪚥。\nHe said 👍🏽 it is good 𠮷.\n我在𠀋店吃饭🇨🇳。\nI eat at the 𠀋 shop.\n".encode(),
        [([1], [2]), ([3], [4])],
        [],
    ),
    "broken times": (
        f"1\n00:00:0,000 -> 00:00:0\n{ZH1}\n{EN1}\n\n2\n00:00:05.000 --> 00:00:02,000\n{ZH2}\n{EN2}\n\n"
        f"99999999999999999999\n99:99:99,999 --> aa:bb:cc,ddd\n{ZH3}\n{EN3}\n\n4\n".encode(),
        [([3], [4]), ([8], [9]), ([13], [14])],
        [("time", 2), ("time", 7), ("time", 12)],
    ),
    "overlapping times": (
        f"1\n00:00:00,000 --> 00:00:10,000\n{ZH1}\n\n1\n00:00:00,000 --> 00:00:09,000\n{EN1}\n\n"
        f"2\n00:00:03,000 --> 00:00:12,000\n{ZH2}\n\n3\n00:00:03,100 --> 00:00:04,000\n{EN2}\n\n"
        f'3\n00:00:01,000 --> 00:00:02,000\n{{\\an8}}<i>{ZH3}</i>\n<font color="#fff">{EN3}</font>\n\n'.encode(),
        [([3], [7]), ([11], [15]), ([19], [20])],
        [],
    ),
    "paths and placeholders": (
        "文件在../../etc/passwd。\nThe file is in ../../etc/passwd and C:\\CON and %s %d {0} ${HOME} `id`.\n".encode(),
        [([1], [2])],
        [],
    ),
    "wide letters": ("ＧＰＴ－４很强，对吧？ 第１００次！\nGPT-4 is strong, right? The 100th time!\n".encode(), [([1], [2])], []),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def call(*arguments):
    """Run the command line in this process, where the engines load once."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def aligned(name):
    code, out, err = call("inspect", name, "--stage", "align")
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_deck_is_refused_in_two_lines(name, tmp_path):
    content, problem = REFUSED[name]
    (tmp_path / "talk.txt").write_bytes(content)
    code, out, err = call("build", "talk.txt")

    assert (code, out, len(err.splitlines())) == (3, "", 2), err
    assert err.startswith("talk.txt")
    assert problem in err
    assert [path.name for path in tmp_path.iterdir()] == ["talk.txt"]


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_and_the_rest_is_told(name, tmp_path):
    content, pairs, notices = READ[name]
    (tmp_path / "talk.txt").write_bytes(content)
    records = aligned("talk.txt")

    found = [(item["zh_lines"], item["en_lines"]) for item in records if item["kind"] == "pair"]
    assert found == pairs
    assert [(item["code"], item["line"]) for item in records if item["kind"] == "notice"] == notices


@pytest.mark.parametrize("name", READ)
def test_a_build_of_it_writes_a_whole_deck_or_none(name, tmp_path):
    (tmp_path / "talk.txt").write_bytes(READ[name][0])
    code, out, err = call("build", "talk.txt", "--level", "hsk1", "--output", "decks")
    written = [path.suffix for path in (tmp_path / "decks").glob("*")] if (tmp_path / "decks").exists() else []

    assert code in (0, 3), err
    assert (code == 0) == (".apkg" in written)
    assert out.splitlines() == (["decks/talk.apkg"] if code == 0 else [])


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    (tmp_path / "talk.txt").mkdir()
    code, _, err = call("build", "talk.txt")

    assert (code, "folder" in err) == (3, True)


@pytest.mark.parametrize("stage", ["read", "align"])
def test_a_transcript_on_stdin_is_read_as_a_file_is(stage, run_cli, tmp_path):
    (tmp_path / "talk.txt").write_text(GOOD, encoding="utf-8")
    piped = run_cli("inspect", "-", "--stage", stage, stdin=GOOD, cwd=tmp_path)

    assert piped.stdout.splitlines() == run_cli("inspect", "talk.txt", "--stage", stage, cwd=tmp_path).stdout.splitlines()


@pytest.mark.quality
def test_every_bad_input_of_the_corpus_does_what_is_expected(corpus, tmp_path):
    subprocess.run([sys.executable, corpus / "bad_input" / "make_bad.py", tmp_path / "bad"], check=True)
    codes = {}
    for path in sorted((tmp_path / "bad").iterdir()):
        code, out, err = call("build", path, "--level", "hsk2", "--output", tmp_path / "decks")
        codes[path.name[:2]] = codes.get(path.name[:2], set()) | {code}
        assert bool(out) == (code == 0)
        assert code == 0 or len(err.splitlines()) == 2

    refused = {number for number, found in codes.items() if found == {3}}
    assert {"01", "02", "03", "04", "05", "06", "08", "17", "30"} <= refused
    assert set().union(*codes.values()) <= {0, 3}
