"""The customer profile of an account on the demo data: the marks of the files, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pages.app_session import demo_rows, enter, page_text

QUESTIONS = ("meets_our_management", "compensates_loss")


def _latest(account: str) -> dict[str, float]:
    """Criterion → latest mark in the file; criteria with two marks on their latest day are left out."""
    days: dict[str, list[tuple[str, float]]] = {}
    for row in demo_rows("assessments"):
        if row["account"] == account and row["assessed_on"] <= "2026-09-30":
            days.setdefault(row["criterion"], []).append((row["assessed_on"], float(row["score"])))
    return {name: max(marks)[1] for name, marks in days.items()}


def _first_with(criteria: Sequence[str], low: float) -> str:
    accounts = sorted({row["account"] for row in demo_rows("assessments")})
    return next(one for one in accounts if all(_latest(one).get(name, 0) >= low for name in criteria))


def test_the_profile_says_that_both_questions_are_answered_yes_as_the_file_has_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    account = _first_with(QUESTIONS, 4)
    page = enter(monkeypatch, tmp_path, "account", {"id": account, "tab": "character"})
    assert not page.exception
    text = page_text(page)
    assert "Passed: their top management meets ours" in text
    for part in ("What kind of customer is it?", "Stickiness", "Relationship", "Their market", "Their company"):
        assert part in text
