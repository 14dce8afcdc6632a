"""连词成句: the pieces of a sentence in another order, with the other side as a clue."""

import re
from itertools import pairwise
from random import Random

from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.faces import Piece, ShownLine
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.model.pages import Run, plain_text

_FEWEST, _MOST = 4, 12  # pieces
_BEST = (5, 8)  # fewer are too easy, of more a reader finds several orders
_MOST_IN_ORDER = 0.34  # of the neighbours, in the order shown
_TRIES = 20
_SEPARATOR = " / "
# Particles and suffixes that go with the word before; alone they could stand in several places.
_SPACED = re.compile(r"\S+\s*")
_WANDERERS = frozenset("just really actually already almost also even only still always often probably maybe not".split())
_NUMBER = re.compile("第?[一二三四五六七八九十百千万亿两几半0-9]+")
_TIMES = frozenset("每天 每年 每月 每周 每次 以前 以后 有时 前 后".split())
_NO_TIMES = frozenset("正在 下来 起来".split())  # tagged as time words, and bound to their place
_CLAUSE_ENDS = frozenset("，,；;：:。？！?!")
_OPENING = frozenset("“‘（(《「")
_LEANS_BACK = frozenset("的 地 得 了 着 过 们 吗 呢 吧 啊 嘛 呀 么 儿 里 上 中 前 后 个 些 种 次".split())


def generate(material: Material, ledger: Ledger, chance: Random, most: int) -> Part:
    """Choose short whole sentences; the text of the students loses them."""
    lines = [line for line in tried(shuffled(material.passage.lines, chance)) if _is_fit(line, material)]
    chosen: list[Item] = []
    for line in sorted(lines, key=lambda line: (not _has_best_size(line, material), material.gives_away(line))):
        if len(chosen) == most:
            break
        item = _item(line, material, chance)
        shown, secret = (plain_text(item.prompt), material.context(line).text), plain_text(item.answer)
        fits = item.prompt and ledger.is_free(line) and material.is_said_once(secret, "target")
        if fits and ledger.admits(shown, (secret,)):
            chosen.append(item)
            ledger.enter_line(shown, secret, line)
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
    """Return the line in pieces that give it again when put together: words, and what leans on them or might stand elsewhere."""
    shown = material.target(line)
    return _english(shown) if shown.lang == "en" else _chinese(shown)


def _chinese(shown: ShownLine) -> list[str]:
    found: list[str] = []
    at, last = 0, None
    for piece in shown.pieces:
        gap, text = shown.text[at : piece.shown.start], piece.shown.text
        at = piece.shown.end
        if found and (_opens(found[-1]) or _leans(piece) or _keeps_to(last, piece, begins=found[-1][-1:] in _CLAUSE_ENDS)):
            found[-1] += gap + text
        elif found:
            found[-1] += gap
            found.append(text)
        else:
            found.append(gap + text)
        last = piece
    return [*found[:-1], found[-1] + shown.text[at:]] if found else []


def _keeps_to(before: Piece | None, piece: Piece, *, begins: bool) -> bool:
    """Tell whether a word stays behind another: a measure word behind its number, a time word beside its subject.

    我现在 and 现在我 are both right; `begins`: the word would begin a clause.
    """
    if before is None or begins:
        return False
    text = piece.shown.text
    if _NUMBER.fullmatch(before.shown.text):
        return len(text) == 1
    return _is_time(before) or (_is_time(piece) and (before.unit.pos or "")[:1] in ("n", "r"))


def _is_time(piece: Piece) -> bool:
    text = piece.shown.text
    return text in _TIMES or (piece.unit.pos == "t" and text not in _NO_TIMES)


def _english(shown: ShownLine) -> list[str]:
    """Phrases stay whole, and an adverb that may stand in several places keeps to the next word: "just not"."""
    whole = [(piece.shown.start, piece.shown.end) for piece in shown.pieces if piece.is_whole]
    found: list[str] = []
    for match in _SPACED.finditer(shown.text):
        inside = any(start < match.start() < end for start, end in whole)
        if found and (inside or found[-1].strip().casefold() in _WANDERERS):
            found[-1] += match[0]
        else:
            found.append(match[0])
    return found


def _opens(piece: str) -> bool:
    return not any(char.isalnum() for char in piece)


def _leans(piece: Piece) -> bool:
    text = piece.shown.text
    return text in _LEANS_BACK or (piece.unit.kind == "mark" and text not in _OPENING)


def _has_best_size(line: PassageLine, material: Material) -> bool:
    return _BEST[0] <= len(pieces(line, material)) <= _BEST[1]


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
