"""Insight `qualification`: verdict, checks and signs of each account, and the money that rests on unknown checks."""

from __future__ import annotations

import polars as pl

from kam_core.insight.qualification.verdict import KEY, REFUSED, checks_known, qualify
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.judgement.checks import CHECKS
from kam_core.vocabulary.message import Money

FIGURES = ("key", "provisional", "failed", "unknown_money")
COLUMNS = ("account", "verdict", *CHECKS)


def qualification_insight(subject: Subject) -> Insight:
    """Accounts by money at stake, the most first; checks and signs are pass, fail or null (unknown).

    key: key accounts; provisional: those of them with a coverage under 60 %; failed: accounts in S or A that a failed
    check keeps out; unknown_money: stake of accounts in S or A with an unknown check about them.
    """
    accounts = subject.accounts
    found = qualify(
        in_unit_of(subject.dataset, subject.view), subject.now.accounts, accounts, subject.view.as_of_day
    )  # fmt: skip
    key = found.frame.filter(pl.col("verdict") == KEY)
    provisional = accounts.filter(pl.col("is_key") & pl.col("provisional").fill_null(False))
    return Insight(
        {
            "key": key.height,
            "provisional": provisional.height,
            "failed": found.frame.filter(pl.col("verdict") == REFUSED).height,
            "unknown_money": Money(found.unknown_money),
        },
        list(checks_known(found.frame).rename({"account_id": "account"}).drop("name").iter_rows(named=True)),
    )


QUALIFICATION = Recipe("Is it a key account at all?", FIGURES, COLUMNS, qualification_insight)
