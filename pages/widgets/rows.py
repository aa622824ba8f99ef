"""Plain tables: rows that are no accounts, shaped for the eye."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from kam_core.insight.concentration import UNIT_WORDS, Concentration, ConcentrationView
from kam_core.locale.language import Language
from kam_core.scoring.tiering.key_accounts import was_key_of
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import MONEY_SCALE
from pages.widgets.account_table import for_display

UNIT_TITLES = {
    "account_id": N_("Account"),
    "parent": N_("Group"),
    "owner": N_("Owner"),
    "industry": N_("Industry"),
    "region": N_("Region"),
}


def show_rows(
    frame: pl.DataFrame, key: str, columns: dict[str, str], right: tuple[str, ...] = (), **settings: Any
) -> None:
    """A table to read: `columns` names the header of each column, already in the reader's words.

    right: columns of numbers that are written as text; dates are shown as days.
    """
    config = {
        name: st.column_config.DateColumn(label, format="YYYY-MM-DD")
        if frame.schema[name] == pl.Date
        else st.column_config.Column(label, alignment="right" if name in right else None)
        for name, label in columns.items()
    }
    st.dataframe(
        frame,
        hide_index=True,
        column_config={**config, **settings},
        key=key,
        placeholder="–",
    )


def beside_tier_rows(compared: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Measure, this account, median of its tier, unit: every value as its kind is written."""
    return pl.DataFrame(
        [
            {
                "measure": words.say(MEASURES[measure].label),
                "value": measure_text(measure, value, words),
                "median": measure_text(measure, median, words),
                "unit": words.say(unit_label(measure)),
            }
            for measure, value, median in compared.iter_rows()
        ],
        schema={"measure": pl.String, "value": pl.String, "median": pl.String, "unit": pl.String},
    )


def measure_text(measure: str, value: float | None, words: Language) -> str | None:
    """A value of a measure as its kind is written; None stays None."""
    if value is None:
        return None
    match MEASURES[measure].kind:
        case Kind.MONEY:
            return words.money(value)
        case Kind.SHARE:
            return words.percent(value, 1)
        case Kind.COUNT | Kind.DAYS:
            return words.number(value, 1)
        case _:
            return words.number(value, 2)


def unit_label(measure: str) -> str:
    """What a measure is counted in; empty where the value says it."""
    match MEASURES[measure].kind:
        case Kind.DAYS:
            return N_("days")
        case _:
            return MEASURES[measure].unit


def line_rows(lines: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Order lines with money as the reader writes it, to the cent."""
    return lines.with_columns(
        pl.Series(name, [_cents(value, words) for value in lines[name].to_list()], dtype=pl.String)
        for name in ("amount", "margin")
    )


def _cents(value: int | None, words: Language) -> str | None:
    return None if value is None else words.money(value, compact=False)


def transition_rows(table: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The transition matrix: stages in words, nothing where nobody moved."""
    names = [words.say(RANK_LABELS[stage]) if stage else words.say("not yet known") for stage in table["stage_then"]]
    return table.with_columns(
        pl.Series("stage_then", names, dtype=pl.String),
        *(pl.when(pl.col(stage) > 0).then(pl.col(stage)).alias(stage) for stage in STAGES),
    )


def cooling_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The cooling list with its money in currency units and, where an account is no longer key, when it was."""
    return _with_was(for_display(frame, words), frame, words)


def _with_was(shown: pl.DataFrame, frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """`was_tier`, `was_on` and `was_published` as one column of text, `was_key`."""
    was = [was_key_of(row) for row in frame.select("was_tier", "was_on", "was_published").iter_rows(named=True)]
    texts = pl.Series("was_key", [None if one is None else words.say(one) for one in was], dtype=pl.String)
    return shown.drop("was_tier", "was_on", "was_published").with_columns(
        (pl.col("stake") / MONEY_SCALE).round(0), texts
    )


def cooling_columns(words: Language) -> dict[str, Any]:
    """Short headers, so that the whole row stands on the screen."""
    currency = f" ({words.currency})" if words.currency else ""
    return {
        "recency_days": _number(words.say("Silent (days)"), "%d", 105),
        "gap_days": _number(words.say("Usual gap (days)"), "%.0f", 130),
        "growth": _number(words.say("Growth"), "%.1f %%", 85),
        "stake": _number(words.say("Revenue at stake") + currency, "localized", 130),
        "revenue": _number(words.say("Revenue") + currency, "localized", 130),
        "revenue_prior": _number(words.say("Window before") + currency, "localized", 160),
        "owner": st.column_config.Column(words.say("Owner"), width=110),
        "was_key": st.column_config.Column(words.say("Was key"), width=170),
    }


def win_back_columns(words: Language) -> dict[str, Any]:
    """Short headers, so that the whole row stands on the screen."""
    currency = f" ({words.currency})" if words.currency else ""
    return {
        "yearly_revenue": _number(words.say("A year, while buying") + currency, "localized", 200),
        "stake": _number(words.say("Revenue at stake") + currency, "localized", 130),
        "recency_days": _number(words.say("Silent (days)"), "%d", 105),
        "purchases_total": _number(words.say("Purchases ever"), "%d", 95),
        "revenue_total": _number(words.say("Revenue ever") + currency, "localized", 150),
        "owner": st.column_config.Column(words.say("Owner"), width=110),
        "industry": st.column_config.Column(words.say("Industry"), width=150),
        "was_key": st.column_config.Column(words.say("Was key"), width=170),
    }


def _number(label: str, form: str, width: int) -> Any:
    return st.column_config.NumberColumn(label, format=form, width=width)


def win_back_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The win-back list with its money in currency units."""
    shown = for_display(frame, words).with_columns((pl.col("yearly_revenue") / MONEY_SCALE).round(0))
    return _with_was(shown, frame, words)


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
    """The first ones: name, value, share, share of all up to here. `account_id` stays where they are accounts."""
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
    """The numbers of the curve; with the first ones lost, those of what remains, and below what they were before."""
    shown = view.numbers if view.loss is None else view.loss.after
    units = words.say(UNIT_WORDS[view.unit])
    notes = (None, units, words.say("0 even – 1 one has all"), words.say("0–10,000"), units)
    labels = (
        words.say("Top 20%"), words.say("80% come from"), words.say("Gini"), words.say("HHI"),
        words.say("Effective number"),
    )  # fmt: skip
    before = _metric_texts(view.numbers, words)
    below = notes if view.loss is None else [words.say("before: {value}", value=text) for text in before]
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
