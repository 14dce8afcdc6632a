"""flashdeck lines: numbered lines for a translator, and the translation that is paired by its numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.app.inspection import inspect_stage
from flashdeck.app.numbered_lines import numbered_text
from flashdeck.app.pipeline import Pipeline
from flashdeck.cli import run
from flashdeck.errors import InputError
from flashdeck.settings import Settings

INPUT, OUTPUT = 3, 5
CAPTIONS = """1
00:00:01,000 --> 00:00:03,000
洪水以后磨坊再也没有转过。她的叔叔还留着那把旧钥匙。

2
00:00:04,000 --> 00:00:06,000
没有人敢问他要那把钥匙。

3
00:00:07,000 --> 00:00:09,000
春天的时候孩子们在那里钓鱼。
"""
ENGLISH = (
    "The mill has not turned since the flood.",
    "Her uncle still keeps that old key.",
    "Nobody dares to ask him for the key.",
    "In spring the children go fishing there.",
)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "mill.srt"
    path.write_text(CAPTIONS, encoding="utf-8")
    return path


def translated(source, texts=ENGLISH, form="{number}. {text}", *, header=True):
    """The file that comes back from a translator."""
    comments = [line for line in numbered_text(source) if line.startswith("#")] if header else []
    lines = [form.format(number=number, text=text) for number, text in enumerate(texts, start=1)]
    path = source.with_suffix(".en.txt")
    path.write_text("\n".join([*comments, *lines]) + "\n", encoding="utf-8")
    return path


def pairs(source, translation):
    return [(pair.zh, pair.en) for pair in Pipeline(source, Settings(translation=translation)).bitext.pairs]


def test_each_sentence_has_a_number(source):
    lines = list(numbered_text(source))

    assert lines[0].startswith("# flashdeck lines: mill.srt, 4 lines of Chinese, check ")
    assert lines[2:] == [
        "1. 洪水以后磨坊再也没有转过。",
        "2. 她的叔叔还留着那把旧钥匙。",
        "3. 没有人敢问他要那把钥匙。",
        "4. 春天的时候孩子们在那里钓鱼。",
    ]


@pytest.mark.parametrize(
    "form", ["{number}. {text}", "{number}) {text}", "**{number}.** {text}", "[{number}] {text}", "{number}\t{text}"]
)
@pytest.mark.parametrize("header", [True, False])
def test_what_comes_back_is_paired_by_number(form, header, source):
    found = pairs(source, translated(source, form=form, header=header))

    assert [en for _, en in found] == list(ENGLISH)
    assert found[1][0] == "她的叔叔还留着那把旧钥匙。"


@given(st.permutations(range(1, 5)))
def test_the_order_of_the_lines_does_not_matter(tmp_path_factory, order):
    source = tmp_path_factory.mktemp("mill") / "mill.srt"
    source.write_text(CAPTIONS, encoding="utf-8")
    path = translated(source)
    comments = [line for line in numbered_text(source) if line.startswith("#")]
    path.write_text("\n".join([*comments, *(f"{at}. {ENGLISH[at - 1]}" for at in order)]), encoding="utf-8")

    assert [en for _, en in pairs(source, path)] == list(ENGLISH)


def test_words_before_and_after_the_lines_are_left_out_with_a_notice(source):
    path = translated(source)
    path.write_text(f"Sure!\n{path.read_text(encoding='utf-8')}\nTell me if you want changes.\n", encoding="utf-8")
    pipeline = Pipeline(source, Settings(translation=path))

    assert [pair.en for pair in pipeline.bitext.pairs] == list(ENGLISH)
    assert [notice.text for notice in pipeline.bitext.notices if notice.code == "comment"] == [
        "Sure!",
        "Tell me if you want changes.",
    ]


def test_a_line_without_translation_and_an_unknown_number_have_a_notice(source):
    path = translated(source, ENGLISH[:3])
    path.write_text(path.read_text(encoding="utf-8") + "9. The end of it.\n", encoding="utf-8")
    notices = [(notice.code, notice.text) for notice in Pipeline(source, Settings(translation=path)).bitext.notices]

    assert ("unpaired", "春天的时候孩子们在那里钓鱼。") in notices
    assert ("row", "9. The end of it.") in notices


def test_the_translation_of_an_earlier_version_is_refused(source):
    path = translated(source)
    source.write_text(CAPTIONS.replace("春天", "夏天"), encoding="utf-8")

    with pytest.raises(InputError, match="is not the translation"):
        pairs(source, path)


def test_a_number_that_is_there_twice_is_refused(source):
    path = translated(source)
    path.write_text(path.read_text(encoding="utf-8").replace("4. In", "3. In"), encoding="utf-8")

    with pytest.raises(InputError, match="number 3 is there twice"):
        pairs(source, path)


@pytest.mark.parametrize(("study", "mark"), [("zh", "machine translation"), ("en", "机器翻译")])
def test_cards_and_deck_say_that_a_machine_translated(study, mark, source):
    settings = Settings(study=study, level="hsk3" if study == "zh" else "a2", translation=translated(source))
    (deck,) = Pipeline(source, settings).decks

    assert deck.notes
    assert all(mark in dict(note.fields)["Source"] for note in deck.notes)
    assert ("machine" if study == "zh" else "机器翻译") in deck.description


def test_a_translation_in_a_file_of_its_own_is_not_called_a_machines(source):
    path = translated(source, form="{text}", header=False)
    (deck,) = Pipeline(source, Settings(level="hsk3", translation=path)).decks

    assert not any("machine" in dict(note.fields)["Source"] for note in deck.notes)


def test_a_file_is_written_but_never_over_another(source, tmp_path, capsys):
    path = tmp_path / "lines.txt"
    path.write_text("mine\n", encoding="utf-8")

    assert run(["lines", str(source), "--output", str(path)]) == OUTPUT
    assert path.read_text(encoding="utf-8") == "mine\n"
    assert run(["lines", str(source), "--output", str(path), "--force"]) == 0
    assert path.read_text(encoding="utf-8").splitlines() == list(numbered_text(source))
    assert run(["lines", str(source)]) == 0
    assert "4. 春天的时候孩子们在那里钓鱼。" in capsys.readouterr().out


def test_a_text_in_both_languages_needs_no_numbers(example):
    assert run(["lines", str(example)]) == INPUT


def test_the_lines_as_read_name_both_files(source):
    records = list(inspect_stage(source, "read", Settings(translation=translated(source))))

    assert {record["file"] for record in records if record["kind"] == "line"} == {"zh", "en"}
