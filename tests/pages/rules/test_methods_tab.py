"""Weighting methods tab: answers become weights, and a button makes them the draft."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model
from pages.rules.weights.methods_panel import show_methods
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import columns, listed, page_text, row_tables
from tests.pages.rules.single_tab import demo_model, tab

GROUPS = ("realised", "potential", "influence", "fit", "relationship", "risk")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def opened(method: str, draft: Model | None = None) -> AppTest:
    app = tab(show_methods, draft).segmented_control(key="lab_method").set_value(method).run()
    assert not app.exception
    return app


def weigh(app: AppTest, scope: str) -> AppTest:
    return app.selectbox(key="lab_scope_en").set_value(scope).run()


def judge(app: AppTest, one: str, other: str, step: int, scope: str = "groups") -> AppTest:
    """`step` below 0: the first counts more."""
    return app.selectbox(key=f"pair_{scope}_{one}_{other}_en").set_value(step).run()


def shares(app: AppTest, column: str = "method_0") -> list[float]:
    return [float(text.removesuffix("%")) for text in columns(app, 0)[column]]


def draft_weights() -> dict[str, float]:
    """The weights of the draft that the reader's workspace keeps."""
    saved = open_store().workspaces.find("a-test-reader")
    assert saved is not None
    model = Model.from_toml(saved.drafts["demo"])
    return {criterion.name: criterion.weight for criterion in model.criteria}


def test_five_judgements_that_agree_weigh_six_groups(model: Model) -> None:
    """Realised counts 2, 4, 4, 8 and 8 times as much: 8 : 4 : 2 : 2 : 1 : 1 of 18."""
    app = opened("pairwise")
    assert "5 of 15 are enough" in page_text(app)
    assert len(row_tables(app)) == 0
    for other, times in zip(GROUPS[1:], (2, 4, 4, 8, 8), strict=True):
        app = judge(app, "realised", other, -times)
    assert not app.exception
    assert shares(app) == pytest.approx([100 * part / 18 for part in (8, 4, 2, 2, 1, 1)], abs=0.05)
    assert "Consistency ratio 0 (table: Saaty), 5 of 15 pairs rated." in page_text(app)


def test_judgements_that_contradict_each_other_are_named(model: Model) -> None:
    """Realised 8 × risk by five that agree; risk 9 × potential goes against all of them."""
    app = opened("pairwise")
    for other, times in zip(GROUPS[1:], (2, 4, 4, 8, 8), strict=True):
        app = judge(app, "realised", other, -times)
    app = judge(app, "potential", "risk", 9)
    warning = app.warning[0].value.replace("\\", "")
    assert "Above 0.1, ratings contradict each other" in warning
    assert (
        "Risk compared with Potential value: rated 9 times, but the other answers imply that Potential value is 4 times"
        in page_text(app)
    )


def test_judgements_that_contradict_each_other_are_taken_only_by_who_insists(model: Model) -> None:
    """Nine times as much in every pair of four: the first would count 9 × 9 × 9 times as much as the last, not 9."""
    app = weigh(opened("pairwise"), "potential")
    names = [box.key for box in app.selectbox if (box.key or "").startswith("pair_potential_")]
    assert len(names) >= 3
    for key in names:
        app.selectbox(key=key).set_value(-9)
    app.run()
    assert "contradict each other" in app.warning[0].value.replace("\\", "")
    assert app.button(key="pair_potential_take_0").disabled
    (tick,) = app.checkbox
    tick.check().run()
    assert not app.button(key="pair_potential_take_0").disabled
    # The same in another order contradicts itself as much, but nobody has insisted on it.
    app.selectbox(key=names[0]).set_value(9).run()
    assert app.button(key="pair_potential_take_0").disabled


def test_judgements_that_agree_can_be_taken_at_once(model: Model) -> None:
    app = weigh(opened("pairwise"), "realised")
    for other in ("margin", "revenue_total", "regularity"):
        app = judge(app, "revenue", other, -2, "realised")
    assert not app.button(key="pair_realised_take_0").disabled
    assert len(app.checkbox) == 0


def test_swings_offer_nothing_before_a_slider_was_moved(model: Model) -> None:
    app = opened("swing")
    assert "Move one to start." in page_text(app)
    assert len(app.button) == len(row_tables(app)) == 0
    begun = app.slider(key="swing_groups_risk").value
    app.slider(key="swing_groups_risk").set_value(begun + 20).run()
    assert len(app.button) == len(row_tables(app)) == 1
    app.slider(key="swing_groups_risk").set_value(begun).run()
    assert len(app.button) == len(row_tables(app)) == 0


def test_groups_that_nothing_connects_are_named(model: Model) -> None:
    app = opened("pairwise")
    for one, other in (("realised", "potential"), ("realised", "influence"), ("potential", "influence"),
                       ("fit", "relationship"), ("fit", "risk")):  # fmt: skip
        app = judge(app, one, other, -2)
    assert not app.exception
    assert "Realised value, Potential value, Influence value | Strategic fit, Relationship, Risk" in (
        app.error[0].value.replace("\\", "")
    )
    assert len(row_tables(app)) == 0


def test_a_judgement_can_be_taken_back(model: Model) -> None:
    app = judge(opened("pairwise"), "realised", "potential", -2)
    assert app.session_state["rated_pairs"] == (1, 5)
    app.selectbox(key="pair_groups_realised_potential_en").select_index(0).run()
    assert app.session_state["rated_pairs"] == (0, 5)


def test_answers_stay_while_another_method_is_looked_at(model: Model) -> None:
    app = judge(opened("pairwise"), "realised", "potential", -3)
    app.segmented_control(key="lab_method").set_value("swing").run()
    app.segmented_control(key="lab_method").set_value("pairwise").run()
    assert app.selectbox(key="pair_groups_realised_potential_en").value == -3
    assert app.session_state["rated_pairs"] == (1, 5)


def test_a_scope_that_a_method_does_not_ask_about_gives_way_to_the_groups(model: Model) -> None:
    """All twenty criteria can be swung, but are too many for pairs."""
    app = weigh(opened("swing"), "criteria")
    assert len(app.slider) > 15
    app.segmented_control(key="lab_method").set_value("pairwise").run()
    assert not app.exception
    assert app.selectbox(key="pair_groups_realised_potential_en").value is not None


def test_weights_within_a_group_become_the_draft_and_others_keep_theirs(model: Model) -> None:
    app = weigh(opened("pairwise"), "realised")
    # Revenue 4 × margin, 4 × revenue since the start, 2 × regularity: 4 : 1 : 1 : 2 of the group's points.
    for other, times in (("margin", 4), ("revenue_total", 4), ("regularity", 2)):
        app = judge(app, "revenue", other, -times, "realised")
    before = {criterion.name: criterion.weight for criterion in model.criteria}
    app.button(key="pair_realised_take_0").click().run()
    assert not app.exception
    after = draft_weights()
    group = ("revenue", "margin", "revenue_total", "regularity")
    points = sum(before[name] for name in group)
    expected = zip(group, (4, 1, 1, 2), strict=True)
    assert {name: after[name] for name in group} == pytest.approx(
        {name: points * part / 8 for name, part in expected}, abs=0.005
    )
    assert {name: after[name] for name in after if name not in group} == pytest.approx(
        {name: before[name] for name in before if name not in group}
    )


def test_best_and_worst_ask_nine_questions_about_six_groups_and_weigh_them(model: Model) -> None:
    """Answers that agree: 8 : 4 : 4 : 2 : 2 : 1 of 21."""
    app = opened("best_worst")
    assert "0 of 9 answered." in page_text(app)
    counts = dict(zip(GROUPS, (8, 4, 4, 2, 2, 1), strict=True))
    for other in GROUPS[1:]:
        app.selectbox(key=f"bw_groups_realised_{other}_en").set_value(8 // counts[other])
    for more in GROUPS[1:-1]:
        app.selectbox(key=f"bw_groups_{more}_risk_en").set_value(counts[more])
    app.run()
    assert not app.exception
    assert "All answers are consistent." in page_text(app)
    assert shares(app) == pytest.approx([100 * counts[group] / 21 for group in GROUPS], abs=0.06)
    app.selectbox(key="bw_groups_potential_risk_en").set_value(9).run()
    # 2 · 9 instead of 8, of at most 8 · 8 − 8.
    assert f"Inconsistency {10 / 56:.1%} (0% is full agreement), highest for Potential value" in page_text(app)


def test_swings_weigh_in_proportion_to_their_points(model: Model) -> None:
    app = opened("swing")
    for group, points in zip(GROUPS, (100, 50, 25, 25, 0, 0), strict=True):
        app.slider(key=f"swing_groups_{group}").set_value(points)
    app.run()
    assert shares(app) == [50, 25, 12.5, 12.5, 0, 0]
    for group in GROUPS:
        app.slider(key=f"swing_groups_{group}").set_value(0)
    app.run()
    assert "Every criterion has 0 points" in app.error[0].value
    assert len(row_tables(app)) == 0


def test_the_data_advise_and_change_nothing_by_themselves(model: Model) -> None:
    app = opened("data", model)
    saved = draft_weights()
    text = page_text(app)
    assert "Data show how accounts differ, not what is important." in text
    assert "active customers with complete data" in text
    for column in ("present", "method_0", "method_1"):
        assert sum(shares(app, column)) == pytest.approx(100, abs=0.5)
    assert draft_weights() == saved
    app.button(key="data_take_1").click().run()
    assert not app.exception
    assert draft_weights() != saved
    # What is taken is what the draft has now.
    assert shares(app, "present") == pytest.approx(shares(app, "method_1"), abs=0.11)


def test_the_second_opinion_counts_what_it_would_change(model: Model) -> None:
    app = opened("topsis")
    table = listed(app, "topsis_accounts")
    apart = [abs(int(one) - int(other)) for one, other in zip(table["rank_score"], table["rank_topsis"], strict=True)]
    assert apart == sorted(apart, reverse=True)
    assert "Missing data of " in page_text(app)
    app.selectbox(key="topsis_gaps_en").set_value("leave_out").run()
    assert not app.exception
    assert " active customers are not compared." in page_text(app)
