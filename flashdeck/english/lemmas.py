"""Find the dictionary form of an English word with a part of speech.

Irregular forms are listed. Regular forms are reduced by rules of spelling (Quirk and others, A Comprehensive Grammar of the
English Language, 1985, 3.5-3.20 for verbs, 5.80-5.103 for nouns, 7.77-7.79 for adjectives). If the spelling allows two
dictionary forms (hop and hope for "hoping"), the lists of known words decide. A lexicon of inflected forms is asked before the
rules of spelling, because spelling alone cannot tell "corpses" (corpse) from "lenses" (lens).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from flashdeck.dictionaries.cefr import is_listed
from flashdeck.dictionaries.frequency import zipf
from flashdeck.dictionaries.lemma_lexicon import lexicon_lemmas
from flashdeck.lazy import Lazy

# Each base form, and its other forms after a colon. Alternative spellings and the pieces of contractions (ca|n't, gon|na) are
# included.
_IRREGULAR = {
    "VERB": """be: am is are was were been being; have: has had having; do: does did done doing; vie: vying; go: went gone goes going gon;
arise: arose arisen; awake: awoke awoken; bear: bore borne; beat: beaten; become: became; befall: befell befallen; begin:
began begun; behold: beheld; bereft: bereft; bespoke: bespoke; born: born; bend: bent; bind: bound; bite: bit bitten; bid:
bade bidden; bleed: bled; blow: blew blown; break: broke broken; breed: bred; bring: brought; build: built; burn: burnt; buy:
bought; catch: caught; choose: chose chosen; cling: clung; come: came; creep: crept; deal: dealt; die: dying; dig: dug; dive:
dove; draw: drew drawn; dream: dreamt; drink: drank drunk; drive: drove driven; dwell: dwelt; eat: ate eaten; fall: fell
fallen; feed: fed; feel: felt; fight: fought; find: found; flee: fled; fling: flung; fly: flew flown flies; forbid: forbade
forbidden; foresee: foresaw foreseen; forget: forgot forgotten; forgive: forgave forgiven; forgo: forwent forgone; forsake:
forsook forsaken; freeze: froze frozen; get: got gotten; give: gave given; grind: ground; grow: grew grown; hang: hung; hear:
heard; hide: hid hidden; hold: held; keep: kept; kneel: knelt; know: knew known; lay: laid; lead: led; lean: leant; leap:
leapt; learn: learnt; leave: left; lend: lent; lie: lain lying; light: lit; lose: lost; make: made; mean: meant; meet: met;
mimic: mimicked mimicking; mislead: misled; mistake: mistook mistaken; misunderstand: misunderstood; mow: mown; outdo: outdid
outdone; outgrow: outgrew outgrown; overcome: overcame; overdo: overdid overdone; oversee: oversaw overseen; overtake:
overtook overtaken; overthrow: overthrew overthrown; partake: partook partaken; pay: paid; plead: pled; program: programmed
programming; prove: proven; rebuild: rebuilt; redo: redid redone; repay: repaid; rethink: rethought; rewrite: rewrote
rewritten; ride: rode ridden; ring: rang rung; rise: rose risen; run: ran; saw: sawn; say: said; see: saw seen; seek: sought;
sell: sold; send: sent; sew: sewn; shake: shook shaken; shear: shorn; shine: shone; shoot: shot; show: shown; shrink: shrank
shrunk; sing: sang sung; sink: sank sunk; sit: sat; slay: slew slain; sleep: slept; slide: slid; sow: sown; speak: spoke
spoken; speed: sped; spell: spelt; spend: spent; spill: spilt; spin: spun; spit: spat; spoil: spoilt; spring: sprang sprung;
stand: stood; steal: stole stolen; stick: stuck; sting: stung; stink: stank stunk; stride: strode stridden; strike: struck
stricken; string: strung; strive: strove striven; swear: swore sworn; sweep: swept; swell: swollen; swim: swam swum; swing:
swung; take: took taken; teach: taught; tear: tore torn; tell: told; think: thought; throw: threw thrown; tie: tying; tread:
trod trodden; undergo: underwent undergone; understand: understood; undertake: undertook undertaken; undo: undid undone;
uphold: upheld; wake: woke woken; wear: wore worn; weave: wove woven; weep: wept; win: won; wind: wound; withdraw: withdrew
withdrawn; withhold: withheld; withstand: withstood; wring: wrung; write: wrote written""",
    "NOUN": """man: men; woman: women; child: children; foot: feet; tooth: teeth; goose: geese; mouse: mice; louse: lice; ox: oxen;
penny: pence; life: lives; wife: wives; knife: knives; leaf: leaves; half: halves; wolf: wolves; shelf: shelves; thief: thieves;
loaf: loaves; calf: calves; self: selves; elf: elves; scarf: scarves; hoof: hooves; criterion: criteria; phenomenon: phenomena;
bacterium: bacteria; curriculum: curricula; memorandum: memoranda; stratum: strata; spectrum: spectra; millennium: millennia;
stimulus: stimuli; nucleus: nuclei; fungus: fungi; cactus: cacti; radius: radii; locus: loci; alumnus: alumni; syllabus: syllabi;
corpus: corpora; genus: genera; index: indices; metric: metrics; matrix: matrices; vertex: vertices; appendix: appendices; vortex: vortices;
axis: axes; basis: bases; crisis: crises; thesis: theses; analysis: analyses; hypothesis: hypotheses; diagnosis: diagnoses;
parenthesis: parentheses; synthesis: syntheses; oasis: oases; emphasis: emphases; prognosis: prognoses; formula: formulae;
larva: larvae; antenna: antennae; vertebra: vertebrae; alga: algae; bus: buses busses; gas: gases; quiz: quizzes;
lens: lenses; dwarf: dwarves""",
    "ADJ": """good: better best; bad: worse worst; far: further furthest farther farthest; old: elder eldest""",
    "ADV": """well: better best; badly: worse worst; far: further furthest farther farthest; fast: faster fastest; long: longer longest;
hard: harder hardest; soon: sooner soonest; early: earlier earliest; close: closer closest; high: higher highest; low: lower lowest;
deep: deeper deepest; near: nearer nearest; easy: easier easiest; quick: quicker quickest; slow: slower slowest""",
    "PRON": """I: i me; he: him; she: her; we: us; they: them 'em; who: whom; this: these; that: those""",
    "DET": """a: an; this: these; that: those""",
    "AUX": """be: am is are was were been being 'm 're 's ai; have: has had having 've; do: does did done doing; can: ca; will: wo 'll;
shall: sha; would: 'd; get: got""",
    "PART": """not: n't n’t; to: na ta""",
}
_ALREADY = frozenset(  # nouns that are not reduced: plurals that are headwords, and words that only look like plurals
    "people data media news series species means thanks goods odds earnings belongings riches headquarters clothes scissors trousers "
    "glasses jeans pants physics mathematics economics politics ethics statistics athletics electronics genetics linguistics "
    "robotics logistics mechanics dynamics analytics gymnastics acoustics customs surroundings outskirts premises remains "
    "crossroads barracks proceeds savings basics humanities regalia corps biceps".split()
)
# A stem with a single vowel letter and one consonant after this vowel, such as "hop". A base with this spelling doubles its last
# letter (hopping). So the base of "hoping" is not "hop" and must end in e.
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")
_DOUBLED_SHORT = re.compile(r"([^aeiou]*[aeiou]([bdgkmnprtv]))\2")
_TAKES_ES = re.compile(r"(?:s|x|z|ch|sh|o)es$")
_SINGULAR_ENDINGS = ("us", "is", "ics", "species")  # endings that singulars can also have: lupus, mitosis, geophysics
_ENDINGS = {"VERB": ("ing", "ed"), "ADJ": ("er", "est")}


# A plural that may be a headword is not reduced if it is more frequent than its singular by this number on the Zipf scale. Chosen by
# hand on the plurals of the lexicon: auspices and graffiti are above it, circumstances and troops are below.
_HEADWORD_PLURAL = 1.0


def _load_irregular_bases() -> Mapping[str, Mapping[str, str]]:
    """Map each part of speech to the table of its irregular forms. The table maps each form to its base."""
    return {upos: _bases(entries) for upos, entries in _IRREGULAR.items()}


def _bases(entries: str) -> Mapping[str, str]:
    bases = {}
    for entry in entries.split(";"):
        base, _, forms = entry.partition(":")
        bases.update(dict.fromkeys(forms.split(), base.strip()))
    return bases


load_irregular_bases = Lazy(_load_irregular_bases)
_NO_FORMS: Mapping[str, str] = {}
"""An empty table for a part of speech that does not have irregular forms."""


def irregular_base(form: str) -> str:
    """Return the dictionary form of an irregular noun or verb; any other word is returned unchanged.

    The word must be in lower case. Its context is not considered.

    >>> irregular_base("women"), irregular_base("sold"), irregular_base("boats")
    ('woman', 'sell', 'boats')
    """
    bases = load_irregular_bases()
    return bases["NOUN"].get(form) or bases["VERB"].get(form) or form


@lru_cache(maxsize=65536)
def lemma_of(form: str, upos: str, *, inflected: bool = True) -> str:
    """Return the dictionary form of a word in lower case. A name is returned as it is written.

    `inflected`: whether the word has an ending according to its tag. If `inflected` is false, only the lists of irregular forms
    are used.

    >>> [lemma_of("Thought", "VERB"), lemma_of("hoping", "VERB"), lemma_of("compelling", "ADJ"), lemma_of("analyses", "NOUN")]
    ['think', 'hope', 'compelling', 'analysis']
    """
    if upos == "PROPN":
        return form
    word = form.casefold().replace("’", "'")
    irregular = load_irregular_bases().get(upos, _NO_FORMS).get(word)
    if irregular:
        return irregular
    if not inflected or (upos == "NOUN" and word in _ALREADY):
        return word
    return _lexicon_lemma(word, upos) or _lemma_by_spelling(word, upos)


def _lemma_by_spelling(word: str, upos: str) -> str:
    if "-" in word:  # only the part after the last hyphen is inflected: follow-ups
        first, _, last = word.rpartition("-")
        return f"{first}-{lemma_of(last, upos)}" if last else word
    return _best(word, upos) if upos in ("VERB", "NOUN", "ADJ") else word


def _lexicon_lemma(word: str, upos: str) -> str | None:
    """Return the dictionary form that the lexicon has for an inflected word, or None.

    If the lexicon has several dictionary forms, the rules of spelling choose one of them, else the most frequent one is returned.
    """
    lemmas = lexicon_lemmas(word, upos)
    if upos == "NOUN" and lemmas:
        return _singular(word, lemmas)
    if word in lemmas and upos == "VERB" and is_listed(word, upos):  # feed, which is not a form of "to fee"
        return word
    return _most_likely(word, upos, lemmas) if lemmas else None


def _most_likely(word: str, upos: str, lemmas: Sequence[str]) -> str:
    by_rule = _best(word, upos)
    if len(lemmas) > 1 and by_rule in lemmas:
        return by_rule
    return max(lemmas, key=lambda lemma: zipf(lemma, "en") or 0.0)


def _singular(plural: str, lemmas: Sequence[str]) -> str:
    """Return the dictionary form of a noun, which is the plural itself if dictionaries have the plural (graffiti, fumes)."""
    if lemmas == (plural,):
        return _best(plural, "NOUN") if _has_singular(plural) else plural
    is_regular = plural.endswith("s") and plural not in lemmas
    if not is_regular and _is_far_commoner(plural, lemmas):
        return plural
    return _most_likely(plural, "NOUN", lemmas)


def _is_far_commoner(plural: str, lemmas: Sequence[str]) -> bool:
    least = (zipf(plural, "en") or 0.0) - _HEADWORD_PLURAL
    return all((zipf(lemma, "en") or 0.0) < least for lemma in lemmas if lemma != plural)


def _has_singular(plural: str) -> bool:
    """Tell whether a plural that the lexicon lists as a headword has a singular that is at least as well known (finances)."""
    singular = plural.removesuffix("s")
    if singular == plural or plural.endswith(_SINGULAR_ENDINGS) or not is_listed(singular, "NOUN"):
        return False
    return (zipf(singular, "en") or 0.0) >= (zipf(plural, "en") or 0.0)


def _best(word: str, upos: str) -> str:
    """Return the most frequent known word among the possible bases of a regular form.

    If no base is known, return the likeliest base. Return the word itself if it is an adjective, or if a singular can have its
    ending (lupus).
    """
    candidates = list(_candidates(word, upos))
    known = [base for base in candidates if is_listed(base, upos)] or [base for base in candidates if zipf(base, "en")]
    if known:
        return max(known, key=lambda base: zipf(base, "en") or 0.0)
    stays = upos == "ADJ" or word.endswith(_SINGULAR_ENDINGS)
    return word if stays else next(iter(candidates), word)


def _candidates(word: str, upos: str) -> Iterator[str]:
    """Yield the bases that a regular form can have, beginning with the likeliest base.

    If the spelling is unambiguous, only one base is yielded.
    """
    if word.endswith("s"):
        yield from _without_s(word)
        return
    for ending in _ENDINGS.get(upos, ()):
        if word.endswith(ending):
            yield from _without_ending(word.removesuffix(ending), upos)


def _without_s(word: str) -> Iterator[str]:
    if word.endswith("ss"):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    yield word[:-1]
    if _TAKES_ES.search(word):
        yield word[:-2]


def _without_ending(stem: str, upos: str) -> Iterator[str]:
    if doubled := _DOUBLED_SHORT.fullmatch(stem):
        if is_listed(doubled[1], upos):
            yield doubled[1]
            return
    elif _SHORT.fullmatch(stem) and is_listed(stem + "e", upos):
        yield stem + "e"
        return
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    yield from (stem, stem + "e") if len(stem) > 2 else (stem + "e",)
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]
