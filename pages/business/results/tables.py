"""Tables of the results screen: key accounts at both dates, tier moves."""

from __future__ import annotations

import polars as pl

from kam_core.insight.results.figures import Results
from kam_core.insight.results.key_accounts import KeyAccounts
from kam_core.insight.tier_movement.migration import Migration
from kam_core.locale.language import Language
from pages.widgets.tables.cells import move_text


def key_account_rows(found: Results, words: Language) -> pl.DataFrame:
    """Number, revenue and share of revenue of the key accounts: `figure`, `now`, `before`."""

    def texts(key: KeyAccounts | None) -> list[str]:
        if key is None:
            return ["–"] * 3
        return [words.number(key.accounts), words.money(key.revenue), words.maybe_percent(key.share)]

    return pl.DataFrame(
        {
            "figure": [words.say("Accounts"), words.say("Revenue"), words.say("Share of revenue")],
            "now": texts(found.key.now),
            "before": texts(found.key.before),
        }
    )


def migration_rows(found: Migration, words: Language) -> pl.DataFrame:
    """Account, tiers before and after, the part of the customer with its cause, the part of the rules where it moved
    anybody, money."""
    rows = pl.DataFrame(
        [
            {
                "account_id": row["account_id"],
                "name": row["name"],
                "move": move_text(row["tier_then"], row["tier_now"]),
                "customer": _step(row["tier_then"], row["tier_between"]),
                "why": None if why is None else words.say(why),
                "rules": _step(row["tier_between"], row["tier_now"]),
                "scores": _scores(row["score_then"], row["score_now"], words),
                "larger_revenue": row["larger_revenue"],
            }
            for row, why in zip(found.frame.iter_rows(named=True), found.why, strict=True)
        ],
        schema_overrides={"why": pl.String, "customer": pl.String, "rules": pl.String},
    )
    return rows if rows.is_empty() or rows["rules"].is_not_null().any() else rows.drop("rules")


def _step(before: str | None, after: str | None) -> str | None:
    """The move of one part; None where it did not move the account."""
    return None if before == after else move_text(before, after)


def _scores(then: float | None, now: float | None, words: Language) -> str:
    return " → ".join("–" if score is None else words.points(score) for score in (then, now))
