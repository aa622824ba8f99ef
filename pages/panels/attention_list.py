"""List of the accounts that need attention: reason, next step, owner and money at stake."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.needs_attention import Attention
from kam_core.locale.language import Language
from pages.widgets.account_table import show_accounts

WIDTHS = {"why": 200, "next_step": 120, "owner": 80}
"""Least widths in points; where a screen has more, reasons and next steps take it."""


def show_attention(entries: Sequence[Attention], words: Language, key: str) -> None:
    """Show the list; a row opens its account."""
    show_accounts(attention_rows(entries, words), words, key, widths=WIDTHS)


def attention_rows(entries: Sequence[Attention], words: Language) -> pl.DataFrame:
    """Account, tier, why, next step, owner, money at stake."""
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "tier": entry.tier,
                "name": entry.name,
                "why": words.say(entry.why),
                "next_step": words.say(entry.next_step),
                "owner": entry.owner or "–",
                "stake": entry.stake,
            }
            for entry in entries
        ]
    )
