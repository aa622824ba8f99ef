"""Exports of shops, ERP and CRM systems with expected totals by independent authors (manifest.json)."""

import json
import math
from typing import Any

import pytest

from kam_core.__main__ import main
from tests.intake.handwritten_files import SHARED, needs_shared

pytestmark = needs_shared

MANIFEST = SHARED / "exports" / "manifest.json"
CASES: list[dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else []
LOUD = ("warn:", "reject:", "ask:")


def same(got: dict[str, float] | None, want: dict[str, float]) -> bool:
    if got is None:
        return False
    got, want = ({name: one for name, one in totals.items() if abs(one) > 1e-9} for totals in (got, want))
    return got.keys() == want.keys() and all(
        math.isclose(got[name], want[name], rel_tol=1e-6, abs_tol=0.005) for name in want
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{at} {'+'.join(case['files'])}" for at, case in enumerate(CASES)])
def test_an_export_gives_its_totals_or_a_question_and_a_plain_one_no_alarm(
    case: dict[str, Any], tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    files = [str(MANIFEST.parent / name) for name in case["files"]]
    code = main(["import", *files, *case.get("args", []), "--out", str(tmp_path / "out")])
    output = "".join(capsys.readouterr())
    loud = any(line.strip().startswith(LOUD) for line in output.splitlines())
    if case["total"] is None:
        assert loud or code, output
        return
    made = tmp_path / "out" / "transactions.parquet"
    totals = None
    if code == 0 and made.exists():
        # pandas: the totals are another program's, not ours.
        import pandas as pd

        sums = pd.read_parquet(made).groupby("account")["amount"].sum()
        totals = {str(name): float(total) for name, total in sums.items()}
    if same(totals, case["total"]):
        assert not (case.get("plain") and loud), output
    elif code == 2:
        assert not case.get("plain"), output
    else:
        assert case.get("or_told"), f"{totals} {output}"
        assert loud or code
