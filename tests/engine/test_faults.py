"""Whatever ends a build: nothing is lost, nothing is half-written, a person is told, and the next run goes on."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from flashdeck.caching import VARIABLE, cache_folder
from flashdeck.dictionaries.compiled import table

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of a process are others there"),
]
TALKS = 100
OWN_WORK = ("alignment", "words", "annotation")
PATIENCE = 100  # seconds
LIMITED = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if __name__ == "__main__":
    from flashdeck.__main__ import main
    main()
"""


@pytest.fixture
def cache(tmp_path):
    """A cache with the compiled lists in it, and nothing else."""
    table("cedict")
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    for path in cache_folder().glob("lexicon-*"):
        os.link(path, folder / path.name)
    return folder


@pytest.fixture
def start(cache, clean_env, tmp_path):
    """`start(*arguments, limit=-1)`: a build that runs, in a group of its own; `limit`: the largest file that it may write."""
    (tmp_path / "tmp").mkdir()
    env = clean_env | {VARIABLE: str(cache), "TMPDIR": str(tmp_path / "tmp")}
    running = []

    def run(*arguments, limit=-1):
        command = [sys.executable, "-c", LIMITED, str(limit), "build", *map(str, arguments)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, start_new_session=True)
        running.append(process)
        return process

    yield run
    for process in running:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def end_of(process):
    """The exit code of a build and what it said."""
    try:
        _, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # it, or workers that it left behind
        raise
    return process.returncode, said.decode()


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


def wait_for(holds, process):
    """Wait until something is so; the build must not end before."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert process.poll() is None, end_of(process)
        assert time.monotonic() < until
        time.sleep(0.002)


def workers_of(process):
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


def shelf(folder, example, talks, pairs):
    """Transcripts of this many pairs of the example's, no two the same."""
    lines = [line for line in example.read_text(encoding="utf-8").splitlines() if line][4:]
    folder.mkdir()
    for number in range(talks):
        first = number * 2 * pairs % (len(lines) - 2 * pairs)
        first -= first % 2
        own = [*lines[first : first + 2 * pairs], f"第{number + 1}集。", f"Episode {number + 1}."]
        (folder / f"talk {number:03}.txt").write_text("\n".join(own) + "\n", encoding="utf-8")
    return folder


# ---- a full disk


@pytest.mark.parametrize("limit", [1, 5_000, 60_000, 300_000])
def test_a_full_disk_leaves_the_earlier_deck_and_no_bug_is_blamed(start, example, tmp_path, limit):
    out = tmp_path / "out"
    assert end_of(start(example, "-o", out))[0] == 0
    before = contents(out)
    code, said = end_of(start(example, "-o", out, "--level", "hsk3", limit=limit))

    assert code == 5
    assert "no space" in said or "cannot be written" in said
    assert "bug" not in said
    assert "Traceback" not in said
    assert contents(out) == before
    assert not list((tmp_path / "tmp").iterdir())
    assert end_of(start(example, "-o", out, "--level", "hsk3"))[0] == 0


@pytest.mark.parametrize("arguments", [(), ("--jobs", "2")])
def test_a_disk_that_was_always_full_leaves_nothing(start, example, tmp_path, arguments):
    talks = shelf(tmp_path / "talks", example, talks=3, pairs=10)
    code, said = end_of(start(talks, "--deck", "All", "-o", tmp_path / "out", *arguments, limit=2_000))

    assert (code, "bug" in said, "Traceback" in said) == (5, False, False)
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "tmp").iterdir())


# ---- two at once


def test_two_builds_of_one_output_at_once_leave_what_one_leaves(start, example, tmp_path):
    assert end_of(start(example, "-o", tmp_path / "alone"))[0] == 0
    both = [start(example, "-o", tmp_path / "out") for _ in range(2)]

    assert [end_of(process)[0] for process in both] == [0, 0]
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


def test_two_builds_of_two_talks_into_one_folder_lose_no_memory(start, example, tmp_path):
    talks = sorted(shelf(tmp_path / "talks", example, talks=2, pairs=40).iterdir())
    both = [start(talk, "-o", tmp_path / "out") for talk in talks]

    assert [end_of(process)[0] for process in both] == [0, 0]
    found = contents(tmp_path / "out")
    names = {f"{talk.stem}.apkg" for talk in talks}
    assert set(found) == {*names, "flashdeck.state.json"}
    assert all(name.encode() in found["flashdeck.state.json"] for name in names)


# ---- a process is killed


@pytest.mark.parametrize("stage", [None, *OWN_WORK])
def test_a_worker_killed_at_any_stage_costs_nothing_but_time(start, cache, example, tmp_path, stage):
    talks = shelf(tmp_path / "talks", example, talks=4, pairs=30)
    assert end_of(start(talks, "--deck", "All", "-o", tmp_path / "alone"))[0] == 0
    for path in cache.glob("*.z"):
        path.unlink()
    build = start(talks, "--deck", "All", "-o", tmp_path / "out", "--jobs", "2")
    wait_for(lambda: workers_of(build), build)
    wait_for(lambda: stage is None or list(cache.glob(f"{stage}-*")), build)
    os.kill(workers_of(build)[0], signal.SIGKILL)

    assert end_of(build)[0] == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


@pytest.mark.parametrize("stage", OWN_WORK)
def test_a_build_killed_at_any_stage_leaves_no_workers_and_no_half_deck(start, cache, example, tmp_path, stage):
    talks = shelf(tmp_path / "talks", example, talks=4, pairs=30)
    build = start(talks, "--deck", "All", "-o", tmp_path / "out", "--jobs", "2")
    wait_for(lambda: workers_of(build) and list(cache.glob(f"{stage}-*")), build)
    build.kill()

    assert end_of(build)[0] == -signal.SIGKILL  # and nobody else holds its stderr any more
    assert not list((tmp_path / "out").glob("*"))
    assert end_of(start(talks, "--deck", "All", "-o", tmp_path / "out"))[0] == 0
    assert end_of(start(talks, "--deck", "All", "-o", tmp_path / "alone"))[0] == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


# ---- Ctrl-C


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_the_middle_of_many_transcripts_keeps_what_was_done(start, cache, example, tmp_path, jobs):
    talks = shelf(tmp_path / "talks", example, talks=TALKS, pairs=4)
    build = start(talks, "--deck", "All", "-o", tmp_path / "out", "--jobs", jobs)
    wait_for(lambda: len(list(cache.glob("annotation-*"))) > TALKS // 3, build)
    os.killpg(build.pid, signal.SIGINT)
    code, said = end_of(build)
    kept = {path.name: path.stat().st_ino for path in cache.glob("annotation-*")}

    assert (code, said.strip()) == (130, "interrupted: no incomplete file was left behind")
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "tmp").iterdir())
    assert TALKS // 3 < len(kept) < TALKS
    assert end_of(start(talks, "--deck", "All", "-o", tmp_path / "out"))[0] == 0
    after = {path.name: path.stat().st_ino for path in cache.glob("annotation-*")}
    assert {name: after[name] for name in kept} == kept  # not one of them was made again
    assert len(after) == TALKS
