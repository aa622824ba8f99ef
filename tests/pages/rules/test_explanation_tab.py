"""Explanation tab: the sentence, the steps to the cut, and the part of each criterion."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.cuts import ParetoCut, ScoreCut
from kam_core.scoring.model.model import Model
from pages.rules.test.explanation import show_explanation
from tests.pages.app_session import columns, drawn, page_text
from tests.pages.rules.single_tab import demo_model, tab


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def opened(draft: Model | None = None, **view: str) -> AppTest:
    app = tab(show_explanation, draft, **view)
    assert not app.exception
    return app


def number(text: str) -> float:
    return float(text.replace("+", "").replace("−", "-"))


def test_a_draft_that_moves_nobody_says_so(model: Model) -> None:
    assert "changes no tiers" in page_text(opened())


def test_the_sentence_and_the_way_tell_the_same_story(model: Model) -> None:
    app = opened(model.with_weights({"growth": 30.0}))
    sentence = app.markdown[0].value.replace("\\", "")
    way = drawn(app)[0]
    steps = dict(zip(way["y"], way["x"], strict=True))
    assert steps["Previous distance"] + steps["Weights"] + steps["Cut change"] == pytest.approx(steps["New distance"])
    change, moved = round(steps["Weights"], 1), round(abs(steps["Cut change"]), 1)
    assert f"(weights {change:+g}; mainly Growth)".replace("-", "−") in sentence
    assert f"{'rose' if steps['Cut change'] < 0 else 'fell'} by {moved:g}." in sentence


def test_the_parts_of_all_criteria_add_up_to_the_change_and_empty_causes_are_not_shown(model: Model) -> None:
    app = opened(model.with_weights({"growth": 30.0}))
    table = columns(app, 1)
    assert set(table) == {"criterion", "weight", "points", "weights"}
    way = drawn(app)[0]
    total = sum(number(part) for part in table["weights"])
    # Each of the 23 parts is rounded to a tenth.
    assert total == pytest.approx(dict(zip(way["y"], way["x"], strict=True))["Weights"], abs=23 * 0.05)
    assert table["weight"][table["criterion"].index("Growth")] == "5 → 30"


def test_another_mover_can_be_chosen_and_its_steps_lead_to_its_tier(model: Model) -> None:
    app = opened(model.with_weights({"growth": 30.0}))
    first = app.markdown[0].value
    app.selectbox(key="why_account_en").select_index(3).run()
    assert not app.exception
    assert app.markdown[0].value != first
    steps = columns(app, 0)
    assert app.markdown[0].value.replace("\\", "").startswith(f"{steps['before'][-1]} → {steps['after'][-1]}: ")


def test_a_moved_cut_is_the_whole_story_where_nothing_else_changed(model: Model) -> None:
    app = opened(model.with_cut(ScoreCut(s=80.0, a=60.0, b=40.0)))
    way = drawn(app)[0]
    assert way["y"][1:-1] == ["Cut change"]


def test_cuts_that_have_no_measure_in_common_have_no_way(model: Model) -> None:
    app = opened(model.with_cut(ParetoCut()))
    assert not [trace for trace in drawn(app) if trace["type"] == "waterfall"]
    assert "the two cuts use different methods" in page_text(app)


def test_the_tab_is_in_the_language_of_the_reader(model: Model) -> None:
    app = opened(model.with_weights({"growth": 30.0}), language="zh")
    assert app.selectbox[0].label == Language("zh").say("Account")
