"""Matching: words on the left, their meanings on the right in another order."""

from random import Random

from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, shuffled, tried
from flashdeck.compose.handout.vocabulary import Entry
from flashdeck.model.pages import Run, plain_text

_FEWEST = 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def generate(material: Material, ledger: Ledger, chance: Random, most: int, *, spared: int = 0) -> Part:
    """Choose words of which no two mean the same, as they are meant here; the bank holds the meanings, none beside its word.

    `spared`: so many words that no exercise has used are left to others.
    """
    taught = set(material.vocabulary.taught)
    meant_here = (entry for entry in material.entries() if entry.is_meant_here)
    mixed = sorted(shuffled(meant_here, chance), key=lambda entry: entry not in taught)
    free = sum(ledger.admits((material.faces.written(entry),)) for entry in mixed)
    ceiling = min(most, len(LETTERS), max(_FEWEST, free - spared))
    chosen: list[Entry] = []
    for entry in tried(mixed):
        shown = (material.faces.written(entry), entry.gloss)
        if len(chosen) < ceiling and _is_apart(entry, chosen) and ledger.admits(shown):
            chosen.append(entry)
    if len(chosen) < _FEWEST:
        return Part("match", (), most)
    for entry in chosen:
        ledger.enter((material.faces.written(entry), entry.gloss))
    bank = _deranged([entry.gloss for entry in chosen], chance)
    return Part("match", tuple(_item(entry, bank, material) for entry in chosen), most, bank=tuple(bank))


def check(part: Part, material: Material) -> bool:
    """Tell whether each letter of the key leads to the word's own meaning, and to no other's."""
    meanings = {material.faces.written(entry): entry.gloss for entry in material.entries()}
    led = [(plain_text(item.prompt), part.bank[LETTERS.index(plain_text(item.answer))]) for item in part.items]
    right = all(meanings[word] == meaning for word, meaning in led)
    apart = all(one is other or one not in other for one in part.bank for other in part.bank)
    return right and apart and sorted(part.bank) == sorted(meaning for _, meaning in led)


def _is_apart(entry: Entry, chosen: list[Entry]) -> bool:
    """Tell whether a meaning is neither contained in another one nor the other way round, and the words are different."""
    gloss = entry.gloss.casefold()
    return bool(gloss) and all(
        gloss not in other.gloss.casefold() and other.gloss.casefold() not in gloss and entry.headword != other.headword
        for other in chosen
    )


def _deranged(glosses: list[str], chance: Random) -> list[str]:
    """Return the meanings in an order in which none keeps its place."""
    mixed = shuffled(glosses, chance)
    shifts = (mixed[shift:] + mixed[:shift] for shift in range(len(mixed)))
    apart = (order for order in shifts if all(one != other for one, other in zip(order, glosses, strict=True)))
    return next(apart, glosses[1:] + glosses[:1])


def _item(entry: Entry, bank: list[str], material: Material) -> Item:
    letter = LETTERS[bank.index(entry.gloss)]
    return Item(
        entry.lines[0], (Run(material.faces.written(entry), material.faces.target_lang, role="strong"),), (Run(letter),)
    )
