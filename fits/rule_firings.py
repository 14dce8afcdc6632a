"""Print how often each rule decides in a set of transcripts, and how often it changes an outcome.

Each source is a transcript, or a folder of transcripts. `X.zh.srt` is read together with `X.en.srt` in the same folder. The
columns are the id of the rule, its table, the number of sources in which the rule changes an outcome of its table, the number
of changes in all sources, and the number of sources in which the rule decides. Every line is graded once for learners of
Chinese and once for learners of English, so a rule about lines counts twice. For a rule in code, changes are not counted, and
the two columns on changes show `-`. Text of the transcripts is never printed.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from fits.tracing import Trace, rule_tables

_SUFFIXES = frozenset(".txt .md .srt .vtt .ass .jsonl .tmx .csv .tsv".split())
_TOKEN_RULES = ("word_rule", "reading_rule", "pos_rule", "gloss_rule", "link_rule")
_COLUMNS = ("id", "table", "sources_changed", "changes", "sources_decided")
_CHINESE = re.compile(r"\.zh[\w-]*\.")
"""The part of a file name that marks a Chinese file: talk.zh.srt, talk.zh-TW.srt."""
_CODE = "-"
_MOST_CARDS = 60  # the maximum number of cards of each type, the same as the default of flashdeck


class Source(NamedTuple):
    """A transcript, and the file of its translation if the translation is in a separate file."""

    transcript: Path
    translation: Path | None = None


class Firings(NamedTuple):
    """How often each rule decided in one source, and how often it changed an outcome. The keys are the ids of the rules."""

    decided: Counter[str]
    changed: Counter[str]
    asked: frozenset[str]
    """The ids of the rules in the traced tables. A rule in code is counted when its id is on a token, line or card."""


def main() -> None:
    """Process every source in a separate process, and print the table."""
    wanted = _arguments()
    translations = dict(_pair(text) for text in wanted.translation)
    sources = [source for path in wanted.sources for source in _sources(path, translations)]
    firings = list(_fire_all(sources))
    if not firings:
        raise SystemExit("No source could be read. Name transcripts, or folders that contain transcripts.")
    for row in (_COLUMNS, *_rows(firings)):
        print("\t".join(map(str, row)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fits.rule_firings", description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE", help="a transcript, or a folder of transcripts")
    help_text = "a transcript and the file of its translation, such as talk.srt=english.srt (may be repeated)"
    parser.add_argument("--translation", action="append", default=[], metavar="FILE=FILE", help=help_text)
    return parser.parse_args()


def _pair(text: str) -> tuple[Path, Path]:
    transcript, _, translation = text.partition("=")
    return Path(transcript), Path(translation)


def _sources(path: Path, translations: dict[Path, Path]) -> Iterator[Source]:
    """Yield the transcripts at a path (a file or a folder), each with the file of its translation if it has one."""
    paths = sorted(path.iterdir()) if path.is_dir() else [path]
    for found in paths:
        if path.is_dir() and (found.suffix not in _SUFFIXES or _is_translation(found)):
            continue
        english = found.with_name(_CHINESE.sub(".en.", found.name))
        beside = english if english != found and english.exists() else None
        yield Source(found, translations.get(found, beside))


def _is_translation(path: Path) -> bool:
    """Tell whether a file is the English file of a pair of files, such as talk.en.srt beside talk.zh.srt."""
    beginning, mark, suffix = path.name.rpartition(".en.")
    return bool(mark) and any(path.parent.glob(f"{beginning}.zh*.{suffix}"))


def _fire_all(sources: Sequence[Source]) -> Iterator[Firings]:
    """Yield the counts of each source that can be read.

    Each source is processed in a new process, so that no cached value of an earlier source is reused.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for source, found in zip(sources, pool.map(fire, sources), strict=True):
            if isinstance(found, Firings):
                yield found
            else:
                print(f"{source.transcript.name}: left out ({found})", file=sys.stderr)


def fire(source: Source) -> Firings | str:
    """Return the counts of one source. Return the name of the error instead if the source cannot be read."""
    os.environ["FLASHDECK_CACHE_DIR"] = ""  # a stage from the cache would not run its rules
    from flashdeck.errors import FlashdeckError

    trace = Trace()
    trace.install()
    try:
        values = Counter(_rules_of(source))
    except FlashdeckError as error:
        return type(error).__name__
    in_code = Counter({rule: count for rule, count in values.items() if rule not in trace.asked})
    return Firings(trace.decided + in_code, trace.changed, frozenset(trace.asked))


def _rules_of(source: Source) -> Iterator[str]:
    """Process a transcript for learners of each language, and yield the ids of the rules on its tokens, lines and cards."""
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.levels import DEFAULT_LEVELS
    from flashdeck.model import Language
    from flashdeck.select import CardLimits, Learner, choose_cards, grade_talk
    from flashdeck.settings import Settings

    annotated = Pipeline(source.transcript, Settings(translation=source.translation)).annotated
    for item in annotated:
        for token in (*item.zh_tokens, *item.en_tokens):
            yield from filter(None, (getattr(token, name, None) for name in _TOKEN_RULES))
    studies: tuple[Language, ...] = ("zh", "en")
    for study in studies:
        learner = Learner(study, DEFAULT_LEVELS[study].value)
        talk = grade_talk(annotated, learner)
        clauses = [clause.graded for clause in talk.clauses]
        for graded in (*talk.sentences, *clauses):
            yield from graded.reason_rules
        selection = choose_cards(talk.sentences, learner, CardLimits(_MOST_CARDS, _MOST_CARDS, "best"), clauses)
        yield from (card.choice_rule for card in selection.cards)


def _rows(firings: Sequence[Firings]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each rule: first the rules in tables, in the order of the tables, and then the rules in code."""
    tables = rule_tables()
    asked = frozenset[str]().union(*(found.asked for found in firings))
    traced = {tables[rule] for rule in asked if rule in tables}
    decided = {rule for found in firings for rule in found.decided}
    for rule in (*tables, *sorted(decided - set(tables))):
        changes = [found.changed[rule] for found in firings]
        counts: Iterable[object] = (_count(changes), sum(changes))
        if tables.get(rule) not in traced:
            counts = (_CODE, _CODE)
        yield (rule, tables.get(rule, _CODE), *counts, _count(found.decided[rule] for found in firings))


def _count(numbers: Iterable[int]) -> int:
    """Return the number of sources whose count is not zero."""
    return sum(number > 0 for number in numbers)


if __name__ == "__main__":
    main()
