"""`python -m benchmarks --corpus DIR`: compare flashdeck with a naive script, as ratios from one run.

Absolute seconds depend on the load of the machine. So the programs run in turn, and each ratio compares the medians of two
programs.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reference import HEAD, Row, cost_rows, reference_costs, reference_rows, start_row
from benchmarks.shelf import growth_rows, sameness_rows
from benchmarks.writing import writing_rows


def main() -> None:
    """Run the benchmarks and print their results as tables."""
    wanted = _arguments()
    corpus = wanted.corpus.resolve(strict=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        costs = reference_costs(corpus, wanted.runs, folder)
        _print_table([("reference", *HEAD[1:]), *reference_rows(costs), start_row(folder)])
        _print_table([("writing", *HEAD[1:]), *writing_rows(folder / "writing")])
        _print_table([(f"median of {wanted.runs}", "CPU s", "peak MB"), *cost_rows(costs)])
        _print_table([("the same bytes", "outputs"), *sameness_rows(corpus, folder / "same")])
        if wanted.large:
            _print_table([("many transcripts", *HEAD[1:]), *growth_rows(corpus, wanted.large, folder / "large")])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with transcripts/reference.txt and tools/naive_peer.py"
    )
    parser.add_argument("--runs", type=int, default=5, help="number of runs of each program (default: 5)")
    parser.add_argument(
        "--large",
        type=int,
        default=0,
        metavar="N",
        help="also measure builds of 1, N/2 and N transcripts, which are changed copies of the reference; 100 copies have "
        "80,000 pairs and take half an hour (default: 0, not measured)",
    )
    return parser.parse_args()


def _print_table(rows: Sequence[Row]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        print(name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)), sep="  ")
    print(flush=True)


if __name__ == "__main__":
    main()
