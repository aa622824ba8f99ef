"""Sentences on a lighthouse: its industry before and after, or why that cannot be compared."""

from __future__ import annotations

from kam_core.insight.lighthouse.industry_effect import IndustryEffects, Lighthouse, Side
from kam_core.vocabulary.message import Message, Money, ShownFigure, Term

NONE = Message("No account is tagged as its industry's lighthouse (lighthouse or 灯塔 among the tags of the account).")


def effect_sentence(one: Lighthouse, found: IndustryEffects) -> Message:
    """Buyers and revenue of the industry before and after its first purchase, the account itself left out."""
    if one.first_purchase is None:
        return Message("{name} is tagged as a lighthouse and has not bought yet.", name=one.name)
    if one.industry is None or one.before is None or one.after is None:
        return Message("{name} is tagged as a lighthouse; its industry is not known.", name=one.name)
    if not one.is_comparable:
        return _not_covered(one, one.before, one.after, found)
    return Message(
        "{name}, first purchase {day}: {industry} without it had {buyers_before} active customers and {revenue_before} "
        "from {before_start} to {before_end}, and {buyers_after} active customers and {revenue_after} from "
        "{after_start} to {after_end}.",
        name=one.name, industry=_industry(one), day=one.first_purchase,
        **_figures("before", one.before, one), **_figures("after", one.after, one),
    )  # fmt: skip


def _not_covered(one: Lighthouse, before: Side, after: Side, found: IndustryEffects) -> Message:
    if found.covered is None:
        return Message("{name}: without order lines the effect on its industry is not known.", name=one.name)
    values = {
        "name": one.name, "day": one.first_purchase, "months": found.months, "first": found.covered[0],
        "last": found.covered[1], "start": before.start, "end": after.end,
    }  # fmt: skip
    known = next((side for side in (before, after) if side.is_covered), None)
    text = Message(
        "{name}, first purchase in the data {day}: the effect on its industry is not known. The {months} months before "
        "and after it are {start} to {end}; the data cover {first} to {last}.",
        **values,
    )
    if known is None:
        return text
    return Message(
        "{text} Of these, {known_start} to {known_end} is covered: {industry} without it had {buyers} active customers "
        "and {revenue}.",
        text=text, known_start=known.start, known_end=known.end, industry=_industry(one),
        buyers=ShownFigure("industry_buyers", _population(one, known), known.buyers),
        revenue=ShownFigure("industry_revenue", _population(one, known), Money(known.revenue or 0)),
    )  # fmt: skip


def _figures(name: str, side: Side, one: Lighthouse) -> dict[str, object]:
    population = _population(one, side)
    return {
        f"buyers_{name}": ShownFigure("industry_buyers", population, side.buyers),
        f"revenue_{name}": ShownFigure("industry_revenue", population, Money(side.revenue or 0)),
        f"{name}_start": side.start,
        f"{name}_end": side.end,
    }


def _population(one: Lighthouse, side: Side) -> str:
    return f"lighthouse:{one.account_id}:{side.start}"


def _industry(one: Lighthouse) -> Term:
    return Term(one.industry or "")
