"""Why an account has its value type, how to sell to it, what is missing, and whether it is over-served, in words."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.insight.value_type.types import AccountValueType
from kam_core.measures.judgement.value_type import ADVICE, OPENNESS, PASSED, PRICE, ValueType
from kam_core.vocabulary.message import N_, Message, Points, Rate, ShownFigure, Term

TYPE_LABELS: Mapping[ValueType, str] = {
    ValueType.STRATEGIC: N_("Strategic value"),
    ValueType.EXTRINSIC: N_("Extrinsic value"),
    ValueType.INTRINSIC: N_("Intrinsic value"),
    ValueType.UNDECIDED: N_("Not decided"),
}
MODE_LABELS: Mapping[str, str] = {
    "transactional": N_("Transactional"),
    "consultative": N_("Consultative"),
    "partnership": N_("Partnership"),
}
INPUT_LABELS: Mapping[str, str] = {
    OPENNESS: N_("Openness to joint work"),
    PASSED: N_("Mutual dependence"),
    ADVICE: N_("Appetite for advice"),
    PRICE: N_("Price sensitivity"),
}


def selling_mode(kind: ValueType) -> Message | None:
    """The selling mode with what to do; None while the type is undecided."""
    match kind:
        case ValueType.INTRINSIC:
            return Message("Transactional: make buying cheap and easy")
        case ValueType.EXTRINSIC:
            return Message("Consultative: advise and solve")
        case ValueType.STRATEGIC:
            return Message("Partnership: joint planning as equals")
        case _:
            return None


def reason(found: AccountValueType) -> Message:
    """Why the account has its type, with the marks."""
    marks = {name: _mark(value) for name, value in found.inputs.items()}
    match found.value_type:
        case ValueType.STRATEGIC:
            return Message(
                "Open to joint work ({openness} of 5, high from 4), and mutual dependence is passed.",
                openness=marks[OPENNESS],
            )
        case ValueType.EXTRINSIC:
            return Message("Wants our advice ({advice} of 5, high from 4).", advice=marks[ADVICE])
        case ValueType.INTRINSIC:
            return Message(
                "Looks at the price ({price} of 5, high from 4) and hardly wants advice ({advice} of 5, low up to 2).",
                price=marks[PRICE],
                advice=marks[ADVICE],
            )
        case _ if found.open_inputs:
            return Message("The marks that decide it are not all given.")
        case _:
            return Message("The marks given fit none of the three types.")


def still_open(found: AccountValueType) -> tuple[str, ...]:
    """Labels (message ids) of what is not judged and could still change the type."""
    return tuple(INPUT_LABELS[name] for name in found.open_inputs)


def service(found: AccountValueType, alone: str) -> Message | None:
    """What serving an intrinsic buyer costs, against the median; None for other types.

    alone: the population of the account's own figures.
    """
    if found.value_type != ValueType.INTRINSIC:
        return None
    if found.cost_to_margin is None or found.median is None:
        return Message("Whether it is over-served is unknown: cost to serve or a positive margin is missing.")
    figures = {
        "own": ShownFigure("cost_to_margin", alone, Rate(found.cost_to_margin)),
        "median": ShownFigure("median_cost_to_margin", "all", Rate(found.median)),
        "accounts": ShownFigure("cost_to_margin_accounts", "all", found.compared),
    }
    if found.over_served:
        return Message(
            "Over-served: cost to serve is {own} of margin, above the median of {median} of {accounts} account with "
            "both.",
            "Over-served: cost to serve is {own} of margin, above the median of {median} of {accounts} accounts with "
            "both.",
            "accounts",
            **figures,
        )
    return Message(
        "Not over-served: cost to serve is {own} of margin, the median of {accounts} account with both is {median}.",
        "Not over-served: cost to serve is {own} of margin, the median of {accounts} accounts with both is {median}.",
        "accounts",
        **figures,
    )


def _mark(value: float | bool | None) -> object:
    if value is None or isinstance(value, bool):
        return Term("–")
    return int(value) if float(value).is_integer() else Points(value)
