"""Scenarios of the Decide screen: save, open, copy, rename, archive, compare, share by a link."""

import datetime
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.draft_link import read_link
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.services.scenarios import save_scenario, scenarios
from kam_core.store.model_versions import ModelVersion
from kam_core.store.workspace import Workspace
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, arrive, columns, open_screen, page_text
from tests.store.sample_content import by

HOME = "12/account"


def lab(draft: Model | None = None, who: str = "Kim", link: str = "a-test-reader", **notes: Any) -> AppTest:
    """The tab of a reader who has this draft."""
    drafts = {} if draft is None else {"demo": draft.to_toml()}
    before = open_store().workspaces.find(link)
    if before is None:
        saved_scenarios = open_store().workspaces.save(Workspace(link, drafts=drafts, view={"who": who, **notes}), NOW)
        assert saved_scenarios is not None
    app = arrive(link)
    app.session_state["decide_part"] = "Scenarios"
    open_screen(app, "decide")
    assert not app.exception
    return app


def saved(model: Model, name: str, scenario: ModelVersion | None = None, who: str = "Lee") -> ModelVersion:
    return save_scenario(
        open_store(), model, data_set_id="demo", name=name, by=by(who, datetime.datetime.now(datetime.UTC)),
        scenario=scenario,
    )  # fmt: skip


def part(app: AppTest, label: str) -> AppTest:
    """Another tab of the screen."""
    app.session_state["decide_part"] = label
    return app.run()


def named(app: AppTest, name: str) -> AppTest:
    (field,) = [one for one in app.text_input if one.key and one.key.startswith("scenario_name_")]
    field.set_value(name)
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def chosen(app: AppTest, scenario: ModelVersion) -> AppTest:
    (box,) = [one for one in app.selectbox if one.key and one.key.startswith("scenario_demo")]
    box.select(scenario.id).run()
    return app


def refused(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error).replace("\\", "")


def saved_scenarios() -> list[tuple[str, str]]:
    return [(one.name, model_hash(Model.from_toml(one.document))) for one in scenarios(open_store(), "demo")]


def test_a_draft_saved_under_a_name_is_that_scenario_from_then_on(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.0})
    app = lab(bold)
    assert "Your draft is not saved as a scenario yet" in page_text(app)
    press(named(app, "Bold"), "scenario_new")
    assert saved_scenarios() == [("Bold", model_hash(bold))]
    assert "Your draft is the saved scenario “Bold”" in page_text(app)
    # The same after a reload, which is a new session.
    assert "Your draft is the saved scenario “Bold”" in page_text(lab())


def test_the_published_model_itself_can_be_saved_under_a_name(demo: Model) -> None:
    press(named(lab(), "As it is"), "scenario_new")
    assert saved_scenarios() == [("As it is", model_hash(demo))]


def test_a_scenario_that_was_changed_is_saved_again_under_the_same_name(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    braver = demo.with_weights({"growth": 60.0})
    note = {"demo": made.id}
    app = lab(braver, taken=note, taken_at={"demo": str(made.version)})
    assert "is based on the scenario “Bold” with changes" in page_text(app)
    press(app, "scenario_save")
    assert saved_scenarios() == [("Bold", model_hash(braver))]
    assert "Your draft is the saved scenario “Bold”" in page_text(app)


def test_a_scenario_that_another_saved_since_shows_a_conflict_to_decide(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    theirs = demo.with_weights({"growth": 60.0})
    saved(theirs, "Bold", made)
    press(app, "scenario_save")
    assert "Lee changed this at" in refused(app)
    assert saved_scenarios() == [("Bold", model_hash(theirs))]
    app.run()
    assert "Lee saved “Bold” at" in refused(app)
    press(app, "scenario_goes_on")
    press(app, "scenario_save")
    assert saved_scenarios() == [("Bold", model_hash(demo.with_weights({"growth": 40.0})))]


def test_a_newer_version_of_a_scenario_can_be_taken(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    theirs = demo.with_weights({"growth": 60.0})
    saved(theirs, "Bold", made)
    app.run()
    press(app, "scenario_gives_way")
    assert "Your draft is the saved scenario “Bold”" in page_text(app)
    assert model_hash(Model.from_toml(app.session_state["workspace"].drafts["demo"])) == model_hash(theirs)
    assert refused(app) == ""


def test_a_scenario_is_opened_copied_renamed_put_away_and_taken_out_again(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.0})
    made = saved(bold, "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    assert model_hash(Model.from_toml(app.session_state["workspace"].drafts["demo"])) == model_hash(bold)
    press(chosen(app, made), "scenario_copy")
    assert sorted(name for name, _ in saved_scenarios()) == ["Bold", "Bold (2)"]
    chosen(app, made).text_input(key=f"rename_{made.id}_{made.version}").set_value("Brave").run()
    press(app, "scenario_rename")
    assert sorted(name for name, _ in saved_scenarios()) == ["Bold (2)", "Brave"]
    # Its own new name is no surprise to whoever gave it.
    assert refused(app) == ""
    press(chosen(app, made), "scenario_archive")
    assert [name for name, _ in saved_scenarios()] == ["Bold (2)"]
    app.toggle(key="scenarios_archived").set_value(True).run()
    press(app, "scenario_reopen")
    assert sorted(name for name, _ in saved_scenarios()) == ["Bold (2)", "Brave"]


@pytest.mark.parametrize(
    ("name", "who", "sentence"),
    [
        (" ", "Kim", "Enter a name for the scenario"),
        ("Bold", "", "Enter your name"),
        ("BOLD", "Kim", "named BOLD already"),
    ],
)
def test_a_scenario_that_cannot_be_saved_says_why(demo: Model, name: str, who: str, sentence: str) -> None:
    saved(demo, "bold")
    app = press(named(lab(demo.with_weights({"growth": 40.0}), who=who), name), "scenario_new")
    assert sentence in refused(app)
    assert len(saved_scenarios()) == 1


def test_models_side_by_side_show_their_counts_and_what_differs(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.0})
    made = saved(bold, "Bold")
    app = lab(demo.with_weights({"recency": 30.0}))
    app.multiselect(key="compare_sides_en").set_value(["draft", made.id, "published"]).run()
    assert not app.exception
    sides = columns(app, "sides")
    # The published model comes first, whatever the order of the choice.
    assert sides["name"] == ["Published model", "Your draft", "Bold v1"]
    for tier in "SABC":
        assert all(" · " in cell for cell in sides[f"tier_{tier}"])
    counts = [sum(int(sides[f"tier_{tier}"][row].split(" · ")[0]) for tier in "SABC") for row in range(3)]
    assert len(set(counts)) == 1
    differing = columns(app, "differing")
    row = differing["what"].index("Weight of Growth")
    assert [differing[f"side_{side}"][row] for side in (1, 2, 3)] == ["5", "5", "40"]
    assert "Accounts with different tiers" in page_text(app)


def test_one_model_alone_is_no_comparison(demo: Model) -> None:
    app = lab()
    app.multiselect(key="compare_sides_en").set_value(["published"]).run()
    assert "Choose two or more" in page_text(app)


def test_the_link_of_the_draft_describes_it_exactly(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.5})
    app = lab(bold)
    (code,) = [one.value for one in app.code]
    parts = urlsplit(code)
    link = read_link(parse_qs(parts.query, strict_parsing=True))
    assert parts.path.endswith("/simulate")
    # The sender's workspace is nobody else's business.
    assert "w" not in parse_qs(parts.query)
    assert link.draft(demo) == bold
    assert (link.hash, link.data) == (model_hash(bold), dataset_cache.data_hash_of(dataset_cache.demo()))


def test_a_draft_that_no_link_can_carry_says_what_to_do(demo: Model) -> None:
    other = Model.from_dict({**demo.model_dump(), "missing": "neutral"})
    app = lab(other)
    assert "Save it as a scenario first" in page_text(app)
    press(named(app, "Neutral"), "scenario_new")
    (code,) = [one.value for one in app.code]
    assert f"base={scenarios(open_store(), 'demo')[0].id}" in code


def test_a_home_that_cannot_be_written_switches_the_buttons_off(demo: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    from kam_core.vocabulary.message import Message

    app = lab(demo.with_weights({"growth": 40.0}))
    monkeypatch.setattr(open_store().database, "recheck", lambda: Message("Nothing can be saved: the disk is full."))
    app.run()
    assert app.button(key="scenario_new").disabled


def test_two_readers_of_one_scenario_work_on_drafts_of_their_own(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    first = press(chosen(lab(link="reader-one"), made), "scenario_open")
    second = lab(link="reader-two")
    assert first.session_state["workspace"].drafts
    assert second.session_state["workspace"].drafts == {}
    assert replace(made) in scenarios(open_store(), "demo")


def test_a_scenario_moved_back_to_the_published_numbers_is_still_that_scenario(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    open_screen(app, "simulate").toggle(key="plain_levers").set_value(True).run()
    app.session_state["criteria_potential"] = True
    app.run()
    app.slider(key="lever_w_growth").set_value(5.0).run()
    open_screen(app, "decide")
    assert "is based on the scenario “Bold” with changes" in page_text(app)
    press(app, "scenario_save")
    assert saved_scenarios() == [("Bold", model_hash(demo))]


def test_a_name_typed_into_one_field_of_the_page_appears_in_the_other(demo: Model) -> None:
    app = part(lab(demo.with_weights({"growth": 40.0}), who=""), "Publish")
    app.text_input(key="publish_who").set_value(" Kim  Lee ").run()
    assert part(app, "Scenarios").text_input(key="scenario_who").value == "Kim Lee"
    app.text_input(key="scenario_who").set_value("Zoe").run()
    assert part(app, "Publish").text_input(key="publish_who").value == "Zoe"
    part(app, "Scenarios")
    press(named(app, "Bold"), "scenario_new")
    assert scenarios(open_store(), "demo")[0].created_by == "Zoe"


def test_a_scenario_that_another_saved_since_is_not_published_in_its_older_words(demo: Model) -> None:
    made = saved(demo.with_weights({"growth": 40.0}), "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    theirs = demo.with_weights({"growth": 60.0})
    saved(theirs, "Bold", made)
    part(app, "Publish")
    (note,) = [one for one in app.text_area if one.key and one.key.startswith("publish_note")]
    note.set_value("why")
    press(app, "publish_now")
    assert "Lee changed this at" in refused(app)
    assert open_store().models.published("demo") is None
    assert saved_scenarios() == [("Bold", model_hash(theirs))]
    press(app, "scenario_goes_on")
    press(app, "publish_now")
    done = open_store().models.published("demo")
    assert done is not None
    assert (done.id, Model.from_toml(done.document).criterion("growth").weight) == (made.id, 40)


def test_a_scenario_put_away_by_another_leaves_its_draft_where_it_is(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.0})
    made = saved(bold, "Bold")
    app = press(chosen(lab(), made), "scenario_open")
    open_store().models.archive(made, by("Lee", datetime.datetime.now(datetime.UTC)))
    app.run()
    assert "Your draft is not saved as a scenario yet" in page_text(app)
    press(named(app, "Mine"), "scenario_new")
    assert saved_scenarios() == [("Mine", model_hash(bold))]
