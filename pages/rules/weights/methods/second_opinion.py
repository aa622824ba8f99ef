"""Second opinion on the order of the accounts: where TOPSIS and the score disagree most."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.vocabulary.message import N_, UserError
from kam_core.whatif.methods.topsis import NORMALISATIONS, Gaps, Normalisation, SecondOpinion, second_opinion
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.account_table import show_accounts
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error
from pages.widgets.tables.column import ANSWER, REASON, Column

MOST_ROWS = 50
GAPS: dict[Gaps, str] = {
    "policy": N_("filled by the model's rule"),
    "leave_out": N_("excluded"),
}
SCALES: tuple[Normalisation, ...] = ("none", "vector", "minmax")


def show_second_opinion(what_if: WhatIfContext) -> None:
    """Show the accounts on which both orders disagree most; a selected row opens its account."""
    words = what_if.words
    st.caption(
        words.say(
            "In the score, strong criteria can offset weak ones. TOPSIS ranks accounts by distance to the best "
            "and worst value of each criterion. Both use the draft weights."
        )
    )
    left, right = st.columns(2)
    with left:
        scale = choose(
            words.say("Rescale points"),
            SCALES,
            lambda name: words.say(NORMALISATIONS[name]),
            "topsis_scale",
            words,
        )
    with right:
        gaps = choose(
            words.say("Accounts with missing data"),
            tuple(GAPS),
            lambda name: words.say(GAPS[name]),
            "topsis_gaps",
            words,
        )
    try:
        opinion = second_opinion(what_if.draft_portfolio, scale, gaps)
    except UserError as error:
        show_error(error.message, words)
        return
    st.markdown(plain(_sentence(opinion, what_if)))
    show_heading(words.say("Largest differences"))
    frame = opinion.frame.head(MOST_ROWS)
    show_accounts(_rows(frame), words, "topsis_accounts", _columns(what_if))


def _sentence(opinion: SecondOpinion, what_if: WhatIfContext) -> str:
    words = what_if.words
    sentence = words.say(
        "With TOPSIS, {other} of {all} account would have another tier.",
        "With TOPSIS, {other} of {all} accounts would have another tier.",
        "all",
        other=opinion.other_tier,
        all=opinion.frame.height,
    )
    parts = [sentence]
    if opinion.spearman is not None:
        parts.append(words.say("Rank correlation {rho}.", rho=words.number(opinion.spearman, 2)))
    if opinion.filled:
        parts.append(
            words.say(
                "Missing data of {filled} account were filled in.",
                "Missing data of {filled} accounts were filled in.",
                "filled",
                filled=opinion.filled,
            )
        )
    if opinion.left_out:
        parts.append(
            words.say(
                "{left} active customer is not compared.",
                "{left} active customers are not compared.",
                "left",
                left=opinion.left_out,
            )
        )
    return words.joined(parts)


def _rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "account_id",
        "name",
        pl.concat_str(pl.col("tier_score").cast(pl.String), pl.lit(" → "), pl.col("tier_topsis").cast(pl.String)).alias(
            "move"
        ),
        "rank_score",
        "rank_topsis",
        "score",
        "closeness",
        "revenue",
    )


def _columns(what_if: WhatIfContext) -> dict[str, Column]:
    words = what_if.words
    return {
        "move": Column(words.say("Tier by score → by TOPSIS")),
        "rank_score": Column(words.say("Rank by score"), priority=ANSWER),
        "rank_topsis": Column(words.say("Rank by TOPSIS"), priority=ANSWER),
        "closeness": Column(words.say("Closeness"), priority=REASON),
    }
