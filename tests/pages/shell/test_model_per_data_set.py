"""One model per data set: the same in every view, with tiers and hysteresis in its home view."""

import datetime
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.measures.account_totals import Ledger
from kam_core.measures.view import View, default_view
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.view_bounds import with_home_bounds, with_view_bounds
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import frame_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import (
    APP,
    SECONDS,
    columns,
    listed,
    move_in,
    open_screen,
    page_text,
    row_tables,
    save_data_set,
)
from tests.store.sample_content import by

# Ten steady buyers of 100 … 1,000 a month and one that only just began, as of November; two of them one group.
LINES = [row for n in range(1, 11) for row in monthly(f"C{n:02d}", "2023-01-15", 24, 100.0 * n, margin=10.0 * n)]
LINES += list(monthly("new", "2024-10-05", 3, 900.0, margin=50.0))
ACCOUNTS = [{"account": "C01"}, {"account": "C02", "parent": "C01"}]
DATA = dataset(LINES, ACCOUNTS)
HOME = default_view(DATA)
QUARTER = View(HOME.as_of, 3)
VIEWS = [(3, "account"), (6, "account"), (12, "account"), (24, "account"), ("all", "account"), (12, "group")]


@pytest.fixture
def data_set_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The data set in a home of its own."""
    move_in(monkeypatch, tmp_path)
    return save_data_set(DATA)


def seen(
    data_set_id: str, page: str, window: int | str = 12, unit: str = "account", draft: Model | None = None
) -> AppTest:
    """A page in a view, for a reader of their own."""
    drafts = {} if draft is None else {data_set_id: draft.to_toml()}
    view = {"window": window, "unit": unit, "plain_levers": True, "who": "Kim"}
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(f"reader-{window}-{unit}", dataset=data_set_id, drafts=drafts, view=view)
    open_screen(app.run(), page)
    assert not app.exception
    return app


def publish(data_set_id: str, model: Model, tiers: pl.DataFrame | None = None) -> None:
    before = open_store().models.published(data_set_id)
    open_store().models.publish(
        data_set_id=data_set_id, home=model.home, name=model.name, document=model.to_toml(), note="n",
        by=by("Kim", datetime.datetime.now(datetime.UTC)), expected=None if before is None else before.id, tiers=tiers,
        as_of=HOME.as_of,
    )  # fmt: skip


def proposed() -> Model:
    return built_in_model(DATA, account_measures(DATA, HOME))


def tiers_of(page: AppTest) -> dict[str, str]:
    shown = listed(page, "portfolio_accounts")
    return dict(zip(shown["name"], shown["tier"], strict=True))


@pytest.mark.parametrize(("window", "unit"), VIEWS)
def test_the_model_published_at_twelve_months_is_the_model_in_every_view(
    data_set_id: str, window: int | str, unit: str
) -> None:
    publish(data_set_id, rebuilt(proposed(), name="Board"))
    text = page_text(seen(data_set_id, "results", window, unit))
    assert "model Board v1, published" in text
    assert ("ranges from 12 months, by account" in text) == ((window, unit) != (12, "account"))
    assert len(open_store().models.versions(data_set_id)) == 1


def test_the_first_model_is_proposed_in_the_home_view_from_whichever_view_the_data_are_seen(data_set_id: str) -> None:
    text = page_text(seen(data_set_id, "results", 3, "group"))
    assert "model Transactions only v1, published" in text
    (version,) = open_store().models.versions(data_set_id)
    assert version.home == "12/account"
    assert Model.from_toml(version.document) == proposed()
    assert [one.as_of for one in open_store().published_tiers.of_data_set(data_set_id)] == [HOME.as_of]


def test_a_view_of_three_months_is_opened_without_measuring_the_home_view(
    data_set_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(data_set_id, proposed())
    frame_cache.frame.clear()
    found: list[str] = []
    true = frame_cache.account_measures

    def noted(data: Dataset, view: View, ledger: Ledger) -> pl.DataFrame:
        found.append(view.key)
        return true(data, view, ledger)

    monkeypatch.setattr(frame_cache, "account_measures", noted)
    seen(data_set_id, "simulate", 3)
    assert set(found) == {"3/account"}


def test_only_in_the_home_view_an_account_keeps_the_tier_that_was_published(data_set_id: str) -> None:
    wide = rebuilt(proposed(), hysteresis={"points": 2.0, "share": 0.3, "stay_months": 0})
    first = tiers_of(seen(data_set_id, "accounts"))
    (best,) = (name for name, tier in first.items() if tier == "S")
    publish(data_set_id, wide, pl.DataFrame({"account_id": [best], "tier": ["A"], "score": [1.0]}))
    assert tiers_of(seen(data_set_id, "accounts"))[best] == "A"
    for window, unit in (view for view in VIEWS if view != (12, "account")):
        view = View(HOME.as_of, None if window == "all" else int(window), unit)
        fresh = score_accounts(account_measures(DATA, view), view, wide).accounts
        expected = dict(zip(fresh["name"], fresh["tier"].cast(pl.String), strict=True))
        assert tiers_of(seen(data_set_id, "accounts", window, unit)) == expected


def test_published_tiers_of_an_account_are_those_of_the_home_view(data_set_id: str) -> None:
    publish(data_set_id, proposed(), pl.DataFrame({"account_id": ["C10"], "tier": ["B"], "score": [12.5]}))

    def page(window: int) -> AppTest:
        app = seen(data_set_id, "account", window)
        app.query_params["account"] = "C10"
        app.query_params["tab"] = "score"
        return app.run()

    assert "12.5" in columns(page(12), "past_tiers")["score"]
    other = page(3)
    assert "Tiers are published for 12 months, by account." in page_text(other)
    assert "past_tiers" not in row_tables(other)


def test_publishing_from_another_view_adds_its_bounds_and_keeps_the_tiers_of_the_home_view(data_set_id: str) -> None:
    publish(data_set_id, proposed())
    lab = seen(data_set_id, "decide", 3, draft=proposed().with_weights({"growth": 0.0}))
    assert "Publishing adds ranges for 3 months, by account" in page_text(lab)
    name, note = (next(one.key for one in fields if one.key and one.key.startswith(key)) for fields, key in
                  ((lab.text_input, "publish_name"), (lab.text_area, "publish_note")))  # fmt: skip
    lab.text_input(key=name).set_value("Quarterly")
    lab.text_area(key=note).set_value("Board")
    lab.text_input(key="publish_who").set_value("Kim")
    lab.button(key="publish_now").click().run()
    assert not lab.exception
    version = open_store().models.published(data_set_id)
    assert version is not None
    assert (version.name, version.number, version.home) == ("Quarterly", 2, "12/account")
    model = Model.from_toml(version.document)
    assert [one.view for one in model.bounds] == ["3/account"]
    assert model.criteria == proposed().with_weights({"growth": 0.0}).criteria
    quarter = built_in_model(DATA, account_measures(DATA, QUARTER))
    assert with_view_bounds(model, "3/account").criterion("revenue") == quarter.criterion("revenue")
    publication = open_store().published_tiers.of_data_set(data_set_id)[0]
    assert publication.home == "12/account"
    publication = open_store().published_tiers.tiers(publication)
    at_twelve = score_accounts(account_measures(DATA, HOME), HOME, model).accounts
    assert publication["score"].to_list() == at_twelve["score"].to_list()
    assert (
        publication["score"].to_list()
        != score_accounts(account_measures(DATA, QUARTER), QUARTER, model).accounts["score"].to_list()
    )
    text = page_text(lab)
    assert "model Quarterly v2, published" in text
    assert "ranges from" not in text
    assert "ranges from 12 months, by account" in page_text(seen(data_set_id, "results", 6))


def test_a_draft_edited_in_another_view_is_the_same_draft_at_home(data_set_id: str) -> None:
    publish(data_set_id, proposed())
    lab = seen(data_set_id, "simulate", 3)
    lab.slider(key="lever_g_realised").set_value(40.0).run()
    text = lab.session_state["workspace"].drafts[data_set_id]
    draft = Model.from_toml(text)
    assert draft.bounds == ()
    assert [one.utility for one in draft.criteria] == [one.utility for one in proposed().criteria]
    lab.selectbox(key="choose_window_en").select(12).run()
    assert lab.session_state["workspace"].drafts[data_set_id] == text
    assert float(lab.session_state["lever_g_realised"]) == 40.0


def test_a_preset_taken_in_another_view_has_the_bounds_of_both(data_set_id: str) -> None:
    lab = seen(data_set_id, "simulate", 3)
    lab.selectbox(key="start_from").select("classic_rfm").run()
    lab.button(key="take_preset").click().run()
    draft = Model.from_toml(lab.session_state["workspace"].drafts[data_set_id])
    assert [one.view for one in draft.bounds] == ["3/account"]
    assert draft == with_home_bounds(draft)
    assert not draft.criterion("revenue").utility.unbounded
    assert with_view_bounds(draft, "3/account").criterion("revenue") != draft.criterion("revenue")
