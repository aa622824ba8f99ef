"""Withdrawn publications: permissions, and the model in force afterwards."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.services.publishing import take_back
from kam_core.store.model_versions import ModelVersion
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from pages.settings.models import version_file
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import NOW, arrive, colleague, enter, move_in, open_screen, page_text, save_data_set
from tests.store.sample_content import by

HOME = "12/account"
LINES = [row for n in range(1, 11) for row in monthly(f"C{n:02d}", "2023-01-15", 24, 100.0 * n, margin=10.0 * n)]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)


def reader(page: str, data_set_id: str | None = None, who: str = "Kim", **more: Any) -> AppTest:
    """A reader at a page, with a name; the settings page at its models."""
    open_store().workspaces.save(Workspace("a-test-reader", dataset=data_set_id, view={"who": who}, **more), NOW)
    app = arrive("a-test-reader")
    app.session_state["settings_section"] = "models"
    open_screen(app, page)
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def refused(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error).replace("\\", "")


def publish(model: Model, data_set_id: str = "demo", name: str = "Rules") -> ModelVersion:
    before = open_store().models.published(data_set_id)
    return open_store().models.publish(
        data_set_id=data_set_id, home=HOME, name=name, document=model.to_toml(), note="why",
        by=by("Kim", datetime.datetime.now(datetime.UTC)), expected=None if before is None else before.id,
    )  # fmt: skip


def demo_model() -> Model:
    demo = dataset_cache.demo()
    return model_cache.proposed_model(demo, demo.content_id)


def test_the_published_model_is_taken_back_with_a_reason_and_the_built_in_one_holds() -> None:
    version = publish(demo_model().with_weights({"growth": 90.0}))
    page = reader("settings")
    assert "v1, published" in page_text(page)
    click(page, "take_back")
    assert "Enter a reason for withdrawing" in refused(page)
    page.text_input(key=f"take_back_why_{version.id}").set_value("wrong cut").run()
    click(page, "take_back")
    assert "v1, published" not in page_text(page)
    assert open_store().models.find(version.id).status == "archived"


def test_who_may_not_publish_takes_nothing_back() -> None:
    version = publish(demo_model())
    page = reader("settings")
    page.session_state["person"] = colleague("Kim", Role.ACCOUNT_MANAGER).id
    page.run()
    page.text_input(key=f"take_back_why_{version.id}").set_value("wrong cut").run()
    assert page.button(key="take_back").disabled
    assert "Requires the role manager; your role is account manager." in page.button(key="take_back").help
    assert open_store().models.published("demo") == version


def test_imported_data_go_back_to_the_ruler_of_the_day_when_they_were_first_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = enter(monkeypatch, tmp_path, "simulate", data=dataset(LINES))
    data_set_id = first.session_state["workspace"].dataset
    proposed = open_store().models.published(data_set_id)
    assert proposed is not None
    version = publish(Model.from_toml(proposed.document).with_weights({"growth": 90.0}), data_set_id)
    # Ten times the revenue later, a ruler proposed anew would have other bounds.
    more = [{**row, "amount": 10 * row["amount"]} for row in LINES]
    open_store().imports.commit(
        data_set=open_store().data_sets.find(data_set_id), name="test", dataset=dataset(more), records={}, files=[],
        summary={}, rejected=None, by=by("a test", NOW),
    )  # fmt: skip
    take_back(open_store(), version, reason="wrong", by=by("Kim", datetime.datetime.now(datetime.UTC)))
    page = reader("decide", data_set_id)
    # Nothing is published by itself, and the bounds are those of then.
    assert open_store().models.published(data_set_id) is None
    assert [one.number for one in open_store().models.versions(data_set_id)] == [2, 1]
    (note,) = [one for one in page.text_area if one.key and one.key.startswith("publish_note")]
    note.set_value("again")
    click(page, "publish_now")
    again = open_store().models.published(data_set_id)
    assert again is not None
    assert Model.from_toml(again.document).criteria == Model.from_toml(proposed.document).criteria


def test_a_draft_from_a_withdrawn_model_shows_a_notice_and_can_be_continued() -> None:
    version = publish(demo_model().with_weights({"growth": 90.0}))
    draft = demo_model().with_weights({"growth": 70.0})
    page = reader("decide", drafts={"demo": draft.to_toml()})
    assert refused(page) == ""
    saved_workspace = page.session_state["workspace"]
    noted = {**(saved_workspace.view or {}), "bases": {"demo": version.id}}
    open_store().workspaces.save(replace(saved_workspace, view=noted), NOW)
    take_back(open_store(), version, reason="wrong", by=by("Lee", datetime.datetime.now(datetime.UTC)))
    page.run()
    assert "Your draft is based on “Rules v1”, which Lee archived at" in refused(page)
    click(page, "draft_goes_on")
    assert refused(page) == ""
    (note,) = [one for one in page.text_area if one.key and one.key.startswith("publish_note")]
    note.set_value("why")
    click(page, "publish_now")
    found = open_store().models.published("demo")
    assert found is not None
    assert Model.from_toml(found.document).criterion("growth").weight == 70


def test_what_was_archived_is_opened_as_a_copy_and_a_draft_as_itself() -> None:
    version = publish(demo_model().with_weights({"growth": 90.0}))
    page = click(reader("settings"), "take_version")
    assert [one.status for one in open_store().models.versions("demo")] == ["draft", "published"]
    (box,) = [one for one in page.selectbox if one.key and one.key.startswith("version_demo")]
    box.select_index(0).run()
    click(page, "take_version")
    assert len(open_store().models.versions("demo")) == 2
    assert open_store().models.published("demo") == version


def test_the_file_of_a_version_names_it_and_its_hash_and_is_read_back() -> None:
    model = demo_model()
    name, content = version_file(publish(model, name="Bold / move"))
    assert name.startswith("Bold-move-v1-")
    assert name.endswith(".toml")
    assert Model.from_toml(content.decode()) == model


def test_a_version_that_only_a_newer_app_reads_is_saved_as_it_is() -> None:
    made = open_store().models.save_draft(
        data_set_id="demo", home=HOME, name="New", document="version = 9\n", note="", by=by("Kim", NOW)
    )
    assert version_file(made) == ("model-v1.toml", b"version = 9\n")


def test_data_sets_do_not_share_what_holds() -> None:
    data_set_id = save_data_set(dataset(LINES))
    publish(rebuilt(demo_model(), name="Demo rules"))
    assert "Demo rules" in page_text(reader("accounts"))
    open_store().workspaces.save(Workspace("another-reader", dataset=data_set_id), NOW)
    assert "Demo rules" not in page_text(arrive("another-reader"))
