"""Fit of the retention models to the accounts of a data set, with what each account is expected to buy in a year."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from kam_core.insight.retention.fitted_parameters import FittedParameters, significant
from kam_core.insight.retention.grouped_histories import GroupedHistories
from kam_core.insight.retention.purchase_history import first_amounts, purchase_histories, purchase_months
from kam_core.insight.retention.purchase_interval import purchase_interval
from kam_core.insight.retention.purchase_model import NoFit, PurchaseModel, fit_purchase_model, log_likelihood
from kam_core.insight.retention.spend_model import SpendModel, fit_spend_model, spend_log_likelihood
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, Money
from kam_core.vocabulary.money import MONEY_SCALE

LEAST_BUYERS, LEAST_REPEAT_BUYERS = 50, 20
"""Accounts from which a model of four parameters is fitted. Only repeat buyers show a rhythm or a silence: five for
each parameter; with fewer than 50 buyers two or three accounts decide whether all others are thought to stay."""
YEAR_WEEKS = 365.25 / 7
SEED = 2005
"""Seed of the intervals: the same data as of the same date have the same interval."""
NAMES = ("BG/NBD", "MBG/NBD")
FORECAST: dict[str, pl.DataType] = {
    "account": pl.Int64(),
    "p_alive": pl.Float64(),
    "expected_purchases": pl.Float64(),
    "expected_value": pl.Int64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
}


@dataclass(frozen=True)
class RetentionFit:
    """The fitted models and what they say of each account, or the reason why none was fitted.

    buyers, repeat_buyers: accounts that ever bought, and those that bought on a second day.
    frame: `FORECAST`, one row per requested account: probability that it still buys, purchases and revenue expected in
    the next 12 months (ten-thousandths, not discounted), and the interval of the purchases that holds in four of five
    cases. Null where the model cannot tell: no repeat purchase yet, or no model. expected_value is null without a spend
    model.
    parameters, spend_parameters: of the model of purchases, in weeks, and of the one of spend, in currency units.
    other: the same of the model of purchases that fits less well, of the two.
    """

    buyers: int
    repeat_buyers: int
    frame: pl.DataFrame
    reason: Message | None = None
    parameters: FittedParameters | None = None
    spend_parameters: FittedParameters | None = None
    other: FittedParameters | None = None
    model: PurchaseModel | None = field(default=None, repr=False)

    @property
    def known(self) -> pl.DataFrame | None:
        """The forecasts; None where no model was fitted."""
        return None if self.parameters is None else self.frame

    @property
    def sentence(self) -> Message:
        """What is expected of the accounts with a repeat purchase; where none was fitted the reason."""
        if self.reason is not None:
            return self.reason
        known = self.frame.filter(pl.col("p_alive").is_not_null())
        purchases = round(float(known["expected_purchases"].sum()))
        alive = round(float(known["p_alive"].sum()))
        bought = Message(
            "Of {count} account with repeat purchases, about {alive} still buys; {purchases} purchases are expected in "
            "the next 12 months",
            "Of {count} accounts with repeat purchases, about {alive} still buy; {purchases} purchases are expected in "
            "the next 12 months",
            "count",
            count=known.height, alive=alive, purchases=purchases,
        )  # fmt: skip
        if known["expected_value"].null_count() == known.height:
            return Message("{bought}.", bought=bought)
        return Message("{bought}, worth {value}.", bought=bought, value=Money(int(known["expected_value"].sum())))


def retention_fit(dataset: Dataset, view: View, accounts: pl.Series) -> RetentionFit:
    """Fit the models to all accounts that bought up to the as-of date, and forecast for the requested account codes.

    dataset: in the unit of the view. An account has the same probability whatever others are requested. Of the two
    models of purchases, which have as many parameters, the one of the larger likelihood counts.
    """
    months = purchase_months(dataset, view)
    histories = purchase_histories(months, view.as_of_day, first=first_amounts(dataset, view))
    return fit_histories(histories, accounts)


def fit_histories(histories: pl.DataFrame, accounts: pl.Series) -> RetentionFit:
    """The fit of `purchase_histories`, with a row per requested account code."""
    repeated = histories.filter(pl.col("frequency") > 0)
    buyers, repeat_buyers = histories.height, repeated.height
    none = accounts.unique().sort().to_frame("account").with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in FORECAST.items() if name != "account"
    )  # fmt: skip
    if buyers < LEAST_BUYERS or repeat_buyers < LEAST_REPEAT_BUYERS:
        return RetentionFit(buyers, repeat_buyers, none, too_few(buyers, repeat_buyers))
    grouped = GroupedHistories.of(histories)
    fitted = [_fit(grouped, shift) for shift in range(len(NAMES))]
    found = sorted(
        (one for one in fitted if not isinstance(one, NoFit)), key=lambda one: one[1].log_likelihood, reverse=True
    )  # fmt: skip
    if not found:
        assert isinstance(fitted[0], NoFit)
        return RetentionFit(buyers, repeat_buyers, none, not_determined(buyers, fitted[0]))
    (model, parameters), others = found[0], found[1:]
    spend = _fit_spend(repeated)
    # All accounts are simulated in one order, so that each has the same draws whatever others are requested.
    simulated = repeated.clear() if accounts.is_empty() else repeated
    forecast = _forecast(simulated, model, None if spend is None else spend[0])
    return RetentionFit(
        buyers,
        repeat_buyers,
        none.select("account").join(forecast, on="account", how="left", maintain_order="left"),
        parameters=parameters,
        spend_parameters=None if spend is None else spend[1],
        other=others[0][1] if others else None,
        model=model,
    )


def too_few(buyers: int, repeat_buyers: int) -> Message:
    """Why no model is fitted to so few accounts."""
    return Message(
        "No estimate of who still buys: {buyers}, {repeat}. It takes {least_buyers} and {least_repeat}.",
        buyers=Message("{count} account has bought", "{count} accounts have bought", "count", count=buyers),
        repeat=Message("{count} of them more than once", count=repeat_buyers),
        least_buyers=LEAST_BUYERS,
        least_repeat=LEAST_REPEAT_BUYERS,
    )


def not_determined(buyers: int, cause: NoFit) -> Message:
    """Why no model fits the purchases of so many accounts."""
    if cause is NoFit.SAME_RHYTHM:
        return Message(
            "No estimate of who still buys: the {count} accounts buy at nearly the same rate, so their purchases do "
            "not determine the model.",
            count=buyers,
        )
    if cause is NoFit.NO_LEAVING:
        return Message(
            "No estimate of who still buys: the purchases of {count} accounts do not show how likely an account is to "
            "leave.",
            count=buyers,
        )
    return Message(
        "No estimate of who still buys: the search for a model of the purchases of {count} accounts did not end.",
        count=buyers,
    )


def _fit(histories: GroupedHistories, shift: int) -> tuple[PurchaseModel, FittedParameters] | NoFit:
    model = fit_purchase_model(histories, shift)
    if isinstance(model, NoFit):
        return model
    # What is computed with is what is stored.
    rounded = PurchaseModel(
        significant(model.r), significant(model.alpha), significant(model.a), significant(model.b), shift
    )
    values = {"r": rounded.r, "alpha": rounded.alpha, "a": rounded.a, "b": rounded.b}
    return rounded, FittedParameters(NAMES[shift], values, histories.accounts, log_likelihood(rounded, histories))


def _fit_spend(repeated: pl.DataFrame) -> tuple[SpendModel, FittedParameters] | None:
    known = repeated.filter(pl.col("mean_spend") > 0)
    if known.height < LEAST_REPEAT_BUYERS:
        return None
    frequency, spend = known["frequency"].cast(pl.Float64).to_numpy(), (known["mean_spend"] / MONEY_SCALE).to_numpy()
    model = fit_spend_model(frequency, spend)
    if model is None:
        return None
    rounded = SpendModel(*(significant(value) for value in (model.p, model.q, model.v)))
    values = {"p": rounded.p, "q": rounded.q, "v": rounded.v}
    likelihood = spend_log_likelihood(rounded, frequency, spend)
    return rounded, FittedParameters("Gamma-Gamma", values, known.height, likelihood)


def _forecast(repeated: pl.DataFrame, model: PurchaseModel, spend: SpendModel | None) -> pl.DataFrame:
    """`FORECAST` of the accounts with a repeat purchase."""
    rows = repeated.sort("account")
    frequency = rows["frequency"].cast(pl.Float64).to_numpy()
    recency, age = rows["recency"].to_numpy(), rows["age"].to_numpy()
    expected = model.expected_purchases(frequency, recency, age, YEAR_WEEKS)
    lower, upper = purchase_interval(model, frequency, recency, age, YEAR_WEEKS, SEED)
    value = pl.Series("expected_value", [None] * rows.height, dtype=pl.Float64)
    if spend is not None:
        mean = (rows["mean_spend"].fill_null(0.0) / MONEY_SCALE).to_numpy()
        value = pl.Series("expected_value", expected * spend.expected_spend(frequency, mean) * MONEY_SCALE)
    return pl.DataFrame(
        {
            "account": rows["account"],
            "p_alive": model.p_alive(frequency, recency, age),
            "expected_purchases": expected,
            "expected_value": value,
            "lower": lower,
            "upper": upper,
        }
    ).with_columns(pl.col("expected_value").round().cast(pl.Int64))
