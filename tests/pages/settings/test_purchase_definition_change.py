"""Definition change: accounts in another tier since purchases count by day, and the notice about it."""

import datetime
import io
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.measures.view import View
from kam_core.reports.definition_change_list import definition_list
from kam_core.reports.export import table_bytes
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.services.purchase_definition_change import changed_accounts, is_unread
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import APP, NOW, SECONDS, move_in, open_screen, page_text, save_data_set
from tests.scoring.tier_builders import ONE
from tests.store.sample_content import by

VIEW = View(datetime.date(2024, 12, 31))
FREQUENCY = ONE.replace('measure = "revenue"', 'measure = "purchases"').replace("1000.0", "24.0")
"""A model that asks how often an account buys."""


def sales() -> Dataset:
    """By hand: *frame* calls one order off twelve times, *often* places eight orders, *other* six and *rare* four."""
    called_off = [
        {"account": "frame", "date": f"2024-{month:02d}-26", "amount": 10, "order": 1} for month in range(1, 13)
    ]
    orders = [
        {"account": account, "date": f"2024-{month:02d}-05", "amount": 20, "order": 100 * place + month}
        for place, (account, count) in enumerate((("often", 8), ("other", 6), ("rare", 4)), 1)
        for month in range(1, count + 1)
    ]
    return dataset([*monthly("early", "2022-01-10", 12, 1), *called_off, *orders])


def model() -> Model:
    gates = {"mutual_dependence": False, "recurring": False, "revenue_and_margin": False}
    return rebuilt(Model.from_toml(FREQUENCY), cut=QuotaCut(s=0.25, a=0.25, b=0.25).model_dump(), gates=gates)


def test_who_called_one_order_off_all_year_rises_and_the_list_says_why() -> None:
    changed = changed_accounts(sales(), VIEW, model())
    # Before: often, other, rare, frame with 8, 6, 4 and 1 purchases; now frame leads with 12, and each other falls.
    assert [(one.account_id, one.tier_before, one.tier_after) for one in changed] == [
        ("often", "S", "A"),
        ("frame", "C", "S"),
        ("other", "A", "B"),
        ("rare", "B", "C"),
    ]
    causes = {one.account_id: [str(cause) for cause in one.causes] for one in changed}
    assert causes["frame"][:2] == ["Purchases 1 → 12", "Days since the last purchase 340 → 5"]
    assert causes["often"] == ["own measures unchanged: other accounts overtook it"]


def test_the_list_can_be_downloaded() -> None:
    listed = definition_list(changed_accounts(sales(), VIEW, model()))
    back = pl.read_csv(io.BytesIO(table_bytes(listed, "csv")))
    assert back.filter(account="frame").select("tier_before", "tier_after", "stake").rows() == [("C", "S", 120.0)]
    assert "Purchases 1 → 12" in back.filter(account="frame")["causes"].item()


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A home in which a data set lay before; its id."""
    store = Store.open(tmp_path)
    data_set_id = store.imports.commit(
        data_set=None, name="North", dataset=sales(), records={}, files=[], summary={}, rejected=None, by=by("Li", NOW)
    ).data_set_id
    # As the migration leaves it: tests/store/database/test_one_model_migration.py.
    store.settings.put("definition", {"version": 2, "unread": [data_set_id]}, expected=0, by=by("system", NOW))
    store.close()
    move_in(monkeypatch, tmp_path)
    return data_set_id


def opened(page: str, data_set_id: str | None, section: str = "models") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(
        "a-test-reader", dataset=data_set_id, view={"who": "Kim", "language": "en"}
    )
    app.session_state["settings_section"] = section
    app.run()
    open_screen(app, page)
    assert not app.exception
    return app


NOTICE = "Purchases are counted by day now"


def test_the_first_start_tells_it_on_every_page_until_somebody_has_seen_it(older: str) -> None:
    page = opened("results", older)
    assert NOTICE in page_text(page)
    page = opened("settings", older, "definition")
    assert "an order counted as one purchase on its first day" in page_text(page)
    published = [one.id for one in open_store().models.versions(older)]
    page.button(key="definition_read").click().run()
    assert not page.exception
    assert NOTICE not in page_text(page)
    assert NOTICE not in page_text(opened("results", older))
    assert [one.id for one in open_store().models.versions(older)] == published
    assert [one.action for one in open_store().audit.entries()].count("setting.put") == 2


def test_later_data_sets_and_the_demo_have_no_notice(older: str) -> None:
    assert NOTICE not in page_text(opened("results", None))
    later = save_data_set(sales())
    assert not is_unread(open_store(), later)
    assert NOTICE not in page_text(opened("results", later))
