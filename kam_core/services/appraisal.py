"""Measure, score and tier the accounts of a data set in one call, for pages and commands."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kam_core.measures.account_frame import frame_of
from kam_core.measures.account_groups import merge_groups
from kam_core.measures.account_totals import Ledger, open_ledger
from kam_core.measures.lifecycle.life_signs import life_signs
from kam_core.measures.lifecycle_stage import with_stages
from kam_core.measures.view import View
from kam_core.measures.view_key import HOME
from kam_core.scoring.box_cuts import with_proposed_box_cuts
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import built_in_preset, choose, propose
from kam_core.scoring.model.proposed_bounds import is_open, propose_for_view, with_proposed_bounds
from kam_core.scoring.model.view_bounds import with_view_bounds
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.role_cut import with_proposed_class_cut
from kam_core.vocabulary.dataset import Dataset


def in_unit_of(dataset: Dataset, view: View) -> Dataset:
    """The dataset in the unit of the view: as it is, or its accounts united into groups."""
    return merge_groups(dataset) if view.unit == "group" else dataset


def account_measures(dataset: Dataset, view: View, ledger: Ledger | None = None) -> pl.DataFrame:
    """The account frame of a view with each account's lifecycle `stage`; `ledger` if it was measured before."""
    data = in_unit_of(dataset, view)
    frame = frame_of(data, open_ledger(data, view) if ledger is None else ledger)
    return with_stages(frame, view, life_signs(data, view))


def ledger_of(dataset: Dataset, view: View) -> Ledger:
    """The purchases in a view; entries do not change them."""
    return open_ledger(in_unit_of(dataset, view), view)


def built_in_model(dataset: Dataset, frame: pl.DataFrame, home: str = HOME) -> Model:
    """The preset for the tables of the data set, its bounds proposed from the frame of its home view."""
    model = built_in_preset(choose(frozenset(dataset.tables)))
    return propose(model.model_copy(update={"home": home}), frame)


def score_accounts(
    frame: pl.DataFrame, view: View, model: Model, published_tiers: pl.DataFrame | None = None
) -> Portfolio:
    """The frame scored and tiered with the model's bounds for this view; open ones are proposed first.

    published_tiers: the last published tiers (`account_id`, `tier`, `months`), for hysteresis near a cut.
    """
    return build_portfolio(frame, view, propose_for_view(model, view.key, frame), published_tiers)


def preset_for(model: str | Model, portfolio: Portfolio, home_frame: Callable[[str], pl.DataFrame]) -> Model:
    """A preset by name, or a model from a file, seen in the view of a portfolio.

    Its open bounds are proposed: for the home view from its frame, which `home_frame` gives by view key, and for this
    view from the portfolio. So are the cuts between the roles and of the nine boxes, where those of a preset put most
    accounts into one.
    """
    given = built_in_preset(model) if isinstance(model, str) else model
    key = portfolio.view.key
    filled = with_view_bounds(
        with_proposed_bounds(given, key, portfolio.accounts, home_frame) if is_open(given) else given, key
    )
    if not isinstance(model, str):
        return filled
    return with_proposed_box_cuts(with_proposed_class_cut(filled, portfolio.accounts), portfolio.accounts)
