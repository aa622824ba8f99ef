"""The four steps in one place: Dataset → account frame → Portfolio. The screen and the command line both come here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from kam_core.insight.concentration import concentration, pareto_curve, top_share
from kam_core.insight.lifecycle import with_stages
from kam_core.measures.account_frame import account_frame
from kam_core.measures.group import grouped
from kam_core.measures.ledger import data_start
from kam_core.measures.view import View
from kam_core.measures.view_key import HOME
from kam_core.scoring.model import Cut, Model, ScoreCut
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.presets import choose, propose, template
from kam_core.scoring.proposed_bounds import completed, is_open, seen_in
from kam_core.scoring.score import utilities
from kam_core.scoring.tier import NONE
from kam_core.scoring.view_bounds import in_view
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.ranks import TIERS
from kam_core.whatif.compare import WhatIf, same_points

PROPOSED: tuple[Literal["share", "natural"], ...] = ("share", "natural")
"""How the numbers of a score cut are found: by shares of the buyers, or at natural breaks of the scores."""


@dataclass(frozen=True)
class PortfolioCurve:
    """A Pareto curve and where it reaches 80 %: (share of accounts, share of the measure)."""

    frame: pl.DataFrame
    cross: tuple[float, float] | None


def united(dataset: Dataset, view: View) -> Dataset:
    """The dataset in the unit of the view: as it is, or its accounts united into groups."""
    return grouped(dataset) if view.unit == "group" else dataset


def measured(dataset: Dataset, view: View) -> pl.DataFrame:
    """The account frame of a view with each account's lifecycle `stage`."""
    return with_stages(account_frame(united(dataset, view), view), view)


def built_in_model(dataset: Dataset, frame: pl.DataFrame, home: str = HOME) -> Model:
    """The preset that fits the tables that are there, its bounds proposed from this frame, which is that of its home
    view."""
    model = template(choose(frozenset(dataset.tables)))
    return propose(model.model_copy(update={"home": home}), frame)


def appraised(frame: pl.DataFrame, view: View, model: Model, held: pl.DataFrame | None = None) -> Portfolio:
    """The frame scored and tiered with the model's bounds for this view; open ones are proposed first.

    held: the tiers last published (`account_id`, `tier`, `months`), which hysteresis keeps near a cut.
    """
    return build_portfolio(frame, view, seen_in(model, view.key, frame), held)


def has_prior_window(dataset: Dataset, view: View) -> bool:
    """Whether the data reach back over the whole window before this one."""
    start = view.prior_start()
    return start is not None and data_start(dataset, view) <= start


def lines_in_view(dataset: Dataset, view: View) -> dict[str, int]:
    """Counts for the header: `in_view`, `after` (later than the as-of date), `without_account`, and its money
    `without_account_amount` (ten-thousandths)."""
    after = pl.col("day") > view.as_of_day
    nameless = pl.col("account").is_null()
    kept = dataset.kept
    if kept is not None:
        seen = sum(count for month, count in kept.counts.items() if month <= view.last_month)
        return {
            "in_view": seen,
            "after": sum(kept.counts.values()) - seen,
            "without_account": kept.nameless,
            "without_account_amount": kept.nameless_amount,
        }
    counts = dataset.lines.select(
        (~after & ~nameless).sum().alias("in_view"),
        after.sum().alias("after"),
        nameless.sum().alias("without_account"),
        pl.col("amount").filter(nameless).sum().alias("without_account_amount"),
    )
    return {name: int(value) for name, value in counts.row(0, named=True).items()}


def portfolio_curve(portfolio: Portfolio, measure: str) -> PortfolioCurve:
    """The Pareto curve of a measure over the accounts above 0, with the point at which 80 % is reached."""
    values = portfolio.accounts[measure].cast(pl.Float64).to_numpy()
    numbers = concentration(values)
    cross = None
    if numbers.n80 is not None:
        cross = (numbers.n80 / numbers.accounts, top_share(values, numbers.n80))
    return PortfolioCurve(pareto_curve(values), cross)


def active(portfolio: Portfolio, model: Model) -> dict[str, bool]:
    """Which criteria of a model have data in this portfolio, by name."""
    matrix = portfolio.matrix if same_points(model, portfolio.model) else utilities(portfolio.accounts, model)
    return {c.name: bool(flag) for c, flag in zip(model.criteria, matrix.active, strict=True)}


def draft_of(base: Model, weights: Mapping[str, float], cut: Cut) -> Model:
    """The base model with other weights and another cut; the base itself where nothing differs."""
    kept = base.cut if _same_cut(base.cut, cut) else cut
    same = all(criterion.weight == weights[criterion.name] for criterion in base.criteria) and kept is base.cut
    return base if same else base.with_weights(weights, kept)


def _same_cut(one: Cut, other: Cut) -> bool:
    """Whether two cuts are the same but for the rounding of per cents typed on a screen."""
    same_kind = one.kind == other.kind and getattr(one, "proposed", None) == getattr(other, "proposed", None)
    return same_kind and all(abs((getattr(one, tier) or 0.0) - (getattr(other, tier) or 0.0)) < 1e-9 for tier in "sab")


def preset_for(model: str | Model, portfolio: Portfolio, home_frame: Callable[[str], pl.DataFrame]) -> Model:
    """A preset by name, or a model from a file, seen in the view of a portfolio.

    Where it leaves bounds open those of its home view are proposed from the home frame, which `home_frame` gives by the
    key of the view, and those of this view from the portfolio.
    """
    given = template(model) if isinstance(model, str) else model
    key = portfolio.view.key
    return in_view(completed(given, key, portfolio.accounts, home_frame) if is_open(given) else given, key)


def proposed_cuts(portfolio: Portfolio) -> dict[str, ScoreCut]:
    """Score cuts under the published model, by the way in which their numbers are found in the data."""
    cuts = {how: propose(portfolio.model.with_cut(ScoreCut(proposed=how)), portfolio.accounts).cut for how in PROPOSED}
    return {how: cut for how, cut in cuts.items() if isinstance(cut, ScoreCut)}


SCORE_CLASS = 2.5
"""Width of a class of the score distribution, in points."""


def score_classes(result: WhatIf) -> tuple[list[float], list[int], dict[str, float]]:
    """Middle and count of each score class of the tiered accounts, and the lowest score that the cut put in S, A, B."""
    tiered = result.tiers.cut != NONE
    scores = result.scores.score
    known = scores[tiered & ~np.isnan(scores)]
    counts, edges = np.histogram(known, bins=np.arange(0.0, 100.0 + SCORE_CLASS, SCORE_CLASS))
    lowest = {}
    for code, tier in enumerate(TIERS[:-1]):
        inside = scores[(result.tiers.cut == code) & ~np.isnan(scores)]
        if len(inside):
            lowest[tier] = float(inside.min())
    return (edges[:-1] + SCORE_CLASS / 2).tolist(), counts.tolist(), lowest
