"""Tables of the results screen: key accounts at both dates, tier moves."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.results.figures import Results
from kam_core.insight.results.key_accounts import KeyAccounts
from kam_core.insight.tier_movement import Move
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


def move_rows(entries: Sequence[Move], words: Language) -> pl.DataFrame:
    """Account, direction, tiers before and after, the main cause, money at stake."""
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "name": entry.name,
                "move": move_text(entry.tier_then, entry.tier_now),
                "why": words.say(entry.cause),
                "scores": _scores(entry.score_then, entry.score_now, words),
                "larger_revenue": entry.stake,
            }
            for entry in entries
        ]
    )


def _scores(then: float | None, now: float | None, words: Language) -> str:
    return " → ".join("–" if score is None else words.points(score) for score in (then, now))
