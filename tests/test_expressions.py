"""Expressions: the inventory is sound, and what is found in a line is what is meant there.

Sentences are written as word, word/POS or word/lemma/POS; small words have the part of speech that they mostly have.
"""

from typing import get_args

import pytest

from flashdeck.english.expression_finder import find_expressions
from flashdeck.english.expressions import (
    COLUMNS,
    VERBS,
    Cefr,
    Expression,
    ExpressionKind,
    load_expressions,
    read_expressions,
    read_patterns,
)
from flashdeck.model import EnToken

SMALL_WORDS = {
    "ADP": "in on at of to for from with by up down out off over under through about into as near before like around away",
    "AUX": "is are was were be been am will would can could should have has had",
    "CCONJ": "and or but",
    "DET": "a an the this that these those no every each all",
    "PART": "not",
    "PRON": "i you he she it we they me him us them my your his its our their her there who what nobody everyone",
}
POS = {word: pos for pos, words in SMALL_WORDS.items() for word in words.split()}
FORMS = dict.fromkeys("is are was were been am".split(), "be") | dict.fromkeys(("has", "had"), "have")

FOUND = """
They rolled/roll/VERB it out in the spring/NOUN . | roll out
The bank/NOUN will roll/VERB out a new/ADJ app/NOUN next/ADJ week/NOUN . | roll out
Nobody could figure/VERB that/PRON out . | figure out
We put/VERB the picnic/NOUN off because/SCONJ of the rain/NOUN . | put off
The meeting/NOUN was put/VERB off again/ADV . | put off
She turned/turn/VERB the radio/NOUN down . | turn down
It got/get/VERB to the point/NOUN where/SCONJ nobody slept/sleep/VERB . | get to the point where
He never/ADV gets/get/VERB to the point/NOUN . | get to the point
Go/VERB ahead/ADV and sit/VERB with us . | go ahead and
He turned/turn/VERB down two/NUM good/ADJ offers/offer/NOUN . | turn down
The nurse/NOUN looked/look/VERB after/ADP my father/NOUN . | look after
Who came/come/VERB up with this recipe/NOUN ? | come up with
I'm/I/PRON looking/look/VERB forward/ADV to the trip/NOUN . | look forward to
You should look/VERB the word/NOUN up . | look up
I looked/look/VERB up the address/NOUN before lunch/NOUN . | look up
Please/ADV look/VERB it up tonight/ADV . | look up
My car/NOUN broke/break/VERB down yesterday/ADV . | break down
The two/NUM brothers/brother/NOUN get/VERB along/ADP with everyone . | get along with
We ran/run/VERB out of milk/NOUN this morning/NOUN . | run out of
Prices/price/NOUN are going/go/VERB up every month/NOUN . | go up
The children/child/NOUN grew/grow/VERB up in a small/ADJ village/NOUN . | grow up
Don't/do/AUX give/VERB up so/ADV easily/ADV . | give up
She gave/give/VERB the keys/key/NOUN back/ADP . | give back
He's/he/PRON picking/pick/VERB his sister/NOUN up at noon/NOUN . | pick up
They phased/phase/VERB the old/ADJ coins/coin/NOUN out over two/NUM years/year/NOUN . | phase out
The estimate/NOUN was off by three/NUM days/day/NOUN . | be off by
We're/we/PRON off by a mile/NOUN . | be off by
The firm/NOUN had/have/VERB to/PART lay/VERB off forty/NUM workers/worker/NOUN . | lay off
It turned/turn/VERB out the shop/NOUN was closed/close/VERB . | turn out
The noise/NOUN died/die/VERB down , and we carried/carry/VERB on . | carry on
Could you walk/VERB me through the form/NOUN ? | walk someone through
His plan/NOUN fell/fall/VERB apart/ADV within/ADP days/day/NOUN . | fall apart
We'll/we/PRON have/VERB to/PART wait/VERB and see/VERB . | wait and see
That question/NOUN is a red/ADJ herring/NOUN . | red herring
The cook/NOUN made/make/VERB the sauce/NOUN up on the fly/NOUN . | make up, on the fly
She cut/VERB through a lot/NOUN of red/ADJ tape/NOUN . | a lot of, red tape
The price/NOUN is fifty/NUM dollars/dollar/NOUN , plus/ADP or minus/ADP five/NUM . | plus or minus
This result/NOUN is in line/NOUN with our forecast/NOUN . | in line with
At the end/NOUN of the day/NOUN , people/NOUN want/VERB clean/ADJ streets/street/NOUN . | at the end of the day
The city/NOUN footed/foot/VERB the bill/NOUN for the concert/NOUN . | foot the bill
So/ADV take/VERB his advice/NOUN with a grain/NOUN of salt/NOUN . | take with a grain of salt
They took/take/VERB the noise/NOUN for granted/grant/VERB . | take for granted
The tests/test/NOUN were a piece/NOUN of cake/NOUN . | a piece of cake
My aunt/NOUN is always/ADV there/ADV for me . | be there for
Let's/let/VERB call/VERB it a day/NOUN . | call it a day
A level/NOUN playing/play/VERB field/NOUN takes/take/VERB effort/NOUN . | level playing field
Her boss/NOUN gave/give/VERB the project/NOUN the green/ADJ light/NOUN . | give the green light
The old/ADJ bridge/NOUN was a ticking/ADJ clock/NOUN , a wake-up/ADJ call/NOUN for the town/NOUN . | wake-up call
That/PRON is a state-of-the-art/ADJ kitchen/NOUN . | state-of-the-art
The union/NOUN is still/ADV on the fence/NOUN about the offer/NOUN . | on the fence
This law/NOUN will open/VERB the door/NOUN to new/ADJ taxes/tax/NOUN . | open the door to
It was not only/ADV cheap/ADJ but also/ADV strong/ADJ . | not only … but also
As/SCONJ far/ADV as/SCONJ the garden/NOUN is concerned/concern/VERB , we have/VERB no plans/plan/NOUN . | as far as … is concerned
The more/ADV you read/VERB , the more/ADV you learn/VERB . | the more, the more
She used/use/VERB to/PART live/VERB near the harbor/NOUN . | used to
The train/NOUN is about/ADV to/PART leave/VERB . | be about to
You'd/you/PRON better/ADV bring/VERB a coat/NOUN . | had better
By the way/NOUN , the cat/NOUN is outside/ADJ . | by the way
We met/meet/VERB three/NUM times/time/NOUN in a row/NOUN . | in a row
He came/come/VERB in handy/ADJ , more/ADV or less/ADV . | come in handy, more or less
I mean/VERB , the soup/NOUN was cold/ADJ . | I mean
The two/NUM plans/plan/NOUN have/VERB a lot/NOUN in common/ADJ . | have in common
It makes/make/VERB a lot/NOUN of sense/NOUN to me . | make sense, a lot of
We got/get/VERB two/NUM rooms/room/NOUN done/do/VERB before dinner/NOUN . | get done
They sat/sit/VERB in on our class/NOUN , and we shed/VERB some/DET light/NOUN on the rules/rule/NOUN . | sit in on, shed light on
I turned/turn/VERB the light/NOUN back/ADV on . | turn on
We brought/bring/VERB some/DET of them back/ADV . | bring back
I couldn't/could/AUX help/VERB but laugh/VERB . | can't help but
"""

NOT_FOUND = """
They looked/look/VERB up the tower/NOUN with fear/NOUN . | look up
A cat/NOUN came/come/VERB in the room/NOUN . | come in
The children/child/NOUN looked/look/VERB up at the sky/NOUN . | look up
She put/VERB the cup/NOUN on the table/NOUN . | put on
The letter/NOUN was put/VERB in a drawer/NOUN . | put in
He rolled/roll/VERB out of bed/NOUN . | roll out
We took/take/VERB the toys/toy/NOUN out of the box/NOUN . | take out, out of the box
The ladder/NOUN was brought/bring/VERB in the kitchen/NOUN . | bring in
People/NOUN stood/stand/VERB in line/NOUN with their tickets/ticket/NOUN . | in line with
She looked/look/VERB into his eyes/eye/NOUN . | look into
The dog/NOUN went/go/VERB through the gate/NOUN . | go through
They climbed/climb/VERB over the wall/NOUN and got/get/VERB over the fence/NOUN . | get over
The bird/NOUN fell/fall/VERB into the river/NOUN . | fall into
He ran/run/VERB into the house/NOUN . | run into
She used/use/VERB a spoon/NOUN to/PART eat/VERB . | used to
The rope/NOUN is used/use/VERB to/PART lift/VERB stones/stone/NOUN . | used to, be used to
This machine/NOUN can be used/use/VERB to/PART cut/VERB wood/NOUN . | used to, be used to
I like/VERB this kind/NOUN of music/NOUN . | kind of
That sort/NOUN of thing/NOUN is common/ADJ . | sort of
There are two/NUM kinds/kind/NOUN of tea/NOUN . | kind of
They work/VERB on Monday/PROPN . | work on
He stepped/step/VERB up the ladder/NOUN . | step up
The price/NOUN went/go/VERB up and down . | go up
They stood/stand/VERB up there/ADV alone/ADV . | stand up
They walked/walk/VERB out there/ADV alone/ADV . | out there
The road/NOUN goes/go/VERB on the left/ADJ side/NOUN of the river/NOUN . | go on
She sat/sit/VERB down the hall/NOUN . | sit down
We drove/drive/VERB up the mountain/NOUN . | drive up
He gets/get/VERB up the stairs/stair/NOUN slowly/ADV . | get up
She lives/live/VERB on Baker/PROPN Street/PROPN . | live on
The glass/NOUN fell/fall/VERB off the shelf/NOUN . | off the shelf
A coat/NOUN hung/hang/VERB on the hook/NOUN . | on the hook
The soup/NOUN is on the table/NOUN . | on the table
The stove/NOUN is hot/ADJ , take/VERB care/NOUN . | hot take
The take/NOUN on this film/NOUN is unfair/ADJ . | take on
Her look/NOUN back/ADP was sad/ADJ . | look back
His drop/NOUN off the roof/NOUN was short/ADJ . | drop off
He wrote/write/VERB a note/NOUN in general/ADJ terms/term/NOUN . | in general
Many/ADJ pupils/pupil/NOUN learn/VERB in public/ADJ schools/school/NOUN . | in public
They put/VERB it on the shelf/NOUN . | put on
Bring/VERB your bag/NOUN in the morning/NOUN . | bring in
What/DET kind/NOUN of tea/NOUN is this/PRON ? | kind of
There were problems/problem/NOUN at first/ADJ base/NOUN . | at first
He ate/eat/VERB after/ADP all/PRON the guests/guest/NOUN . | after all
She is as/ADV well/ADV known/know/VERB as her sister/NOUN . | as well
He turned/turn/VERB the meat/NOUN over the fire/NOUN . | turn over
So/ADV far/ADV away a light/NOUN was seen/see/VERB . | so far
The shop/NOUN is far/ADV from the station/NOUN . | far from
He painted/paint/VERB a red/ADJ and white/ADJ flag/NOUN . | red flag
The rule/NOUN of the thumb/NOUN war/NOUN is simple/ADJ . | rule of thumb
He took/take/VERB the child/NOUN to the table/NOUN by the end/NOUN of the day/NOUN . | at the end of the day
The fly/NOUN on the wall/NOUN is black/ADJ . | on the fly
The bill/NOUN for the foot/NOUN doctor/NOUN came/come/VERB . | foot the bill
I ate/eat/VERB a piece/NOUN of cake/NOUN . | a piece of cake
They thought/think/VERB of the house/NOUN up the hill/NOUN . | think up
It was taken/take/VERB in the garden/NOUN . | take in
He turned/turn/VERB to the left/NOUN . | turn to
It takes/take/VERB up to four/NUM weeks/week/NOUN . | take up
The bread/NOUN taken/take/VERB in the morning/NOUN was fresh/ADJ . | take in
I have/VERB better/good/ADJ tools/tool/NOUN than/SCONJ you . | had better
Come/VERB with me to the station/NOUN . | come with
He took/take/VERB part/NOUN of the cake/NOUN . | take part in
The wet/ADJ shirts/shirt/NOUN are on the line/NOUN with the socks/sock/NOUN . | on the line
They looked/look/VERB out of the window/NOUN . | look out
A smell/NOUN came/come/VERB up the stairs/stair/NOUN . | come up
Smoke/NOUN came/come/VERB out the window/NOUN . | come out
That/PRON said/say/VERB nothing/PRON new/ADJ . | that said
What I mean/VERB is simple/ADJ . | I mean
He stood/stand/VERB up to/PART speak/VERB . | stand up to
The street/NOUN is cut/VERB off by snow/NOUN . | be off by
They waited/wait/VERB in a row/NOUN of chairs/chair/NOUN . | in a row
"""


def token(written: str, start: int) -> EnToken:
    text, *rest = written.split("/") if written != "/" else (written,)
    small = text.casefold()
    if not any(map(str.isalnum, text)):
        return EnToken(text, start, start + len(text), pos="PUNCT", kind="mark", lemma=text)
    pos = rest[-1] if rest else POS[small]
    lemma = rest[0] if len(rest) == 2 else FORMS.get(small, small)
    return EnToken(text, start, start + len(text), pos=pos, lemma=lemma)


def read(sentence: str) -> tuple[EnToken, ...]:
    tokens: list[EnToken] = []
    for written in sentence.split():
        tokens.append(token(written, tokens[-1].end + 1 if tokens else 0))
    return tuple(tokens)


def found(sentence: str) -> list[str]:
    return [match.expression.headword for match in find_expressions(read(sentence))]


def cases(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.rsplit(" | ", 1) for line in table.strip().splitlines())
    return [(sentence, headwords.split(", ")) for sentence, headwords in rows]


def template(expression: Expression) -> str:
    """Write a sentence that has the expression in the form of its headword."""
    headword = iter(word for word in expression.headword.replace("-", " ").split() if word != "…")
    written = []
    for item in expression.patterns[0]:
        if item.role == "word":
            said = next(headword) if item.marked else ""
            listed = {word.lstrip("=") for word in item.words} or {"thing"}
            pos = "VERB" if item.pos & VERBS else min(item.pos, default="NOUN")
            written.append(f"{said if said.casefold() in listed else min(listed)}/{pos}")
        elif item.least:
            written.append("it")
    assert next(headword, None) is None, "the first pattern has a place for every word of the headword"
    return " ".join(word.replace(",/NOUN", ",") for word in written) + " ."


@pytest.mark.parametrize(("sentence", "headwords"), cases(FOUND))
def test_an_expression_is_found(sentence, headwords):
    assert found(sentence) == headwords


@pytest.mark.parametrize(("sentence", "headwords"), cases(NOT_FOUND))
def test_a_near_miss_is_left_alone(sentence, headwords):
    assert set(headwords) <= {expression.headword for expression in load_expressions()}
    assert not set(headwords) & set(found(sentence))


@pytest.mark.parametrize("expression", load_expressions(), ids=lambda expression: expression.headword)
def test_every_pattern_finds_its_own_headword(expression):
    assert expression.headword in found(template(expression))


def test_no_expression_stands_twice_and_all_are_sorted():
    headwords = [expression.headword.casefold() for expression in load_expressions()]

    assert headwords == sorted(set(headwords))


def test_the_inventory_has_every_kind_and_every_level():
    expressions = load_expressions()

    assert 2000 <= len(expressions) <= 2400
    assert {expression.kind for expression in expressions} == set(get_args(ExpressionKind))
    assert {expression.cefr for expression in expressions} == set(get_args(Cefr))


def test_every_gloss_is_short_chinese():
    for expression in load_expressions():
        assert any("一" <= char <= "鿿" for char in expression.gloss_zh), expression.headword
        assert len(expression.gloss_zh) <= 12, expression.headword


def test_a_separated_expression_has_a_span_for_each_part():
    (match,) = find_expressions(read("They rolled/roll/VERB it out ."))

    assert match.expression.headword == "roll out"
    assert match.tokens == (1, 3)
    assert match.spans == ((5, 11), (15, 18))


def test_words_that_touch_make_one_span():
    (match,) = find_expressions(read("It is a red/ADJ herring/NOUN ."))

    assert match.spans == ((8, 19),)


def test_a_compound_is_one_token_or_many():
    whole = read("a state-of-the-art/ADJ kitchen/NOUN")
    parts = tuple(
        EnToken(text, start, start + len(text), pos="NOUN", lemma=text, kind="mark" if text == "-" else "word")
        for start, text in ((0, "state"), (5, "-"), (6, "of"), (8, "-"), (9, "the"), (12, "-"), (13, "art"))
    )

    assert [match.tokens for match in find_expressions(whole)] == [(1,)]
    assert [match.spans for match in find_expressions(parts)] == [((0, 16),)]


def test_a_part_of_a_compound_is_no_match():
    assert found("a line-in-line-with/ADJ thing/NOUN") == []


def test_the_longest_expression_wins():
    assert found("She came/come/VERB up with a plan/NOUN .") == ["come up with"]
    assert found("He takes/take/VERB it with a grain/NOUN of salt/NOUN .") == ["take with a grain of salt"]


def test_without_parts_of_speech_only_expressions_without_verbs_are_found():
    tokens = tuple(
        EnToken(word.text, word.start, word.end) for word in read("So/ADV we/PRON rolled/roll/VERB out red/ADJ tape/NOUN")
    )

    assert [match.expression.headword for match in find_expressions(tokens)] == ["red tape"]


def test_a_curly_apostrophe_is_an_apostrophe():
    assert found("we’re/we/PRON off by a mile/NOUN") == ["be off by"]


def test_two_words_in_one_are_no_form_of_the_first():
    assert found("She is gonna/go/VERB back/VERB out .") == ["back out"]


@pytest.mark.parametrize("row", ["x\tword\tB1\tx\t词\t", "x\tidiom\tB9\tx\t词\t"])
def test_an_unknown_kind_or_level_is_refused(row):
    with pytest.raises(ValueError, match=r"^x: "):
        list(read_expressions("\t".join(COLUMNS) + "\n" + row))


@pytest.mark.parametrize("pattern", ["a/* b", "* b", "_ !of"])
def test_a_pattern_that_cannot_be_read_is_refused(pattern):
    with pytest.raises(ValueError, match=r"only word|must have a word"):
        read_patterns(pattern)


def test_a_table_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="columns"):
        list(read_expressions("headword\tgloss"))
