"""Limits tab: typed limits become the draft, and their effects are shown."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.measures.view import View, default_view
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis, SeatLimits
from kam_core.store.workspace import Workspace
from pages.rules.decide.limits_panel import show_limits
from pages.shell.cache import dataset_cache, portfolio_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import columns, drawn, enter, listed, page_text, row_tables
from tests.pages.rules.single_tab import demo_model, tab


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def opened(draft: Model | None = None, **view: object) -> AppTest:
    app = tab(show_limits, draft, **view)
    assert not app.exception
    return app


def limited(model: Model, **capacity: SeatLimits) -> Model:
    return rebuilt(model, capacity=Capacity(**capacity).model_dump())


def named(found: list[object], start: str) -> object:
    """The one widget whose key begins so; the rest of the key is what the form was filled with."""
    (one,) = [widget for widget in found if widget.key and widget.key.startswith(start)]  # type: ignore[attr-defined]
    return one


def saved_draft() -> Model:
    """The draft as it is in the store."""
    workspace = open_store().workspaces.find("a-test-reader")
    assert isinstance(workspace, Workspace)
    return Model.from_toml(workspace.drafts["demo"])


def send(app: AppTest, **typed: float) -> AppTest:
    """Type into the form and press its button."""
    for name, value in typed.items():
        named(app.number_input, f"limit_{name}_").set_value(value)  # type: ignore[attr-defined]
    named(app.button, "limits_set_").click()  # type: ignore[attr-defined]
    return app.run()


def test_without_limits_there_are_no_seats_to_show(model: Model) -> None:
    app = opened()
    assert "Seats" not in page_text(app).split("\n")
    assert named(app.number_input, "limit_s_in_all_").value is None  # type: ignore[attr-defined]


def test_typed_limits_become_the_draft_and_show_what_they_do(model: Model) -> None:
    app = send(opened(), s_in_all=3, points=4.5, share=3.0, stay=6)
    assert not app.exception
    draft = saved_draft()
    assert draft.capacity == Capacity(s=SeatLimits(in_all=3))
    assert draft.hysteresis == Hysteresis(points=4.5, share=0.03, stay_months=6)
    assert draft.gates == model.gates
    seats = columns(app, 0)
    assert (seats["tier"], seats["places"], seats["used"]) == (["S"], ["3"], ["3"])
    assert f"One more seat would keep {seats['next'][0]} in S instead of A: revenue {seats['revenue'][0]}" in page_text(
        app
    )
    # The form shows what is the draft now.
    assert named(app.number_input, "limit_s_in_all_").value == 3  # type: ignore[attr-defined]


def test_a_gate_is_switched_off_in_the_draft(model: Model) -> None:
    app = opened()
    named(app.toggle, "limit_recurring_").set_value(False)  # type: ignore[attr-defined]
    assert not send(app).exception
    assert (saved_draft().gates.recurring, saved_draft().gates.revenue_and_margin) == (False, True)


def test_hours_of_one_account_begin_above_none_and_those_there_are_at_none(model: Model) -> None:
    app = opened()
    for tier in "sab":
        assert named(app.number_input, f"limit_{tier}_hours_each_").min == 0.1  # type: ignore[attr-defined]
        assert named(app.number_input, f"limit_{tier}_hours_in_all_").min == 0  # type: ignore[attr-defined]


def test_fewer_hours_than_can_be_typed_stay_as_a_file_brought_them(model: Model) -> None:
    app = opened(limited(model, s=SeatLimits(hours_in_all=5.0, hours_each=0.05)))
    assert named(app.number_input, "limit_s_hours_each_").value == 0.05  # type: ignore[attr-defined]


def test_hours_without_what_one_account_takes_are_refused_and_change_nothing(model: Model) -> None:
    app = send(opened(limited(model, s=SeatLimits(in_all=5))), a_hours_in_all=100.0)
    message = app.error[0].value.replace("\\", "")
    assert message.startswith("Invalid model: limits of A: enter the hours per account")
    assert saved_draft() == limited(model, s=SeatLimits(in_all=5))


def test_who_went_over_the_seats_is_listed_with_whose_seats_were_full(model: Model) -> None:
    app = opened(limited(model, s=SeatLimits(per_owner=1)))
    seats, overflow = columns(app, 0), listed(app, "overflow")
    assert set(seats["places"]) == {"1"}
    assert sum(map(int, seats["waiting"])) == len(overflow["name"])
    assert set(overflow["from_tier"]) == {"S"}
    assert overflow["over"] == overflow["owner"]
    scores = [float(score) for score in overflow["score"]]
    assert scores == sorted(scores, reverse=True)


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_past_is_replayed_on_demand_with_the_drafts_band_first(model: Model) -> None:
    app = opened(rebuilt(model, hysteresis={"points": 0.0, "share": 0.05}))
    assert not drawn(app)
    app.toggle(key="replay_on").set_value(True).run()
    assert not app.exception
    table = columns(app, 0)
    assert table["setting"][0].endswith("your draft")
    flips = dict(zip(table["setting"], map(number, table["flips"]), strict=True))
    drafted = flips[table["setting"][0]]
    assert flips["0.0 points, 0.0%"] == drafted + number(table["avoided"][0])
    without, with_band = drawn(app)
    assert (sum(with_band["y"]), sum(without["y"])) == (drafted, flips["0.0 points, 0.0%"])
    assert f"{drafted:,} times instead of {sum(without['y']):,}" in page_text(app)


def test_goal_seek_shows_what_a_tier_would_take_and_nothing_for_a_tier_that_is_reached(model: Model) -> None:
    accounts = portfolio_cache.portfolio_of(dataset_cache.demo(), _view(), model).accounts
    general = accounts.filter(cut_tier="C").drop_nulls("rank").sort("rank")["account_id"][0]
    app = opened()
    app.selectbox(key="goal_account_en").select(general).run()
    assert "Score " in page_text(app)
    assert app.selectbox(key=f"goal_tier_{general}_en").value == "B"
    assert "Revenue" in columns(app, 0)["measure"]
    best = accounts.filter(tier="S")["account_id"][0]
    app.selectbox(key="goal_account_en").select(best).run()
    assert "This account already has this tier or a higher one." in page_text(app)


def test_an_account_held_back_only_by_a_gate_shows_that_its_score_suffices(model: Model) -> None:
    accounts = portfolio_cache.portfolio_of(dataset_cache.demo(), _view(), model).accounts
    gated = accounts.filter(cut_tier="S", tier="B")["account_id"][0]
    app = opened()
    app.selectbox(key="goal_account_en").select(gated).run()
    assert "Its score is already high enough." in page_text(app)
    assert "A gate would hold it back" in app.warning[0].value
    assert not row_tables(app)


def test_weights_that_put_one_account_before_another_can_be_taken_as_draft(model: Model) -> None:
    app = opened()
    portfolio = portfolio_cache.portfolio_of(dataset_cache.demo(), _view(), model)
    ranked = portfolio.accounts.filter(portfolio.accounts["rank"].is_not_null()).sort("rank")["account_id"].to_list()
    behind, ahead = ranked[20], ranked[10]
    app.selectbox(key="goal_account_en").select(behind).run()
    app.selectbox(key="goal_other_en").select(ahead).run()
    app.button(key="goal_weights").click().run()
    assert not app.exception
    assert re.search(r"(Smallest change|Change found): [\d.]+ points? of weight", page_text(app))
    app.button(key="goal_take").click().run()
    assert not app.exception
    score = dict(
        portfolio_cache.portfolio_of(dataset_cache.demo(), _view(), saved_draft())
        .accounts.select("account_id", "score")
        .iter_rows()
    )
    assert score[behind] > score[ahead]


def _view() -> View:
    return default_view(dataset_cache.demo())


def test_natural_breaks_are_a_kind_of_cut_with_numbers_to_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = enter(monkeypatch, tmp_path, "simulate", plain_levers=True)
    app.segmented_control(key="lever_cut").set_value("natural").run()
    assert not app.exception
    numbers = [app.number_input(key=f"lever_natural_{tier}").value for tier in "sab"]
    assert numbers == sorted(numbers, reverse=True)
    cut = saved_draft().cut
    assert (cut.kind, cut.proposed, cut.s) == ("score", "natural", numbers[0])  # type: ignore[union-attr]
    app.number_input(key="lever_natural_s").set_value(90.0).run()
    assert saved_draft().cut.s == 90


def test_a_history_shorter_than_the_window_cannot_be_replayed_and_says_so(model: Model) -> None:
    app = opened(window=120)
    app.toggle(key="replay_on").set_value(True).run()
    assert "Not enough data: 0 month-ends" in app.error[0].value.replace("\\", "")


def test_the_tab_speaks_the_readers_language(model: Model) -> None:
    app = opened(language="zh")
    assert Language("zh").say("Account") in [box.label for box in app.selectbox]
