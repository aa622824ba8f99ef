"""Decide screen: the consequences of a draft before its publication, and the exceptions from its gates."""

from pathlib import Path

import pytest

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.store.workspace import Workspace
from pages.rules.decide.publication import show_publication
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import NOW, arrive, enter, listed, open_screen, page_text, signed
from tests.pages.rules.single_tab import demo_model, tab


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def test_an_unchanged_draft_says_that_there_is_nothing_to_publish(model: Model) -> None:
    app = open_screen(arrive(), "decide")
    assert not app.exception
    assert app.subheader[0].value.replace("\\", "") == "Nothing to publish: your draft is unchanged."
    app.session_state["decide_part"] = "Scenarios"
    assert "Your draft is identical to the built-in model." in page_text(app.run())


def test_who_enters_and_leaves_s_and_a_comes_before_name_and_reason(model: Model) -> None:
    draft = model.with_weights({"revenue": 40.0})
    app = tab(show_publication, draft)
    assert not app.exception
    rows = listed(app, "decide_movers")
    for move in rows["move"]:
        before, after = move.split(" → ")
        assert (before in "SA") != (after in "SA")
    assert [one.label[0] for one in app.metric] == ["S", "A", "B", "C"]
    assert all("→" in one.delta for one in app.metric)
    assert app.text_area[0].label == "Reason"


def test_the_switch_fills_the_places_that_gates_free(model: Model) -> None:
    open_store().workspaces.save(Workspace("a-test-reader", drafts={"demo": model.to_toml()}), NOW)
    app = open_screen(arrive("a-test-reader"), "decide")
    app.segmented_control(key="decide_freed_empty").set_value("next").run()
    assert not app.exception
    filled = rebuilt(model, gates={**model.gates.model_dump(), "freed_places": "next"})
    assert Model.from_toml(app.session_state["workspace"].drafts["demo"]).gates == filled.gates


def test_an_account_in_development_passes_the_gate_on_recurring_purchases(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Steady buyers, and one whose purchases of three years are one large order: the best score, held back by its gate.
    lines = [row for n in range(1, 20) for row in monthly(f"C{n:02d}", "2022-01-15", 36, 100.0 * n, margin=10.0 * n)]
    lines += monthly("ONE", "2022-02-15", 1, 10.0, margin=5.0)
    lines += monthly("ONE", "2024-11-15", 1, 90_000.0, margin=45_000.0)
    app = enter(monkeypatch, tmp_path, "decide", data=dataset(lines))
    app = signed(app, "", "Li Na").run()
    assert "no recurring purchases" in page_text(app)
    app.session_state["decide_invest"] = True
    app.run()
    app.button(key="invest_add").click().run()
    (reason,) = [one for one in app.text_area if one.key and one.key.startswith("entry_invest_reason")] or [
        one for one in app.text_input if one.key and one.key.startswith("entry_invest_reason")
    ]
    reason.set_value("pilot for the new plant")
    (save,) = [one for one in app.button if one.key and one.key.startswith("entry_invest_save")]
    save.click().run()
    assert not app.exception
    app.session_state["decide_invest"] = True
    app.run()
    assert "pilot for the new plant, until 2025-11-30" in page_text(app)
    assert "no recurring purchases" not in page_text(app)
