"""Source of the revenue: orders, won deals by close date, or both; and the won deals that are not in it."""

from __future__ import annotations

from kam_core.vocabulary.dataset import WON_DEALS_TABLE, Dataset
from kam_core.vocabulary.message import Message, Money

SOLD = ("sale", "no_account")
DEALS_ALONE = Message("Revenue = won deals by close date.")
DEALS_AND_ORDERS = Message("Revenue = orders and won deals by close date.")


def revenue_source(dataset: Dataset) -> tuple[Message, ...]:
    """What the revenue is made of where won deals are in it, with those that are left out; empty for orders alone."""
    summary = dataset.tables.get(WON_DEALS_TABLE)
    if summary is None or summary.is_empty():
        return ()
    uses = {use: (deals, amount) for use, deals, amount in summary.iter_rows()}
    lines = sum(uses[use][0] for use in SOLD if use in uses)
    sentences = [DEALS_AND_ORDERS if dataset.line_count > lines else DEALS_ALONE]
    if "no_close_date" in uses:
        deals, amount = uses["no_close_date"]
        sentences.append(
            Message(
                "{count} won deal ({money}) without a close date is not included.",
                "{count} won deals ({money}) without a close date are not included.",
                "count",
                count=deals,
                money=Money(amount),
            )
        )
    if "no_amount" in uses:
        sentences.append(
            Message(
                "{count} won deal without an amount is not included.",
                "{count} won deals without an amount are not included.",
                "count",
                count=uses["no_amount"][0],
            )
        )
    return tuple(sentences)
