"""Tables and metrics of the concentration screen."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.insight.concentration.by_unit import ConcentrationView
from kam_core.insight.concentration.concentration_sentence import UNIT_WORDS
from kam_core.insight.concentration.indices import Concentration
from kam_core.locale.language import Language
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.formulas import formula_of
from kam_core.vocabulary.message import N_
from pages.widgets.metrics import Metric
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
    return words.number(value, 1) if measure == "score" else words.money(value)


METRICS = ("top20_share", "n80", "gini", "hhi", "effective_number")


def concentration_metrics(view: ConcentrationView, infos: Mapping[str, str], words: Language) -> list[Metric]:
    """The metrics of the curve; with the largest lost, those of the remaining units, and the former ones below."""
    shown = view.numbers if view.loss is None else view.loss.after
    units = words.say(UNIT_WORDS[view.unit])
    notes = (None, units, words.say("0 = equal shares, 1 = all with one"), words.say("0–10,000"), units)
    before = _metric_texts(view.numbers, words)
    below = notes if view.loss is None else [words.say("previously {value}", value=text) for text in before]
    return [
        Metric(words.say(FIGURES[name].label), value, note, infos[name])
        for name, value, note in zip(METRICS, _metric_texts(shown, words), below, strict=True)
    ]


def _metric_texts(numbers: Concentration, words: Language) -> list[str]:
    return [
        words.maybe_percent(numbers.top20_share),
        _maybe_number(numbers.n80, 0, words),
        _maybe_number(numbers.gini, 2, words),
        _maybe_number(numbers.hhi, 0, words),
        _maybe_number(numbers.effective_number, 1, words),
    ]


def _maybe_number(value: float | None, digits: int, words: Language) -> str:
    return "–" if value is None else words.number(value, digits)
