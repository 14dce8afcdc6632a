"""Many transcripts: one package, whoever does the work, and whatever happens to a worker."""

import gc
import os
import re
import signal
import subprocess
import sys
import time
import weakref
import zipfile
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from flashdeck.app.batch import SpooledNotes, check_batch
from flashdeck.app.building import BuildOrder, build_anew
from flashdeck.app.pipeline import Pipeline
from flashdeck.app.workers import Pool, process_pool, run
from flashdeck.caching import cache_folder
from flashdeck.errors import InputError, MissingEngineError, UsageError
from flashdeck.model import Html, Note
from flashdeck.settings import Settings

EPISODES = 3


@pytest.fixture(scope="module")
def episodes(example, tmp_path_factory):
    """The example conversation in three parts."""
    folder = tmp_path_factory.mktemp("episodes")
    lines = [line for line in example.read_text(encoding="utf-8").splitlines() if line][4:]
    size = len(lines) // EPISODES // 2 * 2
    paths = [folder / f"part {number + 1}.txt" for number in range(EPISODES)]
    for number, path in enumerate(paths):
        path.write_text("\n".join(lines[number * size : (number + 1) * size]) + "\n", encoding="utf-8")
    return tuple(paths)


def order_of(episodes, folder, **options):
    return BuildOrder(episodes, Settings(deck="The talk::Parts", output=folder), **options)


def build(order, progress=lambda _step: None):
    """Build the package of an order and return the report."""
    report, _ = build_anew(order, progress)
    return report


@pytest.fixture(scope="module")
def built(episodes, tmp_path_factory):
    return build(order_of(episodes, tmp_path_factory.mktemp("one")))


def collection_in(path):
    with zipfile.ZipFile(path) as package:
        return package.read("collection.anki2")


def test_each_transcript_has_a_deck_below_that_of_the_batch(built):
    assert built.paths[0].name == "The talk Parts.apkg"
    for number in range(EPISODES):
        assert f"The talk::Parts::part {number + 1}".encode() in collection_in(built.paths[0])
    assert built.counts["transcripts"] == EPISODES
    assert built.counts["notes"] == built.counts["new"]
    assert f"{EPISODES} conversations, a deck for each".encode() in collection_in(built.paths[0])


def test_the_same_bytes_come_from_workers(built, episodes, tmp_path):
    from_workers = build(order_of(episodes, tmp_path, jobs=2))

    assert from_workers.paths[0].read_bytes() == built.paths[0].read_bytes()


def test_the_same_bytes_come_when_it_is_built_again(episodes, tmp_path):
    first = build(order_of(episodes, tmp_path))
    content = first.paths[0].read_bytes()
    again = build(order_of(episodes, tmp_path))

    assert again.paths[0].read_bytes() == content
    assert [again.counts[name] for name in ("new", "changed", "gone")] == [0, 0, 0]


def test_no_word_is_taught_twice(built):
    notes = [stamp.id for stamp in notes_of(built.paths[0])]

    assert len(set(notes)) == len(notes)


def notes_of(path):
    from flashdeck.write.anki.package import read_package

    return read_package(path).notes.values()


def test_the_coverage_is_that_of_all_episodes(built):
    shares = re.search(r"Chinese, running words known: (\d+) % now, (\d+) % after all decks", built.summary())
    known, after = map(int, shares.groups())

    assert 0 < known < after <= 100


def test_a_bad_transcript_ends_the_run_or_is_told_at_its_end(episodes, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("Only English.\nHere.\n", encoding="utf-8")
    sources = (bad, *episodes)

    with pytest.raises(InputError, match=r"bad\.txt: only English was found"):
        build(order_of(sources, tmp_path / "strict"))
    report = build(order_of(sources, tmp_path / "patient", keep_going=True))

    assert not (tmp_path / "strict").exists()
    assert [(notice.code, str(bad) in notice.text) for notice in report.notices] == [("transcript", True)]
    assert report.exit_code == InputError.exit_code
    assert "bad.txt: only English was found" in report.summary()


def test_several_transcripts_need_a_name_and_names_of_their_own(tmp_path):
    named = Settings(deck="All")

    with pytest.raises(UsageError, match="need a name"):
        check_batch(BuildOrder((Path("a.txt"), Path("b.txt")), Settings()))
    with pytest.raises(UsageError, match="has the same name as"):
        check_batch(BuildOrder((Path("one/a.txt"), Path("two/a.txt")), named))
    with pytest.raises(UsageError, match="with one transcript only"):
        check_batch(BuildOrder((Path("a.txt"), Path("b.txt")), Settings(deck="All", title="A")))


def test_the_command_takes_a_folder_and_a_list(run_cli, episodes, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("# the last two\n" + "\n".join(str(path) for path in episodes[1:]) + "\n", encoding="utf-8")

    folder = run_cli("build", episodes[0].parent, "--deck", "All", "-o", tmp_path / "folder")
    files = run_cli("build", episodes[0], "--from-file", listed, "--deck", "All", "-o", tmp_path / "files", "--jobs", "2")
    none = run_cli("build")

    assert (folder.returncode, files.returncode, none.returncode) == (0, 0, 2)
    assert Path(folder.stdout.strip()).read_bytes() == Path(files.stdout.strip()).read_bytes()
    assert "no transcript was named" in none.stderr


def test_nothing_of_a_transcript_stays_when_the_next_begins(episodes, tmp_path, monkeypatch):
    made = []

    def pipeline(*arguments, **options):
        found = Pipeline(*arguments, **options)
        if "place" in options:  # else it is one that only reads the lines
            made.append(weakref.ref(found))
        return found

    monkeypatch.setattr("flashdeck.app.batch.Pipeline", pipeline)
    gc.disable()  # by chance it would free them as well
    try:
        left = []
        build(order_of(episodes, tmp_path), lambda _step: left.append(sum(ref() is not None for ref in made)))
    finally:
        gc.enable()

    assert len(made) == len(left) == EPISODES
    assert left == [0] * EPISODES


def test_notes_come_back_from_disk_as_they_were(tmp_path):
    notes = [Note(f"id{number}", "Type", (("Front", Html("a\n<b>字</b>")),), ("tag",)) for number in range(3)]

    spooled = SpooledNotes(tmp_path / "notes", notes)

    assert list(spooled) == notes
    assert (len(spooled), spooled[1], spooled[1:]) == (3, notes[1], tuple(notes[1:]))


def clear_annotations():
    """Make sure that there is work to do."""
    for kept in cache_folder().glob("annotation-*"):
        kept.unlink()


# ---- workers


def die_once(item):
    """End the worker on the first try, as the system does when memory runs out."""
    mark, value = item
    if value == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return value * 10


def test_a_killed_worker_costs_nothing_but_time(tmp_path):
    items = [(tmp_path / "mark", value) for value in range(4)]

    assert list(run(die_once, items, process_pool(2))) == [0, 10, 20, 30]


class Broken:
    """An executor whose workers are always lost."""

    def submit(self, _function, _item):
        future = Future()
        future.set_exception(BrokenExecutor("killed"))
        return future

    def shutdown(self, **_):
        """Nothing to end."""


def test_a_worker_that_always_dies_ends_the_run_with_a_name():
    with pytest.raises(MissingEngineError, match="talk: the process that worked on it was killed 4 times"):
        list(run(str, ["talk"], Pool(Broken)))


def test_results_come_in_the_order_of_the_items():
    assert list(run(late_for_small, [3, 1, 2], process_pool(2))) == [3, 1, 2]


def late_for_small(number):
    time.sleep(0.05 / number)
    return number


def test_an_exception_is_raised_where_its_result_would_stand():
    results = run(int, ["1", "x", "3"], process_pool(2))

    assert next(results) == 1
    with pytest.raises(ValueError, match="x"):
        next(results)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_in_the_middle_leaves_nothing_half_written(episodes, tmp_path, clean_env):
    clear_annotations()
    command = [sys.executable, "-m", "flashdeck", "build", *map(str, episodes), "--deck", "All", "-o", str(tmp_path / "out")]
    with subprocess.Popen([*command, "--jobs", "2"], env=clean_env, stderr=subprocess.PIPE, start_new_session=True) as build:
        time.sleep(1)
        os.killpg(build.pid, signal.SIGINT)
        said = build.stderr.read().decode()

    assert build.returncode == 130
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()
    again = subprocess.run(command, env=clean_env, capture_output=True, check=False)
    assert again.returncode == 0
