"""Which rules decide in an example of the tables about both lines.

An example of a gloss or a link is "Chinese line | English line"; further pairs of the same talk follow after " || ". Square
brackets around words say whose rules are asked for, else the rules of all words are. After a third "|" a person may say what
a word means: "word = gloss".
"""

import re
from unittest.mock import patch

from flashdeck.annotate.meanings import correct_meanings
from flashdeck.annotate.talk import annotate_sentences
from flashdeck.bilingual.chinese_contexts import WordPlace, preferred_sense, role_rule
from flashdeck.bilingual.negation import load_sense_patterns, load_word_patterns
from flashdeck.bilingual.references import reference_rules
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.dictionaries.added.added_files import AddedDictionary
from flashdeck.dictionaries.added.entry_text import EntryText, Sense
from flashdeck.dictionaries.added.lookup import FoundEntry
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import TermEntry
from flashdeck.model import Line, Pair, Sentence

_MARKED = re.compile(r"\[([^\]]*)\]")


def plain(text):
    return _MARKED.sub(r"\1", text)


def marked(text):
    """The words in square brackets."""
    return {match[1] for match in _MARKED.finditer(text)}


def sentence(zh, en):
    return Sentence((Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0),), en)


def annotated(example):
    """The annotated sentences of an example, with a person's gloss."""
    pairs = [part.split("|") for part in example.split("||")]
    sentences = [sentence(plain(zh).strip(), plain(en).strip()) for zh, en, *_ in pairs]
    entries = [entry.split("=") for _, _, *given in pairs for entry in given]
    terms = tuple(TermEntry(1, word.strip(), (), gloss.strip()) for word, gloss in entries)
    edits = Edits("edits", terms)
    return correct_meanings(tuple(annotate_sentences(sentences, "2025", edits)), edits)


def tokens(example):
    wanted = marked(example)
    for item in annotated(example):
        for token in (*item.zh_tokens, *item.en_tokens):
            if not wanted or token.text in wanted:
                yield token


def gloss_rules(example):
    return {token.gloss_rule for token in tokens(example)}


def phrase_gloss_rules(example):
    return {phrase.gloss_rule for item in annotated(example) for phrase in item.en_phrases}


def link_rules(example):
    return {token.link_rule for token in tokens(example)}


def class_rules(example):
    return {token.pos_rule for token in tokens(example)}


def context_rules(find):
    def run(line):
        words = Segmenter([line]).cut(line)
        rules = (find(WordPlace(words, at)) for at in range(len(words)))
        return {rule.id for rule in rules if rule}

    return run


def negation_rules(text):
    return {rule.id for load in (load_word_patterns, load_sense_patterns) for rule in load().matching(text)}


def added_gloss_rules(example):
    """The rules in an example with a dictionary that a person added, after the third "|": "word = meaning, meaning"."""
    lines, _, entry = example.rpartition("|")
    word, _, meanings = entry.partition("=")
    facts = AddedDictionary("own", "ecdict", "Own", "", 1, "", "en", "zh")
    senses = tuple(Sense("", meaning.strip()) for meaning in meanings.split(","))
    found = (FoundEntry(facts, EntryText(senses)),)
    with (
        patch("flashdeck.annotate.added_meanings.has_entries", return_value=True),
        patch("flashdeck.bilingual.added_glosses.added_entries", lambda asked, _: found if asked == word.strip() else ()),
    ):
        return gloss_rules(lines)


def run_references(language):
    """Annotate a line of one language; its line in the other language does not count."""

    def decided(line):
        zh, en = (line, "Yes.") if language == "zh" else ("是。", line)
        [item] = annotated(f"{zh} | {en}")
        found = reference_rules(item.zh_tokens if language == "zh" else item.en_tokens, language)
        return {rule.id for rule in found}

    return decided


RUNNERS = {
    "bilingual/data/added_glosses.tsv": added_gloss_rules,
    "bilingual/data/references_en.tsv": run_references("en"),
    "bilingual/data/references_zh.tsv": run_references("zh"),
    "bilingual/data/chinese_glosses.tsv": gloss_rules,
    "bilingual/data/chinese_classes.tsv": class_rules,
    "bilingual/data/english_glosses.tsv": gloss_rules,
    "bilingual/data/phrase_glosses.tsv": phrase_gloss_rules,
    "bilingual/data/links.tsv": link_rules,
    "bilingual/data/roles.tsv": context_rules(role_rule),
    "bilingual/data/preferred_senses.tsv": context_rules(preferred_sense),
    "bilingual/data/negation.tsv": negation_rules,
}
