"""Addresses of the screens: the root and former addresses lead on, and keep what the address says."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.navigation.screens import FORMER_ADDRESSES, NEWCOMERS_START, SCREENS
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset
from tests.pages.app_session import APP, SECONDS, colleague, query_of, save_data_set, screen_of, visit
from tests.store.sample_content import by

pytestmark = pytest.mark.usefixtures("demo")


def start_of(screen: str | None) -> AppTest:
    """What somebody with this start screen sees at the root of the app."""
    ada = colleague("Ada")
    open_store().people.change(ada, by("Ada"), name="Ada", role=ada.role, owners=ada.owners, start_screen=screen)
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["person"] = ada.id
    return app.run()


def test_a_newcomer_starts_on_the_start_screen_of_newcomers() -> None:
    assert screen_of(visit("")) == NEWCOMERS_START


@pytest.mark.parametrize(
    ("stored", "screen"),
    [
        (None, NEWCOMERS_START),
        ("simulate", "simulate"),
        ("today", "today"),
        ("no_such_screen", NEWCOMERS_START),
        *FORMER_ADDRESSES.items(),
    ],
)
def test_a_person_starts_on_the_screen_that_is_stored_for_them_under_its_name_of_today_or_before(
    stored: str | None, screen: str
) -> None:
    assert screen_of(start_of(stored)) == screen


@pytest.mark.parametrize(("former", "current"), FORMER_ADDRESSES.items())
def test_a_former_address_leads_to_the_screen_of_today_with_its_whole_query(former: str, current: str) -> None:
    app = visit(former, id="A001", as_of="2026-06-30", window="6")
    assert screen_of(app) == current
    assert query_of(app) == {"id": "A001", "as_of": "2026-06-30", "window": "6", "book": "demo"}


def test_a_former_address_never_hides_a_screen_of_today() -> None:
    assert not FORMER_ADDRESSES.keys() & SCREENS.keys()
    assert set(FORMER_ADDRESSES.values()) <= SCREENS.keys()


@pytest.mark.parametrize("address", SCREENS)
def test_the_address_of_a_screen_opens_that_screen_for_somebody_who_was_never_here(address: str) -> None:
    assert screen_of(visit(address)) == address


def test_where_the_data_cannot_fill_the_start_screen_the_list_of_accounts_is_the_start() -> None:
    prospects = save_data_set(dataset([], accounts=[{"account": "A", "name": "Ann"}]))
    assert screen_of(visit("", book=prospects)) == "accounts"
