"""Account list for export: one row per account with everything that decided its tier, for machines and for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from kam_core.insight.target_grades.grades import target_grades
from kam_core.measures.money_at_stake import stake
from kam_core.reports.export import NumberFormat, SheetColumn
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.scoring.tiering.reason import tier_reason
from kam_core.vocabulary.enums import EVERGREEN, RANK_LABELS
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.robustness.tier_range import tier_ranges


def account_list(portfolio: Portfolio, say: Callable[[Message], str] = str) -> pl.DataFrame:
    """`account`, `name`, who it is, all measures (money in currency units), `score`, `coverage`, one
    `contribution_…` per criterion, `rank`, `tier`, `tier_by_score`, `held_back_by` (gates), `equal_at_cut`,
    `being_built_up`, `key`, `provisional`, `reason`, `prospect_points`, `realised_points`, `potential_points`,
    `value_class`, `evergreen`, `lifecycle_stage`, `stake` (currency units), `potential_part_points`,
    `influence_points`, `value_points`, `health_points`, `tier_low`, `tier_high` (what missing values allow),
    `ask_first` (a measure), `target_grade` (of prospects).

    `say` turns the reason into the reader's language.
    """
    accounts = portfolio.accounts
    measures = [
        (pl.col(name) / float(MONEY_SCALE)).round(4).alias(name) if measure.kind is Kind.MONEY else pl.col(name)
        for name, measure in MEASURES.items()
    ]
    contributions = [
        pl.Series(f"contribution_{criterion.name}", portfolio.scores.contributions[:, place])
        for place, criterion in enumerate(portfolio.model.criteria)
    ]
    ranges = tier_ranges(portfolio)
    reasons = [say(tier_reason(portfolio, row)) for row in range(accounts.height)]
    listed = accounts.join(target_grades(portfolio), on="account_id", how="left", maintain_order="left")
    return listed.with_columns(ranges["tier_low"], ranges["tier_high"], ranges["ask_first"]).select(
        pl.col("account_id").alias("account"),
        "name",
        "owner",
        "region",
        "industry",
        pl.col("contract_end").cast(pl.Int32).cast(pl.Date),
        *measures,
        "score",
        "coverage",
        *contributions,
        "rank",
        "tier",
        pl.col("cut_tier").alias("tier_by_score"),
        pl.col("held_back_by").list.join(", "),
        "equal_at_cut",
        pl.col("invest").alias("being_built_up"),
        is_key().alias("key"),
        "provisional",
        pl.Series("reason", reasons, dtype=pl.String),
        "prospect_points",
        "realised_points",
        "potential_points",
        "value_class",
        "evergreen",
        pl.col("stage").alias("lifecycle_stage"),
        (stake() / float(MONEY_SCALE)).round(4),
        "potential_part_points",
        "influence_points",
        "value_points",
        "health_points",
        "tier_low",
        "tier_high",
        "ask_first",
        "target_grade",
    )


LABELS = {
    "account": N_("Account id"),
    "name": N_("Account"),
    "owner": N_("Owner"),
    "region": N_("Region"),
    "industry": N_("Industry"),
    "contract_end": N_("Contract end"),
    "score": N_("Score"),
    "marks": N_("Flags"),
    "next_step": N_("Next step"),
    "due": N_("Due"),
    "overdue_money": N_("Overdue"),
    "coverage": N_("Share of weight with data"),
    "rank": N_("Rank"),
    "tier": N_("Tier"),
    "tier_by_score": N_("Tier by score"),
    "key": N_("Key account"),
    "reason": N_("Why this tier"),
    "prospect_points": N_("Potential (points)"),
    "realised_points": N_("Realised value (points)"),
    "potential_points": N_("Potential and influence (points)"),
    "value_class": N_("Role"),
    "evergreen": EVERGREEN,
    "lifecycle_stage": N_("Stage"),
    "stake": N_("Revenue at stake"),
    "potential_part_points": N_("Potential value (points)"),
    "influence_points": N_("Influence value (points)"),
    "value_points": N_("Value (points)"),
    "health_points": N_("Health (points)"),
    "tier_low": N_("Lowest possible tier"),
    "tier_high": N_("Highest possible tier"),
    "ask_first": N_("Ask first"),
    "target_grade": N_("Target grade"),
}
"""Heads of the sheet for people; measures have their own labels."""
WITHIN_FLAGS = ("held_back_by", "equal_at_cut", "being_built_up", "provisional")
FORMATS = {
    "overdue_money": NumberFormat.WHOLE,
    "stake": NumberFormat.WHOLE,
    "rank": NumberFormat.WHOLE,
    "score": NumberFormat.POINTS,
    "prospect_points": NumberFormat.POINTS,
    "realised_points": NumberFormat.POINTS,
    "potential_points": NumberFormat.POINTS,
    "potential_part_points": NumberFormat.POINTS,
    "influence_points": NumberFormat.POINTS,
    "value_points": NumberFormat.POINTS,
    "health_points": NumberFormat.POINTS,
    "coverage": NumberFormat.SHARE,
    "due": NumberFormat.DATE,
    "contract_end": NumberFormat.DATE,
}
FORMATS_BY_KIND = {
    Kind.MONEY: NumberFormat.WHOLE,
    Kind.COUNT: NumberFormat.WHOLE,
    Kind.DAYS: NumberFormat.WHOLE,
    Kind.SHARE: NumberFormat.SHARE,
}
_CONTRIBUTION = "contribution_"


def reader_columns(
    listed: pl.DataFrame, first: Sequence[str], portfolio: Portfolio, say: Callable[[Message], str]
) -> list[SheetColumn]:
    """The columns of the list for people: `first` in that order, then the others, without what the flags contain."""
    points = {
        f"{_CONTRIBUTION}{criterion.name}": MEASURES[criterion.measure].label for criterion in portfolio.model.criteria
    }
    others = [name for name in listed.columns if name not in first and name not in WITHIN_FLAGS]
    columns: list[SheetColumn] = []
    for name in (*(name for name in first if name in listed.columns), *others):
        if name in points:
            label = say(Message("{measure} (points)", measure=say(Message(points[name]))))
        else:
            label = say(Message(MEASURES[name].label if name in MEASURES else LABELS[name]))
        # A spreadsheet's table needs heads that differ.
        same = any(one.label == label for one in columns)
        columns.append(SheetColumn(name, f"{label} ({name})" if same else label, _format(name)))
    return columns


def _format(name: str) -> NumberFormat:
    if name in MEASURES:
        return FORMATS_BY_KIND.get(MEASURES[name].kind, NumberFormat.DECIMALS)
    if name.startswith(_CONTRIBUTION):
        return NumberFormat.POINTS
    return FORMATS.get(name, NumberFormat.TEXT)


def in_words(listed: pl.DataFrame, say: Callable[[Message], str]) -> pl.DataFrame:
    """The list with stages, roles and flags in the reader's words; tiers keep their letters."""
    changes = []
    for name, kind in listed.schema.items():
        if kind == pl.Boolean:
            changes.append(
                pl.when(pl.col(name)).then(pl.lit(say(Message("yes")))).when(~pl.col(name)).then(pl.lit(say(Message("no"))))
                .alias(name)
            )  # fmt: skip
        elif name == "ask_first":
            labels = {measure: say(Message(one.label)) for measure, one in MEASURES.items()}
            changes.append(pl.col(name).replace(labels))
        elif isinstance(kind, pl.Enum) and not name.startswith("tier") and name != "target_grade":
            labels = {word: say(Message(RANK_LABELS[word])) for word in kind.categories}
            changes.append(pl.col(name).cast(pl.String).replace(labels))
    return listed.with_columns(changes)
