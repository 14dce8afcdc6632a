"""Questions that quote a line of the passage: to discuss, and translations to improve. Nothing in them is invented."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.model.pages import Run

_QUESTION = re.compile(r"[?？][”’\"'）)]*\s*$")
_OPINION = re.compile(
    r"我(?:认为|觉得|相信|想说|希望|担心)|应该|必须|不该|最好|"
    r"\b(?:I (?:think|believe|feel|hope|worry)|should|must|ought|have to|need to|better|best)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:如果|(?<!主)要是|假如|只要)(?![你我]们?(?:想|看|问|说))|\b(?:if|unless)\b(?! (?:you|we) (?:think|look|ask|say))",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"因为|由于|之所以|\b(?:because|that's why)\b", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"我们?[^，,。？?]{0,6}[见去听参加学住吃玩遇碰]过|"
    r"(?<!\w)(?:I|we)(?: (?:once|also|just|never))? (?:went|saw|met|used to|heard|lost|grew up)\b"
)
_INSTANCE = re.compile(
    r"很多|许多|有些|有的|各种|常常|往往|经常|\b(?:many|some|often|usually|every|always|different)\b", re.IGNORECASE
)
_SHORTEST = {"zh": 9, "en": 6}  # of a line that says something to talk about
_LONGEST = {"zh": 50, "en": 35}
_SIGNS = {
    "discuss-question": _QUESTION,
    "discuss-opinion": _OPINION,
    "discuss-condition": _CONDITION,
    "discuss-cause": _CAUSE,
    "discuss-experience": _EXPERIENCE,
    "discuss-example": _INSTANCE,
}
_KINDS = (*_SIGNS, "discuss-explain")


def discussion(material: Material, ledger: Ledger, chance: Random, most: int, *, by_number: bool) -> Part:
    """Choose lines to talk about, of different kinds first: a question, an opinion, a condition, and so on to anything else.

    by_number: the text stands in the handout, so that a line need not be quoted.
    """
    chosen: list[tuple[PassageLine, str]] = []
    rest = [(line, kind_of(line)) for line in tried(shuffled(material.passage.lines, chance)) if _is_worth_quoting(line)]
    while rest and len(chosen) < most:
        used = [kind for _, kind in chosen]
        line, kind = min(rest, key=lambda entry: (used.count(entry[1]), not ledger.is_free(entry[0]), _KINDS.index(entry[1])))
        rest.remove((line, kind))
        shown = () if by_number else (material.target(line).text,)
        if ledger.has_text(line) and ledger.admits(shown):
            chosen.append((line, kind))
            ledger.enter(shown)
    chosen.sort(key=lambda entry: entry[0].number)
    questions = (_question(line, kind, None if by_number else material) for line, kind in chosen)
    return Part("discuss", tuple(questions), most)


def improvement(material: Material, ledger: Ledger, most: int) -> Part:
    """Choose lines of which the two sides agree least word for word, to be translated better."""
    lines = [line for line in material.passage.lines if line.is_sound and ledger.is_free(line) and _is_worth_quoting(line)]
    chosen: list[Item] = []
    for line in sorted(lines, key=lambda line: (_linked_share(line), line.number)):
        target, context = material.target(line), material.context(line)
        if len(chosen) < most and ledger.admits((target.text, context.text)):
            ledger.enter((target.text, context.text), (), line)
            below = (Run(context.text, context.lang),)
            chosen.append(Item(line.number, (Run(target.text, target.lang),), (), (below,), rules=1))
    return Part("improve", tuple(chosen), most)


def kind_of(line: PassageLine) -> str:
    """Return what can be asked of a line."""
    return next((kind for kind, sign in _SIGNS.items() if sign.search(line.graded.target)), _KINDS[-1])


def _is_worth_quoting(line: PassageLine) -> bool:
    study = line.graded.study
    length = TRAITS[study].length(line.graded.target)
    tagged = {"backchannel", "subclause"} & set(line.graded.reasons)
    return line.is_sound and not tagged and _SHORTEST[study] <= length <= _LONGEST[study]


def _question(line: PassageLine, kind: str, quoting: Material | None) -> Item:
    shown = quoting.target(line) if quoting else None
    return Item(line.number, (Run(shown.text, shown.lang),) if shown else (), (Run(kind),))


def _linked_share(line: PassageLine) -> float:
    words = [token for token in line.graded.units if token.kind == "word"]
    return sum(bool(token.links) for token in words) / max(1, len(words))


def quoted_lines(parts: Sequence[Part]) -> Iterator[int]:
    """Yield the lines that parts quote."""
    return (item.line for part in parts for item in part.items)
