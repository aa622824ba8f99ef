"""Health and value of an account side by side: what it is worth, and how well the relationship is."""

from __future__ import annotations

from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.message import Message, ShownFigure

LOW_HEALTH = 50.0
"""Points below which the health of an account is low; a judgement."""


def part_figures(portfolio: Portfolio, row: int) -> dict[str, ShownFigure]:
    """Whole points (0–100) by name: `value_points`, `health_points`, `realised_points`, `potential_part_points`,
    `influence_points`; the value is None where nothing is known."""
    account = portfolio.accounts.row(row, named=True)
    names = ("value_points", "health_points", "realised_points", "potential_part_points", "influence_points")
    return {
        name: ShownFigure(
            name, f"account:{account['account_id']}", None if account[name] is None else round(account[name])
        )
        for name in names
    }


def care_sentence(portfolio: Portfolio, row: int) -> Message | None:
    """That an account of high value (S or A, or from the model's limit of high value on) and low health needs care;
    None for all others. The tier stays what it is."""
    account = portfolio.accounts.row(row, named=True)
    value, health = account["value_points"], account["health_points"]
    if value is None or health is None or health >= LOW_HEALTH:
        return None
    if value < portfolio.model.class_cut and account["tier"] not in KEY_TIERS:
        return None
    figures = part_figures(portfolio, row)
    values = {"value": figures["value_points"], "health": figures["health_points"], "tier": account["tier"]}
    if account["tier"] is None:
        return Message("High value ({value} of 100), low health ({health} of 100): it needs care.", **values)
    return Message(
        "High value ({value} of 100), low health ({health} of 100): it needs care, and it keeps its tier {tier}.",
        **values,
    )


def health_and_value_line(portfolio: Portfolio, row: int) -> Message:
    """Both numbers, each with its parts or what is missing; never one number."""
    figures = part_figures(portfolio, row)
    value = Message(
        "Value {value} of 100: realised {realised}, potential {potential}, influence {influence}, and fit.",
        value=figures["value_points"], realised=figures["realised_points"],
        potential=figures["potential_part_points"], influence=figures["influence_points"],
    )  # fmt: skip
    if figures["health_points"].value is None:
        health = Message("Health unknown: no data on relationship or risk.")
    else:
        health = Message("Health {health} of 100: relationship and risk.", health=figures["health_points"])
    return Message("{first} {then}", first=value, then=health)
