"""Run the patterns of lines: `chinese/data/line_patterns.tsv`, `english/data/line_patterns.tsv`."""

from flashdeck.bilingual.languages import TRAITS
from flashdeck.language.rules import read_rules

COUNTED = ("pointer", "calque", "hedge")
"""The traits of which every row counts; for the other traits the first row decides."""


def run_patterns(language, package):
    keys = sorted({rule.key for rule in read_rules(package, "line_patterns.tsv")})
    tables = {key: TRAITS[language].patterns[key] for key in keys}

    def decided(line):
        first = [table.first(line) for key, table in tables.items() if key not in COUNTED]
        counted = [rule for key in COUNTED if key in tables for rule in tables[key].matching(line)]
        return {rule.id for rule in (*first, *counted) if rule}

    return decided


RUNNERS = {
    "chinese/data/line_patterns.tsv": run_patterns("zh", "flashdeck.chinese"),
    "english/data/line_patterns.tsv": run_patterns("en", "flashdeck.english"),
}
