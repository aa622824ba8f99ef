"""Checks of a copy of the tree to which the recipe has added a criterion; run there by test_criterion_recipe.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.measures.view import default_view
from kam_core.scoring.model.draft_link import BUILT_IN, write_link
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.store.data_sets import DEMO
from kam_core.store.workspace import Workspace
from kam_core.whatif.explanation.tier_change import explain_all, movers
from pages.rules.simulate import live_levers
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, arrive, columns, enter, move_in, page_text
from tests.pages.conftest import _through_the_door  # noqa: F401
from tests.scoring.former_model import former_model
from tests.store.sample_content import by

NAME = "touch_recency"
LEVER = f"lever_w_{NAME}"
LABELS = {"en": "Days since the last touch", "zh": "距最近接触天数"}
PAGE = "pages/rules/simulate/page.py"


def former_of_demo() -> Model:
    """The model of the demo before the criterion was added."""
    data = dataset_cache.demo()
    return propose(former_model("standard"), account_measures(data, default_view(data, 12, NOW.date())))


def with_plain_sliders(app: AppTest, group: str = "relationship") -> AppTest:
    """The what-if page with plain levers, the criteria of a group unfolded."""
    app.session_state[f"criteria_{group}"] = True
    app.toggle(key="plain_levers").set_value(True).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", LABELS)
def test_the_criterion_has_a_lever_in_every_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    app = with_plain_sliders(enter(monkeypatch, tmp_path, "simulate", language=language))
    assert (app.slider(key=LEVER).label, app.slider(key=LEVER).value) == (LABELS[language], 2.0)


def test_moving_its_lever_moves_accounts_and_the_explanation_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = with_plain_sliders(enter(monkeypatch, tmp_path, "simulate"))
    app.session_state["lab_part"] = "Why"
    app.slider(key=LEVER).set_value(40.0).run()
    assert not app.exception
    assert "accounts change tier" in page_text(app)
    criteria = columns(app, "why_criteria")
    assert criteria["weight"][criteria["criterion"].index(LABELS["en"])] == "2 → 40"


def test_the_live_levers_of_the_browser_have_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(live_levers, "_LAB", lambda **given: sent.append(given["data"]))
    app = enter(monkeypatch, tmp_path, "simulate")
    assert not app.exception
    assert sent[-1]["weights"][NAME] == 2.0


def test_contributions_add_up_to_the_score_and_parts_to_its_change() -> None:
    data = dataset_cache.demo()
    view = default_view(data, 12, NOW.date())
    frame = account_measures(data, view)
    model = propose(built_in_preset("standard"), frame)
    before, after = score_accounts(frame, view, model), score_accounts(frame, view, model.with_weights({NAME: 40.0}))
    place = [criterion.name for criterion in model.criteria].index(NAME)
    contributions, score = before.scores.contributions, before.scores.score
    assert (contributions[:, place] > 0).any()
    assert contributions.sum(axis=1) == pytest.approx(score, abs=1e-9, nan_ok=True)
    moved = explain_all(before, after, movers(before, after))
    assert moved
    for one in moved:
        assert one.score_before is not None
        assert one.score_after is not None
        change = sum(part.data + part.weights + part.ranges for part in one.criteria)
        assert change == pytest.approx(one.score_after - one.score_before, abs=1e-9)
        (part,) = [part for part in one.criteria if part.name == NAME]
        assert (part.weight_before, part.weight_after) == (2.0, 40.0)


def test_a_document_without_it_still_says_the_same() -> None:
    assert Model.from_toml(former_model("standard").to_toml()) == former_model("standard")
    # As the app named it when it was written.
    assert model_hash(former_model("standard")) == "f96504df4074"


def test_a_draft_of_before_opens_without_its_lever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    move_in(monkeypatch, tmp_path)
    draft = former_of_demo().with_weights({"growth": 60.0})
    open_store().workspaces.save(Workspace("a-test-reader", drafts={"demo": draft.to_toml()}), NOW)
    app = with_plain_sliders(arrive("a-test-reader").switch_page(PAGE).run(), "potential")
    assert app.slider(key="lever_w_growth").value == 60.0
    assert LEVER not in app.session_state
    assert not app.error


def test_a_model_published_before_holds_without_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    move_in(monkeypatch, tmp_path)
    open_store().models.publish(
        data_set_id=DEMO, home="12/account", name="Former", document=former_of_demo().to_toml(), note="n",
        by=by("Kim", NOW), expected=None,
    )  # fmt: skip
    app = with_plain_sliders(arrive().switch_page(PAGE).run())
    assert "Your draft is identical to the published model" in page_text(app)
    assert LEVER not in app.session_state
    assert not app.error


@pytest.mark.parametrize("published", [False, True])
def test_a_link_of_before_opens_the_draft_that_its_sender_saw(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, published: bool
) -> None:
    """On the built-in model of the demo, which has the criterion now, and on a published one, which never gets it."""
    move_in(monkeypatch, tmp_path)
    base, data = former_of_demo(), dataset_cache.demo()
    version = open_store().models.publish(
        data_set_id=DEMO, home="12/account", name="Former", document=base.to_toml(), note="n",
        by=by("Kim", NOW), expected=None,
    ) if published else None  # fmt: skip
    draft = base.with_weights({"growth": 60.0})
    link = write_link(
        draft, base, data_set_id=DEMO, view=default_view(data, 12, NOW.date()),
        base_id=BUILT_IN if version is None else version.id, data=dataset_cache.data_hash_of(data),
    )  # fmt: skip
    app = arrive()
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert not app.exception
    assert not app.error
    assert f"Opened from a link: draft {model_hash(draft)}" in page_text(app)
    assert Model.from_toml(app.session_state["workspace"].drafts[DEMO]) == draft
