"""连词成句: the pieces of a sentence in another order, with the other side as a clue."""

import re
from itertools import pairwise
from random import Random

from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.faces import Piece
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.pages import Run, plain_text

_FEWEST, _MOST = 4, 12  # pieces
_BEST = (5, 8)  # fewer are too easy, of more a reader finds several orders
_MOST_IN_ORDER = 0.34  # of the neighbours, in the order shown
_TRIES = 20
_SEPARATOR = " / "
# Particles and suffixes that go with the word before; alone they could stand in several places.
_SPACED = re.compile(r"\S+\s*")
_OPENING = frozenset("“‘（(《「")
_LEANS_BACK = frozenset("的 地 得 了 着 过 们 吗 呢 吧 啊 嘛 呀 么 儿 里 上 中 个 些 种 次".split())


def generate(material: Material, ledger: Ledger, chance: Random, most: int) -> Part:
    """Choose short whole sentences; the text of the students loses them."""
    lines = [line for line in tried(shuffled(material.passage.lines, chance)) if _is_fit(line, material)]
    chosen: list[Item] = []
    for line in sorted(lines, key=lambda line: not _BEST[0] <= len(pieces(line, material)) <= _BEST[1]):
        if len(chosen) == most:
            break
        item = _item(line, material, chance)
        shown, secret = (plain_text(item.prompt), material.context(line).text), plain_text(item.answer)
        fits = item.prompt and ledger.is_free(line) and material.is_said_once(secret, "target")
        if fits and ledger.admits(shown, (secret,)):
            chosen.append(item)
            ledger.enter(shown, (secret,), line)
            ledger.miss(line)
    return Part("unscramble", tuple(chosen), most, hides="target")


def check(part: Part, material: Material) -> bool:
    """Tell whether the pieces shown, in the order of the key, are the line of the text."""
    return all(
        plain_text(item.answer) == material.target(line := material.line(item.line)).text
        and sorted(plain_text(item.prompt).split(_SEPARATOR)) == sorted(piece.strip() for piece in pieces(line, material))
        and "".join(pieces(line, material)) == plain_text(item.answer)
        for item in part.items
    )


def pieces(line: PassageLine, material: Material) -> list[str]:
    """Return the line in pieces that give it again when put together: words, with the marks and particles that lean on them."""
    shown = material.target(line)
    if shown.lang == "en":
        return _SPACED.findall(shown.text)
    found: list[str] = []
    at = 0
    for piece in shown.pieces:
        gap, text = shown.text[at : piece.shown.start], piece.shown.text
        at = piece.shown.end
        if found and (_opens(found[-1]) or _leans(piece)):
            found[-1] += gap + text
        elif found:
            found[-1] += gap
            found.append(text)
        else:
            found.append(gap + text)
    return [*found[:-1], found[-1] + shown.text[at:]] if found else []


def _opens(piece: str) -> bool:
    return not any(char.isalnum() for char in piece)


def _leans(piece: Piece) -> bool:
    text = piece.shown.text
    return text in _LEANS_BACK or (piece.unit.kind == "mark" and text not in _OPENING)


def _is_fit(line: PassageLine, material: Material) -> bool:
    whole = not {"backchannel", "subclause"} & set(line.graded.reasons)
    return line.is_sound and whole and _FEWEST <= len(pieces(line, material)) <= _MOST


def _item(line: PassageLine, material: Material, chance: Random) -> Item:
    target, context = material.target(line), material.context(line)
    order = _mixed(len(pieces(line, material)), chance)
    parts = [piece.strip() for piece in pieces(line, material)]
    prompt = (Run(_SEPARATOR.join(parts[place] for place in order), target.lang),) if order else ()
    hint = (Run(context.text, context.lang, role="quiet"),)
    return Item(line.number, prompt, (Run(target.text, target.lang),), (hint,), rules=1)


def _mixed(count: int, chance: Random) -> list[int]:
    """Return places in an order of which little is right; empty where none is found."""
    for _ in range(_TRIES):
        order = shuffled(range(count), chance)
        if sum(other == one + 1 for one, other in pairwise(order)) <= _MOST_IN_ORDER * (count - 1) and order[0]:
            return order
    return []
