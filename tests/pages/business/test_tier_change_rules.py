"""Tier changes on Results split by the rules that were published at the earlier date."""

import datetime
from pathlib import Path

import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.publishing import publish
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import enter, listed, open_screen, page_text
from tests.store.sample_content import by

AMOUNTS = {"a": (40, 10), "b": (30, 30), "c": (20, 50), "d": (10, 20)}
"""Per month in 2023 and in 2024."""


def test_what_the_customer_did_is_told_apart_from_what_a_new_publication_did(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One S and one A were published in 2023, two S at the end of 2024: b is S by the new rules alone."""
    data = dataset(
        [
            line
            for account, (first, second) in AMOUNTS.items()
            for line in (*monthly(account, "2023-01-10", 12, first), *monthly(account, "2024-01-10", 12, second))
        ]
    )
    page = enter(monkeypatch, tmp_path, "results", {"tab": "tiers"}, data=data, as_of="2024-12-31", language="en")
    store = open_store()
    (data_set,) = [one.id for one in store.data_sets.all()]
    preset = built_in_preset("transactions_only")
    weights = {criterion.name: float(criterion.name == "revenue") for criterion in preset.criteria}
    for year, s, a in ((2023, 0.25, 0.25), (2024, 0.5, 0.0)):
        view = View(datetime.date(year, 12, 31))
        frame = account_measures(data, view)
        model = propose(preset.with_weights(weights, QuotaCut(s=s, a=a, b=0.0)), frame)
        before = store.models.published(data_set)
        publish(
            store, score_accounts(frame, view, model), data_set_id=data_set, name=f"Of {year}", note="a test",
            by=by("Lena", datetime.datetime(year + 1, 1, 10, tzinfo=datetime.UTC)),
            expected=None if before is None else before.id, dataset=data.content_id,
        )  # fmt: skip
    page.query_params["tab"] = "tiers"
    open_screen(page, "results")
    assert not page.exception
    assert "Rules on 2023-12-31: Of 2023 v2; on 2024-12-31: Of 2024 v3." in page_text(page)
    moved = listed(page, "moves")
    shown = dict(
        zip(moved["account_id"], zip(moved["move"], moved["customer"], moved["rules"], strict=True), strict=True)
    )
    assert shown["b"] == ("A → S", None, "A → S")
    assert shown["c"] == ("C → S", "C → S", None)
    page.selectbox(key="tiers_then_2023-12-31_2024-12-31").set_value(datetime.date(2024, 6, 30)).run()
    assert "Tier changes from 2024-06-30 to 2024-12-31" in page_text(page)
    page.query_params["tab"] = "lifecycle"
    open_screen(page, "loyalty")
    page.selectbox(key="stage_now_2023-12-31_2024-12-31").set_value(datetime.date(2023, 6, 30)).run()
    assert "Stage changes from 2023-06-30 to 2023-12-31" in page_text(page)
    assert "All changes, from 2023-06-30 (rows) to 2023-12-31 (columns)" in page_text(page)
