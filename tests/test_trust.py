"""A flashdeck.toml from somebody else chooses no templates and no places to write."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from flashdeck.cli import run, trust
from flashdeck.settings import Settings

ENTRIES = {"templates": "mine", "output": "decks", "edits": "fixes.toml"}
each_entry = pytest.mark.parametrize("name", ENTRIES)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("FLASHDECK_")]:
        monkeypatch.delenv(name)
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "talk.txt").touch()
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings_of(monkeypatch, capsys):
    """Run `flashdeck handout` without its work, and return the settings that it has made and its stderr."""

    def settings(*arguments):
        made = []
        done = SimpleNamespace(paths=())
        monkeypatch.setattr(
            "flashdeck.app.handout_pages.make_handouts", lambda _source, settings, *_: made.append(settings) or done
        )
        code = run(["handout", "-q", *map(str, arguments)])
        said = capsys.readouterr().err
        assert code == 0, said
        return made[0], said

    return settings


def write_config(folder, names=tuple(ENTRIES)):
    path = folder / "flashdeck.toml"
    lines = ['level = "hsk3"', *(f'{name} = "{ENTRIES[name]}"' for name in names)]
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o644)
    return path


def disown(path, monkeypatch):
    """Give a file to another user, or, where only root could, become another user in the eyes of flashdeck."""
    if os.getuid() == 0:
        os.chown(path, 54321, -1)
    else:
        other = os.getuid() + 1
        monkeypatch.setattr(os, "getuid", lambda: other)


def assert_ignored(name, made, said):
    assert getattr(made, name) == getattr(Settings, name)
    assert made.level == "hsk3"
    (line,) = said.splitlines()
    assert f"flashdeck.toml: {name} = '{ENTRIES[name]}' is ignored" in line
    assert f"--{name} {trust.PATH_ENTRIES[name]}" in line


def assert_all_count(made, said):
    assert {name: str(getattr(made, name)) for name in ENTRIES} == ENTRIES
    assert said == ""


def test_path_entries_of_a_file_of_the_users_own_count(settings_of, tmp_path):
    write_config(tmp_path)

    assert_all_count(*settings_of("talks/talk.txt"))


@each_entry
def test_a_path_entry_from_a_file_of_another_user_is_ignored_with_a_warning(name, settings_of, tmp_path, monkeypatch):
    disown(write_config(tmp_path, [name]), monkeypatch)

    assert_ignored(name, *settings_of("talks/talk.txt"))


@each_entry
@pytest.mark.parametrize("place", ["flashdeck.toml", "."])
def test_a_path_entry_from_a_place_that_all_may_write_is_ignored(name, place, settings_of, tmp_path):
    write_config(tmp_path, [name])
    (tmp_path / place).chmod(0o777)

    assert_ignored(name, *settings_of("talks/talk.txt"))


@pytest.mark.parametrize(("group", "doubtful"), [(0, False), (1, True)])
def test_only_the_private_group_of_the_user_may_write(group, doubtful):
    user = os.getuid()
    found = SimpleNamespace(st_uid=user, st_gid=user + group, st_mode=0o100664)

    assert trust._others_may_change(SimpleNamespace(stat=lambda: found)) is doubtful


def test_a_link_to_a_file_of_another_user_is_not_trusted(tmp_path, monkeypatch):
    path = write_config(tmp_path / "talks")
    (tmp_path / "flashdeck.toml").symlink_to(path)
    assert trust.reason_for_doubt(tmp_path / "flashdeck.toml", set()) is None

    disown(path, monkeypatch)

    assert trust.reason_for_doubt(tmp_path / "flashdeck.toml", set())


@each_entry
@pytest.mark.parametrize("source", ["talk.txt", "."])
def test_a_path_entry_from_beside_a_transcript_is_ignored_even_in_the_working_folder(
    name, source, settings_of, tmp_path, monkeypatch
):
    write_config(tmp_path / "talks", [name])
    monkeypatch.chdir(tmp_path / "talks")

    assert_ignored(name, *settings_of(source))


def test_a_file_beside_the_translation_is_not_trusted(settings_of, tmp_path):
    write_config(tmp_path, ["output"])

    assert_ignored("output", *settings_of("talks/talk.txt", "--translation", "talk.en.txt"))


def test_a_file_beside_a_transcript_that_a_list_names_is_not_trusted(tmp_path):
    (tmp_path / "list").write_text("talks/talk.txt\n", encoding="utf-8")
    options = {"transcript": (), "from_file": Path("list")}

    assert set(trust._transcript_folders(options)) == {(tmp_path / "talks").resolve()}


def test_a_transcript_on_stdin_lies_beside_no_file(settings_of, tmp_path):
    write_config(tmp_path)

    assert_all_count(*settings_of("-"))


def test_options_of_the_command_line_count_without_a_warning(settings_of, tmp_path, monkeypatch):
    disown(write_config(tmp_path), monkeypatch)
    options = [part for name, value in ENTRIES.items() for part in (f"--{name}", value)]

    assert_all_count(*settings_of("talks/talk.txt", *options))


def test_options_of_the_environment_count_without_a_warning(settings_of, tmp_path, monkeypatch):
    disown(write_config(tmp_path), monkeypatch)
    for name, value in ENTRIES.items():
        monkeypatch.setenv(f"FLASHDECK_HANDOUT_{name.upper()}", value)

    assert_all_count(*settings_of("talks/talk.txt"))


def test_the_users_configuration_folder_is_the_last_place_and_always_trusted(settings_of, tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(trust.click, "get_app_dir", lambda _name: str(own))
    write_config(own)
    own.chmod(0o777)

    assert_all_count(*settings_of("talks/talk.txt"))

    (tmp_path / "flashdeck.toml").write_text('level = "hsk2"\n', encoding="utf-8")
    assert settings_of("talks/talk.txt")[0].level == "hsk2"


def test_on_windows_only_files_below_the_home_folder_are_trusted(tmp_path, monkeypatch):
    path = write_config(tmp_path)
    monkeypatch.setattr(trust, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert trust.reason_for_doubt(path, set()) is None

    monkeypatch.setattr(Path, "home", lambda: tmp_path / "talks")

    assert trust.reason_for_doubt(path, set())
