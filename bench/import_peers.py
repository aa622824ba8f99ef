"""Benchmark of the import against pandas, polars and DuckDB: time, memory, correct results.

Time and memory: an order list of 100,000 and of 1,000,000 rows, each reading in a process of its own. Ours goes through
all stages to a checked dataset; the peers parse with types. Right or wrong: the odd files beside the repository, as
their manifest expects (left out where they are absent).

    python -m bench.import_peers [--rows 100000 1000000]
"""

from __future__ import annotations

import argparse
import collections
import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.import_rows import order_list
from bench.parts.competing_readers import PEERS
from bench.parts.file_reader_process import Run, run_apart
from bench.parts.machine import quantile, write_table
from bench.parts.reader_grading import FLAGGED, MANIFEST, REFUSED, RIGHT, SILENT, the_judge, verdict

TURNS = {100_000: 5, 1_000_000: 3}
BUDGET = {100_000: 5.0, 1_000_000: 40.0}
BUDGET_MB = 2048
PACKAGES = ("polars", "pandas", "duckdb")
OURS = ("ours", "our child")
READERS = {
    "ours": "kam_core.intake.load: all stages to a dataset",
    "our child": "kam_core.sandbox: the same in a child process, handed over as Parquet",
    "our suggestions": "of all stages: names alike and repeated rows alone",
    "pandas": "pandas.read_csv: parse only",
    "polars": "polars.read_csv: parse only",
    "DuckDB": "DuckDB read_csv: parse only",
}


def measured(sizes: list[int]) -> list[list[str]]:
    """A row per reader and size: median and slowest seconds, peak memory, budget."""
    table = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"orders_{size}.csv"
            path.write_bytes(order_list(size))
            runs: dict[str, list[Run]] = {reader: [] for reader in READERS}
            for _ in range(TURNS.get(size, 1)):
                for reader in READERS:
                    runs[reader].append(run_apart(reader, path))
            for reader, what in READERS.items():
                seconds = [run.seconds for run in runs[reader]]
                peak = max(run.peak_mb for run in runs[reader])
                budget = f"{BUDGET[size]:g} s, {BUDGET_MB:,} MB" if reader in OURS and size in BUDGET else ""
                table.append(
                    [what, f"{size:,}", f"{quantile(seconds, 0.5):.3f}", f"{max(seconds):.3f}", f"{peak:,.0f}", budget]
                )
    return table


def judged() -> list[list[str]]:
    """A row per reader: how many of the odd files it reads right, refuses, gets wrong with a warning, and without."""
    cases = json.loads(MANIFEST.read_text(encoding="utf-8"))
    judge = the_judge()
    with ThreadPoolExecutor(2) as pool:
        ours = collections.Counter(verdict for verdict, _ in pool.map(lambda c: judge.judge(c, MANIFEST.parent), cases))
    right = ours["right"] + ours["false alarm"]
    flagged = ours["flagged wrong"]
    rows = [["ours (the command line)", str(right), str(ours["refused"]), str(flagged), str(ours["SILENTLY WRONG"])]]
    for name, reader in PEERS.items():
        found = collections.Counter(verdict(case, reader, judge) for case in cases)
        rows.append([name, *(str(found[what]) for what in (RIGHT, REFUSED, FLAGGED, SILENT))])
    return rows


def main() -> None:
    """Measure, judge, write the tables, print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    sizes = parser.parse_args().rows
    columns = ("what", "rows", "median s", "slowest s", "peak MB", "budget")
    note = (
        "The same CSV for all, about 72 bytes a row; every reading in a new process, imports before the clock starts. "
        ""
        "Peak memory is that of the whole process (of the child, where there is one); the libraries alone take 200 MB."
    )
    print(write_table("import_peers", "The import beside its peers", PACKAGES, columns, measured(sizes), note))
    if not MANIFEST.exists():
        print("The odd files are not beside the repository: nothing was judged.")
        return
    verdicts = judged()
    total = sum(int(number) for number in verdicts[0][1:])
    note = (
        f"{total} files, each wrong in one way. Peers: pandas.read_csv(sep=None) and read_excel, polars.read_csv with "
        "all rows looked at and days parsed, and read_excel, DuckDB read_csv and read_xlsx (the extension for it was "
        "not there). They are forgiven days left as ISO text and ids that came as whole numbers written the same. "
        "An error where the file cannot be read counts as right, where it can as refused; a column of numbers or days "
        "left as text without a word counts as silently wrong."
    )
    columns = ("reader", "right", "refused", "told, wrong", "silently wrong")
    print(write_table("import_peers_right", "Odd files read right", PACKAGES, columns, verdicts, note))


if __name__ == "__main__":
    main()
