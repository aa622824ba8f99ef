"""Tabs of Results: targets and landing, cash, finance's figures."""

import datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache.store_cache import open_store
from tests.datasets import SHARED, dataset, day, money, monthly
from tests.pages.app_session import DEMO, columns, drawn, enter, listed, page_text, signed
from tests.pages.test_figures import SETS
from tests.store.sample_content import by

NOW = datetime.datetime(2026, 11, 3, 9, tzinfo=datetime.UTC)


def test_the_demo_year_stands_against_its_targets_and_a_commit_moves_its_landing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines, targets = pd.read_csv(DEMO / "transactions.csv"), pd.read_csv(DEMO / "targets.csv")
    sold = lines[lines["status"].ne("cancelled") & lines["date"].ge("2026-01-01")]
    owner = pd.read_csv(DEMO / "accounts.csv").set_index("account")["owner"]
    came = sold.groupby(sold["account"].map(owner))["amount"].sum()
    asked = targets[targets["month"].ge("2026-01-01")].groupby("owner")["amount"].sum()
    gaps = (came - asked).sort_values()
    page = signed(enter(monkeypatch, tmp_path, "results", {"tab": "targets"}, language="en"), "", "Li Na").run()
    assert f"is {sold['amount'].sum() / asked.sum():.1%} of the target" in page_text(page)
    assert columns(page, "targets_owners")["owner"][: len(asked)] == gaps.index[: len(asked)].tolist()
    ends = targets["month"].max() == "2026-09-01"
    assert ("Add Oct–Dec target" in [button.label for button in page.button]) == ends
    before = expected(page)[2]
    page.button(key="forecasts_add").click().run()
    page.selectbox(key=field(page.selectbox, "entry_forecasts_owner")).set_value(gaps.index[0])
    page.text_input(key=field(page.text_input, "entry_forecasts_commit")).set_value("1,250,000")
    page.button(key=field(page.button, "entry_forecasts_save")).click().run()
    assert not page.exception
    assert f"{gaps.index[0]} · Oct 2026 · ¥1.25M" in page_text(page).replace("**", "")
    assert expected(page)[2] - before == money(1_250_000)


def expected(page: AppTest) -> list[int]:
    """The hatched parts of the three bars of the landing."""
    (hatched,) = [one["x"] for one in drawn(page) if "pattern" in one.get("marker", {}) and len(one["x"]) == 3]
    return [int(value) for value in hatched]


def field(widgets: object, start: str) -> str:
    """The key of the widget that begins so."""
    return next(str(one.key) for one in widgets if str(one.key).startswith(start))  # type: ignore[attr-defined]


@pytest.mark.skipif(not SHARED.exists(), reason="needs the real data")
def test_with_payments_the_credit_list_leads_with_who_owes_most(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "results", {"tab": "cash"}, data=SETS["classicmodels"](), language="en")
    assert not page.exception
    assert listed(page, "credit_list")["name"][:3] == [
        "The Sharp Gifts Warehouse", "Euro+ Shopping Channel", "Salzburg Collectables",
    ]  # fmt: skip
    assert "3 accounts are over their credit limit" in page_text(page)


def booked(amount: float) -> Dataset:
    """Six months of an account, and what finance booked for May, which is closed."""
    totals = [{"month": day("2026-05-01"), "revenue": money(140), "margin": None, "closed": True}]
    return dataset(monthly("a", "2026-01-10", 6, amount), tables={"control_totals": totals})


def test_a_closed_month_that_an_import_changes_is_named_with_both_figures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "results", {"tab": "finance"}, data=booked(140), language="en")
    assert "Our revenue agrees with finance's in 1 month." in page_text(page)
    assert columns(page, "control_months")["state"] == ["closed"]
    (book,) = open_store().data_sets.all()
    open_store().imports.commit(
        data_set=book, name=book.name, dataset=booked(150), records={}, files=[], summary={}, rejected=None,
        by=by("Finn", NOW),
    )  # fmt: skip
    shown = page_text(page.run())
    assert "Closed month May 2026 differs by ¥10: ours ¥150, booked ¥140." in shown
    assert "Closed month May 2026 changed from ¥140 to ¥150 with the import of 2026-11-03." in shown
