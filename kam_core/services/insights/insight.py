"""An insight: named figures and the rows behind them, and what they are computed from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.targets.fiscal_year import FiscalYear
from kam_core.measures.account_totals import has_prior_window
from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import key_accounts_at, with_key
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.services.population import Population
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.services.rules.fiscal_year import FISCAL_YEAR
from kam_core.services.rules.risk_weights import RISK_WEIGHTS
from kam_core.vocabulary.contact_days import ContactCadence
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Change, Money, Points, PointsChange, Rate, Share, ShownFigure
from kam_core.vocabulary.money import units


@dataclass(frozen=True)
class Insight:
    """Figures by name, and rows in the order of the screen.

    Values are `Money`, `Share`, numbers, texts, dates, or None where unknown; never 0 for unknown.
    """

    figures: Mapping[str, object]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Recipe:
    """How an insight is made, and the names of its figures and of the columns of its rows."""

    title: str
    figures: tuple[str, ...]
    columns: tuple[str, ...]
    make: Callable[[Subject], Insight]


@dataclass(frozen=True)
class Subject:
    """What an insight is computed from: a data set in a view under a model, for all owners or for one, with the rules
    that its managers saved."""

    dataset: Dataset
    view: View
    model: Model
    owner: str | None = None
    fiscal_year: FiscalYear = FISCAL_YEAR.default
    risk_weights: RiskPolicy = RISK_WEIGHTS.default
    cadence: ContactCadence = CARE_CADENCE.default

    @classmethod
    def of(cls, dataset: Dataset, view: View, model: Model | None = None, owner: str | None = None) -> Subject:
        """The subject; without a model under the built-in one for these data."""
        if model is None:
            model = built_in_model(dataset, account_measures(dataset, view), view.key)
        return cls(dataset, view, model, owner)

    @cached_property
    def now(self) -> Portfolio:
        """All accounts as of the date of the view."""
        return score_accounts(account_measures(self.dataset, self.view), self.view, self.model)

    @property
    def earlier_view(self) -> View | None:
        """The same view at the end of the prior window; None with the window `all`, and before the data start."""
        months = self.view.prior_months or self.view.window_months
        start = self.dataset.first_month
        if months is None or start is None:
            return None
        then = self.view.earlier(months)
        return then if then.last_month >= start else None

    @cached_property
    def then(self) -> Portfolio | None:
        """All accounts at the end of the prior window, under the same model and bounds."""
        view = self.earlier_view
        if view is None:
            return None
        return score_accounts(account_measures(self.dataset, view), view, self.now.model)

    @cached_property
    def all_accounts(self) -> pl.DataFrame:
        """All accounts, with whether each is and was key."""
        then = self.then
        return with_key(self.now.accounts, None if then is None else key_accounts_at(then.accounts, then.view.as_of))

    @property
    def accounts(self) -> pl.DataFrame:
        """The accounts of the owner, or all, with whether each is and was key."""
        return Population(owner=self.owner).rows(self.all_accounts)

    @property
    def has_prior(self) -> bool:
        """Whether the data reach back over the whole prior window."""
        return has_prior_window(self.dataset, self.view)


def plain_value(value: object) -> object:
    """A value as JSON holds it: money in currency units, shares 0–1, dates in ISO order, unknown null."""
    match value:
        case ShownFigure(value=inner):
            return plain_value(inner)
        case Money(ten_thousandths):
            return units(ten_thousandths)
        case Share(ratio) | Rate(ratio) | Change(ratio):
            return ratio
        case Points(points) | PointsChange(points):
            return points
        case datetime.date():
            return value.isoformat()
        case _:
            return value


def money_or_none(ten_thousandths: int | None) -> Money | None:
    """An amount, or None where it is unknown."""
    return None if ten_thousandths is None else Money(ten_thousandths)
