"""What a learner sees on a phone and on a desk, light and at night: each card type, as Anki renders the imported deck."""

import html
import importlib.util
import re
import struct
from pathlib import Path

import pytest

from flashdeck.compose.markup import marked_spans
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_types import bundled_note_types

pytestmark = pytest.mark.browser

SPEC = importlib.util.spec_from_file_location("render", Path(__file__).parent / "render.py")
render = importlib.util.module_from_spec(SPEC)
NOTE_TYPES = bundled_note_types()
KINDS = {f"{name}-{template.name}".lower() for name, note_type in NOTE_TYPES.items() for template in note_type.templates}
SMALLEST = {"text": 16, "small": 12}  # px; small are readings and the footer
READABLE = 4.5  # WCAG 2.1, AA
HOSTILE = (
    r"<script>document.title='x'</script> <b>&amp;</b> {{c1::x}} [sound:x.mp3] \(x^2\) \[y\] [[type:Word]] [latex]z[/latex]"
)
LONG_HAN = "".join(chr(0x4E00 + 7 * place) for place in range(2000))
LONG_WORD = "x" * 2000
ADDRESS = "https://example.org/" + "a-long-name/" * 40
widths = pytest.mark.parametrize("width", [360, 900])


@pytest.fixture(scope="module")
def page(without_tool):
    missing = [name for name in ("anki", "playwright") if importlib.util.find_spec(name) is None]
    if missing:
        without_tool(f"the package {missing[0]} is not installed")
    SPEC.loader.exec_module(render)
    if render.chromium() is None:
        without_tool("Chromium is not installed")
    with render.browsing() as found:
        yield found


@pytest.fixture(scope="module")
def example_cards(page, tmp_path_factory):
    """All cards of the example's decks, in both directions."""
    folder = tmp_path_factory.mktemp("example")
    return render.imported_cards(render.build_example(folder, study="both", cards="recognition,listening,production"))


@pytest.fixture(scope="module")
def full_cards(page, tmp_path_factory):
    """A card of each kind with everything on it that a note can hold, tones and marks in all their colours."""
    return cards_with(tmp_path_factory.mktemp("full"), *FULL)


def cards_with(folder, latin, han):
    """Cards of each type whose fields hold a text of the script that belongs there."""
    notes = tuple(full_note(name, note_type, latin, han) for name, note_type in NOTE_TYPES.items())
    return render.imported_cards(write_apkg(Deck("d", Html(""), notes), folder / "d.apkg").path)


def full_note(name, note_type, latin, han):
    plain_han = re.sub(r"<rt>.*?</rt>|</?ruby[^>]*>", "", han)
    own, other = (plain_han, latin) if name.startswith("chinese") else (latin, plain_han)
    in_own = dict.fromkeys(("Sentence", "SentenceCloze", "Verbatim", "Traditional"), own)
    in_own |= {"Word": re.sub(r"<[^>]*>", "", own), "SentenceRuby": han, "WordRuby": re.sub(r"</?span[^>]*>", "", han)}
    row = f'<div><span class="w">{own}</span> <span class="r">shìyàn</span> <span class="g">{other}</span></div>'
    doubted = f'<span class="g unsure">{other} <span class="q">(?)</span></span>'
    unsure = f'<div><span class="w">字</span> <span class="r">zì</span> {doubted}</div>'
    line = f'<div class="ctx-target">{own}</div><div class="ctx-other">{other}</div>'
    own_markup = {
        "Words": row + unsure,
        "Examples": f'<div class="ex"><div lang="zh-Hans">{plain_han}</div><div lang="en">{latin}</div></div>' * 2,
        "ContextBefore": f'<div class="ctx leans">{line}</div>',
        "ContextAfter": f'<div class="ctx">{line}</div>',
        "Meaning": f'<span class="g">{other}</span> · <span class="core">{other}</span>',
        **dict.fromkeys(("TTS", "AddListening", "AddProduction"), "1"),
    }
    names = [field for field in note_type.field_names if field not in ("ID", "Audio")]
    fields = ((field, Html((in_own | own_markup).get(field, other))) for field in names)
    return Note(f"{name}-1", name, tuple(fields), ())


def ruby(text):
    readings = ("zhuāng", "chuáng", "shuǎng", "zhuàng", "de")
    return "".join(
        f'<ruby class="t{place % 5 + 1}{" doubt" if place % 7 == 3 else ""}">{char}<rt>{readings[place % 5]}</rt></ruby>'
        for place, char in enumerate(text)
    )


FULL = (
    'Some <span class="hl">longer</span> line, with its <span class="hl probable">counterpart</span> marked',
    f'{ruby("装床爽状的窗创")}<span class="hl">{ruby("双撞的庄闯")}</span>,{ruby("双黄的光网")}<span class="hl probable">双</span>。',
)


def of_each_kind(cards):
    found = render.one_of_each(cards)
    assert {card.name for card in found} == KINDS
    return found


# --- every card ------------------------------------------------------------------------------------------------------


@widths
@pytest.mark.parametrize("opened", [False, True], ids=["context folded", "context open"])
def test_nothing_overlaps_or_is_cut_or_scrolls_sideways(opened, width, page, full_cards, example_cards):
    for side in render.sides_of([*of_each_kind(full_cards), *example_cards[::9]], nights=(False,)):
        found = render.measured(page, side, width=width, opened=opened)
        assert (found["overflow"], found["outside"], found["overlaps"]) == (0, [], []), side.name


@widths
def test_no_word_that_is_learned_is_cut_and_no_line_begins_with_the_mark_behind_it(width, page, example_cards):
    """Unless the word is wider than the card. Lines break between the words of an expression."""
    lines = """() => [...document.querySelectorAll('.hl:not(.probable)')].map(marked => {
        const bottom = (node, from, to) => {
            const range = document.createRange()
            range.setStart(node, from)
            range.setEnd(node, to)
            return [...range.getClientRects()].map(box => box.bottom)
        }
        const walker = document.createTreeWalker(marked.closest('.sentence, .line, .translation, div'), NodeFilter.SHOW_TEXT)
        const words = [[]]
        let behind = null
        while (walker.nextNode()) {
            const node = walker.currentNode
            if (node.parentElement.closest('rt')) continue
            if (marked.contains(node)) {
                for (const found of node.data.matchAll(/\\s|\\S+/g)) {
                    if (found[0].trim()) words.at(-1).push(...bottom(node, found.index, found.index + found[0].length))
                    else words.push([])
                }
            } else if (words.flat().length) {
                if (/^[\\p{Po}\\p{Pe}\\p{Pf}]/u.test(node.data)) behind = bottom(node, 0, 1)[0]
                break
            }
        }
        const high = word => word.length ? Math.max(...word) - Math.min(...word) : 0
        const tooWide = marked.offsetWidth >= marked.parentElement.clientWidth - 1
        return [tooWide ? 0 : Math.max(...words.map(high)), behind === null ? null : behind - Math.max(...words.at(-1))]
    })"""
    heights, followed = [], []
    for side in render.sides_of(example_cards, nights=(False,)):
        render.measured(page, side, width=width, opened=True)
        found = page.evaluate(lines)
        assert all(height < 10 and (below is None or below < 10) for height, below in found), side.name
        heights += found
        followed += [below for _, below in found if below is not None]
    assert len(heights) > 100
    assert len(followed) > 20


@pytest.mark.parametrize("width", [400, 1000])
def test_no_word_is_on_two_lines(width, page, example_cards):
    """Unless it is wider than the card: Chinese words, marked words and phrases, and all that is written in letters.

    A marked phrase of more than 20 letters may go on in the next line, between two of its words.
    """
    broken = """() => {
        const rows = boxes => new Set([...boxes].filter(box => box.width > 0.5).map(box => Math.round(box.bottom))).size
        const wide = boxes => [...boxes].reduce((sum, box) => sum + box.width, 0)
        const line = element => {
            while (getComputedStyle(element).display.startsWith('inline')) element = element.parentElement
            return element.clientWidth
        }
        const found = {words: 0, broken: []}
        const look = (boxes, parent, text) => {
            found.words += 1
            if (rows(boxes) > 1 && wide(boxes) < line(parent)) found.broken.push(text)
        }
        for (const word of document.querySelectorAll('.token, .hl:not(.long)')) {
            look(word.getClientRects(), word.parentElement, word.innerText)
        }
        const walker = document.createTreeWalker(document.getElementById('qa'), NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const node = walker.currentNode
            if (node.parentElement.closest('rt, style') || !node.parentElement.checkVisibility()) continue
            for (const word of node.data.matchAll(/[\\p{Script=Latin}'’]+/gu)) {
                const range = document.createRange()
                range.setStart(node, word.index)
                range.setEnd(node, word.index + word[0].length)
                look(range.getClientRects(), node.parentElement, word[0])
            }
        }
        return found
    }"""
    words = 0
    for side in render.sides_of(example_cards, nights=(False,)):
        render.measured(page, side, width=width, opened=True)
        found = page.evaluate(broken)
        assert found["broken"] == [], side.name
        words += found["words"]
    assert words > 10_000


@pytest.mark.parametrize(("width", "height"), [(667, 570), (400, 760)])
def test_the_headword_is_in_view_when_anki_scrolls_to_the_answer(width, height, page, example_cards):
    """A card that is typed has its word in the comparison and in the sentence."""
    shown = """() => {
        const answer = document.getElementById('answer')
        document.body.style.minHeight = '300vh' // as far as Anki scrolls on a long answer
        answer.scrollIntoView()
        const box = document.querySelector('.word, .sentence .hl').getBoundingClientRect()
        return [answer.getBoundingClientRect().top, box.top, window.innerHeight - box.bottom]
    }"""
    words = [card for card in example_cards if card.note_type.endswith("Vocabulary")]
    sides = [side for side in render.sides_of(words, nights=(False,)) if "-back-" in side.name]
    assert len({side.name for side in sides}) == 6
    for side in sides:
        page.set_viewport_size({"width": width, "height": height})
        page.set_content(render.page_of(side))
        scrolled, above, below = page.evaluate(shown)
        assert abs(scrolled) < 1, side.name
        assert min(above, below) >= 0, side.name


@widths
def test_no_text_is_small(width, page, full_cards):
    for side in render.sides_of(of_each_kind(full_cards), nights=(False,)):
        for kind, (size, text) in render.measured(page, side, width=width, opened=True)["sizes"].items():
            assert size >= SMALLEST[kind], (side.name, text)


def test_every_colour_is_readable_on_its_ground(page, full_cards):
    """Measured on each card, with tones, marks, doubts and a typed answer, on card, list and highlight."""
    seen = set()
    for side in render.sides_of(of_each_kind(full_cards)):
        colours = render.measured(page, side, width=900, opened=True)["colours"]
        assert {colour: ratio for colour, ratio in colours.items() if ratio < READABLE} == {}, side.name
        seen |= set(colours)
    assert len(seen) >= 20, "colours of both themes, on the card, the list and the highlight"


def test_measuring_sees_what_it_forbids(page):
    body = """<style>.card{color:#999}</style><div style="position:relative;height:60px"><span style="position:absolute">one two</span>
    <span style="position:absolute;left:20px">three</span></div><div style="width:3000px;font-size:9px">wide</div>
    <p style="position:absolute;left:-20px">cut</p>"""
    found = render.measured(page, render.Side("bad", body, night=False), width=360)

    assert found["overflow"] > 0
    assert found["overlaps"]
    assert found["outside"] == ["cut"]
    assert found["sizes"]["text"] == [9, "wide"]
    assert min(found["colours"].values()) < READABLE


# --- odd texts -------------------------------------------------------------------------------------------------------


@widths
@pytest.mark.parametrize(
    ("latin", "han"),
    [
        (LONG_WORD, LONG_HAN),
        ("ab " * 700, ruby("一二三四五" * 400)),
        (marked_spans(ADDRESS, {(0, len(ADDRESS)): "hl"}), marked_spans(LONG_HAN, {(0, len(LONG_HAN)): "token"})),
    ],
    ids=["plain", "ruby", "one word"],
)
def test_a_line_of_2000_characters_does_not_break_the_layout(latin, han, width, page, tmp_path):
    for side in render.sides_of(of_each_kind(cards_with(tmp_path, latin, han)), nights=(False,)):
        found = render.measured(page, side, width=width, opened=True)
        assert (found["overflow"], found["outside"], found["overlaps"]) == (0, [], []), side.name


def test_markup_and_commands_in_a_text_are_shown_as_text(page, tmp_path):
    escaped = html.escape(HOSTILE, quote=False)
    for card in of_each_kind(cards_with(tmp_path, f"a {escaped}", f"字 {escaped}")):
        for side in render.sides_of([card], nights=(False,)):
            shown = " ".join(render.measured(page, side, width=900, opened=True)["text"].split())
            if side.name.startswith(card.name + "-front") and "listening" in card.name:
                assert HOSTILE[:8] not in shown
                continue
            assert "".join(HOSTILE.split()) in "".join(shown.split()), side.name
            assert page.title() == ""
            typed = re.sub(r"<code id=typeans>.*?</code>", "", side.body)  # neither Anki nor MathJax looks into it
            assert not re.search(r"\\[(\[]|\[sound:|\{\{", typed), "MathJax, Anki or a template would act on it"


# --- the example's own cards -----------------------------------------------------------------------------------------


def test_the_example_has_a_card_of_each_kind(example_cards):
    of_each_kind(example_cards)


def test_the_front_gives_no_answer_away(example_cards):
    for card in example_cards:
        assert "<rt>" not in card.front, card.name
        assert ("<rt>" in card.back) == card.note_type.startswith("flashdeck Chinese"), card.name


def test_the_front_of_an_english_card_that_is_read_shows_no_chinese(page, example_cards):
    read = [card for card in example_cards if "English" in card.note_type and card.kind in ("Reading", "Recognition")]
    for side in render.sides_of(read[::7], nights=(False,)):
        shown = render.measured(page, side, width=360)["text"]
        assert bool(re.search("[一-鿿]", shown)) == ("-back-" in side.name), side.name


def test_the_device_speaks_behind_its_field_and_the_listening_card_always(example_cards, page, tmp_path):
    silent = render.imported_cards(render.build_example(tmp_path, cards="recognition,listening,production", tts=False))
    for cards, voiced in ((example_cards, True), (silent, False)):
        for card in cards:
            assert ("[anki:play:a:" in card.back) == (voiced or card.kind == "Listening"), card.name
            assert ("[anki:play:q:" in card.front) == (card.kind == "Listening"), card.name


@widths
def test_each_side_is_drawn(width, page, example_cards, tmp_path):
    sides = render.sides_of(of_each_kind(example_cards))
    drawn = {}
    for side in sides:
        png = tmp_path / f"{side.name}.png"
        render.draw_side(page, side, png, width=width)
        assert struct.unpack(">I", png.read_bytes()[16:20]) == (width,)
        drawn[side.name] = png.read_bytes()
    listening = [name for name in drawn if "listening-front" in name]
    assert len(set(drawn.values())) >= len(sides) - len(listening), "two sides look the same"


def test_the_pictures_of_the_readme_are_there(root):
    named = {part.split(")")[0] for part in (root / "README.md").read_text(encoding="utf-8").split("](examples/")[1:]}
    assert len(named) == 4
    assert all((root / "examples" / name).stat().st_size < 100_000 for name in named)
