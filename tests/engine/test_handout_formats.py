"""Handouts as PDF and DOCX, read back by other programs: every line and word is there, no answer is, nothing is a box."""

import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import flashdeck
from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.lazy import Lazy
from flashdeck.model.pages import plain_text
from flashdeck.write.handout import fonts, render

pytestmark = pytest.mark.engine
SPEC = importlib.util.spec_from_file_location("talks", Path(__file__).parent.parent / "handout" / "talks.py")
talks = importlib.util.module_from_spec(SPEC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]
HOSTILE = '#panic("x") $a$ *b* </w:t> "; } <script>alert(1)</script> \\ [ ]'
MOST_PAGES = 3  # of a handout of 15 lines
MOST_SECONDS, MOST_BYTES = 60, 600 * 2**20  # of 200 pages
BIG = """
import resource, sys, time
sys.path.insert(0, {folder!r})
import talks
from flashdeck.write.handout import render
rows = [[(line * 7 + word * 3) % talks.SIZE for word in range(12)] for line in range({lines})]
made = talks.handout_of(talks.talk(rows, taught=range(talks.SIZE)), ruby="all", copy="student")
content = render(made.copies[0], "pdf").content
open({path!r}, "wb").write(content)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # not that of the parent process
children = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.process_time() + children.ru_utime + children.ru_stime
print(seconds, max(int(peak.split()[1]), children.ru_maxrss) * 1024)
"""


@pytest.fixture(scope="module", autouse=True)
def engines(without_tool):
    """typst, python-docx, poppler's tools and a Chinese font."""
    SPEC.loader.exec_module(talks)
    for name in ("typst", "docx"):
        if importlib.util.find_spec(name) is None:
            without_tool(f"the package {name} is not installed")
    if shutil.which("pdftotext") is None:
        without_tool("poppler-utils is not installed")
    try:
        fonts.choose_fonts("桥", "zh-Hans")
    except MissingEngineError:
        without_tool("no font has Chinese characters")


def tool(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=True).stdout


def pdf_text(path):
    return tool("pdftotext", path, "-")


def docx_sections(path):
    """The paragraphs of a DOCX by the heading before them, without phonetic guides; words in a box are left out."""
    with zipfile.ZipFile(path) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))[0]
    for guide in list(body.iter(f"{W}ruby")):
        guide.remove(guide.find(f"{W}rt"))
    found, heading = {}, ""
    for paragraph in body.iter(f"{W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "Heading2":
            heading = text
        elif paragraph.find(f"{W}pPr/{W}pBdr/{W}top") is None:
            found[heading] = found.get(heading, "") + text + "\n"
    return found


def docx_text(path):
    return "\n".join(docx_sections(path).values())


def squeezed(text):
    return re.sub(r"\s", "", text)


def without_readings(text):
    """The Chinese of a PDF's text: readings over the second row of a line stand between its rows there."""
    return re.sub(r"[^\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", "", text)


LINES = {"example": {"zh": "26-55", "en": "84-113"}, "reference": {"zh": "775-804", "en": "602-631"}}


@pytest.fixture(scope="module", params=LINES)
def made(request, tmp_path_factory, engines):
    """Handouts of 15 lines of the example and of the labelled corpus's transcript, in both directions."""
    is_ours = request.param == "example"
    source = request.getfixturevalue("example") if is_ours else request.getfixturevalue("corpus") / "transcripts/reference.txt"
    folder = tmp_path_factory.mktemp("handouts")
    return {
        study: flashdeck.handout(source, study=study, lines=lines, format="pdf,docx", output=folder / study)
        for study, lines in LINES[request.param].items()
    }


def files(report, kind):
    return [path for path in report.paths if path.suffix == f".{kind}"]


both_studies = pytest.mark.parametrize("study", ["zh", "en"])


@both_studies
@pytest.mark.parametrize(("kind", "text_of"), [("pdf", pdf_text), ("docx", docx_text)])
def test_each_line_and_each_word_is_in_the_text(made, study, kind, text_of):
    (composed,) = made[study].handouts
    assert len(composed.passage.lines) == 15
    for path in files(made[study], kind):
        text = squeezed(text_of(path))
        lost = composed.missing_lines() if "student" in path.name else {}
        for entry in composed.material.vocabulary.taught:
            assert squeezed(composed.material.renderer.written(entry)) in text
        for line in composed.passage.lines:
            for side, shown in (("target", composed.material.target(line)), ("context", composed.material.context(line))):
                is_lost = lost.get(line.number, ("",))[0] == side
                if kind == "docx":
                    assert (squeezed(shown.text) in text) or is_lost
                elif shown.lang == "zh-Hans":  # English wraps beside its notes in the PDF's text
                    assert (without_readings(shown.text) in without_readings(text)) or is_lost


@both_studies
def test_the_words_of_english_lines_are_in_the_text_of_the_pdf(made, study):
    (composed,) = made[study].handouts
    (teacher,) = (path for path in files(made[study], "pdf") if "teacher" in path.name)
    words = set(pdf_text(teacher).split())

    for line in composed.passage.lines:
        assert set(line.graded.annotated.sentence.en.split()) <= words


@both_studies
@pytest.mark.parametrize(("kind", "text_of"), [("pdf", pdf_text), ("docx", docx_text)])
def test_lines_that_are_asked_for_are_nowhere_in_the_students_file(made, study, kind, text_of):
    (composed,) = made[study].handouts
    (student,) = (path for path in files(made[study], kind) if "student" in path.name)
    text = squeezed(text_of(student))
    parts = [part for exercise in composed.draft.exercises.values() for part in exercise.parts if part.hides]

    assert parts
    for item in (item for part in parts for item in part.items):
        assert squeezed(plain_text(item.answer)) not in text


@both_studies
def test_a_docx_for_students_holds_no_answer_outside_text_vocabulary_and_bank(made, study):
    (composed,) = made[study].handouts
    (student,) = (path for path in files(made[study], "docx") if "student" in path.name)
    rest = "\n".join(text for heading, text in docx_sections(student).items() if not re.search("生词|课文", heading))
    with zipfile.ZipFile(student) as archive:
        around = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("docProps/"))
    answers = [
        plain_text(item.answer)
        for exercise in composed.draft.exercises.values()
        if exercise.exercise.name in ("cloze", "dictation", "unscramble", "translate")
        for part in exercise.parts
        for item in part.items
    ]

    assert len(answers) > 5
    assert not [answer for answer in answers if answer in rest + around]


@both_studies
def test_the_metadata_of_a_pdf_for_students_hold_no_answer(made, study):
    (composed,) = made[study].handouts
    (student,) = (path for path in files(made[study], "pdf") if "student" in path.name)
    told = tool("pdfinfo", student) + tool("pdfinfo", "-meta", student)
    shown = [word for exercise in composed.draft.exercises.values() for part in exercise.parts for word in part.bank]

    assert shown
    assert not [word for word in shown if re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", told)]


@both_studies
def test_a_pdf_has_two_or_three_pages_is_tagged_and_carries_its_fonts(made, study):
    for path in files(made[study], "pdf"):
        told = tool("pdfinfo", path)
        rows = tool("pdffonts", path).splitlines()[2:]
        assert 2 <= int(re.search(r"Pages: +(\d+)", told)[1]) <= MOST_PAGES
        assert re.search(r"Tagged: +yes", told)
        assert rows
        assert all(row.split()[-5] == "yes" for row in rows), "a font is not embedded"


@both_studies
def test_no_heading_of_a_pdf_stands_alone_at_the_foot_of_a_page(made, study):
    (composed,) = made[study].handouts
    copies = {copy.copy: copy for copy in composed.copies}
    for path in files(made[study], "pdf"):
        copy = copies["student" if "student" in path.name else "teacher"]
        lonely = {squeezed(f"{part.number or ''}{plain_text(part.title)}") for part in copy.sections}
        for part in copy.sections:
            lonely |= {squeezed(plain_text(block.runs)) for block in part.blocks[:-1] if block.kind == "paragraph"}
        for sheet in tool("pdftotext", "-layout", path, "-").rstrip("\f").split("\f"):
            *_, last, footer = [squeezed(line) for line in sheet.splitlines() if line.strip()]
            assert "VersionA" in footer
            assert last not in lonely


def test_a_docx_has_phonetic_guides_and_styles(made):
    for path in files(made["zh"], "docx"):
        with zipfile.ZipFile(path) as archive:
            body, styles = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        assert body.count("<w:ruby>") > 5
        assert "<w:hpsBaseText" in body
        assert {"FD Chinese", "FD English"} <= set(re.findall(r'w:name w:val="([^"]+)"', styles))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_handout_gives_the_same_bytes(kind):
    one, two = (render(talks.handout_of(talks.talk(LONG)).copies[0], kind).content for _ in range(2))

    assert one == two


@pytest.mark.parametrize(("kind", "text_of"), [("pdf", pdf_text), ("docx", docx_text)])
def test_what_looks_like_markup_stays_text(kind, text_of, tmp_path):
    handout = talks.handout_of(talks.talk(LONG, title=HOSTILE, speaker=HOSTILE)).copies[0]
    path = tmp_path / f"hostile.{kind}"
    path.write_bytes(render(handout, kind).content)

    assert squeezed(HOSTILE) in squeezed(text_of(path))


def test_a_character_that_no_font_has_is_shown_by_its_number(tmp_path):
    handout = talks.handout_of(talks.talk(LONG, title="River\x07 \U0001fae8\U000f1234")).copies[0]
    rendered = render(handout, "pdf")
    path = tmp_path / "odd.pdf"
    path.write_bytes(rendered.content)

    (notice,) = rendered.notices
    assert "[U+F1234]" in notice.text
    assert "[U+F1234]" in pdf_text(path)


def use_latin_fonts_only(monkeypatch):
    """Make the system look as if no font of it were Chinese."""
    latin = [face for face in fonts.system_fonts().faces if "CJK" not in face.family]
    monkeypatch.setattr(fonts, "_list_faces", lambda folder: latin)
    monkeypatch.setattr(fonts, "system_fonts", Lazy(fonts.FontCatalogue))


def test_without_a_chinese_font_nothing_is_written(monkeypatch, example, tmp_path):
    use_latin_fonts_only(monkeypatch)

    with pytest.raises(MissingEngineError, match="no font") as missing:
        flashdeck.handout(example, lines="26-55", format="html,pdf", output=tmp_path / "new")
    assert "fonts-noto-cjk" in missing.value.remedy
    assert missing.value.exit_code == 4
    assert not (tmp_path / "new").exists()


def test_the_command_ends_with_4_and_two_lines_where_no_font_is_chinese(monkeypatch, capsys, example, tmp_path):
    from flashdeck.cli import run

    use_latin_fonts_only(monkeypatch)

    assert run(["handout", str(example), "--lines", "26-55", "--format", "pdf", "-o", str(tmp_path / "new")]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2
    assert "fonts-noto-cjk" in said.err
    assert not (tmp_path / "new").exists()


def test_a_font_may_be_named(tmp_path):
    chinese = next(face for face in fonts.system_fonts().faces if face.family == "Noto Sans CJK SC")
    own = tmp_path / "own.ttc"
    shutil.copyfile(chinese.path, own)
    found = fonts.choose_fonts("桥", "zh-Hans", own)

    assert found.han[0].startswith("Noto Sans")
    with pytest.raises(UsageError):
        fonts.choose_fonts("桥", "zh-Hans", tmp_path / "none.ttf")


def test_the_characters_of_a_font_are_read_from_its_file():
    by_family = {face.family: face for face in fonts.system_fonts().faces}

    assert not fonts.system_fonts().lacking_in(by_family["Noto Sans CJK SC"], frozenset("桥算a。"))
    assert fonts.system_fonts().lacking_in(by_family["DejaVu Sans"], frozenset("桥ǚˈɜ")) == {"桥"}


def test_two_hundred_pages_take_less_than_a_minute_and_600_megabytes(tmp_path):
    path = tmp_path / "big.pdf"
    script = BIG.format(folder=str(SPEC.loader.path.rpartition("/")[0]), lines=4200, path=str(path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    seconds, most = map(float, done.stdout.split())

    assert int(re.search(r"Pages: +(\d+)", tool("pdfinfo", path))[1]) >= 200
    assert seconds < MOST_SECONDS
    assert most < MOST_BYTES
