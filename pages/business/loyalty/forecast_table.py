"""Table of the accounts with what the model expects of them in the next 12 months."""

from __future__ import annotations

import polars as pl

from kam_core.locale.language import Language
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column


def forecast_rows(accounts: pl.DataFrame, forecast: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The accounts of a page that ever bought, the largest expected value first, those without one last."""
    bought = accounts.filter(pl.col("purchases_total") > 0).drop("p_alive", "expected_purchases", "expected_value")
    rows = bought.join(forecast, on="account", how="left", maintain_order="left").sort(
        "expected_value", "expected_purchases", "account", descending=[True, True, False], nulls_last=True
    )
    # Per cent to a decimal: a thousand texts at most, however many accounts.
    shares = rows["p_alive"].round(3)
    texts = {share: words.percent(share, 1) for share in shares.drop_nulls().unique()}
    alive = shares.replace_strict(texts, default=words.say("cannot tell"), return_dtype=pl.String)
    whole = [pl.col(name).cast(pl.Int64) for name in ("lower", "upper")]
    return rows.with_columns(
        alive.alias("p_alive"), pl.format("{}–{}", *whole).fill_null("–").alias("interval")
    ).select("account_id", "tier", "name", "p_alive", "expected_purchases", "interval", "expected_value", "owner")


def forecast_columns(words: Language) -> dict[str, Column]:
    """Column settings with short headers, so that the whole row fits on the screen."""
    return {
        "p_alive": Column(words.say("Still a customer"), Cell.TEXT, width=0, priority=ANSWER, right=True),
        "expected_purchases": Column(words.say("Expected purchases"), priority=REASON, digits=1),
        "interval": Column(
            words.say("Four of five cases"),
            width=0,
            priority=REASON,
            right=True,
            help=words.say(
                "The number of purchases lies within in four of five cases, by simulation of the fitted model for this "
                "account (200 draws)."
            ),
        ),
        "expected_value": Column(words.say("Expected value"), priority=ANSWER),
    }
