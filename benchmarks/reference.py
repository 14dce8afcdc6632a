"""Compare builds of one transcript with the naive script: a cold build, an unchanged build, and a build after one edit."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, cost_of, environment, forget_documents, instructions_of, median_cost

Row = tuple[str, ...]
HEAD: Row = ("", "ratio", "to", "limit")

NAIVE, NAIVE_SPACY = "naive script", "naive script, --spacy"
COLD, WARM, EDITED = "cold build", "unchanged", "one gloss edited"


@dataclass(frozen=True, slots=True)
class Program:
    """A program to measure: its arguments for Python, and a function that is called before each run."""

    arguments: Sequence[str]
    prepare: Callable[[], None] = lambda: None


def reference_costs(corpus: Path, runs: int, folder: Path) -> dict[str, Cost]:
    """Return the median cost of each program: two variants of the naive script, and three builds. The programs run in turn."""
    return _median_costs(_programs(corpus, folder), runs, folder)


def reference_rows(costs: Mapping[str, Cost]) -> Iterator[Row]:
    """Yield rows that compare each build with the naive script: the ratio of CPU times, and the ratio of peak memory."""
    naive, spacy = costs[NAIVE], costs[NAIVE_SPACY]
    yield COLD, f"{costs[COLD].cpu_seconds / spacy.cpu_seconds:.2f}", NAIVE_SPACY, "1.20"
    yield WARM, f"{costs[WARM].cpu_seconds / naive.cpu_seconds:.2f}", NAIVE, "0.15"
    yield EDITED, f"{costs[EDITED].cpu_seconds / naive.cpu_seconds:.2f}", NAIVE, "0.25"
    yield "peak memory, cold build", f"{costs[COLD].peak_mb / spacy.peak_mb:.2f}", NAIVE_SPACY, "1.20"


def start_row(folder: Path) -> Row:
    """Return how many times as many instructions `flashdeck --help` executes as an empty Python program."""
    counts = [instructions_of(arguments, folder) for arguments in (("-m", "flashdeck", "--help"), ("-c", "pass"))]
    if counts[0] is None or counts[1] is None:
        return "--help, instructions", "not measured: valgrind is not installed", "", "6.00"
    return "--help, instructions", f"{counts[0] / counts[1]:.2f}", "python -c pass", "6.00"


def _programs(corpus: Path, folder: Path) -> dict[str, Program]:
    """Return the programs in the order in which they run."""
    transcript = Path(shutil.copy(corpus / "transcripts" / "reference.txt", folder))
    edits = transcript.with_suffix(".edits.toml")
    naive = [str(corpus / "tools" / "naive_peer.py"), str(transcript), "naive.apkg"]
    build = ["-m", "flashdeck", "build", str(transcript), "--level", "hsk4"]
    meanings = _meanings(transcript, folder)

    def forget_all() -> None:
        edits.unlink(missing_ok=True)
        shutil.rmtree(folder / "output", ignore_errors=True)
        forget_documents(folder)

    return {
        NAIVE: Program(naive),
        NAIVE_SPACY: Program([*naive, "--spacy"]),
        COLD: Program(build, forget_all),
        WARM: Program(build),
        EDITED: Program(build, lambda: next(meanings)(edits)),
    }


def _meanings(transcript: Path, folder: Path) -> Iterator[Callable[[Path], None]]:
    """Yield functions that write an edits file. The file corrects the gloss of one word; each function writes a new gloss."""
    command = [sys.executable, "-m", "flashdeck", "inspect", str(transcript), "--stage", "annotate"]
    annotated = subprocess.run(command, env=environment(folder), cwd=folder, capture_output=True, check=True).stdout
    records = map(json.loads, annotated.decode().splitlines())
    line, word = next(
        (record["zh_lines"][0], token["text"])
        for record in records
        for token in record.get("zh_tokens", ())
        if token.get("gloss")
    )
    number = 0
    while True:
        number += 1
        text = f'[[gloss]]\nline = {line}\ntext = "{word}"\ngloss = "meaning {number}"\n'
        yield lambda path, text=text: path.write_text(text, encoding="utf-8")  # type: ignore[misc]


def _median_costs(programs: Mapping[str, Program], runs: int, folder: Path) -> dict[str, Cost]:
    """Run all programs once to fill the caches, and then `runs` times to measure their costs. The programs run in turn."""
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    for turn in range(runs + 1):
        for name, program in programs.items():
            program.prepare()
            cost = cost_of(program.arguments, folder)
            if turn:
                costs[name].append(cost)
    return {name: median_cost(found) for name, found in costs.items()}


def cost_rows(costs: Mapping[str, Cost]) -> Iterator[Row]:
    """Yield the CPU seconds and the peak memory of each program, from which the ratios are computed."""
    for name, cost in costs.items():
        yield name, f"{cost.cpu_seconds:.2f}", f"{cost.peak_mb:.0f}"
