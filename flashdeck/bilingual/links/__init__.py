"""Which word of the other line is a word's counterpart, over a whole transcript, with abstention.

A translation model (`model`) is trained on the transcript alone, seeded by the dictionary (`seeds`); each line's links are
then taken the surest first (`decode`).
"""

from flashdeck.bilingual.links.decode import Link, link_words
from flashdeck.bilingual.links.link_words import LinkWord, chinese_link_words, english_link_word
from flashdeck.bilingual.links.seeds import Seeds

__all__ = ["Link", "LinkWord", "Seeds", "chinese_link_words", "english_link_word", "link_words"]
