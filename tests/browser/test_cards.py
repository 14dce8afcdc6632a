"""What a learner sees on a phone and on a desk, light and at night."""

import importlib.util
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SPEC = importlib.util.spec_from_file_location("render", Path(__file__).parent / "render.py")
render = importlib.util.module_from_spec(SPEC)
KINDS = ("Sentence", "Vocabulary")
SHOWN_CONTEXT = re.compile(r'<div class="ctx-other".*?</div>')  # the style hides it on the front
SMALLEST_TEXT = 12  # px, of ruby and footer


@pytest.fixture(scope="module")
def cards(without_tool, tmp_path_factory):
    """One card of each kind of the example's deck, rendered by Anki."""
    if importlib.util.find_spec("anki") is None:
        without_tool("the package anki is not installed")
    SPEC.loader.exec_module(render)
    if render.chromium() is None:
        without_tool("Chromium is not installed")
    found = render.imported_cards(render.build_example(tmp_path_factory.mktemp("deck"), study="both"))
    return {card.note_type: card for card in reversed(found)}


@pytest.fixture(scope="module")
def pages(cards, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    written = []
    for name, card in cards.items():
        for side in ("front", "back"):
            for night in (False, True):
                page = folder / f"{name}-{side}-{'night' if night else 'light'}.html".replace(" ", "-")
                render.write_page(getattr(card, side), page, night=night)
                written.append(page)
    return written


@pytest.mark.parametrize("width", [360, 900])
def test_no_card_scrolls_sideways_and_no_text_is_tiny(pages, width):
    for page in pages:
        overflow, smallest = render.measured(page, width=width)
        assert overflow <= 0, page.name
        assert smallest >= SMALLEST_TEXT, page.name


def test_each_side_is_drawn(pages, tmp_path):
    sizes = set()
    for page in pages:
        png = tmp_path / f"{page.stem}.png"
        render.screenshot(page, png)
        sizes.add(png.stat().st_size)
    assert len(sizes) == len(pages), "two sides look the same"
    assert min(sizes) > 5_000, "a side is blank"


def test_there_is_a_card_of_each_kind(cards):
    assert set(cards) == {f"flashdeck {language} {kind}" for language in ("Chinese", "English") for kind in KINDS}


def test_the_front_gives_no_reading_and_no_translation_away(cards):
    for note_type, card in cards.items():
        is_chinese = "Chinese" in note_type
        assert "<rt>" not in card.front
        assert ("<rt>" in card.back) == is_chinese
        assert is_chinese or not re.search("[一-鿿]", SHOWN_CONTEXT.sub("", card.front))


def test_the_pictures_of_the_readme_are_there(root):
    named = {part.split(")")[0] for part in (root / "README.md").read_text(encoding="utf-8").split("](examples/")[1:]}
    assert named, "the README shows no picture"
    assert all((root / "examples" / name).is_file() for name in named)
