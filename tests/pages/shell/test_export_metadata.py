"""Export metadata of files: names, hashes, date and window."""

import json
from dataclasses import replace
from pathlib import Path

import fastexcel
import polars as pl
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.services.scenarios import save_scenario
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.export_metadata import EXPORT_METADATA
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import DEMO, NOW
from tests.store.sample_content import by

HOME = "12/account"


def stamps() -> None:
    """What the published model's and the draft's files say; run as a page."""
    import streamlit as st

    from pages.shell.export_metadata import export_metadata
    from pages.shell.page_context import page_context
    from pages.shell.workspace import enter_workspace

    enter_workspace()
    context = page_context()
    st.json({"published": export_metadata(context).labels, "draft": export_metadata(context, context.draft).labels})


def movers() -> None:
    """The movers of the draft as a workbook; run as a page."""
    import streamlit as st

    from kam_core.whatif.comparison import compare
    from pages.rules.drafts.what_if_context import WhatIfContext
    from pages.rules.simulate.mover_files import mover_file
    from pages.shell.export_metadata import export_metadata
    from pages.shell.page_context import page_context
    from pages.shell.workspace import enter_workspace

    enter_workspace()
    context = page_context()
    what_if = WhatIfContext(context, context.draft, compare(context.portfolio, context.draft))
    st.session_state["file"] = mover_file(what_if, export_metadata(context, context.draft), "xlsx")()


def reader(script: object, **more: object) -> AppTest:
    """A page made of a script, for a reader with these drafts and choices."""
    before = open_store().workspaces.find("a-test-reader") or Workspace("a-test-reader")
    open_store().workspaces.save(replace(before, **{"drafts": {}, "view": {}, **more}), NOW)  # type: ignore[arg-type]
    app = AppTest.from_function(script)  # type: ignore[arg-type]
    app.query_params["w"] = "a-test-reader"
    app.run()
    assert not app.exception
    return app


def metadata_of(app: AppTest) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(app.json[0].value)
    return found


def test_the_published_model_goes_by_its_name_and_number(demo: Model) -> None:
    built_in = metadata_of(reader(stamps))["published"]
    assert (built_in["about_scenario"], built_in["about_model"]) == ("Standard", model_hash(demo))
    assert (built_in["about_as_of"], built_in["about_window"], built_in["about_unit"]) == (
        "2026-09-30",
        "12",
        "account",
    )
    bold = demo.with_weights({"growth": 40.0})
    open_store().models.publish(
        data_set_id="demo",
        home=HOME,
        name="Standard",
        document=bold.to_toml(),
        note="n",
        by=by("Kim", NOW),
        expected=None,
    )
    found = metadata_of(reader(stamps))
    assert (found["published"]["about_scenario"], found["published"]["about_model"]) == (
        "Standard v1",
        model_hash(bold),
    )
    assert found["draft"] == found["published"]


def test_the_same_files_have_the_same_data_hash_on_the_page_and_on_the_command_line(
    demo: Model, tmp_path: Path
) -> None:
    files = sorted(str(file) for file in DEMO.glob("*.csv"))
    out = tmp_path / "scores.csv"
    # In another order, and without the name and the currency that the page gives them.
    assert main(["what-if", *reversed(files), "--draft", str(model_of(demo, tmp_path)), "--out", str(out)]) == 0
    on_page = metadata_of(reader(stamps))["published"]["about_data"]
    assert set(pl.read_csv(out, schema_overrides={"about_data": pl.String})["about_data"]) == {on_page}


def model_of(model: Model, folder: Path) -> Path:
    """A draft of the model that moves accounts, as a file."""
    path = folder / "draft.toml"
    path.write_text(model.with_weights({"revenue": 0.0, "margin": 0.0}).to_toml(), encoding="utf-8")
    return path


def test_a_draft_goes_by_the_name_of_its_scenario_until_it_is_changed(demo: Model) -> None:
    bold, bolder = demo.with_weights({"growth": 40.0}), demo.with_weights({"growth": 60.0})
    made = save_scenario(open_store(), bold, data_set_id="demo", name="Bold", by=by("Kim", NOW))
    notes = {"taken": {"demo": made.id}, "taken_at": {"demo": "1"}}
    for model, name in ((bold, "Bold"), (bolder, "Bold, changed since")):
        draft = metadata_of(reader(stamps, drafts={"demo": model.to_toml()}, view=notes))["draft"]
        assert (draft["about_scenario"], draft["about_model"]) == (name, model_hash(model))


def test_a_draft_that_is_no_scenario_does_not_go_by_the_name_of_the_published_model(demo: Model) -> None:
    bold = demo.with_weights({"growth": 40.0})
    draft = metadata_of(reader(stamps, drafts={"demo": bold.to_toml()}))["draft"]
    assert (draft["about_scenario"], draft["about_model"]) == ("Standard, changed since", model_hash(bold))
    other = rebuilt(bold, name="From a file")
    assert metadata_of(reader(stamps, drafts={"demo": other.to_toml()}))["draft"]["about_scenario"] == "From a file"


def test_tiers_set_by_hand_are_no_part_of_the_hash(demo: Model) -> None:
    open_store().overrides.set(
        data_set_id="demo", account_id="A002", tier="S", reason="flagship", until=None, by=by("Kim", NOW)
    )
    assert metadata_of(reader(stamps))["published"]["about_model"] == model_hash(demo)


def test_the_movers_of_a_draft_leave_as_a_workbook_that_names_the_draft(demo: Model) -> None:
    bold = demo.with_weights({"revenue": 0.0, "margin": 0.0})
    app = reader(movers, drafts={"demo": bold.to_toml()})
    data_set_id = fastexcel.read_excel(app.session_state["file"])
    assert data_set_id.sheet_names == ["movers", "About this file"]
    listed = data_set_id.load_sheet(0).to_polars()
    assert listed.height > 0
    assert set(listed["direction"]) == {"up", "down"}
    about = {
        name: value for _, value, name in data_set_id.load_sheet(1, header_row=None, dtypes="string").to_polars().rows()
    }
    assert list(about) == list(EXPORT_METADATA)
    assert about["about_model"] == model_hash(bold)
