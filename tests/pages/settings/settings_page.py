"""Open the settings screen, and the versions, imports and overrides that its tests list."""

import datetime

import polars as pl
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.store.imports import SourceFile
from kam_core.store.workspace import Workspace
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import APP, SECONDS, row_tables
from tests.store.sample_content import by

ENGLISH = Language("en")
TODAY = datetime.datetime.now(datetime.UTC).date()
MORNING = datetime.datetime(2026, 3, 2, 7, 30, tzinfo=datetime.UTC)
EVENING = datetime.datetime(2026, 3, 2, 23, 59, 30, tzinfo=datetime.UTC)
NEXT_DAY = datetime.datetime(2026, 3, 3, 0, 0, 30, tzinfo=datetime.UTC)


def opened(section: str, data_set_id: str | None = None, language: str = "en", who: str = "Kim") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(
        "a-test-reader", dataset=data_set_id, view={"who": who, "language": language}
    )
    app.session_state["settings_section"] = section
    app.run()
    app.switch_page("pages/settings/page.py").run()
    assert not app.exception
    return app


def click(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def table(page: AppTest, column: str, place: int = 0) -> pl.DataFrame:
    """The table with that column; the first of them or a later one."""
    return pl.DataFrame([one for one in row_tables(page).values() if column in one][place])


def messages(page: AppTest) -> str:
    shown = [*page.error, *page.success, *page.toast]
    return "\n".join(str(one.value) for one in shown).replace("\\", "")


def built_in() -> Model:
    """The model that the demo begins with, its bounds proposed from its own numbers."""
    demo = dataset_cache.demo()
    return model_cache.proposed_model(demo, demo.content_id)


def version(number: int, weight: float, who: str = "Kim", expected: str | None = None) -> str:
    """A published version of the demo's model; its id."""
    model = built_in().with_weights({"revenue": weight})
    done = open_store().models.publish(
        data_set_id="demo", home="12/account", name=f"Model {number}", document=model.to_toml(),
        note=f"because {number}", by=by(who, MORNING + datetime.timedelta(days=number)), expected=expected,
    )  # fmt: skip
    return done.id


def imported(months: int = 12, data_set_id: str | None = None, rejected: pl.DataFrame | None = None) -> str:
    """An import of ten accounts into a data set, a new one where none is given; the data set's id."""
    lines = [row for n in range(1, 11) for row in monthly(f"C{n}", "2024-01-15", months, 100.0 * n)]
    count = {"file": "orders.csv", "sheet": None, "table": "transactions", "read": len(lines) + 2,
             "loaded": len(lines), "left_out": 1, "rejected": 1}  # fmt: skip
    done = open_store().imports.commit(
        data_set=None if data_set_id is None else open_store().data_sets.find(data_set_id),
        name="North",
        dataset=dataset(lines),
        records={},
        files=[SourceFile("orders.csv", "0" * 64, 10)],
        summary={
            "counts": [count],
            "differences": [{"table": "transactions", "new": 10, "changed": 0, "unchanged": 0, "missing": 0}],
        },
        rejected=rejected,
        by=by("Lee", MORNING),
    )
    return done.data_set_id


def override(account_id: str, tier: str = "S", until: datetime.date | None = None, data_set_id: str = "demo") -> None:
    open_store().overrides.set(
        data_set_id=data_set_id, account_id=account_id, tier=tier, reason="flagship", until=until,
        by=by("Lee", datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)),
    )  # fmt: skip
