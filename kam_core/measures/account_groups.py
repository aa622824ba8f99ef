"""Merge accounts into groups; measures are recomputed from the merged lines, never averaged."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.dataset import LINE_ATTRIBUTES_TABLE, Dataset
from kam_core.vocabulary.message import UserError


def top_parents(accounts: pl.DataFrame) -> pl.DataFrame:
    """`account`, `top`: the account at the head of each account's chain of parents. Refuses a loop."""
    parent = dict(accounts.select("account", "parent").filter(pl.col("parent").is_not_null()).iter_rows())
    names = dict(accounts.select("account", "account_id").iter_rows())
    tops: dict[int, int] = {}
    for account in names:
        chain = [account]
        while (above := parent.get(chain[-1])) is not None:
            if above in chain:
                loop = " → ".join(str(names[code]) for code in [*chain, above])
                raise UserError("The groups form a circle: {loop}. Correct the group of one account.", loop=loop)
            chain.append(above)
        tops[account] = chain[-1]
    return pl.DataFrame(
        {"account": list(tops), "top": list(tops.values())}, schema={"account": pl.Int64, "top": pl.Int64}
    )


def merge_groups(dataset: Dataset) -> Dataset:
    """The same lines and tables with every account replaced by the head of its group.

    A wallet counts once where the head gives it, else the children's add up; credit days take the maximum.
    """
    if dataset.line_store is not None:
        raise UserError("This data set cannot be analysed by group. Use the account view.")
    tops = top_parents(dataset.accounts)
    heads = dataset.accounts.join(tops, on="account", how="left", maintain_order="left")
    united = (
        heads.group_by("top")
        .agg(
            pl.col("listed").any(),
            pl.col("wallet").sum().alias("wallet_sum"),
            pl.col("wallet").is_not_null().any().alias("has_wallet"),
            pl.col("credit_days_overdue").max(),
            pl.col("open_balance").sum().alias("open_sum"),
            _has_open(dataset).alias("has_open"),
            # The contract that ends last represents the group; among equals the longest.
            pl.col("contract_start", "contract_end")
            .sort_by("contract_end", "contract_start", descending=[False, True])
            .last(),
        )
        .rename({"top": "account"})
    )
    accounts = (
        dataset.accounts.join(united, on="account", how="inner", suffix="_united", maintain_order="left")
        .with_columns(
            pl.coalesce("wallet", pl.when("has_wallet").then("wallet_sum")).alias("wallet"),
            pl.when("has_open").then("open_sum").alias("open_balance"),
            pl.col("credit_days_overdue_united").alias("credit_days_overdue"),
            pl.col("contract_start_united").alias("contract_start"),
            pl.col("contract_end_united").alias("contract_end"),
            pl.col("listed_united").alias("listed"),
            pl.lit(None, pl.Int64).alias("parent"),
        )
        .select(dataset.accounts.columns)
    )
    recoded = (
        accounts.join(
            tops.rename({"account": "referred_by", "top": "referrer"}),
            on="referred_by",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            # Referrals inside a group do not count.
            pl.when(pl.col("referrer") != pl.col("account")).then("referrer").alias("referred_by")
        )
        .select(dataset.accounts.columns)
    )
    return Dataset(
        name=dataset.name,
        currency=dataset.currency,
        accounts=recoded,
        lines=_recode(dataset.lines, tops),
        orders=dataset.orders,
        products=dataset.products,
        tables={
            name: _of_heads(table, tops) if name == LINE_ATTRIBUTES_TABLE else _recode(table, tops)
            for name, table in dataset.tables.items()
        },
        sources=dataset.sources,
        content_id=f"{dataset.content_id}-groups",
        entries=dataset.entries,
    )


def _has_open(dataset: Dataset) -> pl.Expr:
    """Whether a group's given balances are its balance: where payments are known, only if every account has one."""
    given = pl.col("open_balance").is_not_null()
    return given.all() if "payments" in dataset.filled_tables else given.any()


def _of_heads(line_attributes: pl.DataFrame, tops: pl.DataFrame) -> pl.DataFrame:
    """Attributes from lines of the heads themselves: a child's owner is not the group's."""
    heads = tops.filter(pl.col("account") == pl.col("top"))["account"]
    return line_attributes.filter(pl.col("account").is_in(heads.implode()))


def _recode(frame: pl.DataFrame, tops: pl.DataFrame) -> pl.DataFrame:
    if "account" not in frame.columns:
        return frame
    return (
        frame.join(tops, on="account", how="left", maintain_order="left")
        .with_columns(pl.col("top").alias("account"))
        .select(frame.columns)
    )
