"""What an account is worth today and ahead, in one sentence (domain: value class)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.message import Message, ShownFigure


def value_role(portfolio: Portfolio, row: int) -> Message | None:
    """The value class with the points behind it and the limit; None for accounts that never bought."""
    account = portfolio.accounts.row(row, named=True)
    if account["value_class"] is None or account["realised_points"] is None:
        return None
    alone, ahead = f"account:{account['account_id']}", account["potential_points"]
    points = {
        "realised": ShownFigure("realised_points", alone, round(account["realised_points"])),
        "potential": None if ahead is None else _ahead(account, alone),
        "cut": ShownFigure("class_cut", "all", round(portfolio.model.class_cut)),
    }
    return _sentence(str(account["value_class"]), points)


def evergreen_sentence() -> Message:
    """What the flag beside the class means."""
    return Message("Evergreen: bought in each of the last five years, and regularly")


def _ahead(account: Mapping[str, Any], alone: str) -> Message:
    """The points ahead, and what they are the mean of."""
    points = ShownFigure("potential_points", alone, round(account["potential_points"]))
    potential, influence = account["potential_part_points"], account["influence_points"]
    if influence is None:
        return Message("{points}, from potential alone", points=points)
    if potential is None:
        return Message("{points}, from influence alone", points=points)
    return Message(
        "{points}, mean of potential {potential} and influence {influence}",
        points=points,
        potential=ShownFigure("potential_part_points", alone, round(potential)),
        influence=ShownFigure("influence_points", alone, round(influence)),
    )


def _sentence(value_class: str, points: Mapping[str, object]) -> Message:
    if points["potential"] is None:
        return Message("Earns {realised} of 100 points today; nothing is known of what lies ahead.", **points)
    match value_class:
        case "whale":
            return Message(
                "Whale: earns much today ({realised} of 100) and much ahead ({potential}); high from {cut}", **points
            )
        case "cash_whale":
            return Message(
                "Cash whale: earns much today ({realised} of 100), little ahead ({potential}); high from {cut}",
                **points,
            )
        case "one_off_whale":
            return Message(
                "One-off whale: earned much ({realised} of 100), but purchases do not recur; ahead {potential}, high "
                "from {cut}",
                **points,
            )
        case "rising_fish":
            return Message(
                "Rising fish: earns little today ({realised} of 100), much ahead ({potential}); high from {cut}",
                **points,
            )
        case _:
            return Message(
                "Small fish: earns little today ({realised} of 100) and little ahead ({potential}); high from {cut}",
                **points,
            )
