"""What tells one row of a table from another, when a later file speaks of the same things again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """How the rows of a table are recognised again.

    ways: column names; for each row the first way counts whose columns are all filled, else the last one.
    whole: rows under one key are one thing, as the lines of an order are, and replaced together.
    by_day: they are replaced only on the days from the first to the last that a later file has of the thing.
    """

    ways: tuple[tuple[str, ...], ...]
    whole: bool = False
    by_day: bool = False


KEYS: dict[str, Key] = {
    # The same id for two accounts is two orders. Without an order id an order is what an account bought on one day,
    # as everywhere else.
    "transactions": Key((("order_id", "account"), ("order_id",), ("account", "date")), whole=True, by_day=True),
    "accounts": Key((("account",),)),
    "opportunities": Key((("id",), ("account", "name", "product", "created"))),
    "contacts": Key((("account", "name"),)),
    "touches": Key((("account", "date", "kind", "contact"),), whole=True),
    "feedback": Key((("account", "date", "kind", "topic", "respondent"),), whole=True),
    "assessments": Key((("account", "criterion", "assessor", "assessed_on"),)),
    "buying": Key((("account", "product_family"),)),
    "account_costs": Key((("account", "date", "kind"),), whole=True),
    "value_plan": Key((("account", "year"),)),
    "invest": Key((("account",),)),
    "needs": Key((("id",), ("account", "horizon", "need"))),
    "plan": Key((("id",), ("account", "heading", "action"))),
    "team": Key((("account", "person"),)),
    "checks": Key((("account", "check", "product_family"),)),
    "corrections": Key((("account", "product_family"),)),
    "rates": Key((("currency", "date"),)),
    "exchange": Key((("account", "date", "given"),)),
    "benefits": Key((("account", "date", "kind"),)),
    "contracts": Key((("account", "number"),)),
    # Without a number two payments of a day may be alike: then each row is one.
    "payments": Key((("account", "number"), ("account", "date", "order_id", "amount"))),
    "defections": Key((("account", "date"),)),
    "forecasts": Key((("owner", "month"),)),
    "control_totals": Key((("month",),)),
    "stage_overrides": Key((("account",),)),
    "targets": Key((("owner", "account", "month", "measure"),)),
}
"""Table → its key. A key that leaves several rows alike tells them apart by their order in the file."""
