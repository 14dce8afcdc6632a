"""Every rule of every table decides in its example, and does not decide in its counter-example."""

from importlib import import_module
from pathlib import Path

import pytest

from flashdeck.language.rules import COLUMNS, parse_rules

ROOT = Path(__file__).parent.parent
TABLES = {
    path.relative_to(ROOT / "flashdeck").as_posix(): parse_rules(path.read_text(encoding="utf-8"), path.name)
    for path in sorted(ROOT.glob("flashdeck/**/data/*.tsv"))
    if path.read_text(encoding="utf-8").startswith("\t".join(COLUMNS))
}
RUNNERS = {}
for module in sorted((ROOT / "tests" / "rule_runners").glob("[a-z]*.py")):
    RUNNERS |= import_module(f"rule_runners.{module.stem}").RUNNERS
RULES = [pytest.param(name, rule, id=rule.id) for name, rules in TABLES.items() for rule in rules]


def test_every_table_has_a_runner_and_every_runner_a_table():
    assert set(RUNNERS) == set(TABLES)


def test_an_id_names_one_rule():
    ids = [parameter.values[1].id for parameter in RULES]

    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(("table", "rule"), RULES)
def test_a_rule_decides_in_its_example(table, rule):
    assert rule.id in RUNNERS[table](rule.example)


@pytest.mark.parametrize(("table", "rule"), RULES)
def test_a_rule_does_not_decide_in_its_counter_example(table, rule):
    assert rule.id not in RUNNERS[table](rule.counter_example)


@pytest.mark.parametrize(("table", "rule"), RULES)
def test_a_rule_names_its_source(table, rule):
    assert rule.source.strip()
    assert rule.example != rule.counter_example
