"""Insight `retention`: the model of purchases, its check on the last months, and the forecast of each account."""

from __future__ import annotations

import polars as pl

from kam_core.insight.retention.fit import retention_fit
from kam_core.insight.retention.holdout import Holdout, holdout_of
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject, money_or_none
from kam_core.services.insights.subject_risk import risk_of
from kam_core.vocabulary.message import Money

FIGURES = (
    "model", "accounts", "log_likelihood", "parameters", "holdout_expected", "holdout_actual", "expected_loss",
)  # fmt: skip
COLUMNS = ("account", "p_alive", "expected_purchases", "expected_value", "risk", "loss", "reasons")


def retention_insight(subject: Subject) -> Insight:
    """The accounts that bought more than once, the largest expected value first, then all others.

    The model is that of all accounts of the data; the rows are those of the subject. Null: what the model cannot tell,
    all where none was fitted; risk and loss of prospects and ended accounts.
    """
    data = in_unit_of(subject.dataset, subject.view)
    fit = retention_fit(data, subject.view, subject.all_accounts["account"])
    risk = risk_of(subject, fit)
    reasons = risk.reasons_by_account(subject.accounts["account"].to_list())
    check = holdout_of(data, subject.view)
    tested = check if isinstance(check, Holdout) else None
    rows = (
        subject.accounts.select("account", "account_id")
        .join(fit.frame, on="account", how="left", maintain_order="left")
        .join(risk.frame.select("account", "risk", "loss"), on="account", how="left", maintain_order="left")
    )
    listed = rows.sort(
        "expected_value", pl.col("p_alive").is_not_null(), "account", descending=[True, True, False], nulls_last=True
    )
    parameters = fit.parameters
    return Insight(
        {
            "model": None if parameters is None else parameters.model,
            "accounts": fit.buyers,
            "log_likelihood": None if parameters is None else round(parameters.log_likelihood, 4),
            "parameters": None if parameters is None else dict(parameters.values),
            "holdout_expected": None if tested is None else tested.expected,
            "holdout_actual": None if tested is None else tested.actual,
            "expected_loss": Money(int(risk.living["loss"].sum())),
        },
        [
            {
                "account": row["account_id"],
                "p_alive": row["p_alive"],
                "expected_purchases": row["expected_purchases"],
                "expected_value": money_or_none(row["expected_value"]),
                "risk": row["risk"],
                "loss": money_or_none(row["loss"]),
                "reasons": [str(one.text) for one in reasons.get(row["account"], ())],
            }
            for row in listed.iter_rows(named=True)
        ],
    )


RETENTION = Recipe("Who still buys, and what is expected of them", FIGURES, COLUMNS, retention_insight)
