"""What a band round the cuts would have saved and cost over the months that the data know."""

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
from pages.shell.cache import frame_cache, model_cache
from pages.what_if.case import Case
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
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


def show_replay(case: Case) -> None:
    """On demand, for it measures every month-end: the draft's band beside others, and the flips month by month."""
    words, context = case.words, case.context
    show_heading(words.say("The band, replayed over the past"))
    views = past_views(context.dataset, context.view)
    if case.drafted.accounts.height > MANY:
        st.caption(words.say("With so many accounts a month-end takes seconds, and all of them about a minute."))
    if not st.toggle(
        words.say("Replay the last {months} {months:month-end|month-ends}", months=len(views)), key="replay_on"
    ):
        return
    settings = usual_settings(case.draft.hysteresis)
    key = (*frame_cache.frame_key(context.dataset, context.view), model_cache.model_text(case.draft))
    try:
        with st.spinner(words.say("Replaying {months} {months:month-end|month-ends} …", months=len(views))):
            found = _replayed(context.dataset, views, case.draft, settings, key)
    except UserError as error:
        show_error(error.message, words)
        return
    mine = found[0]
    st.markdown(plain(words.say(replay_sentence(mine))))
    months = [view.as_of.isoformat()[:7] for view in views[1:]]
    with_band, without = zip(*mine.by_month, strict=True)
    st.plotly_chart(replay_figure(months, with_band, without, words), key="replay_figure", config=CONFIG)
    show_rows(
        replay_rows(found, words),
        "replay_table",
        {
            "setting": words.say("Band"),
            "flips": words.say("Changes of tier"),
            "avoided": words.say("Changes saved"),
            "later": words.say("Account-months later up"),
            "accounts": words.say("Accounts that waited"),
            "longer": words.say("Account-months longer up"),
        },
    )
    st.caption(words.say("The same model and bounds at every month-end; overrides as they are in force then."))


def replay_rows(found: tuple[ReplayResult, ...], words: Language) -> pl.DataFrame:
    """One row per band; the draft's own is the first."""
    return pl.DataFrame(
        [
            {
                "setting": _band(one.hysteresis, words) + (" · " + words.say("your draft") if place == 0 else ""),
                "flips": one.flips,
                "avoided": one.avoided,
                "later": one.upgrades_later,
                "accounts": one.accounts_later,
                "longer": one.downgrades_later,
            }
            for place, one in enumerate(found)
        ]
    )


def _band(band: Hysteresis, words: Language) -> str:
    said = words.say(
        "{points} {points:point|points}, {share}",
        points=Points(band.points),
        share=words.percent(band.share, 1),
    )
    return (
        said if not band.stay_months else words.say("{band}, {months}", band=said, months=months_text(band.stay_months))
    )
