"""Messy files with expected results by independent authors (manifest.json)."""

import collections
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kam_core.intake import Choices, OpenQuestionError, RawSheet, Upload, read_raw_sheet
from kam_core.vocabulary.message import UserError
from tests.intake.handwritten_files import SHARED, needs_shared

pytestmark = needs_shared

MANIFEST = SHARED / "messy" / "manifest.json"
CASES: list[dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else []


@dataclass(frozen=True)
class Outcome:
    """What became of a file: a table, a question or a refusal."""

    raw: RawSheet | None
    severities: frozenset[str]
    sentence: str = ""


def outcome(case: dict[str, Any]) -> Outcome:
    path = MANIFEST.parent / case["file"]
    try:
        raw = read_raw_sheet(Upload(path.name, path.read_bytes()), Choices(sheet=case["sheet"]))
    except OpenQuestionError as question:
        return Outcome(None, frozenset({"ask"}), str(question))
    except UserError as refusal:
        return Outcome(None, frozenset({"error"}), str(refusal))
    return Outcome(raw, frozenset(found.severity for found in raw.findings))


def spelled(value: object, kind: str) -> object:
    """A cell as the manifest writes it: days as text, nothing as "" or null alike."""
    if value is None or value == "":
        return None
    if kind in ("num", "pct"):
        return pytest.approx(value, rel=1e-6, abs=1e-6)
    return str(value).strip()


def rows(raw: RawSheet, kinds: list[str]) -> list[list[object]]:
    return [
        [
            cell if kind in ("num", "pct") else spelled(cell, kind)
            for cell, kind in zip(row, kinds, strict=True)
        ]
        for row in raw.frame.iter_rows()
    ]  # fmt: skip


def expected(case: dict[str, Any], without: list[int] | None = None) -> list[list[object]]:
    return [
        [spelled(cell, kind) for cell, kind in zip(row, case["types"], strict=True)]
        for line, row in enumerate(case["rows"], 2)
        if line not in (without or [])
    ]


def plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def cases(*kinds: str) -> list[Any]:
    return [pytest.param(case, id=Path(case["file"]).name) for case in CASES if case["expect"] in kinds]


@pytest.mark.parametrize("case", cases("table"))
def test_a_plain_table_is_read_cell_by_cell_without_findings(case: dict[str, Any]) -> None:
    found = outcome(case)
    assert found.raw is not None, found.sentence
    names, wanted = [plain(name) for name in found.raw.names], [plain(name) for name in case["columns"]]
    assert all(a == b or a.startswith(b) for a, b in zip(names, wanted, strict=True))
    assert rows(found.raw, case["types"]) == expected(case)
    assert not found.severities - {"note"}


@pytest.mark.parametrize("case", cases("reject"))
def test_bad_rows_are_reported_by_their_lines_and_the_others_are_loaded(case: dict[str, Any]) -> None:
    found = outcome(case)
    assert found.raw is not None, found.sentence
    lines = collections.Counter(one.place.line for one in found.raw.findings if one.severity == "reject")
    assert sorted(lines) == case["bad_lines"] == sorted(found.raw.row_errors)
    # The row that is too long is not among the rows of the manifest.
    without = [] if "unquoted" in case["wrong"] else case["bad_lines"]
    assert rows(found.raw, case["types"]) == expected(case, without)


@pytest.mark.parametrize("case", cases("warn", "ask"))
def test_ambiguous_files_are_always_reported(case: dict[str, Any]) -> None:
    assert outcome(case).severities & ({"ask"} if case["expect"] == "ask" else {"ask", "warn"})


@pytest.mark.parametrize("case", cases("error"))
def test_unreadable_files_are_refused_by_name(case: dict[str, Any]) -> None:
    found = outcome(case)
    assert found.severities == {"error"}
    assert Path(case["file"]).name in found.sentence
