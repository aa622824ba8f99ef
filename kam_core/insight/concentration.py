"""How much rests on how few (domain: concentration): Pareto curve, Gini, HHI, losing the top."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.group import top_parents
from kam_core.vocabulary.message import N_, Message, Money, Points, Refusal, Share, Term

Values = npt.NDArray[np.float64]

TOP_SHARE = 0.20
MOST = 0.80
HHI_SCALE = 10_000
CURVE_POINTS = 500
CURVE_COLUMNS = {"place": pl.Int64, "account_share": pl.Float64, "value_share": pl.Float64}
SLACK = 1e-12
"""Relative slack of a cumulative share: 0.1 + 0.7 of 1 still counts as 80 %."""


@dataclass(frozen=True)
class Concentration:
    """One list of values in a few numbers. Shares are of the net total; None where the total is not above 0.

    total: in the values' unit; accounts: values above 0 (the buyers); top20_accounts = ceil(0.2 × accounts) and
    top20_share their share; n80: accounts that make 80 %; gini (0–1, without small-sample correction), hhi
    (0–10,000) and effective_number (10,000 / hhi) on the values above 0.
    """

    total: float
    accounts: int
    top20_accounts: int
    top20_share: float | None
    n80: int | None
    gini: float | None
    hhi: float | None
    effective_number: float | None


def concentration(values: Values) -> Concentration:
    """All numbers of one list; NaN values are left out."""
    known = values[~np.isnan(values)]
    positive = known[known > 0]
    buyers = len(positive)
    top = math.ceil(round(TOP_SHARE * buyers, 9))
    total = float(known.sum())
    index = hhi(positive) if buyers else None
    return Concentration(
        total=total,
        accounts=buyers,
        top20_accounts=top,
        top20_share=top_share(known, top) if total > 0 else None,
        n80=accounts_for(known, MOST) if total > 0 else None,
        gini=gini(positive) if buyers else None,
        hhi=index,
        effective_number=HHI_SCALE / index if index else None,
    )


def gini(values: Values) -> float:
    """Gini coefficient G = Σ (2i − n − 1)·xᵢ / (n·Σx) of values ≥ 0 in rising order. Refuses an all-zero list."""
    rising = np.sort(values)
    n = len(rising)
    total = float(rising.sum())
    if n == 0 or total <= 0 or rising[0] < 0:
        raise Refusal("A Gini coefficient needs values of 0 or more with a sum above 0.")
    place = np.arange(1, n + 1)
    return float(((2 * place - n - 1) * rising).sum() / (n * total))


def lorenz(values: Values) -> tuple[Values, Values]:
    """Lorenz curve of values ≥ 0: share of accounts from the smallest up, cumulative share; both from 0 to 1."""
    rising = np.sort(values)
    cumulative = np.concatenate([[0.0], np.cumsum(rising) / rising.sum()])
    return np.linspace(0.0, 1.0, len(rising) + 1), cumulative


def hhi(values: Values) -> float:
    """Herfindahl–Hirschman index Σ (percentage share)², 0–10,000, of values ≥ 0 with a sum above 0."""
    total = float(values.sum())
    if total <= 0:
        raise Refusal("A Herfindahl–Hirschman index needs a sum above 0.")
    shares = values / total
    return float((shares * shares).sum() * HHI_SCALE)


def top_share(values: Values, n: int) -> float:
    """Share of the n largest values in the net total."""
    return float(np.sort(values)[::-1][:n].sum() / values.sum())


def accounts_for(values: Values, share: float) -> int:
    """The fewest accounts that together reach this share of the net total."""
    cumulative = np.cumsum(np.sort(values)[::-1])
    target = share * float(values.sum())
    return int(np.argmax(cumulative >= target - SLACK * abs(target))) + 1


@dataclass(frozen=True)
class Curve:
    """A Pareto curve of at most 500 points: `frame` has `place`, `account_share` and `value_share` (0–1, may pass 1).

    peak_share: the highest point; given_back: what loss-makers take away again, as a share of the net total.
    """

    frame: pl.DataFrame
    peak_share: float
    given_back: float


def pareto_curve(values: Values, lose_top: int = 0) -> Curve:
    """Accounts from the largest value down against their cumulative share; without the first `lose_top`, if given.

    With accounts lost the shares stay those of the whole, so that the curve ends below 1 by what is lost.
    """
    known = np.sort(values[~np.isnan(values)])[::-1]
    total = float(known.sum())
    if total <= 0:
        return Curve(pl.DataFrame(schema=CURVE_COLUMNS), 0.0, 0.0)
    kept = known[lose_top:]
    cumulative = np.concatenate([[0.0], np.cumsum(kept) / total])
    place = thinned(len(kept))
    frame = pl.DataFrame(
        {"place": place, "account_share": place / max(1, len(known)), "value_share": cumulative[place]}
    )
    peak = float(cumulative.max())
    return Curve(frame, peak, max(0.0, peak - float(cumulative[-1])))


def thinned(n: int, points: int = CURVE_POINTS) -> npt.NDArray[np.int64]:
    """At most `points` places from 0 to n, both ends kept, all of the first fifth: a curve bends where it starts."""
    if n + 1 <= points:
        return np.arange(n + 1)
    dense = points // 5
    rest = np.linspace(dense, n, points - dense).round().astype(np.int64)
    return np.unique(np.concatenate([np.arange(dense), rest]))


@dataclass(frozen=True)
class Loss:
    """What is gone, and what remains, when the top N leave. Shares of the net total (0–1)."""

    n: int
    lost: float
    lost_share: float
    before: Concentration
    after: Concentration


def lose_top(values: Values, n: int) -> Loss:
    """The n largest values gone. Refuses a list whose total is not above 0."""
    known = np.sort(values[~np.isnan(values)])[::-1]
    total = float(known.sum())
    if total <= 0:
        raise Refusal("Nothing can be lost: the total is not above 0.")
    lost = float(known[:n].sum())
    return Loss(n, lost, lost / total, concentration(known), concentration(known[n:]))


def by_unit(accounts: pl.DataFrame, unit: str, measure: str) -> pl.DataFrame:
    """`key`, `value`: a measure added up by `account_id` or by owner, region, industry or parent; largest first.

    Accounts that name no unit are kept under a null key. `parent` is a code; an account without one is its own group.
    """
    key = pl.coalesce("parent", "account") if unit == "parent" else pl.col(unit)
    return (
        accounts.filter(pl.col(measure).is_not_null())
        .group_by(key.alias("key"))
        .agg(pl.col(measure).sum().alias("value"))
        .sort("value", "key", descending=[True, False], nulls_last=True)
    )


ABC_LIMITS = (0.80, 0.95)
LEAST_GIVEN_BACK = 0.0005
"""Losses under 0.05 % of the total are not worth a sentence: it would show them as 0."""
TOP_ROWS = 20
UNITS = ("account_id", "parent", "owner", "industry", "region")
MEASURED = ("revenue", "margin", "score")
UNIT_WORDS = {
    "account_id": N_("accounts"),
    "parent": N_("groups"),
    "owner": N_("owners"),
    "industry": N_("industries"),
    "region": N_("regions"),
}
UNITS_COUNTED = {
    "account_id": N_("{count} {count:account|accounts}"),
    "parent": N_("{count} {count:group|groups}"),
    "owner": N_("{count} {count:owner|owners}"),
    "industry": N_("{count} {count:industry|industries}"),
    "region": N_("{count} {count:region|regions}"),
}
MEASURE_WORDS = {"revenue": N_("revenue"), "margin": N_("margin"), "score": N_("score")}


@dataclass(frozen=True)
class ConcentrationView:
    """All that the concentration page shows of one measure by one unit. Money in ten-thousandths, shares 0–1.

    units: how many there are; nameless: whether accounts that name no unit are one of them; whole and kept: the curve
    with and without the lost; cross: where 80 % is reached; abc: `class`, `units`, `value`, `share`; top: the first
    ones, `account_id` (null where the unit is no account), `name` (null where the unit is not given), `value`,
    `share`, `cumulative`.
    """

    unit: str
    measure: str
    units: int
    nameless: bool
    numbers: Concentration
    whole: Curve
    kept: Curve
    loss: Loss | None
    cross: tuple[float, float] | None
    abc: pl.DataFrame
    top: pl.DataFrame


def concentration_view(accounts: pl.DataFrame, unit: str, measure: str, lose: int = 0) -> ConcentrationView:
    """Add the measure up by unit and see how much rests on how few, with the first `lose` of them gone.

    Only accounts that bought in the window count (for the score: that have a tier).
    """
    bought = pl.col("tier").is_not_null() if measure == "score" else (pl.col("revenue") != 0)
    if unit == "parent":
        # A group is the whole chain: the grandchild counts for the head as well.
        tops = top_parents(accounts).rename({"top": "head"})
        accounts = accounts.join(tops, on="account", how="left", maintain_order="left").with_columns(parent="head")
    listed = by_unit(accounts.filter(bought), unit, measure)
    values = listed["value"].cast(pl.Float64).to_numpy()
    numbers, whole = concentration(values), pareto_curve(values)
    units = len(values)
    lost = min(lose, max(0, units - 1))
    above_zero = numbers.n80 is not None
    return ConcentrationView(
        unit=unit,
        measure=measure,
        units=units,
        nameless=bool(listed["key"].has_nulls()),
        numbers=numbers,
        whole=whole,
        kept=pareto_curve(values, lost) if lost else whole,
        loss=lose_top(values, lost) if lost and above_zero else None,
        cross=(numbers.n80 / units, top_share(values, numbers.n80)) if numbers.n80 is not None else None,
        abc=abc_classes(values),
        top=_named(listed, accounts, unit, numbers.total).head(TOP_ROWS),
    )


def abc_classes(values: Values) -> pl.DataFrame:
    """`class`, `units`, `value`, `share`: A to 80 % of the positive total, B to 95 %, C the rest with what is ≤ 0.

    The one that crosses a limit still belongs to the better class.
    """
    falling = np.sort(values[~np.isnan(values)])[::-1]
    positive = np.clip(falling, 0.0, None)
    total = float(positive.sum())
    before = (np.cumsum(positive) - positive) / total if total > 0 else np.ones(len(falling))
    place = np.select([(before < limit - SLACK) & (falling > 0) for limit in ABC_LIMITS], [0, 1], 2)
    sums = [float(falling[place == k].sum()) for k in range(3)]
    net = float(falling.sum())
    return pl.DataFrame(
        {
            "class": ["A", "B", "C"],
            "units": [int((place == k).sum()) for k in range(3)],
            "value": sums,
            "share": [part / net if net > 0 else None for part in sums],
        },
        schema={"class": pl.String, "units": pl.Int64, "value": pl.Float64, "share": pl.Float64},
    )


def _named(listed: pl.DataFrame, accounts: pl.DataFrame, unit: str, total: float) -> pl.DataFrame:
    if unit in ("account_id", "parent"):
        key = "account_id" if unit == "account_id" else "account"
        names = accounts.select(pl.col(key).alias("key"), pl.col("account_id"), pl.col("name"))
        named = listed.join(names, on="key", how="left", maintain_order="left")
    else:
        named = listed.with_columns(pl.lit(None, pl.String).alias("account_id"), pl.col("key").alias("name"))
    share = pl.col("value") / total if total > 0 else pl.lit(None, pl.Float64)
    return named.select(
        "account_id", "name", "value", share.alias("share"), share.cum_sum().alias("cumulative")
    )  # fmt: skip


def concentration_sentence(view: ConcentrationView, window: Message) -> Message:
    """The page's answer: both readings of 80/20, then what is gone without the first ones, then what losses cost."""
    units, measure = Term(UNIT_WORDS[view.unit]), Term(MEASURE_WORDS[view.measure])
    numbers = view.numbers
    if numbers.top20_share is None or numbers.n80 is None:
        return Message("There is no {measure} above 0 in {window}, so nothing rests on anybody.",
                       measure=measure, window=window)  # fmt: skip
    sentence = Message(
        "The top 20% ({top}) bring {share} of {measure} in {window}; 80% come from the first {n80} ({part} of the "
        "{units}).",
        top=_so_many(numbers.top20_accounts, view.unit), units=units, share=Share(numbers.top20_share),
        measure=measure, window=window, n80=numbers.n80, part=Share(numbers.n80 / view.units),
    )  # fmt: skip
    for more in (_loss_sentence(view), _peak_sentence(view, measure)):
        if more is not None:
            sentence = Message("{first} {then}", first=sentence, then=more)
    return sentence


def _so_many(units: int, unit: str) -> Message:
    return Message(UNITS_COUNTED[unit], count=units)


def _loss_sentence(view: ConcentrationView) -> Message | None:
    if view.loss is None:
        return None
    lost = Points(view.loss.lost) if view.measure == "score" else Money(round(view.loss.lost))
    if view.loss.after.n80 is None:
        return Message("Without the top {n}, {lost} ({share}) is gone and nothing above 0 remains.",
                       n=view.loss.n, lost=lost, share=Share(view.loss.lost_share))  # fmt: skip
    return Message(
        "Without the top {n}, {lost} ({share}) is gone; 80% of what remains come from {n80}.",
        n=view.loss.n, lost=lost, share=Share(view.loss.lost_share), n80=_so_many(view.loss.after.n80, view.unit),
    )  # fmt: skip


def _peak_sentence(view: ConcentrationView, measure: Term) -> Message | None:
    if view.whole.given_back < LEAST_GIVEN_BACK:
        return None
    return Message(
        "The curve peaks at {peak}: those below zero give back {given} of the {measure}.",
        peak=Share(view.whole.peak_share), given=Share(view.whole.given_back), measure=measure,
    )  # fmt: skip
