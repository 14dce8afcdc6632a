"""The edits file: its entries, and the message for each mistake."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.edits import snippet
from flashdeck.edits.entries import Edits, LineEntry
from flashdeck.edits.entry_kinds import KINDS, entry_text, example_of
from flashdeck.edits.file.parse import examine, parse_edits
from flashdeck.edits.file.positions import find_positions
from flashdeck.edits.file.problems import EditsError
from flashdeck.edits.kinds.card_entries import CardEntry
from flashdeck.edits.kinds.entry_effects import CardEffect, LineEffect, UnitEffect, WordEffect
from flashdeck.edits.kinds.entry_values import WordLevel
from flashdeck.edits.kinds.line_entries import MendEntry, SkipEntry, SpeakerEntry
from flashdeck.edits.kinds.unit_entries import JoinEntry, ShiftEntry, SplitEntry
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry

WHOLE = """\
# what the editor of this talk decided
[[term]]
text   = "碳足迹"
pinyin = "tàn zú jì"
gloss  = "carbon footprint"
level  = "HSK 6"

[[mend]]
line = 12
find = "wether"
replace = "whether"

[[reading]]
line   = 8
text   = "行政"
pinyin = "xing2 zheng4"

[[gloss]]
line  = 8
text  = "行政"
gloss = "administration"

[[skip]]
lines = "30-33"
why   = "the host reads an advertisement"

[[skip]]
lines = [40, "42-43"]

[[join]]
zh = [51, 53]
en = [52, 54]
text = "我们"

[[split]]
after = 60

[[shift]]
zh = [71, 73]
en = [
  [72],   # moved up by one
  [74, 76],
]

[[speaker]]
line = 80
name = "Host"

[[card]]
id   = "zh-word-碳足迹"
drop = true

[[card]]
id   = "zh-sentence-0123456789ab"
note = '''
[[not]] a header
unknown = 1'''
"""


def problems(text):
    return [(problem.at, problem.text, problem.remedy) for problem in examine(text, "talk.edits.toml")[1]]


def test_every_kind_of_entry_is_read_with_its_line():
    assert parse_edits(WHOLE, "talk.edits.toml").entries == (
        TermEntry(2, "碳足迹", ("tàn", "zú", "jì"), "carbon footprint", WordLevel("hsk 6", "zh", 6.0, "6")),
        MendEntry(8, 12, "wether", "whether"),
        ReadingEntry(13, 8, "行政", ("xíng", "zhèng")),
        GlossEntry(18, 8, "行政", "administration"),
        SkipEntry(23, (30, 31, 32, 33), "the host reads an advertisement"),
        SkipEntry(27, (40, 42, 43)),
        JoinEntry(30, (51, 53), (52, 54), "我们"),
        SplitEntry(35, (60,)),
        ShiftEntry(38, (71, 73), ((72,), (74, 76))),
        SpeakerEntry(45, 80, "Host"),
        CardEntry(49, "zh-word-碳足迹", drop=True),
        CardEntry(53, "zh-sentence-0123456789ab", note="[[not]] a header\nunknown = 1"),
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_example_of_each_kind_is_a_valid_entry_of_it(kind):
    text = snippet(kind.kind, kind.example)

    assert [type(entry) for entry in parse_edits(text, "example.edits.toml").entries] == [kind]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_missing_key_of_each_kind_is_named_with_an_example(kind):
    required = [key.name for key in kind.keys if key.is_required]
    without_first = {name: value for name, value in kind.example.items() if name != required[0]}
    text = entry_text(kind.kind, without_first)

    assert problems(text) == [
        (
            1,
            f"[[{kind.kind}]] has no key {required[0]}",
            f"Add {required[0]} = …, for example {example_of(kind.kind, required[0])}",
        )
    ]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_belongs_to_one_stage_and_its_keys_are_its_fields(kind):
    assert sum(issubclass(kind, effect) for effect in (LineEffect, UnitEffect, WordEffect, CardEffect)) == 1
    assert {key.name for key in kind.keys} <= {field.name for field in fields(kind)}
    assert not issubclass(kind, LineEntry) or set(kind(at=1, **parsed(kind)).first_numbers()) <= {key.name for key in kind.keys}


def parsed(kind):
    return {key.name: key.parse(kind.example[key.name]) for key in kind.keys if key.name in kind.example}


@pytest.mark.parametrize(
    ("kind", "values"), [("glos", {}), ("gloss", {"line": 1, "text": "桥"}), ("split", {"after": [3], "line": 3})]
)
def test_a_snippet_of_something_else_is_refused(kind, values):
    with pytest.raises(ValueError, match="unknown k"):
        snippet(kind, values)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff# a mark of the byte order\n".removeprefix("\ufeff")])
def test_a_file_without_entries_is_sound(text):
    assert parse_edits(text, "talk.edits.toml") == Edits("talk.edits.toml")


@pytest.mark.parametrize(
    ("text", "at", "said", "remedy"),
    [
        ("[[mend]]\nline = 3\nfind = x\n", 3, "cannot be read as TOML", "quotes"),
        ("[[mend]\n", 1, "cannot be read as TOML", "Correct that line"),
        ("[[term]]\ntext = “桥”\n", 2, "cannot be read as TOML", 'Replace “ with ",'),
        (
            '[[term]]\ntext　=　"桥"\n',
            2,
            "cannot be read as TOML",
            "Replace the full-width or non-breaking space with a plain space",
        ),
        ('[[term]]\ntext: "桥"\n', 2, "cannot be read as TOML", "Write = between a key and its value"),
        ('[[term]]\ntext = "桥"\ntext = "桥"\n', 3, "cannot be read as TOML", "keep one of the two"),
        ('[term]\ntext = "桥"\n[term]\ntext = "路"\n', 3, "cannot be read as TOML", "two brackets"),
        ("// mine\n", 1, "cannot be read as TOML", "Begin a comment with #"),
        ("[[card]]\ndrop = True\n", 2, "cannot be read as TOML", "small letters"),
        ("[[skip]]\nlines = 5-9\n", 2, "cannot be read as TOML", "a range in quotes"),
        ('[[term]]\ntext = "“桥”：" x\n', 2, "cannot be read as TOML", "Correct that line"),
        ('x = 1\n[[term]]\ntext = "桥"\n', 1, "unknown table 'x'", "Known tables: term, mend"),
        ('\n[[therm]]\ntext = "桥"\n', 2, "unknown table 'therm'", "Did you mean 'term'?"),
        ('[term]\ntext = "桥"\n', 1, "term must be a list of entries", "[[term]] with two brackets"),
        ('[[term]]\ntext = "桥"\nglos = "bridge"\n', 3, "unknown key 'glos' in [[term]]", "Did you mean 'gloss'?"),
        ('[[gloss]]\nline = 4\ntext = "桥"\n', 1, "[[gloss]] has no key gloss", "Add gloss"),
        ('[[mend]]\nlien = 4\nfind = "a"\nreplace = "b"\n', 2, "unknown key 'lien'", "Did you mean 'line'?"),
        (
            '[[term]]\ntext = "长桥"\npinyin = "cháng"\n',
            3,
            "1 syllable for the 2 characters of 长桥",
            "one syllable for each character",
        ),
        (
            '[[term]]\ntext = "长桥"\npinyin = "chángqiáo"\n',
            3,
            "pinyin has an invalid syllable: 'chángqiáo'",
            "separated by spaces",
        ),
        ('[[term]]\ntext = "长桥"\npinyin = "cháng qiaó8"\n', 3, "invalid syllable: 'qiaó8'", "separated by spaces"),
        ('[[term]]\ntext = "GPU"\npinyin = "g"\n', 3, "invalid syllable: 'g'", "separated by spaces"),
        ('[[term]]\ntext = "GPU"\npinyin = "ge"\n', 3, "'GPU' has no Chinese character", "Remove the key pinyin"),
        (
            '[[term]]\ntext = "桥"\nlevel = "hard"\n',
            3,
            "level must be a level, not 'hard'",
            "hsk1 to hsk9, a1 to c2, known or ignore",
        ),
        (
            '[[term]]\ntext = "桥"\nlevel = "b2"\n',
            3,
            "must be on the HSK scale for 桥, not 'b2'",
            "HSK level, for example hsk6",
        ),
        (
            '[[term]]\ntext = "bridge"\nlevel = "hsk3"\n',
            3,
            "must be on the CEFR scale for bridge, not 'hsk3'",
            "CEFR level, for example b2",
        ),
        ('[[term]]\ntext = " "\n', 2, "text is empty", "Write text between the quotes"),
        ('[[term]]\ntext = "桥"\ngloss = "a\\nb"\n', 3, "gloss contains a line break", "one line"),
        ('[[mend]]\nline = "4"\nfind = "a"\nreplace = "b"\n', 2, "line must be a line number, not '4'", "without quotes"),
        ('[[mend]]\nline = 0\nfind = "a"\nreplace = "b"\n', 2, "line must be 1 or greater, not 0", "The first line is 1"),
        (
            '[[mend]]\nline = 4\nfind = "a"\nreplace = "a"\n',
            1,
            "find and replace are the same",
            "Write the right words in replace",
        ),
        ('[[skip]]\nlines = "9-7"\n', 2, "lines must be a range of lines, not '9-7'", '"673-712"'),
        ("[[skip]]\nlines = []\n", 2, "lines is empty", "[911, 913]"),
        ("[[join]]\nzh = [13, 11]\nen = [12]\n", 2, "out of order", "once, from the first to the last"),
        ("[[shift]]\nzh = [1, 3]\nen = [2, 4]\n", 3, "en must be a list of lists, not a list", "[[878], [880]]"),
        (
            "[[shift]]\nzh = [1, 3]\nen = [[2]]\n",
            3,
            "must have the same length, not 2 and 1",
            "one list of English lines for each",
        ),
        ('[[card]]\nid = "强化"\ndrop = true\n', 2, "id must be the id of a card, not '强化'", "flashdeck preview"),
        ('[[card]]\nid = "zh-word-桥"\n', 1, "zh-word-桥 has no decision", "keep = true"),
        (
            '[[card]]\nid = "zh-word-桥"\nkeep = true\ndrop = true\n',
            3,
            "keep and drop cannot both be true",
            "Remove keep or drop",
        ),
        ('[[card]]\nid = "zh-word-桥"\nkeep = "yes"\n', 3, "keep must be true or false, not 'yes'", "without quotes"),
        (
            "[[join]]\nzh = [1]\nen = [2]\n\n[[join]]\nzh = [1, 3]\nen = [4]\n",
            5,
            "line 1 is also in the [[join]] on line 1",
            "one",
        ),
        (
            "[[shift]]\nzh = [1]\nen = [[4]]\n[[join]]\nzh = [3]\nen = [4]\n",
            4,
            "line 4 is also in the [[shift]] on line 1",
            "one",
        ),
        (
            '[[join]]\nzh = [1]\nen = [2]\n[[skip]]\nlines = "1-9"\n',
            1,
            "line 1 is also in the [[skip]] on line 4",
            "one of the two",
        ),
        ('[[term]]\ntext = "桥"\n[[term]]\ntext = "桥"\n', 3, "桥 already has an entry, on line 1", "Keep one of the two"),
        ('[[gloss]]\nline = 4\ntext = "桥"\ngloss = "a"\n' * 2, 5, "line 4 桥 already has an entry", "Keep one of the two"),
    ],
)
def test_each_mistake_is_named_with_its_line_and_the_way_to_mend_it(text, at, said, remedy):
    found = [(place, words, way) for place, words, way in problems(text) if place == at and said in words and remedy in way]

    assert found, problems(text)


def test_an_error_names_the_file_and_tells_how_many_mistakes_there_are():
    text = '[[term]]\ntxt = "桥"\n[[card]]\nid = "x"\n[[nonsense]]\n'

    with pytest.raises(EditsError) as raised:
        parse_edits(text, "folder/talk.edits.toml")

    assert str(raised.value) == "folder/talk.edits.toml:2: unknown key 'txt' in [[term]]"
    assert raised.value.remedy == "Did you mean 'text'? The file has 2 more: run `flashdeck edits check` to list all mistakes."
    assert raised.value.exit_code == 2


toml_values = st.recursive(
    st.booleans() | st.integers() | st.sampled_from(['"x"', '"hsk4"', '"1-3"', "1979-05-27", "0.5"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from([*KINDS, "nothing"])
keys = st.sampled_from(sorted({key.name for kind in KINDS.values() for key in kind.keys} | {"nothing"}))
tables = st.lists(st.tuples(names, st.dictionaries(keys, toml_values, max_size=5)), max_size=5)


def written(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(tables)
def test_any_table_is_an_entry_or_a_mistake_on_one_of_its_lines(found):
    text = "\n".join(
        f"[[{name}]]\n" + "".join(f"{key} = {written(value)}\n" for key, value in table.items()) for name, table in found
    )

    edits, wrong = examine(text, "any.edits.toml")

    starts = [entry.at for entry in edits.entries]
    assert starts == sorted(starts)
    assert len(edits.entries) >= len(found) - len(wrong)
    assert all(1 <= problem.at <= text.count("\n") + 1 and problem.text and problem.remedy for problem in wrong)


@given(st.text(alphabet="[]\"'#=\n \\abterm3,{}", max_size=60))
def test_any_text_is_read_or_refused(text):
    edits, wrong = examine(text, "any.edits.toml")

    assert not edits.entries or "term" in text
    assert all(problem.text and problem.remedy for problem in wrong)


def test_a_header_in_quoted_text_or_in_a_list_is_none():
    text = 'a = """\n[[term]]\n"""\nb = [\n  [1],\n]\n# [[term]]\n[["term"]]\n"key" = 3\n'

    places = find_positions(text)

    assert [place.line for place in places.tables["term"]] == [8]
    assert places.tables["term"][0].keys == {"key": 9}
    assert places.top.keys == {"a": 1, "b": 4}
