"""The English counterpart of a Chinese word: the English tokens that the Chinese word is linked to."""

from collections.abc import Sequence
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.links.transcription import sounds_like
from flashdeck.bilingual.senses import fits_gloss
from flashdeck.model import EnToken, Span

_LONGEST_ALIGNED = 4  # maximum number of words of a counterpart that become a gloss; further words are left out
# A Chinese word counts as the transcription of an English name if `sounds_like` returns at least this number for them. If the
# number were 0.8, 参议院 would count as a transcription of "Senate".
_SOUNDS_LIKE = 0.9
# A counterpart that was linked by kinship is a sure gloss if the kinship is at least this number. It was chosen by reading about
# 40 such counterparts of three talks: with less kinship most of them were wrong, with more most of them were right.
_SURE_KIN = 0.5


class Counterpart(NamedTuple):
    """The English tokens that a Chinese word is linked to.

    `spans`: the spans of these tokens in the English line; neighbouring tokens share a span. `is_weak`: the words were linked
    by elimination and the dictionary does not confirm the link. `line`: all words of the line in lower case, with a space on
    both sides of each word. `rule`: the id of the rule that decided the link. `kin`: how closely the words are related, 0 to 1.
    `before` and `after`: the English words beside the counterpart, if they are not linked to a Chinese word.
    """

    tokens: tuple[EnToken, ...]
    spans: tuple[Span, ...] = ()
    is_weak: bool = False
    line: str = ""
    rule: str | None = None
    kin: float = 0.0
    before: EnToken | None = None
    after: EnToken | None = None

    @property
    def phrase(self) -> str:
        """The first four words of the counterpart, as a gloss.

        Ordinary words are given as lemmas; names and abbreviations are given as written.
        """
        return " ".join(token.lemma or _plain(token.text) for token in self.tokens[:_LONGEST_ALIGNED])

    @property
    def verb_phrase(self) -> str:
        """The counterpart without the light verbs before its verb: "talk" for "let's talk"."""
        light_verbs = load_bilingual_classes()["light_verbs"]
        words = self.phrase.split()
        return " ".join(words[1:]) if len(words) > 1 and words[0] in light_verbs else " ".join(words)

    @property
    def noun(self) -> str | None:
        """The noun of the counterpart: "progress" in "making progress". None if it has two nouns, no noun, or an adjective."""
        nouns = [token.lemma for token in self.tokens if token.pos == "NOUN"]
        has_attribute = any(token.pos == "ADJ" for token in self.tokens)
        return nouns[0] if len(nouns) == 1 and not has_attribute else None

    @property
    def participle(self) -> str | None:
        """The counterpart if it is a single participle that ends in -ed, such as "surprised". None for other counterparts."""
        token, text = self.tokens[0], self.tokens[0].text.casefold()
        is_form = token.pos == "ADJ" or text != token.lemma
        return text if len(self.tokens) == 1 and text.endswith("ed") and is_form else None

    @property
    def is_distant(self) -> bool:
        """Whether the link rests on a weak kinship, or only on the positions of the words in their lines."""
        if self.rule == "link.neighbourhood":
            return True
        return self.rule == "link.kinship" and self.kin < _SURE_KIN

    @property
    def is_vague(self) -> bool:
        """Whether the counterpart is a verb or a noun with a vague meaning, such as "make" or "thing".

        A Chinese word of two or more characters has a more definite meaning, unless the dictionary confirms this one: 东西, "thing".
        """
        classes = load_bilingual_classes()
        return self.phrase in classes["vague_verbs"] or self.phrase in classes["vague_nouns"]

    @property
    def is_name(self) -> bool:
        """Whether all words of the counterpart are names."""
        return all(token.kind == "name" for token in self.tokens)

    def is_transcription_of(self, text: str) -> bool:
        """Tell whether a Chinese word transcribes the name that is its counterpart: 梅西, Messi."""
        token = self.tokens[0]
        return len(self.tokens) == 1 and token.kind == "name" and sounds_like(text, token.text) >= _SOUNDS_LIKE

    def full_name(self, senses: Sequence[str]) -> str | None:
        """Return a sense that occurs word for word in the line and that includes the counterpart.

        For the counterpart "Air" this may be "Air Force One".
        """
        said = f" {self.phrase.casefold()} "
        for sense in senses:
            if sense.startswith(("to ", "as ")):
                continue
            name = sense.split(", ")[0]
            if not _is_phrase(name):
                continue
            padded = f" {name.casefold()} "
            if said in padded and padded in self.line:
                return name
        return None


def _is_phrase(name: str) -> bool:
    return " " in name and fits_gloss(name) and not name.endswith(" to")


def _plain(text: str) -> str:
    """Return a text in lower case. A text with capitals after its first letter is returned as it is."""
    has_inner_capitals = text[1:] != text[1:].lower()
    return text if has_inner_capitals else text.casefold()
