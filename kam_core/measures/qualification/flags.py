"""Qualification flags of the account frame: three checks, and whether one of them disqualifies the account."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.measures.long_term_contracts import long_contract_runs, under_long_contract
from kam_core.measures.qualification.check_states import check_states, family_states, people_answers
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CENTRAL_PURCHASING, PRODUCT_FIT, RECURRING

PASSED = {PRODUCT_FIT: "product_fits", CENTRAL_PURCHASING: "buys_centrally"}
"""Check → its flag. Recurring purchasing is the flag `recurring`."""


def with_qualification_flags(frame: pl.DataFrame, dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """Add `product_fits`, `buys_centrally` (true, false, unknown), people's answers to `recurring`, and `disqualified`.

    frame: with `recurring`, `invest` and the days of the contract. recurring: what people answered, else true where a
    long contract runs, else by the purchases. disqualified (never null): one of the three checks failed; recurring
    purchasing does not count for an account in development.
    """
    answers = people_answers(dataset, ledger.view.as_of_day)
    states = check_states(answers, family_states(dataset))
    for check, flag in (*PASSED.items(), (RECURRING, "answered_recurring")):
        passed = states.filter(pl.col("check") == check).select("account", pl.col("passed").alias(flag))
        if passed.is_empty():
            frame = frame.with_columns(pl.lit(None, pl.Boolean).alias(flag))
        else:
            frame = frame.join(passed, on="account", how="left", maintain_order="left")
    listed = under_long_contract(dataset.tables.get("contracts"), ledger.view)
    long_contract = long_contract_runs(ledger.view) | pl.col("account").is_in(listed.implode())
    recurring = pl.coalesce("answered_recurring", pl.col("recurring") | long_contract)
    return frame.with_columns(recurring.alias("recurring")).with_columns(disqualified().alias("disqualified"))


def disqualified() -> pl.Expr:
    """Whether one of the three checks about the account failed; never null."""
    return (~pl.col("product_fits")).fill_null(False) | (~pl.col("buys_centrally")).fill_null(False) | fails_recurring()


def fails_recurring() -> pl.Expr:
    """Whether recurring purchasing failed, which counts for no account in development; never null."""
    return (~pl.col("recurring")).fill_null(False) & ~pl.col("invest")
