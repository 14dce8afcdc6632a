"""A sample of each format for the tests that go over the registry of readers.

Add one `Sample` for a new reader to `SAMPLES`, under the name of the reader:

- `pieces`: lines of files of the format, whole and broken. `{}` is the place of a word that must be found again in a line or in
  a notice, `{z}` of a Chinese and `{e}` of an English one; write `{{` for a brace.
- `write`: a function that writes Chinese and English texts in the format. The tests read the result and expect the same texts.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sample:
    pieces: tuple[str, ...]
    write: Callable[[Rows], str]


def clock(at, mark):
    return f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}{mark}000"


def write_plain(rows):
    return "".join(f"{zh}\n{en}\n" for zh, en in rows)


def write_srt(rows):
    cues = (f"{at}\n{clock(at, ',')} --> {clock(at + 1, ',')}\n{zh}\n{en}\n\n" for at, (zh, en) in enumerate(rows))
    return "".join(cues)


def write_vtt(rows):
    cues = (f"{clock(at, '.')} --> {clock(at + 1, '.')}\n{zh}\n{en}\n\n" for at, (zh, en) in enumerate(rows))
    return "WEBVTT\n\n" + "".join(cues)


def write_sbv(rows):
    times = (f"0:{at // 60:02}:{at % 60:02}.100,0:{at // 60:02}:{at % 60:02}.900" for at in range(len(rows)))
    return "".join(f"{time}\n{zh}\n{en}\n\n" for time, (zh, en) in zip(times, rows, strict=True))


def write_ass(rows):
    times = (f"0:00:{at % 60:02}.00,0:00:{at % 60:02}.90" for at in range(len(rows)))
    events = (f"Dialogue: 0,{time},Talk,,0,0,0,,{zh}\\N{en}\n" for time, (zh, en) in zip(times, rows, strict=True))
    return "[Script Info]\n[Events]\n" + "".join(events)


def write_jsonl(rows):
    return "".join(json.dumps({"zh": zh, "en": en}) + "\n" for zh, en in rows)


def write_tmx(rows):
    segment = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'.format
    units = (f"<tu>{segment('zh', escape(zh))}{segment('en', escape(en))}</tu>\n" for zh, en in rows)
    return f"<tmx><body>\n{''.join(units)}</body></tmx>\n"


def write_table(rows):
    return "zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in rows)


def write_markdown(rows):
    return "# a\n# b\n\n" + "".join(f"{zh}\n\n{en}\n\n" for zh, en in rows)


SAMPLES = {
    "plain": Sample(
        pieces=(
            *("{}", "{}。", "", "# {}", "[00:01] {}", "[0.0s -> 1.5s] {}", "1. {}", "12:30 {}", "Mei: {}", "小梅：{}"),
            *("Speaker 1 00:01:02", ">> {}", "- {}", "{}\x1f{}", "。"),
        ),
        write=write_plain,
    ),
    "srt": Sample(
        pieces=(
            *("{}", "1", "", "00:00:01,000 --> 00:00:02,000", "00:00:0 -> 1", "<i>{}</i>"),
            *("{{\\an8}}{}", "MEI: {}", "-->", "a --> {}", "# {}", "{}\\N{}", "{}<rt>{}"),
        ),
        write=write_srt,
    ),
    "sbv": Sample(
        pieces=(
            *("{}", "", "# {}", "0:00:01.250,0:00:03.000", "0:00:03.000,0:00:01.000", "<i>{}</i>"),
            *("{}[br]{}", "<ruby>{}<rt>{}</rt></ruby>", "0:00:01.250,", "7"),
        ),
        write=write_sbv,
    ),
    "vtt": Sample(
        pieces=(
            *("WEBVTT", "WEBVTT {}", "{} {}", "", " ", "00:01.000 --> 00:02.000", "00:00:01,000 --> x"),
            *("<v Mei>{}", "<v Mei>{}</v><v Li>{}", "<ruby>{}<rt>{}</ruby>", "NOTE {}", "STYLE", "x --> {}"),
        ),
        write=write_vtt,
    ),
    "markdown": Sample(
        pieces=(
            *("{}", "# {}", "## Mei:", "", "---", "> {}", "- {}", "**{}**", "\\[{}\\] x"),
            *("| {} | {} |", "```", "<div>", "x *{}* y", "| {}"),
        ),
        write=write_markdown,
    ),
    "table": Sample(
        pieces=(
            *("{z}\t{e}", "{z},{e}", '"{z}","{e}"', '"{z}', "{}", "", "zh,en"),
            *('"{z}\n{z}",{e}', "河。\tA river.", "河。,A river."),
        ),
        write=write_table,
    ),
    "jsonl": Sample(
        pieces=(
            *('{{"zh": "{z}", "en": "{e}"}}', "{}", '{{"zh": "{z}"}}', "[", "]", '["{z}", "{e}"]', ""),
            *('{{"zh": 3, "en": "{e}"}}', '{{"'),
        ),
        write=write_jsonl,
    ),
    "ass": Sample(
        pieces=(
            *("[Script Info]", "[Events]", "Dialogue: 0,0:00:01.00,0:00:02.00,ZH,,0,0,0,,{}"),
            *("Dialogue: {}", "Comment: 0,,,,,,,,,{}", "Dialogue: 0,,,,,,,,,{{\\p1}}m {}{{\\p0}}{}", "{}", ""),
        ),
        write=write_ass,
    ),
    "tmx": Sample(
        pieces=(
            *("<tmx><body>", "<tu>", '<tuv xml:lang="zh"><seg>{}</seg></tuv>', "</tu>", "</body></tmx>"),
            '<tuv xml:lang="fr"><seg>{}</seg></tuv>',
        ),
        write=write_tmx,
    ),
}
