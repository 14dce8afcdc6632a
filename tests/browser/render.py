"""Cards as a learner sees them: imported and rendered by Anki, drawn by Chromium.

`python tests/browser/render.py` draws the pictures of the README again.
"""

import html
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "examples" / "pictures"
PAGE = """<!doctype html><html class="{night}"><head><meta charset="utf-8">
<style>html,body{{margin:0}} body{{background:{ground}}} #qa{{margin:16px}}</style></head>
<body class="card {night}"><div id="qa">{body}</div>
<script>window.addEventListener("load", () => {{
  const root = document.documentElement;
  const small = [...document.querySelectorAll("#qa *")].filter(e => e.childNodes.length && [...e.childNodes]
    .some(n => n.nodeType === 3 && n.textContent.trim())).map(e => [e.tagName, parseFloat(getComputedStyle(e).fontSize)]);
  root.dataset.overflow = String(root.scrollWidth - root.clientWidth);
  root.dataset.smallest = String(Math.min(...small.map(s => s[1])));
}});</script></body></html>"""
FRAME = (
    '<!doctype html><body style="margin:0"><iframe src="{page}" style="border:0;width:{width}px;height:{height}px"></iframe>'
)


@dataclass(frozen=True)
class Card:
    """One card's sides, as HTML of Anki's own renderer."""

    note_type: str
    word: str
    front: str
    back: str


def chromium():
    """The browser's path, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def imported_cards(apkg):
    """Import a package into an empty collection and render all cards, in deck order."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(apkg)))
            numbers = collection.db.list("select id from cards order by due, ord")
            return [_card(collection.get_card(number)) for number in numbers]
        finally:
            collection.close()


def _card(card):
    note = card.note()
    return Card(card.note_type()["name"], note.fields[0], card.question(), card.answer())


def write_page(body, path, *, night=False):
    """Write a side as a page with the classes that Anki's reviewer sets."""
    from anki.sound import AV_REF_RE

    shown = AV_REF_RE.sub("", body)
    ground = "#2f2f31" if night else "#ffffff"
    path.write_text(
        PAGE.format(night="night-mode nightMode night_mode" if night else "", ground=ground, body=shown), encoding="utf-8"
    )


def _run_chromium(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic"]
        command += ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
        command += ["--allow-file-access-from-files", f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def screenshot(page, png, *, width=360, height=640, scale=2):
    """Draw a page into a PNG, at a true width (the window itself cannot be so narrow)."""
    frame = page.with_suffix(".frame.html")
    frame.write_text(FRAME.format(page=html.escape(page.as_uri()), width=width, height=height), encoding="utf-8")
    size = (f"--window-size={width},{height}", f"--force-device-scale-factor={scale}")
    _run_chromium(*size, f"--screenshot={png}", frame.as_uri())


def measured(page, *, width):
    """Return the overflow in px and the smallest font size of a page at a width."""
    probe = page.with_suffix(".probe.html")
    script = (
        "<script>window.addEventListener('load', () => setTimeout(() => { const d = document.querySelector('iframe')"
        ".contentDocument.documentElement; document.body.dataset.found = d.dataset.overflow + ' ' + d.dataset.smallest; }, 200));</script>"
    )
    probe.write_text(FRAME.format(page=html.escape(page.as_uri()), width=width, height=800) + script, encoding="utf-8")
    dom = _run_chromium("--dump-dom", "--virtual-time-budget=2000", probe.as_uri())
    found = dom.split('data-found="', 1)[1].split('"', 1)[0]
    overflow, smallest = found.split()
    return float(overflow), float(smallest)


def build_example(folder, **options):
    """Build the example's deck."""
    import flashdeck

    return flashdeck.build(ROOT / "examples" / "ai-policy-conversation.txt", output=folder, **options).paths[0]


def draw_pictures():
    """Draw the four pictures of the README."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cards = imported_cards(build_example(folder))
        sentence = next(
            card for card in cards if card.note_type.endswith("Sentence") and 'class="hl probable"' not in card.back
        )
        word = next(card for card in cards if card.note_type.endswith("Vocabulary"))
        sides = [("sentence-front", sentence.front, False), ("sentence-back", sentence.back, False)]
        sides += [("word-front-night", word.front, True), ("word-back-night", word.back, True)]
        for picture, body, night in sides:
            page = folder / f"{picture}.html"
            write_page(body, page, night=night)
            screenshot(page, PICTURES / f"{picture}.png")


if __name__ == "__main__":
    sys.path.insert(0, os.fspath(ROOT))
    draw_pictures()
