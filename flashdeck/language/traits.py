"""What grading must know of a language's written form, so that the stages behind it need not know languages.

Every list here is of general use, not gathered from one transcript. Windows and weights: design notes on selection,
measured on 800 pairs; those for HSK 1, 2, 7-9 and A1, C2 are starting points.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashdeck.chinese.characters import count_han
from flashdeck.english.finite_clauses import lacks_clause
from flashdeck.model import Language, Phrase, Token

_MOST_COUNTED = 4096  # texts: the lines and words of a talk, which are counted again and again
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’\-.][A-Za-z0-9]+)*")


@lru_cache(maxsize=_MOST_COUNTED)
def count_words(text: str) -> int:
    """Return the number of English words; a contraction is one."""
    return len(_WORD.findall(text))


def _is_set_phrase(token: Token) -> bool:
    """Tell whether a Chinese word is a 成语 or a fixed phrase: idiom or set phrase by jieba's tag, of four characters or more."""
    return (token.pos or "").startswith(("i", "l")) and len(token.text) >= _SET_PHRASE


def _is_english_expression(token: Token) -> bool:
    return isinstance(token, Phrase) and not token.is_compound


def _never(tokens: Sequence[Token]) -> bool:
    return not tokens


_SET_PHRASE = 4  # characters of a 成语


@dataclass(frozen=True, slots=True)
class Traits:
    """`length` counts units: Han characters or words. `windows`: best length of a card's line by level.

    `shortest_card`: of a sentence card without a key word; `longest_example`: of the line of a word card.
    `half`: a clause that hangs on the rest of its sentence. `expressions_from`: the level from which expressions are sought for their own sake.
    """

    language: Language
    length: Callable[[str], int]
    final: re.Pattern[str]
    clause_mark: re.Pattern[str]
    trailing: re.Pattern[str]
    backchannel: re.Pattern[str]
    subclause: re.Pattern[str]
    broken: re.Pattern[str]
    garbled: re.Pattern[str]
    connective: re.Pattern[str]
    shortest: int
    slack: int
    shortest_card: int
    longest_example: int
    half: re.Pattern[str]
    lacks_clause: Callable[[Sequence[Token]], bool]
    is_expression: Callable[[Token], bool]
    expressions_from: float
    windows: tuple[tuple[int, int], ...]
    level_names: tuple[str, ...]

    def window(self, level: float) -> tuple[int, int]:
        """Return the best length at a level, shortest and longest."""
        return self.windows[min(len(self.windows), max(1, int(level))) - 1]

    def level_name(self, difficulty: float) -> str:
        """Return the level that a difficulty rounds to, as the scale prints it."""
        return self.level_names[min(len(self.level_names), max(1, round(difficulty))) - 1]


_MARK = r"[\s,，。.!！?？、…—\-:：;；'\"“”‘’()（）]*"
_ZH_BACKCHANNEL = (
    r"对吧|对的?|是的?吗?|没错|好的?吧?|嗯+|哦+|啊+|哈+|明白了?|当然了?|确实如?此?|不是?|不对|真的吗?|谢谢你?|可以|行|完全(正确|同意)|"
    r"有意思|有趣|我明白了?|我同意|我知道|就是(这样|说)?|原来如此|正是如此|是这样的?吗?|那(好|么)?|好|然后|所以|但是?|你(知道|说)的?吗?"
)
_EN_BACKCHANNEL = (
    r"yeah|yes|yep|no|nope|right|sure|okay|ok|exactly|mhmm?|mm|hmm+|uh|um|oh|ah|wow|true|absolutely|totally|definitely|of course|"
    r"i see|got it|thank you|thanks|that's right|that's true|that makes sense|interesting|fair enough|i agree|really|well|so|and|but|you know"
)

# Speech recognition lost words or ran two starts together ("a of", "a a", "I'm it's", "that's was", "they we could", "I don't people",
# "makes us this should"), the parts of a verb are in the wrong order ("scale up it"), a thought is put in without a mark ("the
# last is I think"), a capital stands where no sentence begins, or a remark of the recognition was left in.
_EN_GARBLED = re.compile(
    r"\b(?:an?|[Tt]he) (?:of|and|or|is|are|was|were|if|an?|so(?![- ]called)|but|because|they|we|he)\b|\b(?:my|your|our|their|the) (?:the|my|your|our|their)\b|"
    r"\ba (?:AI|[ai][a-z]{3,}|e(?!u)[a-z]{3,}|o(?!ne|nce)[a-z]{3,})\b|"
    r"\b(?i:I['’]m|you['’]re|we['’]re|they['’]re|it['’]s|that['’]s|he['’]s|she['’]s) (?:I|I['’]m|you|we|they|he|she|it['’]s)\b(?! and\b)|"
    r"\b(?i:they|he|she|we|I) (?:they|we|he|she)\b|\b(?i:it|that|there|he|she|what)['’]s (?:was|is|are|were)\b|"
    r"\b(?i:(that|it|there|he|she|we|they|you)) \1['’]\w+\b|\b(?i:that|there|it)['’]s it (?:is|was|can|will|has|does|did)|"
    r"^(?i:(?:and |but |so )?that that)['’ ](?:s|is|was|actually)\b|\b(?:us|them|him|me) (?:this|that|it|we|they) (?:should|would|could|can|will)\b|"
    r"\b(?:I|we|they|you|he|she|it) (?:do|does|did)n['’]t (?:people|the|my|your|our|their|these|those)\b|"
    r"^(?:In|On|During|Back in|Back then)\b[^,]*, (?:was|were)\b|\b[B-HJ-Z] ing\b|"
    r"\b(?:is|was|are|were|makes?|made|creates?|created|takes?|took|became?) I (?:think|guess|mean)\b|"
    r"\b(?:up|out|off|away) (?:it|them)(?=[.,?!]| more\b| again\b| now\b)|\[|"
    r"\b[a-z][\w'’]* (?:What|Exactly|Right|Yeah|Yes|Because|But|So|And|Then|Now|Well|That|This|It|We|They|You|If|When|Okay|Or|There|Give|Do|Is|Are|Was|Were|Did|Let)\b(?! [A-Z])"
)

CHINESE = Traits(
    language="zh",
    length=count_han,
    final=re.compile(r"[。.？?！!][”’\"'）)》』」]*\s*$"),
    clause_mark=re.compile(r"[,，;；:：。！!？?—]+"),
    trailing=re.compile(r"(…|——|--)[。.？?！!”’\"']*\s*$"),
    backchannel=re.compile(rf"{_MARK}(?:(?:{_ZH_BACKCHANNEL}){_MARK})+"),
    subclause=re.compile(
        r"^(?:但|所以|而)?(?:如果|当|虽然|尽管|只要|除非|即使|无论)[^,，;；]*$|^还是[^,，;；]*[?？]$|(?:的时候|之前|之后|的话|以前)[。.？?！!]*\s*$"
    ),
    broken=re.compile(r"(?:的|和|与|或|把|被|让|从|向|对|在|因为|如果|但是|所以|而且|一个)[,，]?\s*$"),
    # Said over and over; left in by the recognition; what no verb may follow; an aside that only English puts at the end.
    garbled=re.compile(
        r"(\S{2,})[,，]?\1[,，]?\1|你你|我我|这个这|那个那|等等等等|[\[\u0400-\u06ff\u3041-\u30fa\uac00-\ud7a3]|我就像[,，]|^(?:但|所以|那|那么)?我(?:希望|认为|觉得|相信)[^,，]*吗[?？]|"
        r"越来越(?:获得|得到|取得|实现|达到|进行|成为|变成|完成|开始|提供|产生)|"
        r"[,，](?:让我告诉你|我告诉你|再次强调|再说一遍|我的意思是)[。.]$"
    ),
    connective=re.compile(
        r"^(?:第[一二三四五六七八九十\d]|首先|其次|另外|比如|例如|再次强调|但|但是|所以|因此|而|而且|并且|不过|然后|于是|因为|另外|此外|那么|那|它|它们|这|这些|那些|他|她|他们|其中|同样)"
    ),
    shortest=5,
    slack=10,
    shortest_card=12,
    longest_example=48,
    half=re.compile(
        r"、.*、|^(?:并|也|都|且|才|就|而|不是|以及|通过|意思是|如|虽|因为|由于|当|为了|直到|还有|包括|甚至|尤其|特别是)|"
        r"(?:[中时后前上里下者]|这样(?:一件事|的)?|如下|所.{1,4}的.{1,8}|在于|就是|的是|认为|觉得|[你我他她]说|知道|意味着|因为|什么)[。.]?$"
    ),
    lacks_clause=_never,
    is_expression=_is_set_phrase,
    expressions_from=5.0,
    windows=((5, 10), (6, 13), (7, 16), (8, 20), (9, 24), (10, 28), (10, 32), (10, 32), (10, 32)),
    level_names=("1", "2", "3", "4", "5", "6", "7-9", "7-9", "7-9"),
)
ENGLISH = Traits(
    language="en",
    length=count_words,
    final=re.compile(r"[.?!][”’\"')]*\s*$"),
    clause_mark=re.compile(r"[,;:.?!—]+|--"),
    trailing=re.compile(r"(…|\.\.\.|—|--|-)[.?!”’\"']*\s*$"),
    backchannel=re.compile(rf"{_MARK}(?:(?:{_EN_BACKCHANNEL}){_MARK})+", re.IGNORECASE),
    subclause=re.compile(r"^(?:but |so |and )?(?:if|when|although|unless|before|because|while)\b[^,;]*$", re.IGNORECASE),
    # Ends in a determiner or conjunction, in an adjective whose noun is missing ("at the speed that previous."), or in "that's how".
    broken=re.compile(
        r"\b(?:a|an|the|my|your|its|our|their|and|or|but|because|if|than|"
        r"(?:that|the|a) (?:previous|current|entire|main|large|different|specific|certain|particular)|"
        r"that(?:['’]s| is) (?:how|why|where|when|what))[.,?!]*$",
        re.IGNORECASE,
    ),
    garbled=_EN_GARBLED,
    connective=re.compile(
        r"^(?:so|and|but|because|or|then|also|like|another|one is|two|the (?:first|second|third|fourth|fifth|other)|it|they|this|that|these|those|he|she|which|well)\b",
        re.IGNORECASE,
    ),
    shortest=4,
    slack=7,
    shortest_card=6,
    longest_example=30,
    half=re.compile(
        r"^(?:that|not|with|where|which|who|like|meaning|although|though|as|to|when|if|because|whereas|until|since|than|including|"
        r"even|especially|rather)\b|\b(?:like|about|before|you know|that|is|are|was|were|means?|says?|said|think|thought|following)[.]$",
        re.IGNORECASE,
    ),
    lacks_clause=lacks_clause,
    is_expression=_is_english_expression,
    expressions_from=1.0,
    windows=((4, 9), (5, 11), (6, 14), (7, 17), (8, 20), (8, 24)),
    level_names=("A1", "A2", "B1", "B2", "C1", "C2"),
)
TRAITS: dict[Language, Traits] = {"zh": CHINESE, "en": ENGLISH}
