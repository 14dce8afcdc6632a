"""Encodings: what people save in is recognised; what is no text, or text no more, is refused with the way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.errors import FlashdeckError, InputError, UsageError
from flashdeck.read.encodings import BROKEN, decode

SIMPLIFIED = (
    "河边有一座很旧的桥，没有人知道是谁修的。\nThere is a very old bridge by the river, and nobody knows who built it.\n"
    "老人们说，他们小的时候它就在那里了。\nOld people say that it was there when they were small.\n"
)
TRADITIONAL = (
    "河邊有一座很舊的橋，沒有人知道是誰修的。\nThere is a very old bridge by the river, and nobody knows who built it.\n"
    "老人們說，他們小的時候它就在那裡了。\nOld people say that it was there when they were small.\n"
)
WAYS = [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "utf-8-sig", "utf-8"),
    (SIMPLIFIED, "utf-16", "utf-16-le"),
    (SIMPLIFIED, "utf-16-le", "utf-16-le"),
    (SIMPLIFIED, "utf-16-be", "utf-16-be"),
    (SIMPLIFIED, "utf-32", "utf-32-le"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (SIMPLIFIED, "gbk", "gb18030"),
    (TRADITIONAL, "big5", "big5"),
    (TRADITIONAL, "gb18030", "gb18030"),
    (TRADITIONAL, "utf-16-be", "utf-16-be"),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "saved_as", "found"), WAYS)
def test_an_encoding_is_told_by_its_bytes(text, saved_as, found, ends):
    decoded = decode(text.replace("\n", ends).encode(saved_as), "talk.txt")

    assert decoded.text == text.replace("\n", ends)
    assert decoded.encoding.startswith(found)


def test_a_mark_tells_utf_16_of_the_other_order():
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "talk.txt").text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le"])
def test_three_short_lines_are_enough(encoding):
    text = "你好。\nHello.\n我們走吧。\nLet us go.\n是的。\nYes.\n"

    assert decode(text.encode(encoding), "talk.txt").text == text


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8", "latin-1", "utf-16-be"])
def test_the_encoding_may_be_named(encoding):
    text = "There is a bridge.\n"

    assert decode(text.encode(encoding), "talk.txt", encoding).text == text


def test_a_few_broken_bytes_of_utf_8_do_not_make_it_another_encoding():
    content = SIMPLIFIED.encode().replace("知道".encode(), "知".encode() + b"\xff\x80")
    decoded = decode(content, "talk.txt")

    assert decoded.encoding == "utf-8"
    assert [BROKEN in line for line in decoded.text.splitlines()] == [True, False, False, False]


def test_a_broken_byte_in_gb18030_breaks_its_line_alone():
    lines = (SIMPLIFIED * 10).encode("gb18030").split(b"\n")
    lines[4] = lines[4][:6] + b"\xff" + lines[4][6:]
    decoded = decode(b"\n".join(lines), "talk.txt")

    assert [number for number, line in enumerate(decoded.text.split("\n")) if BROKEN in line] == [4]
    assert decoded.text.split("\n")[5:] == (SIMPLIFIED * 10).split("\n")[5:]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"PK\x03\x04\x14\0", "an Office document or a zip archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (bytes(range(256)) * 40, "bytes that do not occur in text"),
        (b"\0" * 400, "bytes that do not occur in text"),
    ],
)
def test_what_is_no_text_says_what_it_is(content, kind):
    with pytest.raises(InputError, match=rf"talk\.txt: does not look like text \(.*{kind}") as raised:
        decode(content, "talk.txt")
    assert "UTF-8" in raised.value.remedy


def test_bytes_of_no_known_encoding_name_the_option():
    with pytest.raises(InputError, match="no known encoding gives readable") as raised:
        decode(bytes(range(0x80, 0x100)) * 3, "talk.txt")
    assert "--encoding" in raised.value.remedy


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "gb18030"), ("utf-8", "windows-1252"), ("gb18030", "latin-1"), ("big5", "latin-1")]
)
def test_mojibake_is_refused_and_named(right, wrong):
    text = TRADITIONAL if right == "big5" else SIMPLIFIED
    garbled = text.encode(right).decode(wrong, errors="ignore").encode()

    with pytest.raises(InputError, match=rf"garbled, because {right} was read as") as raised:
        decode(garbled, "talk.txt")
    assert f"--encoding {right}" in raised.value.remedy


@pytest.mark.parametrize("named", ["gb18030", "big5", "utf-16-le", "ascii"])
def test_a_wrong_encoding_that_was_named_is_refused(named):
    with pytest.raises(InputError, match=f"cannot be read as {named} text") as raised:
        decode(SIMPLIFIED.encode(), "talk.txt", named)
    assert raised.value.remedy == f"Leave out --encoding {named}, because the file looks like utf-8."


@pytest.mark.parametrize("name", ["no-such", "base64", "rot13", "hex", "", "a\0b", "punycode"])
def test_an_encoding_that_does_not_exist_is_an_error_of_usage(name):
    with pytest.raises((UsageError, InputError), match=r"encoding|no readable text|cannot be read as"):
        decode(SIMPLIFIED.encode(), "talk.txt", name or "-")


@pytest.mark.parametrize(
    "text", ["Ça va? C'est l'été à Nîmes, déjà vu, naïve façade, œuvre.\n" * 4, "𠮷𪚥\n", "麤龘靐齉爩\n" * 5, "“…” — 10 €\n"]
)
def test_rare_characters_are_no_mojibake(text):
    assert decode(text.encode(), "talk.txt").text == text


def attempt(content):
    """The text of some bytes, or what is said instead."""
    try:
        return decode(content, "talk.txt").text, ""
    except FlashdeckError as error:
        return None, str(error)


@given(st.binary(max_size=200) | st.binary(max_size=40).map(SIMPLIFIED.encode().__add__))
def test_any_bytes_become_text_or_a_refusal_that_names_the_file(content):
    text, said = attempt(content)

    assert (text is None) == said.startswith("talk.txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_sound_utf_8_is_read_as_it_is_or_refused_as_mojibake(text):
    found, said = attempt(text.encode())

    assert found == text.lstrip("\ufeff") or "garbled" in said or "does not look like text" in said
