"""A handout as a real browser prints it: its paper and pages, and that nothing leaves the page or is executed."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import flashdeck
from flashdeck.write.handout import render as render_copy

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
HOSTILE = (
    '"; } </style></title><script>document.title="gone"</script> <img src="http://127.0.0.1:9/x" onerror="document.title=1">'
)
SIZES = {"a4": (595, 842), "letter": (612, 792)}  # points
MOST_PAGES = 3
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


def printed(page, path, pdf):
    """Open a file and print it; return what pdfinfo tells, the text, and what the page asked for and complained of."""
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(path.as_uri())
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    info, text = (
        subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        for command in (["pdfinfo", pdf], ["pdftotext", pdf, "-"])
    )
    return info, text, asked, told


@pytest.mark.parametrize("study", ["zh", "en"])
@pytest.mark.parametrize("paper", SIZES)
def test_fifteen_lines_are_printed_on_few_numbered_pages(paper, study, page, example, tmp_path):
    lines = {"zh": "26-55", "en": "84-113"}[study]
    for path in flashdeck.handout(example, study=study, lines=lines, paper=paper, output=tmp_path).paths:
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
    for copy in talks.composer(made).copies():
        path = tmp_path / f"{copy.copy}.html"
        path.write_bytes(render_copy(copy, "html").content)
        _, _, asked, told = printed(page, path, tmp_path / "printed.pdf")

        assert page.title() == HOSTILE
        assert page.locator("h1").inner_text() == HOSTILE
        assert page.locator("script, img").count() == 0
        assert asked == [path.as_uri()]
        assert told == []
