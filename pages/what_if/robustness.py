"""How firm each tier is: drawn weights, blanks, and criteria that say the same."""

from __future__ import annotations

import numpy as np
import polars as pl
import streamlit as st

from kam_core.charts.acceptability import acceptability_figure
from kam_core.charts.theme import CONFIG
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, UserError
from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    Acceptability,
    acceptability,
    most_robust_first,
    robustness_sentence,
    seconds_for,
    ties_sentence,
)
from kam_core.whatif.robustness.missing_values import MissingValueEffects, missing_value_effects, rows_worth_asking
from kam_core.whatif.robustness.redundancy import Redundancy, redundancy, warnings
from pages.what_if.answer_cache import MANY, answer, known, remember
from pages.what_if.case import Case
from pages.what_if.movers import FIRMNESS
from pages.widgets.account_table import show_accounts
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

SPREADS: dict[float | None, str] = {
    None: N_("any weights at all"),
    0.5: N_("half to one and a half of mine"),
    0.25: N_("a quarter up or down of mine"),
}
MOST_ROWS, MOST_BARS, MOST_BLANKS = 200, 25, 50


def show_firmness(case: Case) -> None:
    """Draw weights and count tiers, S and A first; then what blanks and twins may do."""
    words, portfolio = case.words, case.drafted
    if not (portfolio.tiers.tier >= 0).any():
        st.caption(words.say("No account has a tier yet."))
        return
    try:
        found = _drawn(case, portfolio)
        if found is not None:
            _show_shares(portfolio, found, words)
        with st.spinner(words.say("Filling the blanks …")):
            filled = answer(case, ("blanks",), lambda: missing_value_effects(portfolio))
        _show_blanks(portfolio, filled, words)
        _show_redundancy(portfolio, answer(case, ("redundancy",), lambda: redundancy(portfolio)), words)
    except UserError as error:
        show_error(error.message, words)


def _drawn(case: Case, portfolio: Portfolio) -> Acceptability | None:
    """The draws for the chosen spread; None while many accounts wait for the button."""
    words, accounts = case.words, portfolio.accounts.height
    spread = choose(
        words.say("Weights that somebody else might choose"),
        list(SPREADS), lambda one: words.say(SPREADS[one]), "firmness_spread", words,
    )  # fmt: skip
    question = ("acceptability", DEFAULT_DRAWS, DEFAULT_SEED, spread)
    if accounts > MANY and not known(case, question):
        seconds = seconds_for(portfolio, DEFAULT_DRAWS)
        st.caption(
            words.say(
                "{draws} draws take about {seconds} {seconds:second|seconds}.",
                draws=DEFAULT_DRAWS,
                seconds=round(seconds),
            )
        )
        if not st.button(words.say("Draw the weights"), key="firmness_draw"):
            return None
        remember(case, question)
    with st.spinner(words.say("Drawing weights …")):
        return answer(case, question, lambda: acceptability(portfolio, DEFAULT_DRAWS, DEFAULT_SEED, spread))


def _show_shares(portfolio: Portfolio, found: Acceptability, words: Language) -> None:
    with st.container(key="firmness_sentence"):
        st.markdown(plain(words.say(robustness_sentence(found))))
        ties = ties_sentence(found)
        if ties is not None:
            st.markdown(plain(words.say(ties)))
    st.caption(
        words.say(
            "{draws} draws of the weights, seed {seed}; chance leaves ± {error} at most. Published tiers and seats are "
            "left out. Solid: at least {solid} of the draws in the tier of now; fragile: under {fragile}.",
            draws=found.draws, seed=str(found.seed), error=words.percent(found.error(), 1),
            solid=words.percent(0.9, 0), fragile=words.percent(0.6, 0),
        )
    )  # fmt: skip
    rows = most_robust_first(portfolio, found)[:MOST_ROWS]
    names = portfolio.accounts["name"].gather(rows).to_list()
    bars = rows[:MOST_BARS]
    st.plotly_chart(
        acceptability_figure(names[: len(bars)], found.shares[bars].tolist(), words),
        key="firmness_bars",
        config=CONFIG,
    )
    firmness = found.firmness
    frame = pl.DataFrame(
        {
            "account_id": portfolio.accounts["account_id"].gather(rows),
            "name": names,
            "now": [TIERS[portfolio.tiers.tier[row]] for row in rows],
            "firmness": [words.say(FIRMNESS[firmness[row] or "leaning"]) for row in rows],
            **{tier: found.shares[rows, place] * 100 for place, tier in enumerate(TIERS)},
            "stake": [words.money(int(portfolio.inputs.revenue[row])) for row in rows],
        }
    )
    show_accounts(frame, words, "firmness_rows", _share_columns(words))


def _share_columns(words: Language) -> dict[str, object]:
    shares = {tier: st.column_config.NumberColumn(tier, format="%.0f %%", width=70) for tier in TIERS}
    return {
        **shares,
        "now": st.column_config.Column(words.say("Tier"), width=60),
        "firmness": st.column_config.Column(words.say("Firmness"), width=100),
        "stake": st.column_config.Column(words.say("Revenue"), alignment="right", width=110),
    }


def _show_blanks(portfolio: Portfolio, found: MissingValueEffects, words: Language) -> None:
    show_heading(words.say("What blanks may hide"))
    rows = rows_worth_asking(portfolio, found)
    if not len(rows):
        st.caption(words.say("No blank can change a tier."))
        return
    shown = rows[:MOST_BLANKS]
    st.caption(
        words.say(
            "{count} {count:account|accounts} may have another tier once {count:its|their} blanks are filled, at "
            "worst and at best. What to ask for first stands beside {count:it|them}; the largest revenue comes "
            "first.",
            count=len(rows),
        )
    )
    criteria = portfolio.model.criteria
    frame = pl.DataFrame(
        {
            "account_id": portfolio.accounts["account_id"].gather(shown),
            "name": portfolio.accounts["name"].gather(shown),
            "range": [
                f"{TIERS[portfolio.tiers.tier[row]]} ({TIERS[found.low[row]]}–{TIERS[found.high[row]]})"
                for row in shown
            ],
            "ask": [words.say(MEASURES[criteria[found.ask[row]].measure].label) for row in shown],
            "decides": [words.say("yes") if found.decides[row] else words.say("with others") for row in shown],
            "swing": [words.number(found.swing[row], 1) for row in shown],
            "stake": [words.money(int(portfolio.inputs.revenue[row])) for row in shown],
        }
    )
    columns = {
        "range": st.column_config.Column(words.say("Tier (worst–best)"), width=130),
        "ask": st.column_config.Column(words.say("Ask for first")),
        "decides": st.column_config.Column(words.say("Alone decides"), width=110),
        "swing": st.column_config.Column(words.say("Points at stake"), alignment="right", width=120),
        "stake": st.column_config.Column(words.say("Revenue"), alignment="right", width=110),
    }
    show_accounts(frame, words, "blank_rows", columns)


def _show_redundancy(portfolio: Portfolio, found: Redundancy, words: Language) -> None:
    show_heading(words.say("What the weights really do"))
    for message in warnings(portfolio, found):
        st.warning(plain(words.say(message)))
    criteria = portfolio.model.criteria
    rows = [k for k in np.argsort(-found.nominal, kind="stable").tolist() if found.nominal[k] > 0]
    frame = pl.DataFrame(
        {
            "criterion": [words.say(MEASURES[criteria[k].measure].label) for k in rows],
            "nominal": [words.percent(found.nominal[k], 1) for k in rows],
            "effective": ["–" if np.isnan(found.effective[k]) else words.percent(found.effective[k], 1) for k in rows],
        },
        schema={"criterion": pl.String, "nominal": pl.String, "effective": pl.String},
    )
    columns = {
        "criterion": words.say("Criterion"),
        "nominal": words.say("Share of weight"),
        "effective": words.say("Share of the differences between scores"),
    }
    show_rows(frame, "effective_weights", columns, right=("nominal", "effective"))
