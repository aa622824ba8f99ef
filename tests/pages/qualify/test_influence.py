"""Referrals, lighthouses and the four marks on the screens, with the demo's accounts."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.workspace import Workspace
from tests.pages.app_session import SECONDS, account_lists, demo_rows, enter, move_in, page_text, row_tables

LIGHTHOUSE = "A006"
REFERRED = {row["account"]: row["referred_by"] for row in demo_rows("accounts") if row["referred_by"]}


def test_an_account_shows_whom_it_referred_its_industry_and_its_four_marks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"id": LIGHTHOUSE, "tab": "character"}, language="en")
    assert not app.exception
    own = [account for account, referrer in REFERRED.items() if referrer == LIGHTHOUSE]
    assert f"Referred {len(own)} accounts" in page_text(app)
    assert "the effect on its industry is not known" in page_text(app)
    assert sorted(account_lists(app)["account_referred"]["ids"]) == sorted(own)
    marks = row_tables(app)["account_four_marks"]
    assert marks["mark"] == ["Big trade", "Big influence", "Big system", "Big picture"]
    assert marks["answer"] == ["no", "yes", "unknown", "yes"]


def panel() -> None:
    """The panel of the portfolio on a page of its own."""
    from pages.qualify.influence import show_influence_panel
    from pages.shell.page_context import page_context

    show_influence_panel(page_context())


def test_the_panel_lists_referrers_and_the_accounts_that_they_brought(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    move_in(monkeypatch, tmp_path)
    app = AppTest.from_function(panel, default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-test-reader", dataset=None, view={"language": "en"})
    app.run()
    assert not app.exception
    assert f"{len(REFERRED)} accounts came by referral" in page_text(app)
    assert sorted(account_lists(app)["referrers"]["ids"]) == sorted(set(REFERRED.values()))
    assert sorted(account_lists(app)["referred"]["ids"]) == sorted(REFERRED)
