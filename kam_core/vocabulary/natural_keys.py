"""Natural keys of the tables: the columns that identify a row across imports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NaturalKey:
    """The columns that identify the rows of a table.

    alternatives: column names; the first whose columns are all filled counts, else the last.
    grouped: rows with one key form a group, such as the lines of an order, and are replaced as a whole.
    by_day: the group is replaced only from the first to the last day on which a later file has lines of it.
    """

    alternatives: tuple[tuple[str, ...], ...]
    grouped: bool = False
    by_day: bool = False


NATURAL_KEYS: dict[str, NaturalKey] = {
    # The same id for two accounts is two orders. Without an order id an order is what an account bought on one day,
    # as everywhere else.
    "transactions": NaturalKey(
        (("order_id", "account"), ("order_id",), ("account", "date")), grouped=True, by_day=True
    ),
    "accounts": NaturalKey((("account",),)),
    "opportunities": NaturalKey((("id",), ("account", "name", "product", "created"))),
    "contacts": NaturalKey((("account", "name"),)),
    "touches": NaturalKey((("account", "date", "kind", "contact"),), grouped=True),
    "feedback": NaturalKey((("account", "date", "kind", "topic", "respondent"),), grouped=True),
    "assessments": NaturalKey((("account", "criterion", "assessor", "assessed_on"),)),
    "buying": NaturalKey((("account", "product_family"),)),
    "account_costs": NaturalKey((("account", "date", "kind"),), grouped=True),
    "value_plan": NaturalKey((("account", "year"),)),
    "invest": NaturalKey((("account",),)),
    "needs": NaturalKey((("id",), ("account", "horizon", "need"))),
    "plan": NaturalKey((("id",), ("account", "heading", "action"))),
    "team": NaturalKey((("account", "person"),)),
    "checks": NaturalKey((("account", "check", "product_family"),)),
    "corrections": NaturalKey((("account", "product_family"),)),
    "rates": NaturalKey((("currency", "date"),)),
    "exchange": NaturalKey((("account", "date", "given"),)),
    "benefits": NaturalKey((("account", "date", "kind"),)),
    "contracts": NaturalKey((("account", "number"),)),
    # Without a number two payments of a day may be alike: then each row is one.
    "payments": NaturalKey((("account", "number"), ("account", "date", "order_id", "amount"))),
    "alerts": NaturalKey((("account", "kind", "raised_on"),)),
    "defections": NaturalKey((("account", "date"),)),
    "forecasts": NaturalKey((("owner", "month"),)),
    "control_totals": NaturalKey((("month",),)),
    "stage_overrides": NaturalKey((("account",),)),
    "targets": NaturalKey((("owner", "account", "month", "measure"),)),
}
"""Table → its key. Rows with equal keys are distinguished by their order in the file."""
