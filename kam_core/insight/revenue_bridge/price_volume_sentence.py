"""Price against volume in a sentence."""

from __future__ import annotations

from kam_core.insight.revenue_bridge.price_volume import PriceVolume
from kam_core.vocabulary.message import Change, Message, Money


def price_volume_sentence(found: PriceVolume) -> Message:
    """What prices and quantities did to products bought in both windows, and how much revenue that is."""
    base = Message(
        "{count} pair of customer and product was bought in both windows, {money} now.",
        "{count} pairs of customer and product were bought in both windows, {money} now.",
        "count", count=found.pairs, money=Money(found.compared),
    )  # fmt: skip
    if found.price_change is None:
        return base
    return Message("Prices changed by {change} on average. {base}", change=Change(found.price_change), base=base)
