"""Draft links: the same draft in another browser, notices of changes since, errors of bad links."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.scoring.model.draft_link import read_link, write_link
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.draft.draft_link import address
from tests.datasets import dataset, monthly
from tests.pages.app_session import APP, SECONDS, arrive, context_pills, demo_rows, enter, page_text, save_data_set
from tests.store.sample_content import by

PAGE = "pages/rules/simulate/page.py"
HOME = "12/account"
LINES = [row for n in range(1, 11) for row in monthly(f"C{n:02d}", "2023-01-15", 24, 100.0 * n, margin=10.0 * n)]


def link_parameters(draft: Model, base: Model, **changes: str) -> dict[str, str]:
    view = View(datetime.date(2026, 9, 30))
    parameters = write_link(
        draft,
        base,
        data_set_id="demo",
        view=view,
        base_id="builtin",
        data=dataset_cache.data_hash_of(dataset_cache.demo()),
    )
    return parameters | changes


def opened(parameters: dict[str, str], **more: str) -> AppTest:
    """A new session that comes by a link."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    for name, value in (parameters | more).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def draft_of(app: AppTest) -> Model:
    """The draft that the workspace of a session keeps."""
    workspace = app.session_state["workspace"]
    (text,) = workspace.drafts.values()
    return Model.from_toml(text)


def refused(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error).replace("\\", "")


def warned(app: AppTest) -> str:
    return "\n".join(one.value for one in app.warning).replace("\\", "")


def test_a_link_gives_another_reader_the_same_draft_in_a_workspace_of_his_own(demo: Model) -> None:
    draft = demo.with_weights({"revenue": 33.25}, QuotaCut(s=0.1, a=0.1, b=0.3))
    app = opened(link_parameters(draft, demo))
    assert draft_of(app) == draft
    assert f"Opened from a link: draft {model_hash(draft)}, as of 2026-09-30" in page_text(app)
    assert set(app.query_params) == {"w", "book", "as_of", "window", "unit"}
    app.switch_page(PAGE).run()
    assert draft_of(app) == draft
    # It is kept: the address of the workspace finds it again.
    assert draft_of(arrive(app.session_state["workspace"].id)) == draft


def test_the_view_of_the_link_is_the_view_of_the_workspace(demo: Model) -> None:
    data = dataset_cache.demo()
    base = model_cache.proposed_model(data, data.content_id)
    view = View(datetime.date(2026, 6, 30), 24, "group")
    parameters = write_link(
        base.with_weights({"revenue": 40.0}),
        base,
        data_set_id="demo",
        view=view,
        base_id="builtin",
        data=dataset_cache.data_hash_of(data),
    )
    app = opened(parameters)
    assert context_pills(app)[1] == "24 months to 2026-06-30"
    assert "groups" in page_text(app)
    assert list(app.session_state["workspace"].drafts) == ["demo"]


def test_the_sender_keeps_his_draft_when_he_opens_a_link_in_the_same_window(demo: Model) -> None:
    mine = arrive()
    text = demo.with_weights({"growth": 50.0}).to_toml()
    workspace = replace(mine.session_state["workspace"], drafts={"demo": text}, view={"who": "Kim"})
    saved = open_store().workspaces.save(workspace, datetime.datetime.now(datetime.UTC))
    for name, value in link_parameters(demo.with_weights({"revenue": 1.0}), demo).items():
        mine.query_params[name] = value
    mine.run()
    assert mine.session_state["workspace"].id != workspace.id
    assert draft_of(mine).criterion("revenue").weight == 1
    assert mine.session_state["workspace"].view["who"] == "Kim"
    assert open_store().workspaces.find(workspace.id) == saved


BAD = {
    "another version": ({"v": "2"}, "has version 2, but this app reads version 1"),
    "not a number": ({"weights": "revenue:nan"}, "nan is not a number"),
    "an unknown criterion": ({"weights": "charm:5"}, "charm"),
    "an unknown key": ({"evil": "<script>"}, "contains an unknown part"),
    "a cut out of order": ({"cut": "kind:score,s:1,a:2,b:3,proposed:share"}, "must decrease from S to A to B"),
    "a data set that is not here": ({"book": "nobodyknows"}, "not available here"),
    "a model that is not here": ({"base": "nobodyknows"}, "This model version does not exist"),
    "a day without meaning": ({"as_of": "2026-13-01"}, "cannot be read"),
}


@pytest.mark.parametrize(("changes", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_link_is_a_sentence_and_the_page_is_what_it_would_have_been(
    demo: Model, changes: dict[str, str], sentence: str
) -> None:
    app = opened(link_parameters(demo.with_weights({"revenue": 1.0}), demo), **changes)
    assert sentence in refused(app)
    assert app.session_state["workspace"].drafts == {}
    assert context_pills(app)[0] == "Demo data"
    assert set(app.query_params) == {"w", "book"}
    app.run()
    assert refused(app) == ""


def test_a_link_that_lost_its_version_is_not_taken_for_no_link(demo: Model) -> None:
    parameters = link_parameters(demo.with_weights({"revenue": 1.0}), demo)
    del parameters["v"]
    assert "has version none" in refused(opened(parameters))


def test_weights_that_leave_nobody_a_score_are_refused_before_anything_is_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Nobody's margin is known in these data, so nothing would decide.
    bare = dataset([{name: value for name, value in row.items() if name != "margin"} for row in LINES])
    parameters_of, base = imported(monkeypatch, tmp_path, bare)
    idle = dict.fromkeys((one.name for one in base.criteria), 0.0) | {"margin": 5.0}
    app = opened(parameters_of(base.with_weights(idle)))
    assert "No account has a score" in refused(app)
    assert app.session_state["workspace"].drafts == {}


def test_data_changed_since_the_link_show_a_warning(demo: Model) -> None:
    draft = demo.with_weights({"revenue": 1.0})
    app = opened(link_parameters(draft, demo, data="0" * 12))
    assert "The data have changed since this link was created" in warned(app)
    assert draft_of(app) == draft


@pytest.mark.parametrize(
    ("day", "is_outside"), [("1990-01-31", True), ("2100-12-31", True), ("2026-09-30", False), ("2024-01-31", False)]
)
def test_a_day_outside_of_the_data_shows_a_warning_with_their_dates(demo: Model, day: str, is_outside: bool) -> None:
    days = sorted(row["date"] for row in demo_rows("transactions"))
    app = opened(link_parameters(demo, demo, as_of=day))
    sentence = f"No data for this date. Choose a date from {days[0]} to {days[-1]} above."
    assert (sentence in warned(app)) is is_outside


def test_numbers_that_do_not_fit_their_hash_show_a_warning(demo: Model) -> None:
    app = opened(link_parameters(demo.with_weights({"revenue": 1.0}), demo, hash="0" * 12))
    assert "This link was created for 000000000000" in warned(app)


def test_a_model_published_since_shows_a_warning_and_the_draft_is_that_of_the_link(demo: Model) -> None:
    parameters = link_parameters(demo.with_weights({"revenue": 1.0}), demo)
    open_store().models.publish(
        data_set_id="demo", home=HOME, name="Newer", document=demo.with_weights({"growth": 50.0}).to_toml(), note="why",
        by=by("Kim", datetime.datetime.now(datetime.UTC)), expected=None,
    )  # fmt: skip
    app = opened(parameters)
    assert "Another model has been published since" in warned(app)
    assert draft_of(app).criterion("growth").weight == demo.criterion("growth").weight
    app.switch_page(PAGE).run()
    assert "Kim published “Newer v1” at" in refused(app)


def imported(
    monkeypatch: pytest.MonkeyPatch, home: Path, data: Dataset
) -> tuple[Callable[[Model], dict[str, str]], Model]:
    """Data in a data set of their own: what writes the link of a draft of it, and its published model."""
    page = enter(monkeypatch, home, "simulate", data=data)
    data_set_id = page.session_state["workspace"].dataset
    version = open_store().models.published(data_set_id)
    assert version is not None
    base, view, rows = Model.from_toml(version.document), View(datetime.date(2024, 11, 30)), data_hash(data)
    return lambda draft: write_link(
        draft, base, data_set_id=data_set_id, view=view, base_id=version.id, data=rows
    ), base


def test_a_link_of_imported_data_begins_from_their_published_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parameters_of, base = imported(monkeypatch, tmp_path, dataset(LINES))
    draft = base.with_weights({"margin": 77.0})
    app = opened(parameters_of(draft))
    assert app.session_state["workspace"].dataset == parameters_of(draft)["book"]
    assert draft_of(app) == draft
    assert (refused(app), warned(app)) == ("", "")
    # The model of one data set says nothing of another.
    other = save_data_set(dataset(LINES[:24]))
    assert "belongs to another data set" in refused(opened(parameters_of(draft), book=other))


def test_a_link_to_the_published_model_itself_leaves_no_draft(demo: Model) -> None:
    app = opened(link_parameters(demo, demo))
    assert app.session_state["workspace"].drafts == {}
    assert f"draft {model_hash(demo)}" in page_text(app)


def test_an_address_keeps_the_machine_and_the_folder_and_is_read_back() -> None:
    parameters = {"v": "1", "weights": "revenue:30,a%3Ab:2", "book": "demo"}
    found = address(parameters, "https://kam.example/team/overview?w=abc")
    parts = urlsplit(found)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "kam.example", "/team/simulate")
    assert {name: values[0] for name, values in parse_qs(parts.query).items()} == parameters
    assert address(parameters, None).startswith("/simulate?v=1&weights=revenue:30,")


def test_a_scenario_of_other_criteria_is_the_base_of_its_link(demo: Model) -> None:
    rfm = rebuilt(demo, missing="neutral", name="Neutral")
    now = datetime.datetime.now(datetime.UTC)
    made = open_store().models.save_draft(
        data_set_id="demo", home=HOME, name="Neutral", document=rfm.to_toml(), note="", by=by("Kim", now)
    )
    parameters = link_parameters(rfm, rfm) | {"base": made.id}
    app = opened(parameters)
    assert draft_of(app) == rfm
    assert read_link({name: [value] for name, value in parameters.items()}).base == made.id
    # Saved anew by its owner since: told, because the numbers are others now.
    changed = rebuilt(rfm, missing="worst")
    open_store().models.save_draft(
        data_set_id="demo",
        home=HOME,
        name="Neutral",
        document=changed.to_toml(),
        note="",
        by=by("Kim", now),
        draft=made,
    )
    assert "This link was created for" in warned(opened(parameters))
