"""Robustness tabs: closest accounts, weight ranges, acceptability."""

from pathlib import Path

import pytest

from kam_core.scoring.model.cuts import ParetoCut, ScoreCut
from kam_core.scoring.model.model import Model
from pages.rules.test.closest_accounts import show_closest
from pages.rules.test.robustness import show_robustness
from pages.rules.test.weight_ranges import show_ranges
from tests.datasets import dataset, monthly
from tests.pages.app_session import columns, drawn, listed, page_text
from tests.pages.rules.single_tab import demo_model, tab


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return demo_model(monkeypatch, tmp_path)


def test_every_lever_has_a_range_round_its_weight_and_names_who_changes_side(model: Model) -> None:
    app = tab(show_closest)
    assert not app.exception
    assert "has the narrowest range" in page_text(app)
    levers = columns(app, 0)
    assert "Revenue" in levers["criterion"]
    for low, now, high in zip(levers["low"], levers["present"], levers["high"], strict=True):
        assert float(low) <= float(now) <= float(high)
    assert any("→" in who for who in levers["above"])
    assert all("it becomes" in why for why in listed(app, "closest_weight")["why"])
    changes = [float(change.replace("−", "-")) for change in listed(app, "closest_score")["change"]]
    assert changes == sorted(changes)


def test_among_equals_both_tabs_say_that_only_the_order_decides(model: Model) -> None:
    equals = dataset([line for n in range(60) for line in monthly(f"{n:02d}", "2022-01-10", 36, 100)])
    closest = tab(show_closest, data=equals)
    assert not closest.exception
    assert "60 tied with an account on the other side of a cut" in page_text(closest)
    nearest = listed(closest, "closest_score")
    assert nearest["change"] == ["0.00"] * 20
    assert nearest["why"][0] == "Tied at the cut with A; decided by account id."
    firm = tab(show_robustness, data=equals)
    assert "60 tied with an account on the other side of a cut, now or in some draws." in page_text(firm)
    assert set(listed(firm, "firmness_rows")["firmness"]) == {"borderline"}


def test_under_score_cuts_every_lever_has_a_range_too(model: Model) -> None:
    app = tab(show_closest, model.with_cut(ScoreCut(s=70.0, a=60.0, b=40.0)))
    assert not app.exception
    assert len(columns(app, 0)["criterion"]) == len(columns(tab(show_closest), 0)["criterion"])


def test_by_revenue_the_tab_says_that_no_weight_changes_any_tier(model: Model) -> None:
    app = tab(show_closest, model.with_cut(ParetoCut()))
    assert app.info[0].value.replace("\\", "") == "This cut is based on revenue, so weights do not change tiers."


def test_an_account_shows_its_own_ranges_and_the_tornado_what_is_asked(model: Model) -> None:
    app = tab(show_ranges)
    assert not app.exception
    bars, marks, halved, doubled = drawn(app)
    for base, width, mark in zip(bars["base"], bars["x"], marks["x"], strict=True):
        assert base - 1e-9 <= mark <= base + width + 1e-9
    assert any(text.startswith("Revenue: ") for text in halved["customdata"])
    assert halved["name"] == "weight halved, cut one step lower"
    assert doubled["base"] == halved["base"]
    asked = app.selectbox(key="tornado_asked_en").set_value("movers").run()
    assert not asked.exception
    # Nobody has moved yet: the tornado stands on nothing and only rises.
    assert drawn(asked)[2]["base"] == 0
    assert min(drawn(asked)[2]["x"]) >= 0


def test_safe_ranges_say_what_they_leave_out(model: Model) -> None:
    app = tab(show_ranges)
    assert "Only the cut is considered, not gates, seats or published tiers." in page_text(app)
    assert "higher values are not shown" not in page_text(app)


def test_the_closest_too_end_where_the_levers_end(model: Model) -> None:
    app = tab(show_closest, model.with_weights({"growth": 65.0}))
    assert not app.exception
    assert "sliders end at 100; higher values are not shown." in page_text(app)
    assert max(float(high) for high in columns(app, 0)["high"]) <= 100


def test_safe_ranges_end_where_the_levers_end(model: Model) -> None:
    # 60 points more than the demo's 100, of which some have no data.
    app = tab(show_ranges, model.with_weights({"growth": 65.0}))
    assert not app.exception
    assert "sliders end at 100; higher values are not shown." in page_text(app)
    bars = drawn(app)[0]
    assert max(base + width for base, width in zip(bars["base"], bars["x"], strict=True)) == pytest.approx(100)


def test_firmness_counts_draws_by_tier_with_s_first(model: Model) -> None:
    app = tab(show_robustness)
    assert not app.exception
    assert "1,000 random draws (seed 20261), error up to ± 3.1%." in page_text(app)
    rows = listed(app, "firmness_rows")
    assert rows["now"] == sorted(rows["now"], key="SABC".index)
    by_tier = [[float(share.rstrip("%")) for share in rows[tier]] for tier in "SABC"]
    for shares in zip(*by_tier, strict=True):
        # Each of the four is rounded to a whole per cent.
        assert sum(shares) == pytest.approx(100, abs=2)
    for now, firmness, *shares in zip(rows["now"], rows["firmness"], *by_tier, strict=True):
        stays = shares["SABC".index(now)]
        if stays in (60, 90):
            continue  # Rounded to the limit, from either side of it.
        assert firmness == ("stable" if stays >= 90 else "borderline" if stays < 60 else "fairly stable")


def test_weights_near_mine_leave_more_accounts_where_they_are(model: Model) -> None:
    def solid(spread: float | None) -> int:
        app = tab(show_robustness)
        app = app.selectbox(key="firmness_spread_en").set_value("" if spread is None else spread).run()
        assert not app.exception
        return listed(app, "firmness_rows")["firmness"].count("stable")

    assert solid(0.25) > solid(None)


def test_blanks_tell_a_range_and_what_to_ask_for(model: Model) -> None:
    rows = listed(tab(show_robustness), "blank_rows")
    for text in rows["range"]:
        now, low, high = text[0], text[3], text[5]
        assert "SABC".index(high) < "SABC".index(low)
        assert now in "SABC"
    assert set(rows["decides"]) <= {"yes", "only together with others"}


def test_effective_weights_stand_beside_the_nominal_ones(model: Model) -> None:
    rows = columns(tab(show_robustness), 0)
    assert sum(float(text.removesuffix("%").replace("−", "-")) for text in rows["nominal"]) == pytest.approx(100, abs=1)
    assert sum(float(text.removesuffix("%").replace("−", "-")) for text in rows["effective"]) == pytest.approx(
        100, abs=1
    )
