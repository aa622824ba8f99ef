"""Hysteresis replay: tier changes that hysteresis would have avoided or delayed in past months."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.hysteresis_replay import replay_figure
from kam_core.charts.theme import CONFIG
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.services.history import past_portfolios, past_views
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.message import Points, UserError
from kam_core.whatif.limits.hysteresis_replay import ReplayResult, replay, replay_sentence, usual_settings
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.cache import frame_cache, model_cache
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import column_infos
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

MANY = 50_000
"""Accounts from which the replay is no longer a matter of seconds."""


@st.cache_resource(show_spinner=False, max_entries=16)
def _replayed(
    _dataset: Dataset, _views: tuple[View, ...], _model: Model, _settings: tuple[Hysteresis, ...],
    key: tuple[object, ...],
) -> tuple[ReplayResult, ...]:  # fmt: skip
    return replay(past_portfolios(_dataset, _views, _model), _settings)


def show_replay(what_if: WhatIfContext) -> None:
    """Show the band of the draft beside others, and the changes by month; on demand, for it takes a while."""
    words, context = what_if.words, what_if.context
    show_heading(words.say("Effect of the buffer in the past"))
    views = past_views(context.dataset, context.view)
    if what_if.draft_portfolio.accounts.height > MANY:
        st.caption(words.say("With this many accounts, the replay takes about a minute."))
    if not st.toggle(
        words.say(
            "Replay the last {months} month-end", "Replay the last {months} month-ends", "months", months=len(views)
        ),
        key="replay_on",
    ):
        return
    settings = usual_settings(what_if.draft.hysteresis)
    key = (*frame_cache.frame_key(context.dataset, context.view), model_cache.model_text(what_if.draft))
    try:
        with st.spinner(
            words.say("Replaying {months} month-end …", "Replaying {months} month-ends …", "months", months=len(views))
        ):
            replays = _replayed(context.dataset, views, what_if.draft, settings, key)
    except UserError as error:
        show_error(error.message, words)
        return
    draft_replay = replays[0]
    st.markdown(plain(words.say(replay_sentence(draft_replay))))
    months = [view.as_of.isoformat()[:7] for view in views[1:]]
    with_band, without = zip(*draft_replay.by_month, strict=True)
    st.plotly_chart(replay_figure(months, with_band, without, words), key="replay_figure", config=CONFIG)
    show_rows(
        replay_rows(replays, words),
        "replay_table",
        {
            "setting": words.say("Buffer"),
            "flips": words.say("Tier changes"),
            "avoided": words.say("Changes avoided"),
            "later": words.say("Delay of upgrades (account-months)"),
            "accounts": words.say("Accounts delayed"),
            "longer": words.say("Delay of downgrades (account-months)"),
        },
        infos=column_infos("replay", words),
    )
    st.caption(words.say("Same model and ranges at every month-end, with the manual tiers in force at that time."))


def replay_rows(replays: tuple[ReplayResult, ...], words: Language) -> pl.DataFrame:
    """One row per band; the draft's own is the first."""
    return pl.DataFrame(
        [
            {
                "setting": _band(one.hysteresis, words) + (" · " + words.say("your draft") if position == 0 else ""),
                "flips": one.flips,
                "avoided": one.avoided,
                "later": one.upgrades_later,
                "accounts": one.accounts_later,
                "longer": one.downgrades_later,
            }
            for position, one in enumerate(replays)
        ]
    )


def _band(band: Hysteresis, words: Language) -> str:
    text = words.say(
        "{points} point, {share}",
        "{points} points, {share}",
        "points",
        points=Points(band.points),
        share=words.percent(band.share, 1),
    )
    return (
        text if not band.stay_months else words.say("{band}, {months}", band=text, months=months_text(band.stay_months))
    )
