"""List of the accounts that need attention, to read: reasons, next step, due day, owner and money at stake."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.attention.account_attention import Attention
from kam_core.locale.language import Language
from pages.widgets.account_table import show_accounts
from pages.widgets.tables.column import Column

WIDTHS = {"why": 140, "next_step": 120, "owner": 80}
"""Least widths in points; where a screen has more, reasons and next steps take it."""


def show_attention(entries: Sequence[Attention], words: Language, key: str) -> None:
    """Show the list; a row opens its account."""
    show_accounts(attention_rows(entries, words), words, key, {"due": Column(words.say("Due"))}, widths=WIDTHS)


def attention_rows(entries: Sequence[Attention], words: Language) -> pl.DataFrame:
    """Account, tier, why, next step, due, owner, money at stake."""
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "tier": entry.tier,
                "name": entry.name,
                "why": reasons_text(entry, words),
                "next_step": "" if entry.next_step is None else words.show(entry.next_step.text),
                "due": entry.due,
                "owner": entry.owner or "–",
                "stake": entry.stake,
            }
            for entry in entries
        ],
        schema={
            "account_id": pl.String, "tier": pl.String, "name": pl.String, "why": pl.String, "next_step": pl.String,
            "due": pl.Date, "owner": pl.String, "stake": pl.Int64,
        },
    )  # fmt: skip


def reasons_text(entry: Attention, words: Language) -> str:
    """All reasons in one line, the most urgent first."""
    return first_upper(" · ".join(words.say(reason.text) for reason in entry.reasons))


def first_upper(text: str) -> str:
    """A text that stands alone, with a capital."""
    return text[:1].upper() + text[1:]
