"""`python -m benchmarks --corpus DIR`: the whole build beside a naive script, and `--help` beside an empty start.

Absolute seconds move with the load of the machine, so the runs are interleaved and the ratios are what counts.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Cost, cost_of, instructions_of, median_cost

Row = tuple[str, ...]
_BUILD = "flashdeck build"


def main() -> None:
    """Measure and print a table."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        costs = _median_costs(_programs(wanted.corpus.resolve(strict=True)), wanted.runs, folder)
        starts = [instructions_of(arguments, folder) for arguments in (("-m", "flashdeck", "--help"), ("-c", "pass"))]
    _print_table([("median of " + str(wanted.runs), "CPU s", "build / this", "peak MB", "build / this"), *_cost_rows(costs)])
    _print_table([("start-up", "M instructions", "this / empty"), *_start_rows(starts)])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with transcripts/reference.txt and tools/naive_peer.py"
    )
    parser.add_argument("--runs", type=int, default=5, help="how often each program runs (default: 5)")
    return parser.parse_args()


def _programs(corpus: Path) -> dict[str, Sequence[str]]:
    """Return the programs by name, as arguments of Python; ratios are those of the first to each of the others."""
    transcript = str(corpus / "transcripts" / "reference.txt")
    naive = [str(corpus / "tools" / "naive_peer.py"), transcript, "naive.apkg"]
    return {
        _BUILD: ["-m", "flashdeck", "build", transcript, "--level", "hsk4"],
        "naive script, --spacy": [*naive, "--spacy"],
        "naive script": naive,
    }


def _median_costs(programs: Mapping[str, Sequence[str]], runs: int, folder: Path) -> dict[str, Cost]:
    """Run the programs in turn: once to warm the caches of all, then as often as asked for."""
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    for turn in range(runs + 1):
        for name, arguments in programs.items():
            shutil.rmtree(folder / "output", ignore_errors=True)  # every build is a first build
            cost = cost_of(arguments, folder)
            if turn:
                costs[name].append(cost)
    return {name: median_cost(found) for name, found in costs.items()}


def _cost_rows(costs: Mapping[str, Cost]) -> Iterator[Row]:
    build = costs[_BUILD]
    for name, cost in costs.items():
        cpu, memory = build.cpu_seconds / cost.cpu_seconds, build.peak_mb / cost.peak_mb
        yield name, f"{cost.cpu_seconds:.2f}", f"{cpu:.2f}", f"{cost.peak_mb:.0f}", f"{memory:.2f}"


def _start_rows(counts: Sequence[int | None]) -> Iterator[Row]:
    help_count, empty_count = counts
    if help_count is None or empty_count is None:
        yield "valgrind is not installed", "", ""
        return
    yield "flashdeck --help", f"{help_count / 1e6:.1f}", f"{help_count / empty_count:.2f}"
    yield "python -c pass", f"{empty_count / 1e6:.1f}", "1.00"


def _print_table(rows: Sequence[Row]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        print(name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)), sep="  ")
    print()


if __name__ == "__main__":
    main()
