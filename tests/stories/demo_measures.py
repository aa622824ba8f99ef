"""Measures of the demo's accounts, computed from its CSV files with pandas alone."""

import math
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from tests.source_files import ROOT

DEMO = ROOT / "data" / "demo"
AS_OF, YEAR_BEFORE = pd.Timestamp("2026-09-30"), pd.Timestamp("2025-09-30")


@cache
def table(name: str) -> Any:
    return pd.read_csv(DEMO / f"{name}.csv")


@cache
def lines() -> Any:
    rows = pd.read_csv(DEMO / "transactions.csv", parse_dates=["date"])
    return rows[rows["status"].ne("cancelled")].assign(month=rows["date"].dt.to_period("M"))


def year_to(day: pd.Timestamp) -> Any:
    return lines()[lines()["date"].gt(day - pd.DateOffset(years=1)) & lines()["date"].le(day)]


def days_of(name: str, column: str) -> Any:
    return pd.to_datetime(table(name)[column])


@cache
def measured(day: pd.Timestamp) -> Any:
    """Revenue, purchases, silence, growth and stage of each account, over the twelve months to a day."""
    accounts = table("accounts").set_index("account")
    known = lines()[lines()["date"].le(day)]
    start = day - pd.DateOffset(years=1)
    bought = known.groupby(["account", "order_id", "date"])["amount"].sum().round(4).reset_index()
    bought = bought[bought["amount"].gt(0)]
    now, before = year_to(day), year_to(start)
    frame = pd.DataFrame(index=accounts.index)
    frame["revenue"] = now.groupby("account")["amount"].sum()
    frame["prior"] = before.groupby("account")["amount"].sum()
    frame["margin"] = now.groupby("account")["margin"].sum()
    frame["list"] = now.groupby("account")["list_amount"].sum()
    frame["total_purchases"] = bought.groupby("account").size()
    frame["purchases"] = bought[bought["date"].gt(start)].groupby("account").size()
    earlier = bought["date"].gt(start - pd.DateOffset(years=1)) & bought["date"].le(start)
    frame["earlier_purchases"] = bought[earlier].groupby("account").size()
    frame = frame.fillna(0.0)
    days = bought.groupby("account")["date"]
    frame["first"], frame["last"], count = days.min(), days.max(), days.nunique().reindex(frame.index)
    frame["silent"], frame["tenure"] = (day - frame["last"]).dt.days, (day - frame["first"]).dt.days
    frame["gap"] = ((frame["last"] - frame["first"]).dt.days / (count - 1)).where(count.ge(3))
    late_start = frame["first"].gt(start - pd.DateOffset(months=6))
    comparable = frame["prior"].gt(0) & ~late_start & (lines()["date"].min() < start - pd.DateOffset(months=11))
    frame["growth"] = (frame["revenue"] / frame["prior"] - 1).where(comparable)
    frame["contract_end"] = pd.to_datetime(accounts["contract_end"])
    frame["past_contract"] = (day - frame["contract_end"]).dt.days
    frame["limit"] = np.where(frame["gap"].isna(), 180, np.maximum(60, 2 * frame["gap"]))
    frame["stage"] = frame.apply(stage_of, axis=1)
    frame["stake"] = frame[["revenue", "prior"]].max(axis=1).clip(lower=0)
    return frame


def stage_of(one: Any) -> str:
    """The first rule that holds (domain: lifecycle)."""
    over = one["past_contract"] > 90 and one["silent"] > one["past_contract"]
    if one["total_purchases"] == 0:
        return "prospect"
    if over or (one["silent"] > np.nanmax([365, 3 * one["gap"]]) and not one["past_contract"] <= 0):
        return "ended"
    if (one["tenure"] < 180 or one["total_purchases"] <= 2) and one["silent"] <= 180:
        return "initial"
    if one["silent"] > one["limit"] or (one["growth"] <= -0.3 and one["purchases"] < one["earlier_purchases"]):
        return "cooling"
    grows = one["growth"] >= 0.15 or (math.isnan(one["growth"]) and one["tenure"] < 730)
    return "deepening" if grows else "mature"
