"""Tables and metrics of the concentration screen."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.insight.concentration.by_unit import ConcentrationView
from kam_core.insight.concentration.concentration_sentence import UNIT_WORDS, population_of
from kam_core.insight.concentration.indices import Concentration
from kam_core.locale.language import Language
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.formulas import formula_of
from kam_core.vocabulary.message import N_, Points, Share
from pages.widgets.metrics import Metric
from pages.widgets.shown_figures import show_figure
from pages.widgets.tables.column import ANSWER, Cell, Column

UNIT_TITLES = {
    "account_id": N_("Account"),
    "parent": N_("Group"),
    "owner": N_("Owner"),
    "industry": N_("Industry"),
    "region": N_("Region"),
}


def abc_rows(view: ConcentrationView, words: Language) -> pl.DataFrame:
    """Class, how many, their value and share, as the reader writes them."""
    return pl.DataFrame(
        [
            {
                "class": name,
                "units": words.number(units),
                "value": _value(view.measure, value, words),
                "share": words.maybe_percent(share),
            }
            for name, units, value, share in view.abc.iter_rows()
        ]
    )


def top_rows(view: ConcentrationView, words: Language) -> pl.DataFrame:
    """The largest units that are no accounts: name, value, share, cumulative share, as the reader writes them."""
    return pl.DataFrame(
        [
            {
                "name": name or words.say("not given"),
                "value": _value(view.measure, value, words),
                "share": words.maybe_percent(share),
                "cumulative": words.maybe_percent(cumulative),
            }
            for name, value, share, cumulative in view.top.drop("account_id").iter_rows()
        ],
        schema=dict.fromkeys(("name", "value", "share", "cumulative"), pl.String),
    )


def top_accounts(view: ConcentrationView, words: Language) -> pl.DataFrame:
    """The largest accounts or groups: name, value, share, cumulative share."""
    return view.top.with_columns(pl.col("name").fill_null(words.say("not given")))


def top_columns(titles: Mapping[str, str], measure: str) -> dict[str, Column]:
    """Column settings of the largest accounts."""
    kinds = {
        "value": Cell.NUMBER if measure == "score" else Cell.MONEY, "share": Cell.SHARE, "cumulative": Cell.SHARE
    }  # fmt: skip
    return {name: Column(title, kinds.get(name), priority=ANSWER) for name, title in titles.items()}


def unit_infos(words: Language) -> dict[str, str]:
    """The formulas of amounts and shares."""
    return {name: words.say(formula_of(name)) for name in ("value", "share", "cumulative")}


def _value(measure: str, value: float, words: Language) -> str:
    return words.points(value) if measure == "score" else words.money(value)


METRICS = ("top20_share", "n80", "gini", "hhi", "effective_number")


def concentration_metrics(view: ConcentrationView, infos: Mapping[str, str], words: Language) -> list[Metric]:
    """The metrics of the curve; with the largest lost, those of the remaining units, and the former ones below."""
    shown = view.numbers if view.loss is None else view.loss.after
    units = words.say(UNIT_WORDS[view.unit])
    notes = (None, units, words.say("0 = equal shares, 1 = all with one"), words.say("0–10,000"), units)
    population = population_of(view)
    remaining = population if view.loss is None else f"{population}:without:{view.loss.n}"
    before, now = _values(view.numbers), _values(shown)
    below = (
        notes
        if view.loss is None
        else [
            words.say("previously {value}", value=show_figure(words, name, population, before[name]))
            for name in METRICS
        ]
    )
    return [
        Metric(words.say(FIGURES[name].label), show_figure(words, name, remaining, now[name]), note, infos[name])
        for name, note in zip(METRICS, below, strict=True)
    ]


def _values(numbers: Concentration) -> dict[str, object]:
    return {
        "top20_share": None if numbers.top20_share is None else Share(numbers.top20_share),
        "n80": numbers.n80,
        "gini": numbers.gini,
        "hhi": None if numbers.hhi is None else round(numbers.hhi),
        "effective_number": None if numbers.effective_number is None else Points(numbers.effective_number),
    }
