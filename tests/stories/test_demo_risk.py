"""Who may leave in the demo, computed again from its CSV files with pandas alone; only tiers are the product's."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from kam_core.insight.churn_risk.back_test import back_test
from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.retention_rates import retention_rates
from kam_core.insight.churn_risk.risk import ChurnRisk, churn_risk
from kam_core.insight.churn_risk.signals import RiskSources
from kam_core.services.appraisal import account_measures, score_accounts
from tests.stories.demo_judgements import contact_factor
from tests.stories.demo_measures import AS_OF, DEMO, YEAR_BEFORE, days_of, measured, table
from tests.stories.test_demo_figures import subject

PROMISED = {"S": 14, "A": 30, "B": 60, "C": 90}
QUARTER_BEFORE = pd.Timestamp("2025-06-30")


def _living(day: pd.Timestamp) -> Any:
    frame = measured(day)
    frame = frame[~frame["stage"].isin(["prospect", "ended"])].copy()
    few = frame["total_purchases"].le(2) | frame["gap"].isna()
    regular = frame["silent"].le(np.maximum(60, frame["gap"]))
    late = frame["silent"].le(np.maximum(60, 2 * frame["gap"]))
    frame["silence"] = np.select([few, regular, late], ["few", "regular", "late"], "silent")
    return frame


def _risk() -> ChurnRisk:
    made, policy = subject(), RiskPolicy()
    year_before = account_measures(made.dataset, made.view.earlier(12))
    rates = retention_rates(made.now.accounts, year_before, policy)
    return churn_risk(made.now.accounts, RiskSources(made.view.as_of_day, made.dataset.tables), rates, policy)


def test_risk_and_expected_loss_of_every_account_are_those_of_pandas() -> None:
    found = _risk()
    frame, before, now = _living(AS_OF), _living(YEAR_BEFORE), measured(AS_OF)
    stayed = now["last"].reindex(before.index).gt(YEAR_BEFORE)
    rate = (stayed.groupby(before["silence"]).sum() + 1) / (before.groupby("silence").size() + 2)
    p = frame["silence"].map(rate.reindex(["few", "regular", "late", "silent"]).fillna(0.5))

    feedback = table("feedback").assign(date=days_of("feedback", "date"), closed=days_of("feedback", "closed_on"))
    feedback = feedback[feedback["date"].le(AS_OF)]
    surveys = feedback[feedback["kind"].eq("survey") & feedback["date"].ge(AS_OF - pd.Timedelta(days=730))]
    last = surveys.dropna(subset="satisfaction").sort_values(["date", "satisfaction"], ascending=[True, False])
    unhappy = last.groupby("account")["satisfaction"].last().le(2)
    still_open = feedback["closed"].isna() & feedback["status"].ne("closed") | feedback["closed"].gt(AS_OF)
    severe = feedback["kind"].isin(["complaint", "incident"]) & feedback["severity"].ge(2) & still_open
    touched = table("touches").assign(date=days_of("touches", "date"))
    touched = touched[touched["date"].le(AS_OF)].groupby("account")["date"].max()
    tiers = pd.Series(dict(subject().now.accounts.select("account_id", "tier").iter_rows()))
    promised = tiers.reindex(frame.index).map(PROMISED) * contact_factor().reindex(frame.index).fillna(1)
    quiet = (AS_OF - touched).dt.days.reindex(frame.index).gt(promised)
    deals = table("opportunities")
    is_rival = deals["competitor"].notna()
    if "tender_date" in deals:
        is_rival |= (days_of("opportunities", "tender_date") - AS_OF).dt.days.between(0, 90)
    rivals = deals[deals["status"].eq("open") & is_rival]["account"]
    late = table("accounts").set_index("account")["credit_days_overdue"].gt(30)
    ends = (frame["contract_end"] - AS_OF).dt.days.between(-90, 90)
    if (DEMO / "contracts.csv").exists():
        contracts = table("contracts").assign(end=days_of("contracts", "end")).dropna(subset="end")
        latest = contracts.sort_values("end").groupby("account").last()
        renews = latest["renewal"].isin(["in progress", "signed"])
        if "renews" in latest:
            renews |= latest["renews"].astype(str).str.lower().isin(["yes", "true", "1"])
        due = (latest["end"] - AS_OF).dt.days.between(-90, 90) & ~renews
        ends = due.reindex(frame.index).astype("boolean").fillna(ends).astype(bool)

    def at(found: Any) -> Any:
        return found.reindex(frame.index).astype("boolean").fillna(False).astype(bool)

    stays = p.copy()
    for holds, weight in (
        (at(unhappy), 0.2), (frame.index.isin(feedback[severe]["account"]), 0.2), (frame["growth"].le(-0.3), 0.2),
        (ends, 0.2), (quiet, 0.1), (at(late), 0.1), (frame.index.isin(rivals), 0.1),
    ):  # fmt: skip
        stays = stays * np.where(holds, 1 - weight, 1.0)
    ours = found.living.select("account_id", "risk", "loss").to_pandas().set_index("account_id").reindex(frame.index)
    assert len(frame) == found.living.height
    assert ours["risk"].to_numpy() == pytest.approx((1 - stays).to_numpy())
    assert found.living["loss"].sum() / 10_000 == pytest.approx(((1 - stays) * frame["stake"]).sum(), abs=0.02)
    assert found.may_leave.height == (1 - stays).ge(0.25).sum()


def test_of_those_that_left_as_many_had_been_warned_as_pandas_finds_cooling_three_months_before() -> None:
    """In the demo no account that was not cooling carried a risk of 50% or more then."""
    made, policy = subject(), RiskPolicy()
    then = made.view.earlier(15)
    accounts = score_accounts(account_measures(made.dataset, then), then, made.now.model).accounts
    rates = retention_rates(accounts, account_measures(made.dataset, then.earlier(12)), policy)
    sources = RiskSources(then.as_of_day, made.dataset.tables, is_past=True)
    found = back_test(made.now.accounts, churn_risk(accounts, sources, rates, policy), 365, then.as_of)
    before = _living(QUARTER_BEFORE)
    left = ~measured(AS_OF)["last"].reindex(before.index).gt(YEAR_BEFORE)
    cooling, silent = before["stage"].eq("cooling"), before["silence"].eq("silent")
    assert (found.accounts, found.left) == (len(before), left.sum())
    assert (found.warned, found.warned_left) == (cooling.sum(), (cooling & left).sum())
    assert (found.plain, found.plain_left) == (silent.sum(), (silent & left).sum())
