"""The seam between two English lines: whether the second finishes the first, or another speaker begins."""

import re

from flashdeck.bilingual.languages import TRAITS

# Determiners, prepositions and conjunctions want a word behind them. Those that often end a sentence (that, his, over, off)
# are not here; a preposition may end one too ("where are you from"), but then the line has its full stop.
_WANTS_MORE = re.compile(
    r"\b(?:an?|the|my|your|our|their|every|of|from|into|onto|to|at|in|on|for|with|by|about|than|via|per|between|among|during|"
    r"despite|against|toward|towards|and|or|nor|but|because|if|whether|although|unless|while|whereas|like|called|named)\W*$"
)
_STARTS_LOW = re.compile(r"[\"'“‘(]*[a-z]")
_STARTS_FIGURE = re.compile(r"[\"'“‘(]*[$€£]?\d")
_ANSWERED = re.compile(
    r"(.*\w)\s+(?:Yeah|Yes|Yep|No|Nope|Right|Okay|OK|Sure|True|Exactly|Correct|Absolutely|Definitely|Totally|Of course|"
    r"I see|Got it|That's (?:right|true|fair))[.!]$"
)
# Behind the answer the speaker goes on with what was missing ("Old storehouse."), or begins anew ("We went home.").
_NEW_CLAUSE = re.compile(
    r"(?:(?:So|And|But|Then|Well|Like),?\s+)?(?:i|we|you|he|she|it|they|there|this|that|these|those|what|who|how|why|let)\b",
    re.IGNORECASE,
)
# A sentence begins with them, and none ends; as a line of their own, or as its last word, they belong to the next line.
_OPENERS = r"(?:What|When|Where|Why|How|Who|If|Because|But|And|So|Then|Now|Maybe|The|This|That|These|Those|It|We|You|They|He|She|There)"
_OPENER = re.compile(rf"{_OPENERS},?")
_DANGLING = re.compile(rf"[a-z,]\s+{_OPENERS}$")
_ZH_STOP = re.compile(r"[。.？?！!…，,；;：:、—\-][”’\"'）)》』」]*\s*$")
# Words with which a sentence begins: closed classes, and what one says to break in. Of the words that begin with a capital
# the others are names.
_CAPITAL = re.compile(r"[\"'“‘(]*([A-Z]\w*(?:['’]t\b)?)")
_SENTENCE_STARTS = frozenset(
    "i you he she it we they this that these those there here my your his her its our their a an the some any no every each all "
    "both many most few one two three four five six seven eight nine ten another such nobody nothing everybody everything "
    "everyone somebody someone something anybody anyone anything people who what which whose where when why how and but or nor "
    "so because if whether although though unless while since until as like than then now today yesterday tomorrow once again "
    "also even still just only maybe perhaps actually really probably basically obviously honestly clearly usually sometimes "
    "often always never not at in on for from of to by with about into over under after before during between without is are "
    "was were am be do does did has have had can could will would shall should may might must let isn't aren't don't doesn't "
    "didn't can't won't yes yeah yep no nope right sure okay ok alright well oh ah aha uh um hm hmm mhm mm wow hey hello hi wait "
    "stop hold hang look listen see sorry please thanks thank good great fine fair true exactly absolutely definitely totally "
    "correct agreed interesting nice cool indeed anyway go come tell say think guess mean first second next finally "
    "however meanwhile instead otherwise further more less".split()
)


def wants_more(text: str) -> bool:
    """Tell whether a text ends in a word that cannot end a sentence: "Last year we moved to the"."""
    return bool(_WANTS_MORE.search(text))


def starts_with_name(text: str) -> bool:
    """Tell whether a text begins with a capital that no beginning of a sentence explains.

    >>> starts_with_name("Hamburg to Liverpool."), starts_with_name("No."), starts_with_name("That's right.")
    (True, False, False)
    """
    found = _CAPITAL.match(text)
    return found is not None and found[1].casefold().replace("’", "'") not in _SENTENCE_STARTS


def is_open_english(text: str, following: str) -> bool:
    """Tell whether a sentence has no end and the following text goes on with it.

    What goes on starts in lower case, or behind a word that cannot end a sentence with a name or a figure ("moved the archive
    from" / "Hamburg"). Any other capital is the other speaker, who broke in. Two things speech recognition does to the line
    before: a short answer of the other stands at its end ("they finally opened the Yeah."), or the next sentence's first
    word ("nobody was there What" / "I mean is").
    """
    if (answered := _ANSWERED.match(text)) and wants_more(answered[1]):
        return not _NEW_CLAUSE.match(following)
    if TRAITS["en"].final.search(text):
        return False
    if _STARTS_LOW.match(following) or _DANGLING.search(text) or _OPENER.fullmatch(text):
        return True
    return wants_more(text) and (bool(_STARTS_FIGURE.match(following)) or starts_with_name(following))


def is_open_chinese(text: str) -> bool:
    """Tell whether a Chinese text stops with no mark at all; a comma may stand where the English has a full stop."""
    return not _ZH_STOP.search(text)
