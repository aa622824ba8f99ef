"""How much rests on how few (domain: concentration): Pareto curve, Gini, HHI, losing the top."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.account_groups import top_parents
from kam_core.measures.share_of_total import negative_note, positive
from kam_core.vocabulary.message import N_, Message, Money, Points, Share, Term, UserError

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
    """One list of values in a few numbers. All shares rest on the values above 0; None where there are none.

    total: the net sum in the values' unit; accounts: values above 0 (the buyers); top20_accounts = ceil(0.2 × accounts)
    and top20_share their share; n80: accounts that make 80 %; gini (0–1, without small-sample correction), hhi
    (0–10,000) and effective_number (10,000 / hhi); negative_accounts, negative_total: the values below 0 and their sum.
    """

    total: float
    accounts: int
    top20_accounts: int
    top20_share: float | None
    n80: int | None
    gini: float | None
    hhi: float | None
    effective_number: float | None
    negative_accounts: int
    negative_total: float


def concentration(values: Values) -> Concentration:
    """All numbers of one list; NaN values are left out."""
    known = values[~np.isnan(values)]
    positive, negative = known[known > 0], known[known < 0]
    buyers = len(positive)
    top = math.ceil(round(TOP_SHARE * buyers, 9))
    index = hhi(positive) if buyers else None
    return Concentration(
        total=float(known.sum()),
        accounts=buyers,
        top20_accounts=top,
        top20_share=top_share(positive, top) if buyers else None,
        n80=accounts_for(positive, MOST) if buyers else None,
        gini=gini(positive) if buyers else None,
        hhi=index,
        effective_number=HHI_SCALE / index if index else None,
        negative_accounts=len(negative),
        negative_total=float(negative.sum()),
    )


def gini(values: Values) -> float:
    """Gini coefficient G = Σ (2i − n − 1)·xᵢ / (n·Σx) of values ≥ 0 in rising order. Refuses an all-zero list."""
    rising = np.sort(values)
    n = len(rising)
    total = float(rising.sum())
    if n == 0 or total <= 0 or rising[0] < 0:
        raise UserError("A Gini coefficient needs values of 0 or more with a sum above 0.")
    place = np.arange(1, n + 1)
    return float(((2 * place - n - 1) * rising).sum() / (n * total))


def hhi(values: Values) -> float:
    """Herfindahl–Hirschman index Σ (percentage share)², 0–10,000, of values ≥ 0 with a sum above 0."""
    total = float(values.sum())
    if total <= 0:
        raise UserError("A Herfindahl–Hirschman index needs a sum above 0.")
    shares = values / total
    return float((shares * shares).sum() * HHI_SCALE)


def largest_first(values: Values) -> Values:
    """The values above 0 in falling order: what shares of a total rest on."""
    return np.sort(values[values > 0])[::-1]


def top_share(values: Values, n: int) -> float:
    """Share of the n largest values in the sum of those above 0 (0–1); at least one must be above 0."""
    falling = largest_first(values)
    return min(1.0, float(falling[:n].sum() / falling.sum()))


def accounts_for(values: Values, share: float) -> int:
    """The fewest accounts that together reach this share of the sum of the values above 0."""
    cumulative = np.cumsum(largest_first(values))
    target = share * float(cumulative[-1])
    return int(np.argmax(cumulative >= target - SLACK * target)) + 1


def pareto_curve(values: Values, lose_top: int = 0) -> pl.DataFrame:
    """`place`, `account_share`, `value_share` (0–1) of the values above 0, the largest first, in ≤ 500 points.

    Without the first `lose_top` the shares stay those of the whole, so that the curve ends below 1 by what is lost.
    """
    falling = largest_first(values)
    if not len(falling):
        return pl.DataFrame(schema=CURVE_COLUMNS)
    left = falling[lose_top:]
    cumulative = np.concatenate([[0.0], np.minimum(np.cumsum(left) / falling.sum(), 1.0)])
    place = thinned(len(left))
    return pl.DataFrame({"place": place, "account_share": place / len(falling), "value_share": cumulative[place]})


def thinned(n: int, points: int = CURVE_POINTS) -> npt.NDArray[np.int64]:
    """At most `points` places from 0 to n, both ends kept, all of the first fifth: a curve bends where it starts."""
    if n + 1 <= points:
        return np.arange(n + 1)
    dense = points // 5
    rest = np.linspace(dense, n, points - dense).round().astype(np.int64)
    return np.unique(np.concatenate([np.arange(dense), rest]))


@dataclass(frozen=True)
class Loss:
    """What is gone, and what remains, when the top N leave. lost_share: of the values above 0 (0–1)."""

    n: int
    lost: float
    lost_share: float
    before: Concentration
    after: Concentration


def lose_top(values: Values, n: int) -> Loss:
    """The n largest values above 0 gone; what is below 0 stays. Refuses a list without a value above 0."""
    falling = largest_first(values)
    if not len(falling):
        raise UserError("Nothing can be lost: no value is above 0.")
    known = values[~np.isnan(values)]
    rest = np.concatenate([falling[n:], known[known <= 0]])
    return Loss(n, float(falling[:n].sum()), top_share(falling, n), concentration(known), concentration(rest))


def by_unit(accounts: pl.DataFrame, unit: str, measure: str) -> pl.DataFrame:
    """`key`, `value`, `positive`: a measure added up by `account_id` or by owner, region, industry or parent.

    value is the net sum; positive what counts for shares: of a group of companies (`parent`) its net sum where above 0,
    of an owner, region or industry the positive amounts of its accounts. The largest positive first. Accounts that name
    no unit are under a null key. `parent` is a code; an account without one is its own group.
    """
    key = pl.coalesce("parent", "account") if unit == "parent" else pl.col(unit)
    sums = (
        accounts.filter(pl.col(measure).is_not_null())
        .group_by(key.alias("key"))
        .agg(pl.col(measure).sum().alias("value"), positive(measure).sum().alias("positive"))
    )
    if unit in BUYING_UNITS:
        sums = sums.with_columns(positive("value").alias("positive"))
    return sums.sort("positive", "value", "key", descending=[True, True, False], nulls_last=True)


ABC_LIMITS = (0.80, 0.95)
TOP_ROWS = 20
UNITS = ("account_id", "parent", "owner", "industry", "region")
BUYING_UNITS = ("account_id", "parent")
"""Units that buy: their amounts are netted. The others are sets of accounts."""
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

    units: how many have a value above 0; nameless: whether accounts that name no unit are one of those listed; numbers:
    of the units, with the net total and what is below 0 counted by account (by group, where groups are the unit); whole
    and kept: the curve with and without the lost; cross: where 80 % is reached; abc: `class`, `units`, `value` (net),
    `share`; top: the first ones, `account_id` (null where the unit is no account), `name` (null where the unit is not
    given), `value` (net), `share`, `cumulative`.
    """

    unit: str
    measure: str
    units: int
    nameless: bool
    numbers: Concentration
    whole: pl.DataFrame
    kept: pl.DataFrame
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
    counted = accounts.filter(bought)
    listed = by_unit(counted, unit, measure)
    values = listed["positive"].cast(pl.Float64).to_numpy()
    numbers = _with_net(concentration(values), counted, listed, unit, measure)
    whole, units = pareto_curve(values), numbers.accounts
    lost = min(lose, max(0, units - 1))
    return ConcentrationView(
        unit=unit,
        measure=measure,
        units=units,
        nameless=bool(listed["key"].has_nulls()),
        numbers=numbers,
        whole=whole,
        kept=pareto_curve(values, lost) if lost else whole,
        loss=lose_top(values, lost) if lost else None,
        cross=(numbers.n80 / units, top_share(values, numbers.n80)) if numbers.n80 is not None else None,
        abc=abc_classes(values, listed["value"].cast(pl.Float64).to_numpy()),
        top=_named(listed, accounts, unit).head(TOP_ROWS),
    )


def _with_net(
    numbers: Concentration, accounts: pl.DataFrame, listed: pl.DataFrame, unit: str, measure: str
) -> Concentration:
    """The numbers with the net total and with what is below 0: of the units that buy, else of the single accounts."""
    amounts = listed["value"] if unit in BUYING_UNITS else accounts[measure].drop_nulls()
    below = amounts.filter(amounts < 0)
    return replace(
        numbers,
        total=float(amounts.sum()),
        negative_accounts=len(below),
        negative_total=float(below.sum()),
    )


def abc_classes(values: Values, amounts: Values | None = None) -> pl.DataFrame:
    """`class`, `units`, `value`, `share`: A to 80 % of the sum above 0, B to 95 %, C the rest with what is ≤ 0.

    The one that crosses a limit still belongs to the better class. share: of the values above 0; value: the net sum,
    of `amounts` (one per value) where they are not the values themselves.
    """
    known = ~np.isnan(values)
    values, amounts = values[known], (values if amounts is None else amounts)[known]
    falling = np.argsort(-values, kind="stable")
    above, net = np.clip(values[falling], 0.0, None), amounts[falling]
    total = float(above.sum())
    before = (np.cumsum(above) - above) / total if total > 0 else np.ones(len(above))
    place = np.select([(before < limit - SLACK) & (above > 0) for limit in ABC_LIMITS], [0, 1], 2)
    inside = [place == k for k in range(3)]
    return pl.DataFrame(
        {
            "class": ["A", "B", "C"],
            "units": [int(flags.sum()) for flags in inside],
            "value": [float(net[flags].sum()) for flags in inside],
            "share": [min(1.0, float(above[flags].sum() / total)) if total > 0 else None for flags in inside],
        },
        schema={"class": pl.String, "units": pl.Int64, "value": pl.Float64, "share": pl.Float64},
    )


def _named(listed: pl.DataFrame, accounts: pl.DataFrame, unit: str) -> pl.DataFrame:
    if unit in BUYING_UNITS:
        key = "account_id" if unit == "account_id" else "account"
        names = accounts.select(pl.col(key).alias("key"), pl.col("account_id"), pl.col("name"))
        named = listed.join(names, on="key", how="left", maintain_order="left")
    else:
        named = listed.with_columns(pl.lit(None, pl.String).alias("account_id"), pl.col("key").alias("name"))
    # What is not above 0 is no part of the whole: it has its money and no share.
    part = pl.when(pl.col("positive") > 0).then(pl.col("positive").cast(pl.Float64))
    whole = pl.col("positive").sum().cast(pl.Float64)
    return named.select(
        "account_id", "name", "value", (part / whole).clip(upper_bound=1.0).alias("share"),
        (part.cum_sum() / whole).clip(upper_bound=1.0).alias("cumulative"),
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
    for more in (_loss_sentence(view), _negative_sentence(view)):
        if more is not None:
            sentence = Message("{first} {then}", first=sentence, then=more)
    return sentence


def _so_many(units: int, unit: str) -> Message:
    return Message(UNITS_COUNTED[unit], count=units)


def _loss_sentence(view: ConcentrationView) -> Message | None:
    if view.loss is None:
        return None
    lost = Points(view.loss.lost) if view.measure == "score" else Money(round(view.loss.lost))
    assert view.loss.after.n80 is not None, "at least one unit above 0 remains"
    return Message(
        "Without the top {n}, {lost} ({share}) is gone; 80% of what remains come from {n80}.",
        n=view.loss.n, lost=lost, share=Share(view.loss.lost_share), n80=_so_many(view.loss.after.n80, view.unit),
    )  # fmt: skip


def _negative_sentence(view: ConcentrationView) -> Message | None:
    """What stands beside the shares: those below 0, by account where the unit is a set of accounts."""
    numbers = view.numbers
    if not numbers.negative_accounts or view.measure == "score":
        return None
    who = _so_many(numbers.negative_accounts, view.unit if view.unit in BUYING_UNITS else "account_id")
    return negative_note(who, round(numbers.negative_total), round(numbers.total))


@dataclass(frozen=True)
class ParetoPoints:
    """A Pareto curve and where it reaches 80 %: (share of accounts, share of the measure)."""

    frame: pl.DataFrame
    cross: tuple[float, float] | None


def pareto_points(accounts: pl.DataFrame, measure: str) -> ParetoPoints:
    """The Pareto curve of a measure over the accounts above 0, with the point at which 80 % is reached."""
    values = accounts[measure].cast(pl.Float64).to_numpy()
    numbers = concentration(values)
    cross = None
    if numbers.n80 is not None:
        cross = (numbers.n80 / numbers.accounts, top_share(values, numbers.n80))
    return ParetoPoints(pareto_curve(values), cross)
