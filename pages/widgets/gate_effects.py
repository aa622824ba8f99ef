"""Gate effects beside tier counts: the sentence, and the accounts that gates hold back."""

from __future__ import annotations

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kam_core.insight.gated_accounts import gate_list
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.gate_effects import SHORT_REASONS, gate_effect_sentence
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain


def show_gates(portfolio: Portfolio, words: Language, key: str) -> DeltaGenerator:
    """Show the sentence, and behind a button the accounts that gates hold back; returns their row, for more of it."""
    listed = gate_list(portfolio.accounts)
    row = st.container(horizontal=True, vertical_alignment="center", key=f"{key}_gates")
    with row:
        st.caption(plain(words.say(gate_effect_sentence(portfolio.tiers, portfolio.inputs))), width="content")
        if listed.height:
            label = words.say("Held back by a gate: {count}", count=listed.height)
            # Rows are sent only once somebody looks.
            opened = st.popover(label, key=f"{key}_gates_list", on_change="rerun", type="tertiary")
            if opened.open:
                with opened:
                    show_accounts(_rows(listed, words), words, f"{key}_gates_accounts", height=320)
    return row


def gate_names(words: Language) -> pl.Expr:
    """`held_back_by` as a text, null where no gate holds the account back."""
    labels = {name: words.say(label) for name, label in SHORT_REASONS.items()}
    return pl.col("held_back_by").list.eval(pl.element().replace(labels)).list.join(words.spec.list_separator)


def _rows(listed: pl.DataFrame, words: Language) -> pl.DataFrame:
    return listed.with_columns(gate_names(words).alias("why")).drop("held_back_by")
