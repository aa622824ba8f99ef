"""Statuses of plan actions: free text, and the words that mean done."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.message import N_

DONE = "done"
"""The status that the app writes."""
DONE_WORDS = (
    DONE, "closed", "finished", "completed", "complete", "cancelled", "canceled", "erledigt", "abgeschlossen",
    "完成", "已完成", "关闭", "已关闭", "取消", "已取消", "结束", "已结束",
)  # fmt: skip
"""Statuses (lower case) of actions that are over."""
STATUSES: tuple[str, ...] = (N_("open"), N_("in progress"), N_("done"), N_("cancelled"))
"""Statuses proposed in forms."""


def is_done(status: str | None) -> bool:
    """Whether an action of this status is over."""
    return status is not None and status.strip().lower() in DONE_WORDS


def done() -> pl.Expr:
    """Whether the column `status` holds a status of this list; false where it is empty."""
    return pl.col("status").str.to_lowercase().str.strip_chars().is_in(list(DONE_WORDS)).fill_null(False)
