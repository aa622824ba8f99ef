"""What an account is worth today and ahead, in one sentence (domain: value class)."""

from __future__ import annotations

from collections.abc import Mapping

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
        "potential": None if ahead is None else ShownFigure("potential_points", alone, round(ahead)),
        "cut": ShownFigure("class_cut", "all", round(portfolio.model.class_cut)),
    }
    return _sentence(str(account["value_class"]), points)


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
