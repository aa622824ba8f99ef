"""Lifecycle of real resellers: stages and moves equal a query in pandas that shares no code with the app."""

import pandas as pd
import pytest

from kam_core.insight.lifecycle.analysis import funnel, transitions
from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import SHARED

FOLDER = SHARED / "data" / "adventureworks_resellers"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data are not here")
THEN, NOW = pd.Timestamp("2019-05-31"), pd.Timestamp("2020-05-31")
ORDER = ["prospect", "initial", "deepening", "mature", "cooling", "ended"]


def resellers() -> Dataset:
    files = {"transactions": "FactResellerSales.csv", "accounts": "Resellers.csv"}
    uploads = [Upload(name, (FOLDER / name).read_bytes(), role=role) for role, name in files.items()]
    return load(uploads, Choices(currency="USD", name="Resellers")).dataset


def stages(as_of: pd.Timestamp) -> pd.Series:
    """The stage of every reseller on a day, by the rules as the domain words them."""
    sales = pd.read_csv(FOLDER / "FactResellerSales.csv", parse_dates=["OrderDate"])
    known = pd.read_csv(FOLDER / "Resellers.csv")["ResellerKey"]
    begin = sales["OrderDate"].min().to_period("M").start_time
    sales = sales[sales["OrderDate"] <= as_of]
    window = as_of.to_period("M").start_time - pd.DateOffset(months=11)
    prior = window - pd.DateOffset(months=12)
    bought = sales.groupby(["ResellerKey", "SalesOrderNumber", "OrderDate"], as_index=False)["SalesAmount"].sum()
    bought = bought[bought["SalesAmount"] > 0]
    purchases, orders = (dict(iter(frame.groupby("ResellerKey"))) for frame in (bought, sales))
    found = {}
    for reseller in known:
        if reseller not in purchases:
            found[reseller] = "prospect"
            continue
        mine, lines = purchases[reseller], orders[reseller]
        days = sorted(mine["OrderDate"].unique())
        recency, tenure = (as_of - days[-1]).days, (as_of - days[0]).days
        gap = (days[-1] - days[0]).days / (len(days) - 1) if len(days) > 2 else None
        now = lines[lines["OrderDate"] >= window]["SalesAmount"].sum()
        before = lines[(lines["OrderDate"] >= prior) & (lines["OrderDate"] < window)]["SalesAmount"].sum()
        has_growth = begin <= prior and before > 0 and days[0] < prior + pd.DateOffset(months=6)
        growth = (now - before) / before if has_growth else None
        often = (mine["OrderDate"] >= window).sum()
        often_before = ((mine["OrderDate"] >= prior) & (mine["OrderDate"] < window)).sum()
        limit = 180 if gap is None else max(60, 2 * gap)
        if recency > max(365, 3 * (gap or 0)):
            found[reseller] = "ended"
        elif (tenure < 180 or len(mine) <= 2) and recency <= 180:
            found[reseller] = "initial"
        elif recency > limit or (growth is not None and growth <= -0.3 and often < often_before):
            found[reseller] = "cooling"
        elif (growth is not None and growth >= 0.15) or (growth is None and tenure < 730):
            found[reseller] = "deepening"
        else:
            found[reseller] = "mature"
    return pd.Series(found)


def test_stages_of_the_resellers_and_their_moves_equal_the_query() -> None:
    data = resellers()
    frames = {day: account_measures(data, View(day.date())) for day in (THEN, NOW)}
    queries = {day: stages(day) for day in (THEN, NOW)}
    for day, frame in frames.items():
        counted = dict(funnel(frame).select("stage", "accounts").iter_rows())
        assert counted == {stage: int((queries[day] == stage).sum()) for stage in ORDER}, day
    moved = transitions(frames[THEN], frames[NOW])
    table = pd.crosstab(queries[THEN], queries[NOW])
    expected = {(then, now): int(n) for then, row in table.iterrows() for now, n in row.items() if n}
    assert {(row[0], row[1]): row[2] for row in moved.frame.iter_rows()} == expected
