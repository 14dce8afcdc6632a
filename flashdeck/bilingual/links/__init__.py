"""Link the words of the two sides of a transcript. A word without a sure counterpart gets no link.

A translation model (`link_model`) is trained on the transcript alone and starts from the dictionary (`seeds`). Then the links
of each line are chosen in the order of their certainty (`decode`).
"""

from flashdeck.bilingual.links.decode import LineLinks, Link, link_words
from flashdeck.bilingual.links.link_words import LinkWord, chinese_link_words, english_link_word
from flashdeck.bilingual.links.seeds import Seeds

__all__ = ["LineLinks", "Link", "LinkWord", "Seeds", "chinese_link_words", "english_link_word", "link_words"]
