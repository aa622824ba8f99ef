"""Renewals of yearly contracts by account, and the model fitted to them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.retention.contract_model import (
    ContractModel,
    contract_log_likelihood,
    fit_contract_model,
)
from kam_core.insight.retention.fitted_parameters import FittedParameters, significant
from kam_core.measures.contract_ends import COLUMNS, RENEWED
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.optional_columns import with_optional

YEARLY_DAYS = (330, 400)
"""Length of a yearly contract; shorter and longer ones have no decision each year."""
GRACE_DAYS = 90
"""A new contract within these days after the end renews the old one; without one the account left."""
LEAST_ACCOUNTS, LEAST_LOST = 20, 5
"""Accounts with a yearly contract and losses among them from which the model of two parameters is fitted."""


@dataclass(frozen=True)
class ContractRenewals:
    """Accounts with a yearly contract, decisions so far, and the fitted model or the reason why there is none.

    lost: accounts that left at the end of year 1, 2 …; staying: accounts still there after 1, 2 … renewals; before
    its first renewal date an account is in neither.
    """

    accounts: int
    lost: tuple[int, ...]
    staying: tuple[int, ...]
    model: ContractModel | None
    parameters: FittedParameters | None
    reason: Message | None


def contract_renewals(contracts: pl.DataFrame | None, day: int) -> ContractRenewals:
    """The renewals up to a day number, from the table `contracts`."""
    chains = _chains(contracts, day)
    lost = _counts(chains.filter("left")["year"])
    staying = _counts(chains.filter(~pl.col("left") & (pl.col("year") > 1))["year"] - 1)
    length = max(len(lost), len(staying))
    lost, staying = (*lost, *[0] * (length - len(lost))), (*staying, *[0] * (length - len(staying)))
    reason = None
    if chains.is_empty():
        reason = Message("No yearly contracts are known. Upload contracts with their start and end.")
    elif chains.height < LEAST_ACCOUNTS or sum(lost) < LEAST_LOST:
        reason = Message(
            "No estimate for contracts: {accounts} accounts have a yearly contract and {lost} of them were not "
            "renewed. It takes {least} and {least_lost}.",
            accounts=chains.height, lost=sum(lost), least=LEAST_ACCOUNTS, least_lost=LEAST_LOST,
        )  # fmt: skip
    model = None if reason is not None else fit_contract_model(lost, staying)
    if model is None:
        failed = Message("No estimate for contracts: the renewals of {count} accounts do not determine the model.",
                         count=chains.height)  # fmt: skip
        return ContractRenewals(chains.height, lost, staying, None, None, reason or failed)
    model = ContractModel(significant(model.alpha), significant(model.beta))
    values = {"alpha": model.alpha, "beta": model.beta}
    likelihood = contract_log_likelihood(model, lost, staying)
    parameters = FittedParameters("sBG", values, sum(lost) + sum(staying), likelihood)
    return ContractRenewals(chains.height, lost, staying, model, parameters, None)


def _chains(contracts: pl.DataFrame | None, day: int) -> pl.DataFrame:
    """`account`, `year` (of the contract that was not renewed, else of the latest one), `left`."""
    if contracts is None:
        return pl.DataFrame(schema={"account": pl.Int64, "year": pl.Int64, "left": pl.Boolean})
    rows = with_optional(contracts, {**COLUMNS, "start": pl.Int64()})
    length = pl.col("end") - pl.col("start") + 1
    yearly = rows.filter(length.is_between(*YEARLY_DAYS) & (pl.col("start") <= day)).sort("account", "start", "end")
    following = pl.col("start").shift(-1).over("account") - pl.col("end")
    renewed = (following <= GRACE_DAYS).fill_null(False)
    continues = pl.col("renews").fill_null(False) | pl.col("renewal").is_in(list(RENEWED)).fill_null(False)
    return (
        yearly.with_columns(
            pl.int_range(1, pl.len() + 1).over("account").alias("year"),
            (~renewed & ~continues & (day > pl.col("end") + GRACE_DAYS)).alias("left"),
        )
        # What follows a loss is a new relation.
        .filter(pl.col("left").cast(pl.Int64).cum_sum().over("account") - pl.col("left").cast(pl.Int64) == 0)
        .group_by("account")
        .agg(pl.col("year").max().cast(pl.Int64), pl.col("left").any())
        .sort("account")
    )


def _counts(years: pl.Series) -> tuple[int, ...]:
    """How many have 1, 2 … up to the largest."""
    found = years.to_list()
    return tuple(found.count(year) for year in range(1, max(found, default=0) + 1))
