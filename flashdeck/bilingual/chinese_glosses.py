"""What a word means here, in one to four words, and where that comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.bilingual.expansions import Expansions, is_abbreviation
from flashdeck.bilingual.links.transcription import sounds_like
from flashdeck.bilingual.senses import OtherLine, borne_out, first_gloss, fits_gloss, is_adverbial
from flashdeck.chinese.readings import entries_of
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.abbreviations import expansion_of
from flashdeck.model import EnToken, GlossSource, Span

_MOST_SENSES = 6
_LONGEST_ALIGNED = 4  # words
# English verbs of all work (Jespersen, A Modern English Grammar, part 6, 1942): 努力 is more than "make".
_SAYS_LITTLE = frozenset("be come do get give go have keep let make put set take use work".split())
_NOMINAL = ("n", "vn")  # a noun, or a verb used as one: 进展 "progress" beside "to make progress"
_SOUNDS_LIKE = 0.9  # at .8 参议院 is the Senate by its sound
_MOST_COMMON = 2.0  # above Zipf 3: a sense confirmed by "course" or "go" alone is not, these stand in any line


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The English tokens that a word is linked to."""

    tokens: tuple[EnToken, ...]
    spans: tuple[Span, ...] = ()
    """Where they stand in their line."""
    is_weak: bool = False
    """Whether nothing speaks for it but that both words were left over."""
    line: str = ""
    """All words of their line, in lower case, each between spaces."""

    def in_full(self, senses: Sequence[str]) -> str | None:
        """Return a sense that the line has word for word and of which the counterpart is a part: Air Force One."""
        said = f" {self.phrase.casefold()} "
        names = (sense.split(", ")[0] for sense in senses if not sense.startswith(("to ", "as ")))
        longer = (name for name in names if " " in name and fits_gloss(name) and not name.endswith(" to"))
        return next((name for name in longer if said in f" {name.casefold()} " and f" {name.casefold()} " in self.line), None)

    @property
    def noun(self) -> str | None:
        """The one noun in it: progress, of "making progress"."""
        nouns = [token.lemma for token in self.tokens if token.pos == "NOUN"]
        return nouns[0] if len(nouns) == 1 else None

    @property
    def participle(self) -> str | None:
        """Its one word, where that is a participle in -ed: surprised."""
        token, text = self.tokens[0], self.tokens[0].text.casefold()
        is_form = token.pos == "ADJ" or text != token.lemma  # "need" is none
        return text if len(self.tokens) == 1 and text.endswith("ed") and is_form else None

    def is_transcribed(self, text: str) -> bool:
        """Tell whether a Chinese word only spells a foreign name: 梅西, Messi."""
        token = self.tokens[0]
        return len(self.tokens) == 1 and token.kind == "name" and sounds_like(text, token.text) >= _SOUNDS_LIKE

    @property
    def is_named(self) -> bool:
        """Whether it is one noun or adjective, which explains no adverb: 确实, "indeed", beside "actual"."""
        return len(self.tokens) == 1 and self.tokens[0].pos in ("NOUN", "ADJ")

    @property
    def phrase(self) -> str:
        """The tokens as a gloss: lemmas, names and abbreviations as written."""
        return " ".join(token.lemma or _plain(token.text) for token in self.tokens[:_LONGEST_ALIGNED])


class Gloss(NamedTuple):
    """A gloss, where it comes from, and further senses."""

    text: str | None = None
    source: GlossSource | None = None
    senses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glosser:
    """Glosses the words of one transcript, whose English side spells abbreviations out."""

    expansions: Expansions

    def gloss(self, word: Word, senses: Sequence[str], counterpart: Counterpart | None, left: OtherLine) -> Gloss:
        """Gloss by the counterpart, else by a sense that the rest of the line confirms, else by the first, unconfirmed.

        Where the counterpart bears a dictionary sense out, that sense is the gloss: it stands in its dictionary form.
        `left`: the words of the English line that no word is linked to.
        """
        if counterpart:
            if sense := counterpart.in_full(senses) or borne_out(senses, counterpart.phrase, left):
                own = _own_form(sense, senses, word, counterpart)
                return _chosen(sense if own is None else own, senses)
            first = first_gloss(senses, word.tag)
            says_little = len(word.text) > 1 and counterpart.phrase in _SAYS_LITTLE
            is_other_class = counterpart.is_named and word.tag == "d" and is_adverbial(first or "")
            if first and (counterpart.is_weak or says_little or is_other_class):
                return Gloss(first, "unconfirmed", _others(senses, first))
            return Gloss(self._aligned(word.text, counterpart.phrase), "aligned", _others(senses, None))
        if choice := left.best([sense if fits_gloss(sense) else "" for sense in senses], _MOST_COMMON):
            own = left.participle(choice.sense[3:]) if _is_caused(choice.sense, senses) else None
            return _chosen(own or choice.sense, senses)
        first = first_gloss(senses, word.tag)
        return Gloss(first, "unconfirmed" if first else None, _others(senses, first))

    def _aligned(self, text: str, phrase: str) -> str:
        """Return the counterpart as a gloss; an abbreviation never stands alone."""
        if not is_abbreviation(phrase):
            return phrase
        said = self.expansions.of(phrase, text) or expansion_of(phrase)
        expanded = said or " + ".join(gloss for _, gloss in parts_of(text))
        return f"{phrase}; {expanded}" if expanded else phrase


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words in a compound that the dictionary lacks, with what they mean: 强化 strengthen, 学习 learn."""
    dictionary = load_dictionary()
    words = fewest_words(text, lambda part: int(part != text and len(part) > 1 and part in dictionary))
    for part in words if len(words) > 1 else ():
        senses = [sense for entry in entries_of(Word(part, 0, "n")) for sense in entry.senses]
        if gloss := first_gloss(senses, "v"):
            yield part, gloss.removeprefix("to ")


def _chosen(text: str, senses: Sequence[str]) -> Gloss:
    """Return what the line bears out as a gloss: a sense of the dictionary, or a word of the line itself."""
    is_sense = text in senses
    return Gloss(text, "dictionary" if is_sense else "aligned", _others(senses, text if is_sense else None))


def _own_form(sense: str, senses: Sequence[str], word: Word, counterpart: Counterpart) -> str | None:
    """Return the counterpart where a verb's sense would mislead: of a noun "progress", of a state "surprised"."""
    if _is_caused(sense, senses) and counterpart.participle:
        return counterpart.participle
    return counterpart.noun if sense.startswith("to ") and word.tag in _NOMINAL else None


def _is_caused(sense: str, senses: Sequence[str]) -> bool:
    """Tell whether a sense is the verb that brings a state about, of a word that names the state: 惊讶, first "amazed"."""
    return sense.startswith("to ") and senses[0].endswith("ed") and not senses[0].startswith("to ")


def _others(senses: Sequence[str], gloss: str | None) -> tuple[str, ...]:
    return tuple(sense for sense in senses if sense != gloss)[:_MOST_SENSES]


def _plain(text: str) -> str:
    return text if text[1:] != text[1:].lower() else text.casefold()
