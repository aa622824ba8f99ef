"""Target grade of a prospect: the tier that its potential, influence and fit would deserve (domain: tier)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.portfolio import PROSPECT_GROUPS, Portfolio
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import Message, Points, Share, ShownFigure


@dataclass(frozen=True, slots=True)
class GradeLimits:
    """Least points of S, A and B (0–100), None where no prospect can reach the grade; whether they are the model's own
    cuts, else those that as large a share of the active customers reaches as have this tier by the cut."""

    points: tuple[float | None, float | None, float | None]
    from_model: bool


def grade_limits(portfolio: Portfolio) -> GradeLimits:
    """The limits: the cuts of a model that cuts by score, else taken from the active customers."""
    cut = portfolio.model.cut
    if isinstance(cut, ScoreCut):
        return GradeLimits((cut.s, cut.a, cut.b), from_model=True)
    known = portfolio.accounts.filter((pl.col("revenue") > 0) & pl.col("prospect_points").is_not_null())
    points = known["prospect_points"].sort(descending=True).to_list()
    counts = [int((known["cut_tier"] == tier).sum()) for tier in TIERS[:-1]]
    places = np.cumsum(counts).tolist()
    s, a, b = (points[place - 1] if place else None for place in places)
    return GradeLimits((s, a, b), from_model=False)


def target_grades(portfolio: Portfolio) -> pl.DataFrame:
    """`account_id`, `target_grade`, `grade_coverage`, `grade_provisional` of the prospects, in the order of the
    portfolio.

    target_grade: null without data on potential, influence and fit. grade_coverage: share of the weight of these
    criteria with data (0–1); provisional below the coverage that the model asks of S and A.
    """
    criteria = portfolio.model.criteria
    weights = np.array([c.weight if c.group in PROSPECT_GROUPS else 0.0 for c in criteria]) * portfolio.matrix.active
    rows = np.flatnonzero((portfolio.accounts["stage"] == "prospect").to_numpy())
    known = (~np.isnan(portfolio.matrix.points[rows])).astype(np.float64) @ weights
    total = float(weights.sum())
    coverage = known / total if total > 0 else np.zeros(len(rows))
    prospects = portfolio.accounts[rows]
    return prospects.select(
        "account_id",
        _grade(grade_limits(portfolio)).alias("target_grade"),
        pl.Series("grade_coverage", coverage, dtype=pl.Float64),
    ).with_columns(
        (pl.col("target_grade").is_not_null() & (pl.col("grade_coverage") < portfolio.model.least_coverage)).alias(
            "grade_provisional"
        )
    )


def _grade(limits: GradeLimits) -> pl.Expr:
    points, grade = pl.col("prospect_points"), pl.lit(TIERS[-1])
    for tier, least in reversed(list(zip(TIERS, limits.points, strict=False))):
        if least is not None:
            grade = pl.when(points >= least).then(pl.lit(tier)).otherwise(grade)
    return pl.when(points.is_not_null()).then(grade).cast(TIER)


def grade_counts_sentence(grades: pl.DataFrame, population: str) -> Message:
    """How many prospects would be in each grade, apart from the customers; those without data are counted."""
    counts = {tier: int((grades["target_grade"] == tier).sum()) for tier in TIERS}
    figures = {tier: ShownFigure(f"grade_{tier.lower()}", population, count) for tier, count in counts.items()}
    count = ShownFigure("prospects", population, grades.height)
    unknown = grades["target_grade"].null_count()
    sentence = Message(
        "{count} prospect, counted apart from customers: S {S}, A {A}, B {B}, C {C} by target grade.",
        "{count} prospects, counted apart from customers: S {S}, A {A}, B {B}, C {C} by target grade.",
        "count",
        count=count, **figures,
    )  # fmt: skip
    if not unknown:
        return sentence
    left = Message(
        "{count} has no grade: nothing is known of its potential, influence or fit.",
        "{count} have no grade: nothing is known of their potential, influence or fit.",
        "count",
        count=ShownFigure("grade_unknown", population, unknown),
    )  # fmt: skip
    return Message("{first} {then}", first=sentence, then=left)


def grade_rule(portfolio: Portfolio) -> Message:
    """The rule of the grades in words, with the least points of each."""
    limits = grade_limits(portfolio)
    s, a, b = (
        Message("none") if least is None else Message("{points}", points=Points(least)) for least in limits.points
    )
    if limits.from_model:
        return Message(
            "Target grade: points of potential, influence and fit against the score cuts of the model: S from {s}, A "
            "from {a}, B from {b}.",
            s=s, a=a, b=b,
        )  # fmt: skip
    return Message(
        "Target grade: points of potential, influence and fit, high enough for the same share of active customers as "
        "has the tier: S from {s}, A from {a}, B from {b}.",
        s=s, a=a, b=b,
    )  # fmt: skip


def grade_sentence(portfolio: Portfolio, grades: pl.DataFrame, account_id: str) -> Message | None:
    """The target grade of one prospect and how much it rests on; None for accounts that bought."""
    mine = grades.filter(pl.col("account_id") == account_id)
    if mine.is_empty():
        return None
    grade, coverage = mine["target_grade"][0], float(mine["grade_coverage"][0])
    if grade is None:
        return Message("No target grade yet: nothing is known of its potential, influence or fit.")
    alone = f"account:{account_id}"
    points = portfolio.accounts.filter(pl.col("account_id") == account_id)["prospect_points"][0]
    values = {
        "grade": grade,
        "points": ShownFigure("prospect_points", alone, Points(points)),
        "share": ShownFigure("grade_coverage", alone, Share(coverage)),
    }
    if mine["grade_provisional"][0]:
        return Message(
            "Target grade {grade}, provisional: {points} of 100 points for potential, influence and fit, with data for "
            "{share} of their weight.",
            **values,
        )
    return Message(
        "Target grade {grade}: {points} of 100 points for potential, influence and fit, with data for {share} of their "
        "weight.",
        **values,
    )
