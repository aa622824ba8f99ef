"""What-if page: a lever moves accounts, drafts are saved, invalid levers show an error."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.presets import built_in_preset
from tests.pages.app_session import arrive, link_of, move_in, page_text

PAGE = "pages/rules/simulate/page.py"
REALISED = {one.name: one.weight for one in built_in_preset("standard").criteria if one.group == "realised"}
"""Weight of each criterion of realised value in the built-in model of the demo."""


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    move_in(monkeypatch, tmp_path)
    return opened()


def opened(link: str | None = None) -> AppTest:
    """The page with plain sliders: the live ones run in a browser only (tests/browser/simulate/test_live_levers.py)."""
    return arrive(link).switch_page(PAGE).run().toggle(key="plain_levers").set_value(True).run()


def answer(test: AppTest) -> str:
    assert not test.exception
    return " ".join((test.subheader[0].value, test.markdown[0].value))


def slider(test: AppTest, name: str) -> float:
    return float(test.session_state[name])


UNTOUCHED = "Move a weight or a tier cut to see what changes"


def test_at_first_the_draft_is_the_published_model(lab: AppTest) -> None:
    assert UNTOUCHED in answer(lab)


def test_moving_a_group_moves_accounts_and_keeps_the_proportions_inside_it(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(2 * sum(REALISED.values())).run()
    assert "accounts change tier" in answer(lab)
    parts = {name: slider(lab, f"lever_w_{name}") for name in ("revenue", "margin", "revenue_total", "regularity")}
    assert parts == {name: 2 * points for name, points in REALISED.items()}


def test_moving_a_criterion_changes_its_group(lab: AppTest) -> None:
    lab.session_state["criteria_potential"] = True
    lab.run()
    lab.slider(key="lever_w_growth").set_value(15.0).run()
    assert slider(lab, "lever_g_potential") == 30
    assert "accounts change tier" in answer(lab)


def test_a_group_that_stood_at_nothing_comes_back_in_the_models_proportions(lab: AppTest) -> None:
    lab.slider(key="lever_g_fit").set_value(0.0).run()
    lab.slider(key="lever_g_fit").set_value(30.0).run()
    assert slider(lab, "lever_w_mutual_dependence") == 10
    assert slider(lab, "lever_w_environment") == 5


def test_all_weights_at_zero_show_an_error_and_the_last_valid_state_stays(lab: AppTest) -> None:
    for group in ("realised", "potential", "influence", "fit", "relationship"):
        lab.slider(key=f"lever_g_{group}").set_value(0.0).run()
    before = answer(lab)
    lab.slider(key="lever_g_risk").set_value(0.0).run()
    assert not lab.exception
    assert "Give a weight to a criterion with data" in lab.error[0].value.replace("\\", "")
    assert answer(lab) == before


def test_a_cut_out_of_order_shows_an_error_and_the_last_valid_state_stays(lab: AppTest) -> None:
    lab.segmented_control(key="lever_cut").set_value("score").run()
    before = answer(lab)
    lab.number_input(key="lever_score_s").set_value(1.0).run()
    assert "must decrease from S to A to B" in lab.error[0].value.replace("\\", "")
    assert answer(lab) == before


def test_another_cut_counts_anew(lab: AppTest) -> None:
    lab.segmented_control(key="lever_cut").set_value("pareto").run()
    assert "accounts change tier" in answer(lab)
    assert slider_of_cut(lab, "lever_pareto_s") == 50


def slider_of_cut(test: AppTest, name: str) -> float:
    return float(test.number_input(key=name).value)


def test_the_draft_is_found_again_by_the_link_in_another_session(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    again = opened(link_of(lab))
    assert slider(again, "lever_g_realised") == 70
    assert answer(again) == answer(lab)
    other = opened()
    assert slider(other, "lever_g_realised") == sum(REALISED.values())


def test_two_windows_with_one_link_lose_nothing_of_each_other(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    second = opened(link_of(lab))
    lab.slider(key="lever_g_risk").set_value(40.0).run()
    second.button(key="language_switch").click().run()
    third = opened(link_of(lab))
    assert (slider(third, "lever_g_realised"), slider(third, "lever_g_risk")) == (70, 40)
    assert Language("zh").say("What if the rules change?") in page_text(third)


def test_a_window_that_is_behind_shows_the_newer_draft_and_says_so(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    second = opened(link_of(lab))
    lab.slider(key="lever_g_realised").set_value(50.0).run()
    second.slider(key="lever_g_risk").set_value(40.0).run()
    assert slider(second, "lever_g_realised") == 50
    assert "changed in another window" in second.toast[0].value
    assert slider(opened(link_of(lab)), "lever_g_realised") == 50


def test_a_home_that_lost_its_workspaces_takes_the_next_move(lab: AppTest, tmp_path: Path) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    with closing(sqlite3.connect(tmp_path / "kam.sqlite")) as home, home:
        home.execute("delete from workspaces")
    lab.slider(key="lever_g_risk").set_value(40.0).run()
    assert not lab.exception
    assert slider(opened(link_of(lab)), "lever_g_risk") == 40


def test_a_draft_is_the_same_in_every_window(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    lab.selectbox(key="choose_window_en").select(24).run()
    assert slider(lab, "lever_g_realised") == 70
    lab.slider(key="lever_g_realised").set_value(60.0).run()
    lab.selectbox(key="choose_window_en").select(12).run()
    assert slider(lab, "lever_g_realised") == 60


def test_proposed_score_cuts_are_those_of_the_data_and_gone_after_a_reset(lab: AppTest) -> None:
    lab.segmented_control(key="lever_cut").set_value("score").run()
    lab.number_input(key="lever_score_s").set_value(99.0).run()
    lab.button(key="reset_draft").click().run()
    lab.segmented_control(key="lever_cut").set_value("score").run()
    assert slider(lab, "lever_score_s") < 99


def test_a_quota_from_a_file_is_unchanged_to_the_digit(lab: AppTest) -> None:
    text = built_in_preset("standard").to_toml().replace("s = 0.05", "s = 0.0334")
    lab.file_uploader(key="model_file").set_value(("m.toml", text.encode(), "application/toml")).run()
    lab.button(key="use_model_file").click().run()
    assert "s = 0.0334" in opened(link_of(lab)).session_state["workspace"].drafts["demo"]


def test_reset_goes_back_to_the_published_model(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    lab.button(key="reset_draft").click().run()
    assert slider(lab, "lever_g_realised") == sum(REALISED.values())
    assert UNTOUCHED in answer(lab)


def test_a_built_in_model_can_be_taken_as_draft(lab: AppTest) -> None:
    lab.selectbox(key="start_from").select("growth").run()
    lab.button(key="take_preset").click().run()
    assert slider(lab, "lever_w_growth") == 20
    assert "accounts change tier" in answer(lab)


def test_a_model_file_of_another_version_is_refused_and_the_draft_stays(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    lab.file_uploader(key="model_file").set_value(("old.toml", b'version = 7\nname = "x"\n', "application/toml")).run()
    lab.button(key="use_model_file").click().run()
    assert "old.toml is a model of version 7" in lab.error[0].value.replace("\\", "")
    assert slider(lab, "lever_g_realised") == 70


def test_a_model_file_that_is_no_text_is_refused(lab: AppTest) -> None:
    lab.file_uploader(key="model_file").set_value(("x.toml", b"\xff\xfe\x00\x80", "application/toml")).run()
    lab.button(key="use_model_file").click().run()
    assert "x.toml is not a text file" in lab.error[0].value.replace("\\", "")


def test_the_page_speaks_chinese_after_the_switch(lab: AppTest) -> None:
    lab.button(key="language_switch").click().run()
    assert not lab.exception
    assert Language("zh").say("What if the rules change?") in page_text(lab)


def test_the_score_distribution_is_there_on_demand(lab: AppTest) -> None:
    lab.toggle(key="show_scores").set_value(True).run()
    assert not lab.exception


def test_cuts_that_set_nobody_apart_say_so_and_the_proposal_is_taken_by_one_click(lab: AppTest) -> None:
    lab.segmented_control(key="lever_cut").select("score").run()
    for tier, points in (("s", 30.0), ("a", 20.0), ("b", 10.0)):
        lab.number_input(key=f"lever_score_{tier}").set_value(points)
    lab.run()
    assert "would be S or A by score: these cuts hardly separate them" in captions(lab)
    lab.button(key="take_tiers_proposal").click().run()
    assert "hardly separate them" not in captions(lab)


def captions(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(one.value) for one in test.caption).replace("\\", "")
