"""Cards as a learner sees them: imported and rendered by Anki, drawn and measured by Chromium.

`python tests/browser/render.py` draws the pictures of the README again; `python tests/browser/render.py FOLDER` draws
sheets of all cards there, to be looked at.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PICTURES = ROOT / "examples" / "pictures"
PHONE, DESK = 360, 900
PICTURE_HEIGHT = 600
HANDOUT_DPI = 76
REPORT = (720, 950)
MEASURE = (HERE / "measure.js").read_text(encoding="utf-8")

# What Anki's reviewer brings along: its own style, in short, and the button of a sound or a voice.
REVIEWER = (
    "html,body{margin:0} #qa{margin:20px} hr{margin:1em} img{max-width:100%} #typeans{width:100%;box-sizing:border-box}"
    " .typeGood{background:#afa;color:#000} .typeBad{background:#faa;color:#000} .typeMissed{background:#ccc;color:#000}"
    " .replay-button{text-decoration:none;display:inline-flex;vertical-align:middle;margin:3px}"
    " .replay-button svg{width:40px;height:40px} .replay-button svg circle{fill:#fff;stroke:#414141}"
    " .replay-button svg path{fill:#414141}"
)
BUTTON = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64"><circle cx="32" cy="32" r="29"/>'
    '<path d="M24 16v32l26-16z"/></svg></a>'
)
FIELD_FONT = "font-family: 'Liberation Sans'; font-size: 20px"
PAGE = """<!doctype html><html class="{night}"><head><meta charset="utf-8"><style>{reviewer} body{{background:{ground}}}</style></head>
<body class="card {night}"><div id="qa">{body}</div></body></html>"""
SHEET = """<!doctype html><meta charset="utf-8"><style>body{{margin:0;background:#888}} div{{display:inline-block;vertical-align:top;
margin:8px}} p{{margin:0;font:12px monospace;color:#fff}} iframe{{border:0;width:{width}px;display:block}}</style><body>{frames}"""
FIT = "for (const frame of document.querySelectorAll('iframe')) frame.style.height = frame.contentDocument.body.scrollHeight + 'px'"


@dataclass(frozen=True)
class Card:
    """One card's sides, as HTML of Anki's own renderer."""

    note_type: str
    kind: str
    word: str
    front: str
    back: str

    @property
    def name(self):
        return f"{self.note_type} {self.kind}".removeprefix("flashdeck ").replace(" ", "-").lower()


@dataclass(frozen=True)
class Side:
    """One side of a card as a page, light or at night."""

    name: str
    body: str
    night: bool


def chromium():
    """The browser's path, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


# ---- Anki


def imported_cards(apkg):
    """Import a package into an empty collection and render all cards, in deck order."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(apkg)))
            numbers = collection.db.list("select c.id from cards c join notes n on n.id = c.nid order by n.id, c.ord")
            return [_card(collection, collection.get_card(number)) for number in numbers]
        finally:
            collection.close()


def _card(collection, card):
    note, question, answer = card.note(), card.question(), card.answer()
    answer = _typed_answer(collection, answer, note) if "[[type:" in answer else answer
    return Card(card.note_type()["name"], card.template()["name"], note.fields[0], _typing(question), answer)


def _typing(question):
    """Put an input where the reviewer puts one."""
    box = f'<center><input type=text id=typeans style="{FIELD_FONT}"></center>'
    return _replace_type(question, lambda _: box)


def _typed_answer(collection, answer, note):
    """Put the comparison where the reviewer puts it, for an answer with a slip."""
    right = html.unescape(note["Word"])
    compared = collection.compare_answer(right, right[:1] + right[2:] + "s")
    shown = f'<span style="{FIELD_FONT}">{compared}</span>'
    return _replace_type(answer, lambda _: shown)


def _replace_type(side, replacement):
    return re.sub(r"\[\[type:[^]]+\]\]", replacement, side)


# ---- pages


def sides_of(cards, *, nights=(False, True)):
    """Return the sides of cards, front and back, light and at night."""
    return [
        Side(f"{card.name}-{side}-{'night' if night else 'light'}", getattr(card, side), night)
        for card in cards
        for side in ("front", "back")
        for night in nights
    ]


def page_of(side):
    """Return a side as a page with the classes that Anki's reviewer sets."""
    from anki.sound import AV_REF_RE

    ground = "#2f2f31" if side.night else "#ffffff"
    night = "night-mode nightMode night_mode" if side.night else ""
    return PAGE.format(night=night, reviewer=REVIEWER, ground=ground, body=AV_REF_RE.sub(BUTTON, side.body))


@contextmanager
def browsing(*, scale=1):
    """Give a page of the system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser.new_page(device_scale_factor=scale)
        finally:
            browser.close()


def print_page(page, path, pdf):
    """Print an HTML file on the paper that it asks for."""
    page.goto(path.as_uri())
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)


def draw_file(page, path, png, *, width=DESK, height=None, scheme="light"):
    """Draw an HTML file as a screen shows it, to its end or to a height."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height or 800})
    page.goto(path.as_uri())
    page.screenshot(path=png, full_page=height is None)


def measured(page, side, *, width, opened=False):
    """Return what `measure.js` finds in a side."""
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(page_of(side))
    return page.evaluate(f"({MEASURE})({json.dumps(opened)})")


def draw_side(page, side, png, *, width=PHONE, height=None):
    """Draw one side into a PNG, to its end or to a height."""
    page.set_viewport_size({"width": width, "height": height or 100})
    page.set_content(page_of(side))
    page.screenshot(path=png, full_page=height is None)


def draw_sheet(page, sides, png, *, width, columns):
    """Draw all sides into one PNG, each in a frame of a true width."""
    frames = "".join(
        f'<div><p>{html.escape(side.name)}</p><iframe srcdoc="{html.escape(page_of(side))}"></iframe></div>' for side in sides
    )
    page.set_viewport_size({"width": columns * (width + 20), "height": 800})
    page.set_content(SHEET.format(width=width, frames=frames))
    page.evaluate(FIT)
    page.screenshot(path=png, full_page=True)


# ---- decks


def build_example(folder, **options):
    """Build the example's deck."""
    import flashdeck

    return flashdeck.build(ROOT / "examples" / "ai-policy-conversation.txt", output=folder, **options).paths[0]


def one_of_each(cards):
    """Return the first card of each kind."""
    first = {}
    for card in cards:
        first.setdefault(card.name, card)
    return list(first.values())


def draw_pages(page, folder):
    """Draw the first page of a handout as it is printed, and the head of a report."""
    import flashdeck

    example, first = ROOT / "examples" / "ai-policy-conversation.txt", folder / "first"
    (handout,) = flashdeck.handout(
        example, lines="26-55", copy="student", output=folder, title="AI policy: a conversation"
    ).paths
    print_page(page, handout, folder / "handout.pdf")
    pages = ["-singlefile", "-png", "-gray", "-r", str(HANDOUT_DPI), folder / "handout.pdf"]
    subprocess.run(["pdftoppm", *pages, PICTURES / "handout"], check=True)
    (report,) = flashdeck.report(example, output=first, title="AI policy: a conversation").paths
    draw_file(page, report, PICTURES / "report.png", width=REPORT[0], height=REPORT[1])


def draw_pictures():
    """Draw the pictures of the README."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, browsing() as page:
        draw_pages(page, Path(name))
    with tempfile.TemporaryDirectory() as name:
        cards = imported_cards(build_example(Path(name)))
    sentence = next(card for card in cards if card.note_type.endswith("Sentence") and 'class="hl probable"' not in card.back)
    word = next(card for card in cards if card.note_type.endswith("Vocabulary"))
    sides = [("sentence-front", sentence.front, False), ("sentence-back", sentence.back, False)]
    sides += [("word-front-night", word.front, True), ("word-back-night", word.back, True)]
    with browsing(scale=1.5) as page:
        for picture, body, night in sides:
            draw_side(page, Side(picture, body, night), PICTURES / f"{picture}.png", height=PICTURE_HEIGHT)


def draw_all(folder):
    """Draw sheets of one card of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        apkg = build_example(Path(name), study="both", cards="recognition,listening,production")
        cards = one_of_each(imported_cards(apkg))
    with browsing() as page:
        for width, columns in ((PHONE, 6), (DESK, 3)):
            for night in (False, True):
                png = folder / f"{'night' if night else 'light'}-{width}.png"
                draw_sheet(page, sides_of(cards, nights=(night,)), png, width=width, columns=columns)


if __name__ == "__main__":
    sys.path.insert(0, os.fspath(ROOT))
    draw_all(Path(sys.argv[1])) if sys.argv[1:] else draw_pictures()
