"""Text around a talk: sentences about the transcript, and warnings and refusals that say what was lost."""

import pytest

from flashdeck.app.inspection import inspect_stage, preview_cards
from flashdeck.app.pipeline import Pipeline
from flashdeck.cli import run
from flashdeck.errors import InputError
from flashdeck.read import Input, read_transcript
from flashdeck.settings import Settings
from flashdeck.write.preview_table import rejected_lines

PAIRS = (
    ("洪水以后磨坊再也没有转过。", "The mill has not turned since the flood."),
    ("她的叔叔还留着那把旧钥匙。", "Her uncle still keeps that old key."),
    ("没有人敢问他要那把钥匙。", "Nobody dares to ask him for the key."),
    ("春天的时候孩子们在那里钓鱼。", "In spring the children go fishing there."),
)


@pytest.fixture
def write(tmp_path):
    def written(text, name="talk.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def alternating(pairs):
    return "".join(f"{zh}\n{en}\n\n" for zh, en in pairs)


def codes(path):
    return [(notice.code, notice.line, notice.text) for notice in read_transcript(Input(path)).notices]


@pytest.mark.parametrize(
    "remark",
    [
        "好的，这是根据您发来的录音整理的文字稿：",
        "以下是磨坊谈话的完整逐字稿：",
        "（此处录音中断）",
        "Here is the full transcript you asked for:",
        "Sure! Below is the edited translation:",
        "（原文在这里中断。后面的内容未提供）",
        "[The recording ends here]",
        "This transcript has been lightly edited for length.",
    ],
)
def test_a_line_about_the_transcript_is_left_out_with_a_notice(remark, write):
    path = write(f"{alternating(PAIRS[:2])}{remark}\n\n{alternating(PAIRS[2:])}")
    transcript = read_transcript(Input(path))

    assert {code for code, _, _ in codes(path)} == {"remark"}
    assert " ".join(text for _, _, text in codes(path)) == remark
    assert remark not in {line.text for line in transcript.lines}
    assert [(pair.zh, pair.en) for pair in Pipeline(path, Settings()).bitext.pairs] == list(PAIRS)


def test_only_the_sentence_about_the_transcript_is_taken_from_a_line(write):
    path = write(f"以上就是今天的全部文稿。磨坊现在很安静。\nThe mill is quiet now.\n{alternating(PAIRS)}")

    assert codes(path) == [("remark", 1, "以上就是今天的全部文稿。")]
    assert read_transcript(Input(path)).lines[0].text == "磨坊现在很安静。"


def test_talk_behind_a_colon_is_kept(write):
    path = write(f"以下是磨坊谈话的全文：磨坊现在很安静。\nThe mill is quiet now.\n{alternating(PAIRS)}")

    assert codes(path) == [("remark", 1, "以下是磨坊谈话的全文：")]
    assert read_transcript(Input(path)).lines[0].text == "磨坊现在很安静。"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我昨天看不到会议的文字记录。", "Yesterday I could not see the transcript of the meeting."),
        ("这部电影没有字幕。", "This film has no subtitles."),
        ("这个翻译是她自己做的。", "She made this translation herself."),
    ],
)
def test_talk_about_transcripts_is_kept(zh, en, write):
    path = write(alternating([(zh, en), *PAIRS]))

    assert codes(path) == []


def test_a_line_that_comes_back_counts_once_and_an_appeal_teaches_nothing(write):
    appeal = ("请大家给我们点赞、订阅，打赏支持这个频道。", "Please like, subscribe and tip to support this channel.")
    path = write(alternating([PAIRS[0], appeal, PAIRS[1], appeal, PAIRS[2], appeal, PAIRS[3]]))
    (selection,) = preview_cards(path, Settings(level="hsk3", output=path.parent)).selections
    targets = {target for card in selection.cards for target in card.targets}

    assert targets
    assert targets.isdisjoint({"点赞", "订阅", "打赏", "频道"})
    assert [item.reasons[0] for item in selection.graded if "频道" in item.target] == ["appeal"] * 3 or all(
        "appeal" in item.reasons for item in selection.graded if "频道" in item.target
    )


# ---- refusals and warnings


def test_a_refusal_counts_the_reasons_and_the_rejected_lines_are_shown_all_the_same(write):
    path = write("好的。\nOkay.\n\n是的，好的。\nYes, okay.\n")
    with pytest.raises(InputError, match="2 of 2") as refused:
        preview_cards(path, Settings(output=path.parent))
    (selection,) = preview_cards(path, Settings(output=path.parent), need_cards=False).selections
    shown = "\n".join(rejected_lines(selection))

    assert "--rejected" in refused.value.remedy
    assert "好的。" in shown
    assert "2 of 2 sentences are not on any card" in shown


def test_rejected_sentences_are_grouped_by_reason(example):
    (selection,) = preview_cards(example, Settings()).selections
    heads = [line for line in rejected_lines(selection) if f" of {len(selection.graded)}: " in line]
    sizes = [int(line.split()[0]) for line in heads]

    assert len(heads) > 2
    assert sizes == sorted(sizes, reverse=True)


def test_a_build_warns_if_most_lines_are_left_out(write, capsys):
    alone = "".join(f"磨坊的第{number}扇门也关上了。\n" for number in "二三四五六七八九")
    path = write(alternating(PAIRS) + alone)

    assert run(["build", str(path), "--level", "hsk3", "-o", str(path.parent / "out")]) == 0
    assert "Warning:" not in capsys.readouterr().err

    path = write(alternating(PAIRS) + alone * 2)
    assert run(["build", str(path), "--level", "hsk3", "-o", str(path.parent / "out")]) == 0
    assert "Warning: 16 of 24 lines were left out" in capsys.readouterr().err


@pytest.mark.parametrize("only", ["zh", "en"])
def test_a_text_in_one_language_is_refused_and_told_of_numbered_lines(only, write):
    path = write("\n".join(zh if only == "zh" else en for zh, en in PAIRS))

    with pytest.raises(InputError) as refused:
        list(inspect_stage(path, "sentences", Settings()))
    assert f"flashdeck lines {path}" in refused.value.remedy


def test_a_text_that_is_nearly_all_chinese_is_refused_with_its_reason(write):
    chinese = "".join(f"磨坊的第{number}扇门后来也慢慢地关上了，再没有人从那里走过。\n\n" for number in range(40))
    path = write(f"{chinese}{PAIRS[0][0]}\n\n{PAIRS[0][1]}\n\n{chinese}", "talk.md")

    with pytest.raises(InputError, match="nearly all of it is Chinese") as refused:
        list(inspect_stage(path, "sentences", Settings()))
    assert "flashdeck lines" in refused.value.remedy
