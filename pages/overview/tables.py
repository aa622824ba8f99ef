"""Tables of the overview page: accounts that need attention, tier moves, tier counts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.needs_attention import Attention
from kam_core.insight.tier_movement import Move
from kam_core.locale.language import Language
from pages.widgets.tables.cells import move_text

ATTENTION_WIDTHS = {"why": 150, "next_step": 100, "owner": 60}
"""Least widths in points with which the whole row fits beside the curve on a screen of 1,280."""


def tier_counts_line(mix: pl.DataFrame, words: Language) -> str:
    """S 9 · A 55 · B 112 · C 211."""
    return " · ".join(f"{tier} {words.number(count)}" for tier, count in mix.select("tier", "accounts").iter_rows())


def attention_rows(entries: Sequence[Attention], words: Language) -> pl.DataFrame:
    """Account, tier, why, next step, owner, money at stake."""
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "name": entry.name,
                "tier": entry.tier,
                "why": words.say(entry.why),
                "next_step": words.say(entry.next_step),
                "owner": entry.owner or "–",
                "stake": entry.stake,
            }
            for entry in entries
        ]
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
                "stake": entry.stake,
            }
            for entry in entries
        ]
    )


def _scores(then: float | None, now: float | None, words: Language) -> str:
    return " → ".join("–" if score is None else words.number(score, 1) for score in (then, now))
