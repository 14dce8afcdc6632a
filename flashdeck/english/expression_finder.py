"""Finds English expressions in a line: phrasal verbs with their separable forms, idioms, chunks, adverbials.

What is doubtful is left out. A word that is only near its verb is no particle, and a particle in front of a noun phrase may
be a preposition ("came in the room"), so the neighbours decide.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from flashdeck.english.expressions import VERBS, Expression, Item, Pattern, load_expressions
from flashdeck.model import EnToken, Span

_LONGEST_GAP = 4
_HYPHENS = frozenset({"-", "‐", "‑"})
_NOT = re.compile(r"(.+)n't")
_CLITICS = {"'re": ("be",), "'m": ("be",), "'s": ("be", "have"), "'ve": ("have",), "'ll": ("will",), "'d": ("have", "will")}
_NOT_BASES = {"wo": "will", "ca": "can", "sha": "shall", "ai": "be", "does": "do", "did": "do", "has": "have", "had": "have"}
_NOT_BASES |= dict.fromkeys(("is", "are", "was", "were"), "be")
_FUSED = frozenset("gonna wanna gotta lemme gimme dunno kinda sorta".split())  # two words in one: not a form of the first
_POSSESSIVES = frozenset("my your his her its our their one's whose".split())
_REFLEXIVES = frozenset("myself yourself himself herself itself oneself ourselves yourselves themselves".split())
_OBJECT_PRONOUNS = frozenset("it them him me us her you this that these those one".split())
_SUBJECT_PRONOUNS = frozenset("i he she we they there who what when where why how whether whoever whatever".split())
_FLOATING = frozenset("all both".split())  # "turn them all off"
_OBJECT_ENDS = frozenset(
    "something anything nothing everything someone anyone everyone everybody somebody one ones all both".split()
)
_DETERMINERS = frozenset("a an the no every each any some another".split()) | _POSSESSIVES - {"her"}
_PREPOSITIONS = frozenset("about across along around by down in off on over past through under up".split())
_PARTICLES = _PREPOSITIONS | frozenset("apart aside away back forward out together".split())
_PARTICIPLE = re.compile("(?:[^w]en|[aior]wn|[aeo]rn)$")  # taken, thrown, torn: after a noun, what was taken
_PLACES = frozenset({"here", "there"})
_BEFORE_VERBS = frozenset("to i you we they 'll will would can could should may might must let's please not".split())
_ENDS = frozenset(".!?")
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_INSIDE_OBJECT = _NOMINAL | {"DET", "PRON", "ADJ", "ADV"}
_NEVER_INSIDE = VERBS | {"PUNCT", "SYM", "X", None}
_TIME_ADVERBS = frozenset("today tonight tomorrow yesterday first last second home online".split())
_NEAR_TIMES = frozenset("last next this every each one all".split())
_TIMES = frozenset(
    "second minute moment hour day week weekend month year decade century time morning afternoon evening night "
    "spring summer autumn fall winter while bit lot little".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """An expression found: indices of its tokens, in order and without the object between them, and their spans in the text."""

    expression: Expression
    tokens: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A token, or a part of a hyphenated one. `keys` are what patterns may call it; `tokens` are all of its compound."""

    text: str
    keys: frozenset[str]
    pos: str | None
    tokens: tuple[int, ...]
    mark: bool = False

    @property
    def compound(self) -> bool:
        """Whether it has hyphens; its parts have no part of speech of their own."""
        return self.pos is None and "-" in self.keys


@dataclass(frozen=True, slots=True)
class _Candidate:
    expression: Expression
    words: tuple[int, ...]


def find_expressions(tokens: Sequence[EnToken]) -> tuple[Match, ...]:
    """Return the expressions in order of their first tokens; where two share a token, the one with more words.

    Needs parts of speech for verbs; tokens without them give the expressions that have no verb.
    """
    words = tuple(_words(tokens))
    taken: set[int] = set()
    matches = []
    for candidate in sorted(_candidates(words), key=_rank):
        indices = tuple(sorted({index for at in candidate.words for index in words[at].tokens}))
        if taken.isdisjoint(indices):
            taken.update(indices)
            matches.append(Match(candidate.expression, indices, _spans(tokens, indices)))
    return tuple(sorted(matches, key=lambda match: match.tokens))


def _rank(candidate: _Candidate) -> tuple[int, tuple[int, ...], str]:
    return -len(candidate.words), candidate.words, candidate.expression.headword


def _spans(tokens: Sequence[EnToken], indices: Iterable[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = None
    for index in indices:
        start = tokens[index].start
        if last is not None and index == last + 1:
            start = spans.pop()[0]
        spans.append((start, tokens[index].end))
        last = index
    return tuple(spans)


# -- words: what a pattern sees of the tokens


def _words(tokens: Sequence[EnToken]) -> Iterator[_Word]:
    at = 0
    while at < len(tokens):
        end = _compound_end(tokens, at)
        group = tuple(range(at, end))
        parts = [part for index in group for part in _parts(tokens[index])]
        if len(parts) > 1:
            yield from (_Word(part, _keys(part, None) | {"-"}, None, group) for part in parts)
        else:
            yield _word(tokens[at], group)
        at = end


def _compound_end(tokens: Sequence[EnToken], at: int) -> int:
    """Return where a compound ends whose hyphens are tokens of their own (state - of - the - art)."""
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].text in _HYPHENS and tokens[end - 1].kind != "mark":
        if not tokens[end - 1].end == tokens[end].start < tokens[end].end == tokens[end + 1].start:
            break
        end += 2
    return end


def _parts(token: EnToken) -> list[str]:
    if token.kind == "mark":
        return [] if token.text in _HYPHENS else [token.text]
    text = token.text.casefold()
    return [text] if text.isalnum() else [part for part in re.split("[-‐‑]", text) if part]


def _word(token: EnToken, group: tuple[int, ...]) -> _Word:
    text = token.text.casefold().replace("’", "'")
    return _Word(text, _keys(text, token.lemma), token.pos, group, token.kind == "mark" or token.pos == "PUNCT")


@lru_cache(maxsize=16384)
def _keys(text: str, lemma: str | None) -> frozenset[str]:
    """Return everything that a pattern may call a word.

    >>> sorted(_keys("weren't", None)), sorted(_keys("anna's", "Anna"))
    (["=weren't", 'be', "weren't"], ["=anna's", 'anna', "anna's", 'be', 'have', "one's"])
    """
    keys = {text, f"={text}"}
    if lemma and text not in _FUSED:
        keys.add(lemma.casefold().replace("’", "'"))
    if negated := _NOT.fullmatch(text):
        keys.add(_NOT_BASES.get(negated[1], negated[1]))
    at = text.find("'")
    keys.update(_CLITICS.get(text[at:], ()) if at >= 0 else ())
    if text in _POSSESSIVES or text.endswith(("'s", "s'")):
        keys.add("one's")
    if text in _REFLEXIVES:
        keys.add("oneself")
    return frozenset(keys)


# -- candidates: every pattern at every place


@dataclass(frozen=True, slots=True)
class _Entry:
    """A pattern and whose it is. `needs`: behind its first word the line must have a word of each."""

    expression: Expression
    pattern: Pattern
    needs: tuple[frozenset[str], ...]


_Index = dict[str, dict[str, list[_Entry]]]


@cache
def _index() -> _Index:
    """Index the patterns by first word and, where it follows at once, second word ("" where it does not)."""
    index: defaultdict[str, defaultdict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
    for expression in load_expressions():
        for pattern in expression.patterns:
            first, second = _first_words(pattern)
            behind = pattern[_first_word(pattern) + 1 :]
            entry = _Entry(expression, pattern, tuple(item.words for item in behind if item.role == "word" and item.words))
            for key in first:
                for next_key in second:
                    index[key][next_key].append(entry)
    return {key: dict(table) for key, table in index.items()}


def _first_words(pattern: Pattern) -> tuple[frozenset[str], frozenset[str]]:
    items = pattern[_first_word(pattern) :]
    second = items[1].words if len(items) > 1 and items[1].role == "word" else frozenset[str]()
    return items[0].words, second or frozenset({""})


def _first_word(pattern: Pattern) -> int:
    """Return where the conditions on the word before end."""
    return next(i for i, item in enumerate(pattern) if item.role != "not")


def _candidates(words: Sequence[_Word]) -> Iterator[_Candidate]:
    index = _index()
    said = frozenset().union(*(word.keys for word in words))
    for at, word in enumerate(words):
        next_keys = ("", *words[at + 1].keys) if at + 1 < len(words) else ("",)
        for table in filter(None, map(index.get, word.keys)):
            for entry in chain.from_iterable(table.get(key, ()) for key in next_keys):
                if any(map(said.isdisjoint, entry.needs)):
                    continue
                if found := _match(entry, words, at):
                    yield _Candidate(entry.expression, found)


def _match(entry: _Entry, words: Sequence[_Word], at: int) -> tuple[int, ...] | None:
    first = _first_word(entry.pattern)
    if not all(_holds(item, words, at - 1) for item in entry.pattern[:first]):
        return None
    found = _walk(entry.pattern[first:], words, at, ())
    if not found or not _whole_compounds(words, found):
        return None
    return found if entry.expression.kind != "phrasal" or _is_phrasal(entry.pattern, words, found) else None


def _whole_compounds(words: Sequence[_Word], found: tuple[int, ...]) -> bool:
    """Refuse a match that takes only a part of a hyphenated word."""
    return not any(
        words[i].compound
        and any(words[j].tokens == words[i].tokens and j not in found for j in (i - 1, i + 1) if 0 <= j < len(words))
        for i in found
    )


def _walk(pattern: Pattern, words: Sequence[_Word], at: int, found: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the places of the marked words, None where the pattern does not fit from `at` on."""
    if not pattern:
        return found
    item, rest = pattern[0], pattern[1:]
    if item.role == "word":
        if at >= len(words) or not _fits(item, words, at):
            return None
        return _walk(rest, words, at + 1, (*found, at) if item.marked else found)
    if item.role in ("object", "filler"):
        return _walk_gap(item, rest, words, at, found)
    return _walk(rest, words, at, found) if _holds(item, words, at) else None


def _walk_gap(item: Item, rest: Pattern, words: Sequence[_Word], at: int, found: tuple[int, ...]) -> tuple[int, ...] | None:
    fits = _is_object if item.role == "object" else _is_filler
    for size in range(item.least, min(_LONGEST_GAP, len(words) - at) + 1):
        if (size == 0 or fits(words[at : at + size])) and (end := _walk(rest, words, at + size, found)):
            return end
    return None


def _fits(item: Item, words: Sequence[_Word], at: int) -> bool:
    word = words[at]
    if item.words and item.words.isdisjoint(word.keys):
        return False
    if not item.pos or word.pos in item.pos - VERBS:
        return True
    return bool(item.pos & VERBS) and not word.compound and _is_verb(item, words, at)


def _holds(item: Item, words: Sequence[_Word], at: int) -> bool:
    """Tell whether a condition on the neighbours is met."""
    if item.role == "no-noun":
        return not _opens_noun_phrase(words, at)
    if item.role == "end":
        return at >= len(words) or words[at].mark
    ahead = words[max(at, 0) : at + (_LONGEST_GAP if item.role == "far" else 1)]
    return not any(_is_one_of(item, word) for word in ahead) if at >= 0 else True


def _is_one_of(item: Item, word: _Word) -> bool:
    return (not item.words or not item.words.isdisjoint(word.keys)) and (not item.pos or word.pos in item.pos)


# -- grammar: verbs, objects, particles


def _is_verb(item: Item, words: Sequence[_Word], at: int) -> bool:
    """Tell whether a word is a verb here: by its tag, or by its neighbours where the tagger took it for a noun."""
    before = words[at - 1].text if at else "."  # at the beginning as after a full stop
    if before in _DETERMINERS or (before.endswith("'s") and words[at].pos not in VERBS):
        return False
    if words[at].pos in VERBS:
        return True
    if words[at].text not in item.words:
        return "'" in words[at].text  # "we're" is a form of be
    after = words[at + 1].text if at + 1 < len(words) else ""
    return before in _BEFORE_VERBS or before.endswith("n't") or before in _ENDS or after in {"it", "them"}


def _is_object(gap: Sequence[_Word]) -> bool:
    """Tell whether words can be the object that stands between a verb and its particle."""
    first, last = gap[0], gap[-1]
    if first.text in _OBJECT_PRONOUNS | _REFLEXIVES and (len(gap) == 1 or gap[1].text in _FLOATING):
        return len(gap) <= 2
    if first.text in _SUBJECT_PRONOUNS or first.text in _REFLEXIVES | {"it", "them", "him", "me", "us", "you"}:
        return False
    if first.pos == "ADV" or not all(map(_is_inside_object, gap)):
        return False
    return last.pos in _NOMINAL or last.text in _OBJECT_ENDS or (len(gap) > 2 and gap[-2].text == "of")  # some of them


def _is_inside_object(word: _Word) -> bool:
    return word.pos in _INSIDE_OBJECT or word.compound or word.text in _DETERMINERS or word.text in {"of", "'s"}


def _is_filler(gap: Sequence[_Word]) -> bool:
    return not any(word.mark or (word.pos in _NEVER_INSIDE and not word.compound) for word in gap)


def _is_phrasal(pattern: Pattern, words: Sequence[_Word], found: tuple[int, ...]) -> bool:
    """Refuse what only looks like a phrasal verb: a particle that is a preposition, an adverb of place, one of a pair."""
    last = found[-1]
    particle = words[last].text
    if particle not in _PARTICLES:
        return True
    after = [word.text for word in words[last + 1 : last + 3]]
    if after and after[0] in _PLACES and particle in {"out", "over", "up"}:
        return False
    if len(after) == 2 and after[0] in {"and", "or"} and after[1] in _PARTICLES:
        return False
    if particle == "back" and after and after[0] in _PARTICLES:
        return False
    if particle == "up" and after[:1] == ["to"] and words[last + 2 : last + 3] and words[last + 2].pos == "NUM":
        return False
    return not _is_prepositional(pattern, words, found)


def _is_prepositional(pattern: Pattern, words: Sequence[_Word], found: tuple[int, ...]) -> bool:
    """Tell whether a separable verb's object is elsewhere, so that the noun phrase behind belongs to a preposition.

    "Put the cup on the table": the object stands before. "It was put on the table": the verb is passive.
    """
    separable = any(item.role == "object" for item in pattern)
    if not separable or words[found[-1]].text not in _PREPOSITIONS:
        return False
    separated = found[-1] - found[0] >= len(found)
    is_base = words[found[0]].text in next(item.words for item in pattern if item.marked)
    return (separated or _is_passive(words, found[0], is_base=is_base)) and _opens_noun_phrase(words, found[-1] + 1)


def _is_passive(words: Sequence[_Word], at: int, *, is_base: bool) -> bool:
    if words[at].text.endswith("ing"):
        return False
    if at and not is_base and words[at - 1].pos in _NOMINAL and _PARTICIPLE.search(words[at].text):
        return True
    for before in reversed(words[max(at - 3, 0) : at]):
        if not before.keys.isdisjoint({"be", "get"}):
            return True
        if before.pos != "ADV" and before.text not in {"not", "been"}:
            return False
    return False


def _opens_noun_phrase(words: Sequence[_Word], at: int) -> bool:
    """Tell whether a noun phrase begins here that a preposition before it would govern; an expression of time is none."""
    if at >= len(words) or words[at].mark or _is_time(words, at):
        return False
    word = words[at]
    if word.text in {"early", "late", "mid"}:
        return _opens_noun_phrase(words, at + 1)
    if word.text in _SUBJECT_PRONOUNS | _REFLEXIVES or ("'" in word.text and "one's" not in word.keys):
        return False
    if word.pos == "ADJ" or word.text == "that":
        return at + 1 < len(words) and words[at + 1].pos in _NOMINAL | {"ADJ"}
    return word.pos in _NOMINAL | {"DET", "PRON"} or word.text in _DETERMINERS | _OBJECT_PRONOUNS


def _is_time(words: Sequence[_Word], at: int) -> bool:
    """Tell whether an expression of time begins here: tomorrow, last week, all the time; after most particles also the next day."""
    word = words[at]
    if word.text in _TIME_ADVERBS:
        return True
    if word.text not in _NEAR_TIMES and (
        word.text not in {"a", "the", "most"} or words[at - 1].text in {"in", "on", "by", "over"}
    ):
        return False
    return any(not _TIMES.isdisjoint(later.keys) for later in words[at + 1 : at + 3])
