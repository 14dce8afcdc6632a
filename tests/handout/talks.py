"""Talks made up for tests: words whose gloss is one word of the other line, in sentences of any length."""

from random import Random

from hypothesis import strategies as st

from flashdeck.compose.display import Display
from flashdeck.compose.handout.compose_handout import compose_handout
from flashdeck.compose.handout.sections import SECTIONS
from flashdeck.compose.passage.material import Talk
from flashdeck.levels import Level
from flashdeck.model import Annotated, Card, EnToken, Graded, Line, Pair, Selection, Sentence, WordCoverage, ZhToken
from flashdeck.settings import HandoutSettings

HAN = "山水火木金土石田天云风雨江河湖海"
SYLLABLES = ("shān", "shuǐ", "huǒ", "mù", "jīn", "tǔ", "shí", "tián", "tiān", "yún", "fēng", "yǔ", "jiāng", "hé", "hú", "hǎi")
LATIN = ("ba", "ko", "mi", "lu", "ten", "gar", "sol", "pim", "dra", "ves", "nok", "hul", "zab", "quo", "fer", "wil")
SIZE = 80
WORDS = tuple(
    (HAN[n % 16] + HAN[(n * 7 + n // 16) % 16], LATIN[n % 16] + LATIN[(n * 5 + n // 16 + 3) % 16]) for n in range(SIZE)
)
TAGS = (("n", "NOUN"), ("v", "VERB"), ("a", "ADJ"))


def zh_token(word, start, *, level=5.0, doubtful=False):
    text, gloss = WORDS[word]
    pinyin = tuple(SYLLABLES[HAN.index(char)] for char in text)
    tags = TAGS[word % 3][0]
    return ZhToken(
        text,
        start,
        start + 2,
        pos=tags,
        level=level,
        zipf=4.0,
        gloss=gloss,
        gloss_from="dictionary",
        pinyin=pinyin,
        doubtful=doubtful,
    )


def en_token(word, start, *, level=4.0):
    gloss, text = WORDS[word]
    return EnToken(
        text,
        start,
        start + len(text),
        pos=TAGS[word % 3][1],
        level=level,
        zipf=4.0,
        gloss=gloss,
        gloss_from="aligned",
        lemma=text,
        cefr="B2",
        ipa=text,
    )


def sentence(number, words, *, score=1.0, doubtful=False, speaker=None):
    """One sentence of words by number, its Chinese on line 2n - 1 and its English on line 2n."""
    zh_tokens, en_tokens, zh, en = [], [], "", ""
    for word in words:
        zh_tokens.append(zh_token(word, len(zh), doubtful=doubtful))
        zh += WORDS[word][0]
        en_tokens.append(en_token(word, len(en)))
        en += WORDS[word][1] + " "
    en = en.rstrip()
    zh_tokens.append(ZhToken("。", len(zh), len(zh) + 1, kind="mark"))
    en_tokens.append(EnToken(".", len(en), len(en) + 1, kind="mark"))
    lines = (Line(2 * number - 1, zh + "。", "zh", speaker=speaker), Line(2 * number, en + ".", "en", speaker=speaker))
    pair = Pair((lines[0],), (lines[1],), score)
    return Annotated(Sentence((pair,), en + "."), tuple(zh_tokens), tuple(en_tokens))


def talk(rows, *, study="zh", unknown=range(SIZE), taught=(), title="河边的桥", reasons=(), **of_sentence):
    """A talk of rows of words; `unknown` are above the level, of which the deck teaches `taught`, where they occur."""
    graded = []
    for number, words in enumerate(rows, start=1):
        annotated = sentence(number, words, **of_sentence)
        tokens = annotated.zh_tokens if study == "zh" else annotated.en_tokens
        heads = dict.fromkeys(token.headword for token in tokens if token.headword in names(unknown, study))
        graded.append(Graded(annotated, study, 4.0, 0.9, tuple(heads), tuple(reasons)))
    cards, shown = [], set()
    for item in graded:
        for token in item.tokens:
            if token.headword in names(taught, study) and token.headword not in shown:
                shown.add(token.headword)
                cards.append(Card(item, "word", (token.headword,), (token.headword,), "", 1.0))
    selection = Selection(tuple(cards), tuple(graded), WordCoverage(1, 1, 1, 1, 1))
    level = Level("zh", 4.0, "HSK 4") if study == "zh" else Level("en", 3.0, "B1")
    return Talk(title, selection, level, "2025", Display())


def names(numbers, study):
    return {WORDS[number][0 if study == "zh" else 1] for number in numbers}


def handout_of(made, registry=SECTIONS, **options):
    """The handout of a talk, composed of the sections of a registry."""
    return compose_handout(made, HandoutSettings(**options), registry)


def random_talk(number, lines):
    """A talk of random words in random sentences; the same number makes the same talk."""
    chance = Random(number)
    study = chance.choice(["zh", "en"])
    rows = [[chance.randrange(SIZE) for _ in range(chance.choice([1, 3, 5, 7, 9]))] for _ in range(lines)]
    unknown = set(chance.sample(range(SIZE), 50))
    return talk(rows, study=study, unknown=unknown, taught=set(chance.sample(range(SIZE), 30)) & unknown)


talks = st.builds(random_talk, st.integers(0, 10**6), st.integers(1, 24))
seeds = st.integers(1, 40)
