"""What lies ahead of an account, on its page and in the list of accounts."""

import datetime
from pathlib import Path

import pytest

from kam_core.locale.language import Language
from tests.pages.app_session import demo_rows, enter, labels, listed, page_text


def test_an_account_with_missing_values_shows_its_range_and_leads_to_the_judgement_that_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"id": "A009"})
    assert not page.exception
    text = page_text(page)
    assert "(B–A)" in text
    assert "Missing values allow B to A; ask first: Brand and lighthouse effect, it can change the tier." in text
    page.query_params["tab"] = "score"
    page.run()
    assert {"Value", "Health", "Realised value", "Potential value", "Influence value"} <= {m.label for m in page.metric}


def test_an_account_marked_as_in_development_says_why_and_until_when(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = next(row for row in demo_rows("invest") if row["account"] == "A005")
    page = enter(monkeypatch, tmp_path, "account", {"id": "A005"})
    assert not page.exception
    assert mark["reason"] in page_text(page)
    until = Language("en").show(datetime.date.fromisoformat(mark["until"]))
    assert f"In development until {until}:" in page_text(page)


def test_the_list_has_value_and_health_and_prospects_have_a_target_grade(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    assert not page.exception
    assert {"Value", "Health", "Ask first"} <= set(labels(page, "portfolio_accounts"))
    bought = {row["account"] for row in demo_rows("transactions")}
    waiting = [row for row in demo_rows("accounts") if row["account"] not in bought]
    assert f"{len(waiting)} prospects, counted apart from customers:" in page_text(page)
    assert set(listed(page, "portfolio_prospects")["target_grade"]) <= {"S", "A", "B", "C"}
    assert any("in development until" in marks for marks in listed(page, "portfolio_accounts")["marks"])


def test_the_two_lists_of_score_against_money_open_and_lead_to_their_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    page.session_state["portfolio_disagreement"] = True
    page.run()
    assert not page.exception
    for way in ("above", "below"):
        ranks = listed(page, f"portfolio_disagreement_{way}")
        assert len(ranks["name"]) == 5
        higher = [int(score) < int(money) for score, money in zip(ranks["rank"], ranks["revenue_rank"], strict=True)]
        assert higher == [way == "above"] * 5
