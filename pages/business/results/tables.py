"""Tables of the results screen: tier moves and tier counts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.tier_movement import Move
from kam_core.locale.language import Language
from pages.widgets.tables.cells import move_text


def tier_counts_line(mix: pl.DataFrame, words: Language) -> str:
    """S 9 · A 55 · B 112 · C 211."""
    return " · ".join(f"{tier} {words.number(count)}" for tier, count in mix.select("tier", "accounts").iter_rows())


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
                "stake": entry.stake,
            }
            for entry in entries
        ]
    )


def _scores(then: float | None, now: float | None, words: Language) -> str:
    return " → ".join("–" if score is None else words.number(score, 1) for score in (then, now))
