"""Tables and metrics of the concentration screen."""

from __future__ import annotations

import polars as pl

from kam_core.insight.concentration.by_unit import ConcentrationView
from kam_core.insight.concentration.concentration_sentence import UNIT_WORDS
from kam_core.insight.concentration.indices import Concentration
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_

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
    """The largest units: name, value, share, cumulative share. `account_id` stays where the units are accounts."""
    return pl.DataFrame(
        [
            {
                "account_id": account_id,
                "name": name or words.say("not given"),
                "value": _value(view.measure, value, words),
                "share": words.maybe_percent(share),
                "cumulative": words.maybe_percent(cumulative),
            }
            for account_id, name, value, share, cumulative in view.top.iter_rows()
        ],
        schema=dict.fromkeys(("account_id", "name", "value", "share", "cumulative"), pl.String),
    )


def _value(measure: str, value: float, words: Language) -> str:
    return words.number(value, 1) if measure == "score" else words.money(value)


def concentration_metrics(view: ConcentrationView, words: Language) -> list[tuple[str, str, str | None]]:
    """The metrics of the curve; with the largest lost, those of the remaining units, and the former ones below."""
    shown = view.numbers if view.loss is None else view.loss.after
    units = words.say(UNIT_WORDS[view.unit])
    notes = (None, units, words.say("0 = equal shares, 1 = all with one"), words.say("0–10,000"), units)
    labels = (
        words.say("Top 20%"), words.say("80% come from the top"), words.say("Gini"), words.say("HHI"),
        words.say("Effective number"),
    )  # fmt: skip
    before = _metric_texts(view.numbers, words)
    below = notes if view.loss is None else [words.say("previously {value}", value=text) for text in before]
    return list(zip(labels, _metric_texts(shown, words), below, strict=True))


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
