"""A handout as a real browser prints it, and a report as it shows it: nothing leaves the page, nothing is executed."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import flashdeck
from flashdeck.compose.handout.sections import section_names
from flashdeck.write.handout import render as render_copy

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
HOSTILE = (
    '"; } </style></title><script>document.title="gone"</script> <img src="http://127.0.0.1:9/x" onerror="document.title=1">'
)
SIZES = {"a4": (595, 842), "letter": (612, 792)}  # points
MOST_PAGES = 3
MOST_PAGES_OF_A_REPORT = 8  # for both languages
ALL = ",".join(section_names())
LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def page(without_tool):
    render = module(HERE / "render.py")
    if importlib.util.find_spec("playwright") is None:
        without_tool("the package playwright is not installed")
    if render.chromium() is None or shutil.which("pdfinfo") is None:
        without_tool("Chromium or poppler-utils is not installed")
    with render.browsing() as found:
        yield found


@pytest.fixture(scope="module")
def report(example, tmp_path_factory):
    (path,) = flashdeck.report(example, study="both", output=tmp_path_factory.mktemp("report")).paths
    return path


def squeezed(text):
    return re.sub(r"\s", "", text)


def listened(page):
    """Return what a page asks for and complains of from now on, in two lists that fill up."""
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    return asked, told


def printed(page, path, pdf):
    """Open a file and print it; return what pdfinfo tells, the text, and what the page asked for and complained of."""
    asked, told = listened(page)
    page.goto(path.as_uri())
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    info, text = (
        subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        for command in (["pdfinfo", pdf], ["pdftotext", pdf, "-"])
    )
    return info, text, asked, told


@pytest.fixture(scope="module", params=["example", "reference"])
def fifteen(request):
    """A transcript, and where 15 of its lines stand for each language."""
    if request.param == "example":
        return request.getfixturevalue("example"), {"zh": "26-55", "en": "84-113"}
    return request.getfixturevalue("corpus") / "transcripts" / "reference.txt", {"zh": "775-804", "en": "602-631"}


@pytest.mark.parametrize("study", ["zh", "en"])
@pytest.mark.parametrize("paper", SIZES)
def test_fifteen_lines_are_printed_on_few_numbered_pages(paper, study, page, fifteen, tmp_path):
    source, lines = fifteen
    for path in flashdeck.handout(source, study=study, lines=lines[study], paper=paper, output=tmp_path).paths:
        info, text, asked, told = printed(page, path, tmp_path / "printed.pdf")
        pages = int(re.search(r"Pages: +(\d+)", info)[1])
        width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", info).groups())

        assert 2 <= pages <= MOST_PAGES, path.name
        assert (round(width), round(height)) == pytest.approx(SIZES[paper], abs=1)
        assert f"{pages}/{pages}" in text.replace(" ", "")
        assert ("Name" in text) == ("student" in path.name)
        assert asked == [path.as_uri()]
        assert told == []


def test_what_looks_like_a_script_is_shown_and_nothing_is_executed_or_asked_for(page, tmp_path):
    talks = module(HERE.parent / "handout" / "talks.py")
    made = talks.talk(LONG, taught=range(60), title=HOSTILE, speaker=HOSTILE)
    for copy in talks.handout_of(made).copies:
        path = tmp_path / f"{copy.copy}.html"
        path.write_bytes(render_copy(copy, "html").content)
        _, _, asked, told = printed(page, path, tmp_path / "printed.pdf")

        assert page.title() == HOSTILE
        assert page.locator("h1").inner_text() == HOSTILE
        assert page.locator("script, img").count() == 0
        assert asked == [path.as_uri()]
        assert told == []


@pytest.mark.parametrize("study", ["zh", "en"])
@pytest.mark.parametrize("paper", SIZES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(paper, study, page, example, tmp_path):
    """After each heading and its instruction, something else follows on the same page."""
    lines = {"zh": "26-55", "en": "84-113"}[study]
    for path in flashdeck.handout(example, study=study, lines=lines, paper=paper, sections=ALL, output=tmp_path).paths:
        printed(page, path, tmp_path / "printed.pdf")
        laid_out = ["pdftotext", "-layout", tmp_path / "printed.pdf", "-"]
        text = subprocess.run(laid_out, capture_output=True, encoding="utf-8", check=True).stdout
        lonely = page.locator("h2, section:not(.key) > p:not(:last-child)").all_inner_texts()
        for sheet in text.rstrip("\f").split("\f"):
            shown = [squeezed(line) for line in sheet.splitlines() if line.strip()]
            # With some fonts pdftotext 22.12 gives the Chinese part of the footer a line of its own.
            body = [line for line in shown if "VersionA" not in line and not re.search(r"·A\d+/\d+$", line)]
            assert len(body) < len(shown)
            assert body[-1] not in map(squeezed, lonely)


SCHEMES = ("light", "dark")
WIDTHS = (360, 1100)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
CONTRAST = """() => {
  const light = colour => { const [r, g, b] = colour.match(/[0-9.]+/g).map(Number).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const texts = [...document.querySelectorAll('h1, h2, h3, p, td, th, li, summary, .quiet, svg text')];
  return Math.min(...texts.map(text => { const style = getComputedStyle(text);
    const ink = light(text.closest('svg') ? style.fill : style.color);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) }))
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_fits_a_phone_and_a_desk_by_day_and_by_night(width, scheme, page, report):
    asked, told = listened(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(report.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) >= LEAST_CONTRAST
    assert page.locator("svg[role=img]").count() == page.locator("svg").count() == 6
    assert all(page.locator("svg").nth(place).get_attribute("aria-label") for place in range(6))
    page.locator("summary").first.click()
    assert page.locator("details[open] table").first.is_visible()
    assert asked == [report.as_uri()]
    assert told == []


def test_a_report_is_printed_with_all_its_charts(page, report, tmp_path):
    info, text, asked, told = printed(page, report, tmp_path / "printed.pdf")

    assert int(re.search(r"Pages: +(\d+)", info)[1]) <= MOST_PAGES_OF_A_REPORT
    assert text.count("words learned from here") == 2
    assert asked == [report.as_uri()]
    assert told == []


def test_nothing_that_a_transcript_says_is_executed_by_a_report(page, tmp_path):
    source = tmp_path / "talk.txt"
    said = "</style><script>alert(1)</script><img src=x onerror=alert(1)>"
    source.write_text(f"这座桥很漂亮{said}。\nThis bridge is very beautiful {said}.\n{said}\n", encoding="utf-8")
    (path,) = flashdeck.report(source, title=HOSTILE, study="both", output=tmp_path).paths
    asked, told = listened(page)
    page.goto(path.as_uri())

    assert page.title() == f"{HOSTILE}: report"
    assert page.locator("script, img").count() == 0
    assert asked == [path.as_uri()]
    assert told == []


TEXT_WIDTH = 688  # pixels of 182 mm, what A4 leaves between its margins
SPILLED = """() => [...document.querySelectorAll('.sides > div, .side > div, td, th, li, p, h1, h2')]
  .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.slice(0, 40))"""
ROOM = {
    "parallel": {"layout": "parallel", "study": "en", "lines": "84-113"},
    "large": {"size": 16.0, "study": "en", "lines": "84-113", "ruby": "all"},
    "large-chinese": {"size": 18.0, "lines": "26-55"},
    "zhuyin": {"phonetic": "zhuyin", "ruby": "all", "ruby_unit": "character", "layout": "parallel", "lines": "26-55"},
}


@pytest.mark.parametrize("name", ROOM)
def test_nothing_spills_out_of_its_column(name, page, example, tmp_path):
    edits = tmp_path / "speakers.edits.toml"
    edits.write_text('[[speaker]]\nline = 4\nname = "奥卡福博士"\n', encoding="utf-8")
    page.set_viewport_size({"width": TEXT_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    try:
        for path in flashdeck.handout(example, sections=ALL, edits=edits, output=tmp_path, **ROOM[name]).paths:
            page.goto(path.as_uri())
            assert page.evaluate(SPILLED) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= TEXT_WIDTH
    finally:
        page.emulate_media(media="null")
