"""Machine and date of a measurement, and the file that keeps the results."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

RESULTS = Path(__file__).resolve().parents[1] / "results"


def cpu() -> str:
    """The processor's own name, else the architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def surroundings(packages: Sequence[str]) -> str:
    """Day, cores, processor, how busy it was, versions: one line above every table."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    versions = ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)])
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{day} · {os.cpu_count()} cores, {cpu()}{busy} · {versions}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the measurements lies."""
    return float(np.quantile(values, share))


def write_table(
    name: str, title: str, packages: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[str]], note: str
) -> str:
    """Write `results/<name>.md` anew and return its text; the first column is words, the others are numbers."""
    lines = [
        f"# {title}",
        "",
        surroundings(packages),
        "",
        "| " + " | ".join(columns) + " |",
        "|" + "|".join(["---", *("---:" for _ in columns[1:])]) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        note,
        "",
    ]
    text = "\n".join(lines)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    return text
