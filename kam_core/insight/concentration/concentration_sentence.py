"""Concentration in words: headline, how few bring 80 %, the loss of the largest, amounts below zero."""

from __future__ import annotations

from kam_core.insight.concentration.by_unit import BUYING_UNITS, ConcentrationView
from kam_core.insight.concentration.indices import HHI_SCALE
from kam_core.measures.share_of_total import negative_note
from kam_core.vocabulary.message import N_, Message, Money, Points, Share, ShownFigure, Term
from kam_core.vocabulary.plurals import Plural

UNIT_WORDS = {
    "account_id": N_("accounts"),
    "parent": N_("groups"),
    "owner": N_("owners"),
    "industry": N_("industries"),
    "region": N_("regions"),
}
UNITS_COUNTED = {
    "account_id": Plural("{count} account", "{count} accounts", "count"),
    "parent": Plural("{count} group", "{count} groups", "count"),
    "owner": Plural("{count} owner", "{count} owners", "count"),
    "industry": Plural("{count} industry", "{count} industries", "count"),
    "region": Plural("{count} region", "{count} regions", "count"),
}
EQUAL = 1e-6
"""Distance of the HHI of n equal amounts, times n, from 10,000."""
MEASURE_WORDS = {"revenue": N_("revenue"), "margin": N_("margin"), "score": N_("score")}


def concentration_answer(view: ConcentrationView) -> Message:
    """The result as a headline: what the largest fifth brings, or that there is nothing to show."""
    numbers, measure = view.numbers, Term(MEASURE_WORDS[view.measure])
    if numbers.top20_share is None:
        return Message("There is no {measure} above 0.", measure=measure)
    if _are_equal(view):
        return Message(
            "All {count} are equally large: none stands out.",
            count=Message(UNITS_COUNTED[view.unit], count=_figure("units", view, numbers.accounts)),
        )
    share = _figure("top20_share", view, Share(numbers.top20_share))
    if numbers.top20_accounts == 1:
        of = Message(UNITS_COUNTED[view.unit], count=_figure("units", view, numbers.accounts))
        return Message("The largest of {count} brings {share} of {measure}.", count=of, share=share, measure=measure)
    return Message(
        "The top 20% ({top}) bring {share} of {measure}.",
        top=Message(UNITS_COUNTED[view.unit], count=_figure("top20_units", view, numbers.top20_accounts)),
        share=share, measure=measure,
    )  # fmt: skip


def concentration_population(view: ConcentrationView, window: Message) -> Message:
    """The other reading of 80/20, which names how many the screen counts, and the window."""
    numbers = view.numbers
    if numbers.n80 is None:
        return Message("In {window}; choose another measure or a longer window.", window=window)
    return Message(
        "{n80} of {units} ({part}) brings 80% in {window}.",
        "{n80} of {units} ({part}) bring 80% in {window}.",
        "n80",
        n80=_figure("n80", view, numbers.n80),
        units=Message(UNITS_COUNTED[view.unit], count=_figure("units", view, view.units)),
        part=_figure("n80_part", view, Share(numbers.n80 / view.units)), window=window,
    )  # fmt: skip


def concentration_line(view: ConcentrationView) -> Message | None:
    """The loss without the first ones, and negative amounts beside the shares; None without either."""
    found = [one for one in (_loss_sentence(view), _negative_sentence(view)) if one is not None]
    if view.numbers.n80 is None or not found:
        return None
    return found[0] if len(found) == 1 else Message("{first} {then}", first=found[0], then=found[1])


def population_of(view: ConcentrationView) -> str:
    """The name of what the figures of a view count: the active customers by revenue, other units or measures."""
    if view.unit == "account_id" and view.measure == "revenue":
        return "active"
    return f"{view.unit}:{view.measure}"


def _figure(name: str, view: ConcentrationView, value: object) -> ShownFigure:
    return ShownFigure(name, population_of(view), value)


def _are_equal(view: ConcentrationView) -> bool:
    """Whether all have the same amount: then a largest fifth is one by its place in the list alone."""
    index = view.numbers.hhi
    return index is not None and view.units > 1 and abs(index * view.units - HHI_SCALE) < EQUAL


def _count_text(units: object, unit: str) -> Message:
    return Message(UNITS_COUNTED[unit], count=units)


def _loss_sentence(view: ConcentrationView) -> Message | None:
    if view.loss is None:
        return None
    lost = Points(view.loss.lost) if view.measure == "score" else Money(round(view.loss.lost))
    assert view.loss.after.n80 is not None, "at least one unit above 0 remains"
    return Message(
        "Without the top {n}, {lost} ({share}) is lost; 80% of the rest comes from {n80}.",
        n=_figure("lost_units", view, view.loss.n), lost=_figure("lost", view, lost),
        share=_figure("lost_share", view, Share(view.loss.lost_share)),
        n80=_count_text(ShownFigure("n80", f"{population_of(view)}:without", view.loss.after.n80), view.unit),
    )  # fmt: skip


def _negative_sentence(view: ConcentrationView) -> Message | None:
    """Note on amounts below 0, by account where the unit is a set of accounts."""
    numbers = view.numbers
    if not numbers.negative_accounts or view.measure == "score":
        return None
    who = _count_text(numbers.negative_accounts, view.unit if view.unit in BUYING_UNITS else "account_id")
    return negative_note(who, round(numbers.negative_total), round(numbers.total))
