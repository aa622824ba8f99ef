"""Say in sentences what a draft changes: the share of revenue in S and A, who moves, and what causes it."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.message import Message, Money, Points, Rate, Share, ShownFigure
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.tier_crossings import KEY_LINE, Crossing, tier_crossings

ALL, DRAFT, LEAVING, ENTERING = "all", "draft", "draft:leave", "draft:enter"
"""The populations of the figures: as it is, under the draft, and those that leave or enter S and A under it."""
SHOWN_DIGITS = 1
"""Decimals of points on the screen: a change that rounds to 0 is none."""


@dataclass(frozen=True)
class DraftAnswer:
    """The headline, the sentence with the population, and the sentence with the cause; None where there is none."""

    headline: Message
    population: Message | None
    cause: Message | None


def draft_answer(result: WhatIf, unchanged: bool = False) -> DraftAnswer:
    """What the draft does to S and A; `unchanged` while the draft is still the model in force."""
    if unchanged:
        return DraftAnswer(present_sentence(result, ALL), None, None)
    if result.moved == 0:
        return DraftAnswer(Message("Your draft changes no tiers."), None, present_sentence(result, DRAFT))
    return DraftAnswer(_headline(result), moved_sentence(result), _cause(result))


def present_sentence(result: WhatIf, population: str) -> Message:
    """What S and A hold under the draft; `population` says whether that is how it is."""
    totals = result.totals[1]
    if not sum(totals.accounts):
        return Message("No account has a tier yet.")
    return Message(
        "S and A hold {share} of revenue with {count} account.",
        "S and A hold {share} of revenue with {count} accounts.",
        "count",
        share=ShownFigure("top_tier_revenue_share", population, Share(totals.share_of(len(KEY_TIERS)))),
        count=ShownFigure("top_tier_accounts", population, sum(totals.accounts[: len(KEY_TIERS)])),
    )  # fmt: skip


def moved_sentence(result: WhatIf) -> Message:
    """How many of the accounts with a tier move, up and down."""
    return Message(
        "{moved} of {all} tiered accounts changes tier: {up} up, {down} down.",
        "{moved} of {all} tiered accounts change tier: {up} up, {down} down.",
        "moved",
        moved=ShownFigure("tier_changes", DRAFT, result.moved),
        all=ShownFigure("tiered_accounts", ALL, sum(result.totals[0].accounts)),
        up=ShownFigure("tier_changes", "draft:up", result.up),
        down=ShownFigure("tier_changes", "draft:down", result.down),
    )  # fmt: skip


def points_of_revenue(result: WhatIf) -> float:
    """Points of revenue that S and A gain, as shown."""
    before, after = result.key_share
    return round(100 * (after - before), SHOWN_DIGITS)


def _headline(result: WhatIf) -> Message:
    points = points_of_revenue(result)
    if points < 0:
        return Message(
            "Your draft takes {points} point of revenue out of S and A.",
            "Your draft takes {points} points of revenue out of S and A.",
            "points",
            points=ShownFigure("key_share_change", DRAFT, Points(-points)),
        )
    if points > 0:
        return Message(
            "Your draft brings {points} point of revenue into S and A.",
            "Your draft brings {points} points of revenue into S and A.",
            "points",
            points=ShownFigure("key_share_change", DRAFT, Points(points)),
        )
    return Message("Your draft leaves S and A at {share} of revenue.", share=_share(result, DRAFT))


def _cause(result: WhatIf) -> Message:
    points = points_of_revenue(result)
    if points == 0:
        return present_sentence(result, DRAFT)
    return Message(
        "S and A hold {before} → {after} of revenue, because {cause}.",
        before=_share(result, ALL),
        after=_share(result, DRAFT),
        cause=_crossing_text(tier_crossings(result)[KEY_LINE], result, points < 0),
    )


def _crossing_text(line: Crossing, result: WhatIf, falls: bool) -> Message:
    """Who crosses the line between A and B, from tier to tier where all make the same step."""
    if falls:
        money, count = _crossing_figures(LEAVING, line.falling, line.falling_revenue)
        if int(result.flow[KEY_LINE, KEY_LINE + 1]) == line.falling:
            return Message(
                "{count} account worth {money} falls from A to B", "{count} accounts worth {money} fall from A to B",
                "count", count=count, money=money,
            )  # fmt: skip
        return Message(
            "{count} account worth {money} leaves S and A", "{count} accounts worth {money} leave S and A",
            "count", count=count, money=money,
        )  # fmt: skip
    money, count = _crossing_figures(ENTERING, line.rising, line.rising_revenue)
    if int(result.flow[KEY_LINE + 1, KEY_LINE]) == line.rising:
        return Message(
            "{count} account worth {money} rises from B to A", "{count} accounts worth {money} rise from B to A",
            "count", count=count, money=money,
        )  # fmt: skip
    return Message(
        "{count} account worth {money} enters S and A", "{count} accounts worth {money} enter S and A",
        "count", count=count, money=money,
    )  # fmt: skip


def _crossing_figures(population: str, accounts: int, revenue: int) -> tuple[ShownFigure, ShownFigure]:
    return ShownFigure("revenue", population, Money(revenue)), ShownFigure("accounts", population, accounts)


def _share(result: WhatIf, population: str) -> ShownFigure:
    before, after = result.key_share
    return ShownFigure("draft_key_share", population, Rate(before if population == ALL else after))


def what_if_sentence(result: WhatIf, untouched: bool = False) -> Message:
    """The result in one sentence, for texts without a headline; `untouched` while the draft is the model in force."""
    if untouched:
        return Message("Your draft is identical to the published model. Change a weight or a cut to see the effect.")
    if result.moved == 0:
        return Message("Your draft changes no tiers.")
    before, after = result.key_share
    return Message(
        "With your draft, {moved} account changes tier: {up} up, {down} down; revenue share of S and A {before} "
        "→ {after}.",
        "With your draft, {moved} accounts change tier: {up} up, {down} down; revenue share of S and A {before} "
        "→ {after}.",
        "moved",
        moved=result.moved, up=result.up, down=result.down, before=Share(before), after=Share(after),
    )  # fmt: skip
