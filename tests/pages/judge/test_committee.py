"""A committee on the screen: three mark blind, see each other's and decide; a fourth without the right cannot."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.judgement.criteria import CRITERIA_BY_GROUP
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import colleague, enter, page_text, row_tables

GROUP = "fit"
CRITERIA = [one.name for one in CRITERIA_BY_GROUP[GROUP]]
ACCOUNT = "A006"
MARKS = {"Bo": 5, "Cy": 2, "Di": 4}


def as_person(app: AppTest, name: str) -> AppTest:
    app.session_state["person"] = colleague(name).id
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    return next(one for one in app.button if one.key == key).click().run()


def test_three_mark_blind_reveal_and_decide_and_a_viewer_may_do_none_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "judge", {"tab": "rounds"}, language="en")
    for name in MARKS:
        colleague(name, Role.MANAGER)
    colleague("Vi", Role.VIEWER)
    as_person(app, "Bo")
    app.button_group(key="round_which").set_value("chosen").run()
    app.multiselect(key="round_accounts").set_value([ACCOUNT]).run()
    app.text_input(key="round_name").set_value("Autumn")
    app.multiselect(key="round_groups").set_value([GROUP])
    app.multiselect(key="round_assessors").set_value(list(MARKS))
    press(app, "round_start_button")
    assert not app.exception
    [one] = open_store().rounds.of_data_set("demo")
    assert (one.accounts, list(one.criteria), list(one.assessors)) == ((ACCOUNT,), CRITERIA, list(MARKS))

    for name, mark in MARKS.items():
        as_person(app, name)
        assert f"round_results_{one.id}" not in row_tables(app), f"{name} is blind"
        for criterion in CRITERIA:
            app.radio(key=f"round_mark_{one.id}_{ACCOUNT}_{criterion}_").set_value(mark)
        press(app, f"round_save_{one.id}")
        assert not app.exception
    assert row_tables(app)[f"round_discussion_{one.id}"]["mark1"] == ["2"] * len(CRITERIA)

    as_person(app, "Vi")
    assert f"round_results_{one.id}" not in row_tables(app)
    assert "You are not an assessor of this round." in page_text(app)
    assert next(button for button in app.button if button.key == f"round_turn_{one.id}").disabled

    as_person(app, "Bo")
    press(app, f"round_turn_{one.id}")
    app.text_input(key=f"round_decision_{one.id}").set_value("Key account")
    app.text_area(key=f"round_note_{one.id}").set_value("visit in May")
    press(app, f"round_decide_button_{one.id}")
    assert not app.exception
    assert row_tables(app)[f"round_decisions_{one.id}"]["note"] == ["visit in May"]
    assert len(open_store().entries.of_data_set("demo", "assessments")) == len(MARKS) * len(CRITERIA)
