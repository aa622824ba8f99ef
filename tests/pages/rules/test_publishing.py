"""Publish form on the what-if page: name, reason, author, and conflicts with other publications."""

import datetime
import json
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model, rebuilt
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import arrive, enter, link_of, listed, move_in, page_text, save_data_set, signed
from tests.store.sample_content import by

PAGE, DECIDE = "pages/rules/simulate/page.py", "pages/rules/decide/page.py"
HOME = "12/account"


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    move_in(monkeypatch, tmp_path)
    return opened()


def opened(link: str | None = None) -> AppTest:
    """The page with plain sliders: a test without a browser cannot move the live ones."""
    return with_plain_sliders(arrive(link).switch_page(PAGE).run())


def with_plain_sliders(test: AppTest) -> AppTest:
    return test if test.toggle(key="plain_levers").value else test.toggle(key="plain_levers").set_value(True).run()


def field(test: AppTest, name: str) -> str:
    """The key of a field of the form; the number in it counts how often the draft began anew."""
    (found,) = [one.key for one in (*test.text_input, *test.text_area) if one.key and one.key.startswith(name)]
    return found


def publish(test: AppTest, name: str = "Sharper", note: str = "Board decision", who: str = "Kim") -> AppTest:
    """Publish on the Decide screen, where the reader stays."""
    test.switch_page(DECIDE).run()
    test.text_input(key=field(test, "publish_name")).set_value(name)
    test.text_area(key=field(test, "publish_note")).set_value(note)
    signed(test, "publish_who", who)
    test.button(key="publish_now").click().run()
    assert not test.exception
    return test


def refused(test: AppTest) -> str:
    return "\n".join(error.value for error in test.error).replace("\\", "")


def weight(test: AppTest) -> float:
    """The weight of the first group on the Simulate screen."""
    test.switch_page(PAGE).run()
    return float(test.session_state["lever_g_realised"])


def test_a_published_draft_is_the_model_for_everybody_with_its_name_and_number(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    publish(lab)
    assert "model Sharper v1, published" in page_text(lab)
    assert "Nothing to publish: your draft is unchanged" in page_text(lab)
    assert "Sharper v1" in lab.toast[0].value.replace("\\", "")
    other = opened()
    assert "model Sharper v1, published" in page_text(other)
    assert weight(other) == 70


def test_the_version_tells_who_why_and_what_every_account_became(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    flow = [int(metric.value.split(" → ")[-1]) for metric in lab.metric]
    publish(lab, note="Revenue counts\nmore")
    found = open_store().models.published("demo")
    assert found is not None
    assert (found.name, found.note, found.published_by, found.number) == ("Sharper", "Revenue counts more", "Kim", 1)
    (publication,) = open_store().published_tiers.of_data_set("demo")
    tiers = open_store().published_tiers.tiers(publication)
    counted = dict(tiers["tier"].cast(str).drop_nulls().value_counts().iter_rows())
    assert [counted[tier] for tier in "SABC"] == flow
    assert publication.as_of == datetime.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"note": " "}, "Enter a reason for publishing"),
        ({"who": ""}, "Enter your name first"),
        ({"name": ""}, "Enter a name for the model"),
    ],
)
def test_a_model_without_name_reason_or_author_is_not_published(
    lab: AppTest, given: dict[str, str], sentence: str
) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    publish(lab, **given)
    assert sentence in refused(lab)
    assert open_store().models.published("demo") is None
    assert weight(lab) == 70


def test_the_second_of_two_editors_sees_the_conflict_and_keeps_the_draft(lab: AppTest) -> None:
    revenue = float(lab.session_state["lever_w_revenue"])
    lab.slider(key="lever_g_realised").set_value(2 * weight(lab)).run()
    second = opened()
    second.slider(key="lever_g_risk").set_value(40.0).run()
    publish(lab, note="Board decision")
    publish(second, name="Careful", note="Risk first", who="Lee")
    message = refused(second)
    assert "Kim published “Sharper v1” at" in message
    assert "Board decision" in message
    found = open_store().models.published("demo")
    assert found is not None
    assert found.name == "Sharper"
    assert float(second.session_state["lever_g_risk"]) == 40
    # What they changed, and what the draft would make of it: both values of both.
    assert f"Weight of Revenue: {revenue:g} → **{2 * revenue:g}**" in page_text(second)
    assert f"Weight of Revenue: {2 * revenue:g} → **{revenue:g}**" in page_text(second)
    assert second.text_area(key=field(second, "publish_note")).value == "Risk first"


def test_the_second_editor_can_go_on_and_publish_on_purpose(lab: AppTest) -> None:
    second = opened()
    second.slider(key="lever_g_risk").set_value(40.0).run()
    publish(lab)
    publish(second, name="Careful")
    second.button(key="draft_goes_on").click().run()
    assert refused(second) == ""
    publish(second, name="Careful", who="Lee")
    assert "model Careful v2, published" in page_text(second)
    versions = [(one.number, one.status) for one in open_store().models.versions("demo")]
    assert versions == [(2, "published"), (1, "archived")]


def test_the_second_editor_can_take_what_the_first_published(lab: AppTest) -> None:
    second = opened()
    second.slider(key="lever_g_risk").set_value(40.0).run()
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    publish(lab)
    publish(second)
    second.button(key="draft_gives_way").click().run()
    assert refused(second) == ""
    assert weight(second) == 70
    assert "Move a weight or a tier cut to see what changes" in page_text(second)


def test_a_draft_of_last_week_does_not_undo_what_was_published_since(lab: AppTest) -> None:
    lab.slider(key="lever_g_risk").set_value(40.0).run()
    publish(opened())
    again = opened(link_of(lab))
    assert "Kim published “Sharper v1” at" in refused(again)
    publish(again, name="Careful")
    found = open_store().models.published("demo")
    assert found is not None
    assert found.name == "Sharper"


def test_the_same_model_published_again_keeps_the_tiers_once_more(lab: AppTest) -> None:
    publish(lab, note="September")
    publish(lab, note="October")
    assert [one.number for one in open_store().published_tiers.of_data_set("demo")] == [2, 1]
    assert "model Sharper v2, published" in page_text(lab)


def test_a_draft_waits_while_its_author_works_with_other_data(lab: AppTest) -> None:
    lab.slider(key="lever_g_risk").set_value(40.0).run()
    link = link_of(lab)
    save_data_set(dataset(monthly("C1", "2024-01-15", 12, 100.0)))
    lab.switch_page("pages/data/page.py").run()
    lab.selectbox(key="book_None_en").select_index(1).run()
    other = opened()
    other.switch_page("pages/data/page.py").run()
    data_set_id = next(iter(store_cache.data_sets()))
    other.selectbox(key=f"book_{data_set_id}_en").select_index(0).run()
    publish(other.switch_page(PAGE).run())
    again = opened(link)
    again.switch_page("pages/data/page.py").run()
    again.selectbox(key=f"book_{data_set_id}_en").select_index(0).run()
    again.switch_page(PAGE).run()
    assert float(again.session_state["lever_g_risk"]) == 40
    assert "Kim published “Sharper v1” at" in refused(again)


def test_the_published_model_is_the_model_of_every_window(lab: AppTest) -> None:
    lab.slider(key="lever_g_realised").set_value(70.0).run()
    publish(lab)
    assert "ranges from" not in page_text(lab)
    lab.selectbox(key="choose_window_en").select(24).run()
    assert "model Sharper v1, published" in page_text(lab)
    assert "ranges from 12 months, by account" in page_text(lab)
    assert weight(lab) == 70
    lab.selectbox(key="choose_window_en").select(12).run()
    assert "model Sharper v1, published" in page_text(lab)


def test_tiers_set_by_hand_stay_out_of_the_published_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    move_in(monkeypatch, tmp_path)
    now = datetime.datetime.now(datetime.UTC)
    open_store().overrides.set(
        data_set_id="demo", account_id="A002", tier="S", reason="flagship", until=None, by=by("Kim", now)
    )
    page = opened()
    page.slider(key="lever_g_realised").set_value(70.0).run()
    assert "flagship" not in json.dumps(dict(page.session_state["workspace"].drafts))
    publish(page)
    found = open_store().models.published("demo")
    assert found is not None
    assert Model.from_toml(found.document).overrides == ()
    (publication,) = open_store().published_tiers.of_data_set("demo")
    tiers = open_store().published_tiers.tiers(publication)
    assert dict(tiers.select("account_id", "tier").iter_rows())["A002"] == "S"


def test_the_model_of_imported_data_is_a_first_version_that_the_next_one_follows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = [row for n in range(1, 9) for row in monthly(f"C{n}", "2024-01-15", 12, 100.0 * n)]
    page = with_plain_sliders(enter(monkeypatch, tmp_path, "simulate", data=dataset(lines)))
    assert "v1, published" in page_text(page)
    page.slider(key="lever_g_realised").set_value(90.0).run()
    publish(page)
    assert "model Sharper v2, published" in page_text(page)
    data_set_id = next(iter(store_cache.data_sets()))
    first = open_store().published_tiers.of_data_set(data_set_id)[0]
    assert first.dataset == store_cache.data_sets()[data_set_id].head


def test_a_home_that_cannot_be_written_says_so_beside_the_button(
    lab: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kam_core.vocabulary.message import Message

    why = Message("Nothing can be saved: the database is read-only. Ask its owner for write access.")
    monkeypatch.setattr(open_store().database, "recheck", lambda: why)
    lab.switch_page(DECIDE).run()
    assert "Nothing can be saved" in refused(lab)
    assert lab.button(key="publish_now").disabled


def test_near_a_cut_an_account_keeps_its_published_tier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Ten steady buyers of 100 … 1,000 a month, as of November: S takes one seat, which is C10's by its score.
    lines = [row for n in range(1, 11) for row in monthly(f"C{n:02d}", "2023-01-15", 24, 100.0 * n, margin=10.0 * n)]
    page = enter(monkeypatch, tmp_path, "simulate", data=dataset(lines))
    first = page.session_state["workspace"]
    message = pl.DataFrame({"account_id": ["C09", "C10"], "tier": ["S", "A"], "score": [1.0, 1.0]})
    model = open_store().models.published(first.dataset)
    assert model is not None
    before = session_tiers()
    assert before["C10"] == "S"
    document = Model.from_toml(model.document)
    wide = rebuilt(document, hysteresis={"points": 2.0, "share": 0.2, "stay_months": 0})
    open_store().models.publish(
        data_set_id=first.dataset, home=HOME, name="Wide", document=wide.to_toml(), note="n",
        by=by("Kim", datetime.datetime.now(datetime.UTC)), expected=model.id, tiers=message,
        as_of=datetime.date(2024, 11, 30),
    )  # fmt: skip
    after = session_tiers()
    assert (after["C09"], after["C10"]) == ("S", "A")


def session_tiers() -> dict[str, str]:
    """The tier of each account of the first data set as a newcomer's list shows it."""
    page = arrive()
    page.switch_page("pages/accounts/page.py").run()
    assert not page.exception
    shown = listed(page, "portfolio_accounts")
    return dict(zip(shown["name"], shown["tier"], strict=True))
