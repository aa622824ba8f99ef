"""Tier strip of a draft: accounts and money of each tier, before and after."""

from __future__ import annotations

from typing import Any

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Money
from kam_core.whatif.comparison import WhatIf
from pages.widgets.metrics import Metric, show_metrics
from pages.widgets.shown_figures import show_change, show_figure


def show_tier_counts(result: WhatIf, words: Language) -> None:
    """Show accounts and money per tier, before → after."""
    show_metrics([_metric(row, words) for row in result.mix.iter_rows(named=True)], key="tier_counts")


def _metric(row: dict[str, Any], words: Language) -> Metric:
    tier = row["tier"]
    money = (
        show_figure(words, "revenue", f"tier:{tier}", Money(row["revenue_before"])),
        show_figure(words, "revenue", f"draft:{tier}", Money(row["revenue_after"])),
    )
    counts = show_change(
        words, "accounts", (f"tier:{tier}", row["accounts_before"]), (f"draft:{tier}", row["accounts_after"])
    )
    return Metric(f"{tier} · {words.say(RANK_LABELS[tier])}", counts, " → ".join(money))
