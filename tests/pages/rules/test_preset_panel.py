"""Presets side by side on the screen, with the demo's accounts."""

from pathlib import Path

import pytest

from pages.rules.weights.preset_panel import MOST_CHANGES, show_presets
from tests.pages.app_session import account_lists, page_text, row_tables
from tests.pages.rules.single_tab import demo_model, tab


def test_both_presets_stand_side_by_side_with_who_changes_tier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    demo_model(monkeypatch, tmp_path)
    app = tab(show_presets, language="en")
    assert not app.exception
    weights = row_tables(app)["preset_weights"]
    assert weights["full"] == ["35", "20", "15", "15", "10", "5"]
    assert weights["value_only"] == ["40", "25", "20", "15", "0", "0"]
    assert "By value alone" in page_text(app)
    assert len(account_lists(app)["preset_changes"]["ids"]) == MOST_CHANGES
