"""Which rules about English decide in a line: one function for each table."""

import pytest

from flashdeck.english import expression_grammar
from flashdeck.english.english_annotator import annotate_english
from flashdeck.english.english_names import NameContext, load_name_rules
from flashdeck.english.expression_finder import find_expressions
from flashdeck.english.hanta import load_hanta
from flashdeck.english.parts_of_speech import _key, analyze_pieces, load_upos_rules
from flashdeck.english.speech import fillers, repeats, restarts
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.english.tag_repairs import repair_tags
from flashdeck.english.tokens import _cuts, _groups, _joined, cut_english


def _pieces(line):
    return [piece for word in cut_english(line) for piece in word.pieces]


def tag_repairs(line):
    pieces = _pieces(line)
    _, rules = repair_tags(pieces, load_hanta().tags(pieces), load_hanta())
    return set(rules)


def parts_of_speech(line):
    pieces = _pieces(line)
    context, _ = repair_tags(pieces, load_hanta().tags(pieces), load_hanta())
    found = set()
    for at in range(len(pieces)):
        context.at = at
        rule = load_upos_rules().first(_key(*context.word_at(0)), context)
        found.add(rule and rule.id)
    return found


def names(line):
    words = cut_english(line)
    analyses = analyze_pieces(load_hanta(), [word.base_text for word in words])
    context = NameContext(words, analyses)
    found = set()
    for at, word in enumerate(words):
        context.at = at
        if any(map(str.isupper, word.base_text)):
            rule = load_name_rules().first("", context)
            found.add(rule and rule.id)
    return found


def words(line):
    compounds = _groups(line, list(_cuts(line)), "compound")
    contractions = _groups(line, [_joined(group) for group in compounds], "contraction")
    return {piece.rule for group in (*compounds, *contractions) for piece in group}


def logged(line):
    """The rules in the log of a line."""
    return {repair.rule for repair in clean_english(line)[1]}


class Recorder:
    """A table that remembers which of its rules decided."""

    def __init__(self, table):
        self.table = table
        self.decided = set()

    def first(self, key, context):
        rule = self.table.first(key, context)
        self.decided.add(rule and rule.id)
        return rule


def recorded(module, name, repair):
    """A runner for a table that a repair asks: the rules that decide, also those that leave the line as it is."""

    def run(line):
        with pytest.MonkeyPatch.context() as patch:
            recorder = Recorder(getattr(module, name)())
            patch.setattr(module, name, lambda: recorder)
            repair(line)
        return recorder.decided

    return run


def expressions(line):
    return find_expressions(annotate_english(line, "built-in"))


RUNNERS = {
    "english/data/filler_commas.tsv": recorded(fillers, "load_filler_commas", fillers.drop_fillers),
    "english/data/filler_places.tsv": recorded(fillers, "load_filler_places", fillers.drop_fillers),
    "english/data/fillers.tsv": logged,
    "english/data/names.tsv": names,
    "english/data/parts_of_speech.tsv": parts_of_speech,
    "english/data/particles.tsv": recorded(expression_grammar, "load_particle_rules", expressions),
    "english/data/repeats.tsv": recorded(repeats, "load_repeat_rules", repeats.drop_repeats),
    "english/data/restarts.tsv": recorded(restarts, "load_restart_rules", restarts.drop_restarts),
    "english/data/tag_repairs.tsv": tag_repairs,
    "english/data/words.tsv": words,
}
