"""What the accounts of each stage buy: product families against the stage before."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.lifecycle.families import BUYING
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Message, Share, Term
from pages.shell.cache.lifecycle_cache import families_by_stage
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

SHOWN = 12
"""Families at first."""


def show_stage_families(context: PageContext, accounts: pl.DataFrame) -> None:
    """Show the share of each family in the revenue of each stage, and what each buys more of than the one before."""
    words = context.words
    found = families_by_stage(context, accounts)
    show_heading(words.say("What each stage buys"), words.say(context.window_text))
    if found is None:
        st.caption(
            words.say(
                "No product family is known. Load order lines with a product family, or a product list, to see it."
            )
        )
        return
    sentences = [
        Message(
            "{stage} accounts buy more {family} than {before} ones: {share} after {share_before}.",
            stage=Term(RANK_LABELS[row["stage"]]),
            before=Term(RANK_LABELS[row["before"]]),
            family=context.value_text(row["product_family"]),
            share=Share(row["share"]),
            share_before=Share(row["share_before"]),
        )
        for row in found.jumps.iter_rows(named=True)
    ]
    if found.unnamed > 0:
        sentences.append(
            Message("{share} of the revenue is of products without a family, left out.", share=Share(found.unnamed))
        )
    st.caption(plain(words.joined([words.say(one) for one in sentences])))
    shares = context.with_value_texts(found.shares, "product_family")
    shown = shares.with_columns(
        pl.Series(stage, [words.maybe_percent(one) for one in shares[stage]], dtype=pl.String) for stage in BUYING
    )
    show_rows(
        shown,
        "lifecycle_families",
        {"product_family": words.say("Product family"), **{one: words.say(RANK_LABELS[one]) for one in BUYING}},
        right=BUYING,
        rows_at_first=SHOWN,
    )
