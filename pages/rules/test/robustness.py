"""Robustness of the tiers: drawn weights, missing data, and redundant criteria."""

from __future__ import annotations

import numpy as np
import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, UserError
from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    DEFAULT_SPREAD,
    FRAGILE,
    SOLID,
    Acceptability,
    acceptability,
    most_robust_first,
    seconds_for,
)
from kam_core.whatif.robustness.missing_values import (
    MissingValueEffects,
    enterable,
    missing_value_effects,
    rows_worth_asking,
)
from kam_core.whatif.robustness.redundancy import Redundancy, redundancy, redundancy_advice
from kam_core.whatif.robustness.stability import ties_sentence
from pages.rules.drafts.answer_cache import MANY, cached_answer, mark_asked, was_asked
from pages.rules.drafts.mover_table import FIRMNESS
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.account_table import show_accounts
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import column_infos, formula_texts
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

SPREADS: dict[float | None, str] = {
    DEFAULT_SPREAD: N_("up to 50% higher or lower"),
    0.25: N_("up to 25% higher or lower"),
    None: N_("any weights"),
}
SPREAD = "firmness_spread"
MOST_ROWS, MOST_BLANKS = 200, 50
BOX_WIDTH = 360
TABLE_HEIGHT = 410
"""Ten rows at first."""


def show_robustness(what_if: WhatIfContext) -> None:
    """Show the tiers under drawn weights, S and A first, then the effects of missing data and redundant criteria."""
    words, portfolio = what_if.words, what_if.draft_portfolio
    if not (portfolio.tiers.tier >= 0).any():
        st.caption(words.say("No account has a tier yet."))
        return
    try:
        _ask_spread(words)
        if _was_run(what_if):
            with st.spinner(words.say("Running random draws …")):
                _show_shares(portfolio, _draws(what_if), words)
        with st.spinner(words.say("Filling in missing data …")):
            blanks_result = cached_answer(
                what_if, ("blanks",), lambda: missing_value_effects(portfolio, enterable(portfolio.model))
            )
        _show_blanks(portfolio, blanks_result, words)
        _show_redundancy(portfolio, cached_answer(what_if, ("redundancy",), lambda: redundancy(portfolio)), words)
    except UserError as error:
        show_error(error.message, words)


def drawn_tiers(what_if: WhatIfContext) -> Acceptability | None:
    """The draws in the chosen range of weights; None with many accounts until somebody runs them."""
    is_many = what_if.draft_portfolio.accounts.height > MANY
    return None if is_many and not was_asked(what_if, _question()) else _draws(what_if)


def _spread() -> float | None:
    spread: float | None = st.session_state.setdefault(f"value_{SPREAD}", DEFAULT_SPREAD)
    return spread


def _question() -> tuple[object, ...]:
    return ("acceptability", DEFAULT_DRAWS, DEFAULT_SEED, _spread())


def _draws(what_if: WhatIfContext) -> Acceptability:
    portfolio, spread = what_if.draft_portfolio, _spread()
    return cached_answer(what_if, _question(), lambda: acceptability(portfolio, DEFAULT_DRAWS, DEFAULT_SEED, spread))


def _ask_spread(words: Language) -> None:
    # The value to begin with: to the select box no value would be a choice of its own, any weights.
    _spread()
    choose(
        words.say("Range of weights"),
        list(SPREADS),
        lambda option: words.say(SPREADS[option]),
        SPREAD,
        words,
        width=BOX_WIDTH,
    )


def _was_run(what_if: WhatIfContext) -> bool:
    """Whether the draws can be shown; with many accounts a button runs them."""
    words, portfolio = what_if.words, what_if.draft_portfolio
    if portfolio.accounts.height <= MANY or was_asked(what_if, _question()):
        return True
    seconds = seconds_for(portfolio, DEFAULT_DRAWS)
    st.caption(
        words.say(
            "{draws} draws take about {seconds} second.",
            "{draws} draws take about {seconds} seconds.",
            "seconds",
            draws=DEFAULT_DRAWS,
            seconds=round(seconds),
        )
    )
    if not st.button(words.say("Run"), key="firmness_draw"):
        return False
    mark_asked(what_if, _question())
    return True


def _show_shares(portfolio: Portfolio, result: Acceptability, words: Language) -> None:
    ties = ties_sentence(result)
    if ties is not None:
        st.markdown(plain(say_figures(words, ties)))
    rows = most_robust_first(portfolio, result)[:MOST_ROWS]
    names = portfolio.accounts["name"].gather(rows).to_list()
    firmness = result.firmness
    frame = pl.DataFrame(
        {
            "account_id": portfolio.accounts["account_id"].gather(rows),
            "name": names,
            "now": [TIERS[portfolio.tiers.tier[row]] for row in rows],
            "firmness": [words.say(FIRMNESS[firmness[row] or "leaning"]) for row in rows],
            **{tier: result.shares[rows, place] for place, tier in enumerate(TIERS)},
            "revenue": [int(portfolio.inputs.revenue[row]) for row in rows],
        }
    )
    show_accounts(frame, words, "firmness_rows", _share_columns(words), height=TABLE_HEIGHT)
    st.caption(
        words.say(
            "{draws} random draws (seed {seed}), error up to ± {error}. Published tiers and seats are ignored. "
            "Stable: same tier in at least {solid} of draws; borderline: in less than {fragile}.",
            draws=result.draws, seed=str(result.seed), error=words.percent(result.error(), 1),
            solid=words.percent(SOLID, 0), fragile=words.percent(FRAGILE, 0),
        )
    )  # fmt: skip


def _share_columns(words: Language) -> dict[str, Column]:
    return {
        **{
            tier: Column(tier, Cell.SHARE, digits=0, priority=REASON, help=words.say(FIGURES["tier_share"].formula))
            for tier in TIERS
        },
        "now": Column(words.say("Tier"), Cell.TIER, priority=ANSWER),
        "firmness": Column(priority=ANSWER),
    }


def _show_blanks(portfolio: Portfolio, result: MissingValueEffects, words: Language) -> None:
    show_heading(words.say("Effect of missing data"))
    rows = rows_worth_asking(portfolio, result)
    if not len(rows):
        st.caption(words.say("Data that people enter cannot change any tier."))
        return
    shown = rows[:MOST_BLANKS]
    st.caption(
        words.say(
            "{count} account could change tier once data that people enter are filled in. The table shows the worst "
            "and best case and which gap to fill first; highest revenue first.",
            "{count} accounts could change tier once data that people enter are filled in. The table shows the worst "
            "and best case and which gap to fill first; highest revenue first.",
            "count",
            count=len(rows),
        )
    )
    criteria = portfolio.model.criteria
    frame = pl.DataFrame(
        {
            "account_id": portfolio.accounts["account_id"].gather(shown),
            "name": portfolio.accounts["name"].gather(shown),
            "range": [
                f"{TIERS[portfolio.tiers.tier[row]]} ({TIERS[result.low[row]]}–{TIERS[result.high[row]]})"
                for row in shown
            ],
            "ask": [words.say(MEASURES[criteria[result.ask[row]].measure].label) for row in shown],
            "decides": [
                words.say("yes") if result.decides[row] else words.say("only together with others") for row in shown
            ],
            "swing": [float(result.swing[row]) for row in shown],
            "revenue": [int(portfolio.inputs.revenue[row]) for row in shown],
        }
    )
    columns = {
        "range": Column(words.say("Tier (worst–best)"), priority=ANSWER),
        "ask": Column(words.say("Fill in first"), priority=REASON),
        "decides": Column(words.say("Changes tier alone")),
        "swing": Column(words.say("Points at stake"), priority=REASON),
    }
    show_accounts(frame, words, "blank_rows", columns, height=TABLE_HEIGHT)


def _show_redundancy(portfolio: Portfolio, result: Redundancy, words: Language) -> None:
    show_heading(words.say("Actual effect of the weights"))
    advice = redundancy_advice(portfolio, result)
    if advice is not None:
        st.caption(plain(words.say(advice)))
    criteria = portfolio.model.criteria
    rows = [k for k in np.argsort(-result.nominal, kind="stable").tolist() if result.nominal[k] > 0]
    frame = pl.DataFrame(
        {
            "criterion": [words.say(MEASURES[criteria[k].measure].label) for k in rows],
            "nominal": [words.percent(result.nominal[k], 1) for k in rows],
            "effective": [
                "–" if np.isnan(result.effective[k]) else words.percent(result.effective[k], 1) for k in rows
            ],
        },
        schema={"criterion": pl.String, "nominal": pl.String, "effective": pl.String},
    )
    columns = {
        "criterion": words.say("Criterion"),
        "nominal": words.say("Share of weight"),
        "effective": words.say("Share of score differences"),
    }
    show_rows(
        frame,
        "effective_weights",
        columns,
        right=("nominal", "effective"),
        infos=column_infos("weight", words),
        notes={"criterion": formula_texts((criteria[k].measure for k in rows), words)},
    )
