"""The small words of English, by what may follow them: closed classes, to which no talk adds a word."""

import re

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def _words(*listed: str) -> frozenset[str]:
    return frozenset(" ".join(listed).split())


JOINERS = _words(
    "and but or so because if that than when where which who whose while although though unless until whether as like"
)
DETERMINERS = _words("a an the my your our their his its every no some any these those this what how")
PREPOSITIONS = _words(
    "of to in on at for with from by about into onto over under between through during without toward towards"
)
AUXILIARIES = _words(
    "am is are was were be been being isn't aren't wasn't weren't has have had do does did don't doesn't didn't hasn't haven't",
    "can could will would shall should might must can't couldn't won't wouldn't shouldn't gonna wanna gotta",
)
PRONOUNS = _words("i we you he she they it there that who")
OBJECT_VERBS = _words(  # the commonest verbs that want an object, in the forms that stand before it
    "need needs needed want wants wanted like likes love loves hate get gets got make makes made take takes took see sees saw",
    "use uses used using give gives gave buy buys bought sell sells sold cost costs pay pays paid find found build builds built",
    "bring brings brought put puts keep keeps kept include includes involve involves hold holds held spend spends spent",
    "needing getting making taking doing seeing giving buying selling costing paying finding building bringing spending having",
)
DEGREES = _words("just only even really actually still also almost nearly not never always simply about quite very too")
CONTRACTED = re.compile(r"['’](?:s|re|m|ve|ll|d)$")
ALWAYS_OPEN = JOINERS - {"like", "so"} | DETERMINERS - {"this", "these", "those", "no", "some", "any", "his", "its"}
"""No phrase ends in them: what follows belongs to them whatever it is."""
OPEN = ALWAYS_OPEN | JOINERS | DETERMINERS | PREPOSITIONS | AUXILIARIES | PRONOUNS | OBJECT_VERBS | DEGREES
"""What follows them, in the run of a clause, follows without a comma."""
CLAUSE_STARTS = _words(
    "and but so because if when which who where while although though unless until then then's or",
    "i we he she they it there this that these those you what how let let's",
)
OPENERS = _words("if when whenever what whatever who whoever where wherever how however whichever once unless")
"""They open a clause that needs a second one behind it."""
NUMBERS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen",
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion oh",
)


def folded(text: str) -> list[str]:
    """Return the words of a text in lower case and with plain apostrophes."""
    return [word[0].casefold().replace("’", "'") for word in WORD.finditer(text)]


def is_open(word: str) -> bool:
    """Tell whether what follows a word follows without a comma: "the", "because", "we're", "need"."""
    return word in OPEN or bool(CONTRACTED.search(word))


def starts_clause(word: str) -> bool:
    """Tell whether a clause may begin with a word: "and", "we", "it's"."""
    return word.partition("'")[0] in CLAUSE_STARTS


def is_number(word: str) -> bool:
    """Tell whether a word is a number, written out or in figures."""
    return word in NUMBERS or word[:1].isdigit()


def sentence_before(text: str) -> str:
    """Return the end of a text that belongs to the sentence which goes on behind it."""
    return re.split(r"[.?!]['\"”’)]*\s", text)[-1]


def sentence_after(text: str) -> str:
    """Return the beginning of a text that belongs to the sentence which goes on in front of it."""
    return re.split(r"[.?!](?=\W|$)", text)[0]
