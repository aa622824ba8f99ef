"""The context in the address: what was chosen is in it, and what it says is applied or refused in a sentence."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import NOW, context_pills, demo_rows, query_of, save_data_set, visit
from tests.store.sample_content import by

pytestmark = pytest.mark.usefixtures("demo")

LINES = monthly("C01", "2023-01-15", 24, 100.0)
"""Up to the middle of December 2024: the last full month is November."""


def refused(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(error.value for error in app.error).replace("\\", "")


def owner() -> str:
    """Somebody who owns accounts in the demo."""
    return sorted({row["owner"] for row in demo_rows("accounts") if row["owner"]})[0]


def test_nothing_but_the_data_set_is_in_the_address_until_somebody_chooses() -> None:
    assert query_of(visit("results")) == {"book": "demo"}


def test_each_choice_in_the_header_is_in_the_address() -> None:
    app = visit("results")
    app.selectbox(key="choose_window_en").select(6).run()
    assert query_of(app) == {"book": "demo", "window": "6"}
    app.selectbox(key="choose_compare_en").select(3).run()
    assert query_of(app) == {"book": "demo", "window": "6", "compare": "3"}
    app.selectbox(key="choose_owner_en").select(owner()).run()
    assert query_of(app) == {"book": "demo", "window": "6", "compare": "3", "owner": owner()}
    app.segmented_control(key="choose_unit").set_value("group").run()
    app.selectbox(key="choose_as_of").select_index(2).run()
    assert query_of(app) == {
        "book": "demo", "window": "6", "compare": "3", "owner": owner(), "unit": "group", "as_of": "2026-07-31",
    }  # fmt: skip


def test_the_window_directly_before_is_no_part_of_the_address() -> None:
    app = visit("results", compare="3")
    app.selectbox(key="choose_compare_en").select(0).run()
    assert query_of(app) == {"book": "demo"}


def test_a_link_shows_its_reader_what_its_sender_saw() -> None:
    sender = visit("results", window="24", as_of="2026-06-30", compare="6", owner=owner())
    assert context_pills(sender) == [
        "Demo data",
        "24 months to 2026-06-30",
        "vs the previous 24 months, tiers 6 months earlier",
        owner(),
        "CNY",
    ]
    reader = visit("loyalty", **query_of(sender))
    assert context_pills(reader) == context_pills(sender)
    assert reader.session_state["workspace"].id != sender.session_state["workspace"].id


def test_a_link_to_another_data_set_opens_that_data_set() -> None:
    data_set_id = save_data_set(dataset(LINES))
    app = visit("results", book=data_set_id, window="6")
    assert app.session_state["workspace"].dataset == data_set_id
    assert context_pills(app)[1] == "6 months to 2024-11-30"
    assert query_of(app) == {"book": data_set_id, "window": "6"}


def test_a_link_leads_back_from_another_data_set_to_the_demo() -> None:
    app = visit("results", book=save_data_set(dataset(LINES)))
    app.query_params["book"] = "demo"
    app.run()
    assert context_pills(app)[0] == "Demo data"


@pytest.mark.parametrize(
    ("name", "value"),
    [("window", "0"), ("window", "many"), ("as_of", "2026-13-01"), ("compare", "-3"), ("unit", "<b>region</b>")],
)
def test_an_impossible_part_is_refused_in_a_sentence_and_the_rest_is_applied(name: str, value: str) -> None:
    app = visit("results", **{"owner": owner(), name: value})
    assert f"{name}={value}" in refused(app)
    assert context_pills(app)[1:4] == ["12 months to 2026-09-30", "vs the previous 12 months", owner()]
    assert query_of(app) == {"book": "demo", "owner": owner()}
    assert refused(app.run()) == ""


def test_an_unknown_data_set_is_refused_in_a_sentence_and_the_data_stay() -> None:
    app = visit("results", book="nobodyknows", window="6")
    assert "data set" in refused(app)
    # What else the link says is possible, and holds for the data that stay.
    assert context_pills(app)[:2] == ["Demo data", "6 months to 2026-09-30"]
    assert query_of(app) == {"book": "demo", "window": "6"}


def test_a_link_without_a_date_shows_the_latest_month_as_the_data_grow() -> None:
    data_set_id = save_data_set(dataset(LINES))
    link = query_of(visit("results", book=data_set_id, window="6"))
    assert "as_of" not in link
    more = dataset([*LINES, *monthly("C01", "2025-01-15", 2, 100.0)])
    store = open_store()
    store.imports.commit(
        data_set=store.data_sets.find(data_set_id), name="test", dataset=more, records={}, files=[], summary={},
        rejected=None, by=by("a test", NOW),
    )  # fmt: skip
    assert context_pills(visit("results", **link))[1] == "6 months to 2025-01-31"


def test_every_impossible_part_of_a_link_is_named() -> None:
    app = visit("results", window="abc", owner="Nobody", unit="group")
    assert "window=abc" in refused(app)
    assert "owner=Nobody" in refused(app)
    assert query_of(app) == {"book": "demo", "unit": "group"}
