"""Live levers in a browser: counts follow every move, and the server agrees on release."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.menu import go, screen_link
from tests.browser.page_idle import settled
from tests.browser.test_first_upload import SECONDS, counts, widget

pytestmark = pytest.mark.browser

UNTOUCHED = "Move a weight or a tier cut to see what changes."


@pytest.fixture
def lab(app_url: str, page: Page) -> Locator:
    """The lab of a newcomer: the demo data under the published model."""
    page.goto(f"{app_url}/simulate")
    settled(page)
    expect(page.locator(".lab")).to_have_attribute("data-agrees", "true", timeout=SECONDS)
    return page.locator(".lab")


def shown(lab: Locator) -> str:
    return lab.get_attribute("data-counts") or ""


def answer(lab: Locator) -> Locator:
    return widget(lab.page, "whatif_answer")


def agreed(lab: Locator) -> None:
    """The server has counted what the hand left, and found the same."""
    expect(answer(lab)).not_to_contain_text(UNTOUCHED, timeout=SECONDS)
    expect(lab).to_have_attribute("data-state", "exact", timeout=SECONDS)
    expect(lab).to_have_attribute("data-agrees", "true")
    after = [text.split("→")[-1].strip() for text in counts(lab.page).all_inner_texts()]
    assert " ".join(after) == shown(lab)


def lever(lab: Locator, name: str) -> Locator:
    return lab.locator(f"[data-lever={name}]")


def free_sum(lab: Locator) -> None:
    """Let each weight move without the others."""
    lab.get_by_label("Keep the sum at 100").uncheck()


def drag(page: Page, handle: Locator, distance: int) -> None:
    """Press in the middle of a slider's thumb or a cut line and move, without letting go."""
    box = handle.bounding_box()
    assert box is not None
    share = float(handle.input_value()) / 100 if handle.get_attribute("type") == "range" else 0.5
    x, y = box["x"] + 8 + (box["width"] - 16) * share, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + distance * step / 10, y)
    page.wait_for_timeout(100)


def test_counts_change_while_the_mouse_still_holds_a_weight(lab: Locator) -> None:
    before = shown(lab)
    drag(lab.page, lever(lab, "group-realised"), -60)
    assert shown(lab) != before
    expect(answer(lab)).to_contain_text(UNTOUCHED)
    lab.page.mouse.up()
    agreed(lab)


def test_counts_change_at_a_key_before_the_server_is_asked(lab: Locator) -> None:
    before = shown(lab)
    lever(lab, "group-realised").focus()
    lab.page.keyboard.press("Home")
    expect(lab).not_to_have_attribute("data-counts", before, timeout=400)
    expect(answer(lab)).to_contain_text(UNTOUCHED, timeout=1)
    agreed(lab)


def test_a_cut_line_follows_the_mouse_and_the_keys(lab: Locator) -> None:
    line = lab.locator("[data-handle=S]")
    first = shown(lab)
    drag(lab.page, line, -40)
    dragged = shown(lab)
    assert int(dragged.split()[0]) > int(first.split()[0])
    expect(answer(lab)).to_contain_text(UNTOUCHED)
    lab.page.mouse.up()
    agreed(lab)
    line.focus()
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
    agreed(lab)
    expect(lab).not_to_have_attribute("data-counts", dragged)


def test_a_locked_weight_stays_and_the_others_keep_the_sum_at_100(lab: Locator) -> None:
    expect(lab.get_by_label("Keep the sum at 100")).to_be_checked()
    expect(lab.locator(".sum")).to_have_text("sum kept at 100")
    lab.get_by_label("Lock: Risk").click()
    risk = lever(lab, "group-risk")
    expect(risk).to_be_disabled()
    weight = risk.input_value()
    lever(lab, "group-fit").focus()
    for _ in range(4):
        lab.page.keyboard.press("PageUp")
    expect(lab.locator(".sum")).to_have_text("sum kept at 100")
    assert risk.input_value() == weight
    agreed(lab)


def test_a_typed_number_counts_and_a_criterion_moves_its_group(lab: Locator) -> None:
    lab.get_by_label("Realised value: Criteria").click()
    typed = lab.get_by_label("Revenue, points", exact=True)
    free_sum(lab)
    typed.fill("40")
    typed.press("Enter")
    expect(lever(lab, "group-realised")).to_have_value("60")
    agreed(lab)
    # An empty field is no number: the weight stays.
    typed.fill("")
    typed.press("Tab")
    expect(typed).to_have_value(re.compile("40"))


def test_all_weights_at_zero_and_cuts_out_of_order_leave_the_last_good_state(lab: Locator) -> None:
    lab.locator("[data-kind=score]").click()
    agreed(lab)
    good = shown(lab)
    field = lab.locator("[data-cut=S]")
    field.fill("1")
    field.press("Enter")
    expect(lab.get_by_role("alert")).to_contain_text("must decrease from S to A to B")
    assert shown(lab) == good
    free_sum(lab)
    for group in ("realised", "potential", "influence", "fit", "relationship", "risk"):
        lever(lab, f"group-{group}").press("Home")
    expect(lab.get_by_role("alert")).to_contain_text("All weights are zero")
    expect(lab.page.get_by_test_id("stException")).to_have_count(0)


def test_every_part_has_a_name_and_can_be_reached_by_key(lab: Locator) -> None:
    for node in lab.locator("input, button, [role=slider]").all():
        named = node.get_attribute("aria-label") or node.evaluate(
            "(node) => node.textContent || node.labels?.[0]?.textContent || ''"
        )
        assert named.strip(), node.evaluate("(node) => node.outerHTML")
    lab.locator("[data-view=scores]").click()
    assert lab.locator("[role=slider]").count() == 3
    for line in lab.locator("[role=slider]").all():
        assert line.get_attribute("tabindex") == "0"
        assert float(line.get_attribute("aria-valuenow") or "nan") >= 0


def test_a_finger_moves_a_cut_line(lab: Locator) -> None:
    before = shown(lab)
    lab.locator("[data-handle=S]").evaluate(
        """(line) => {
          const box = line.getBoundingClientRect();
          const at = (x) => ({ pointerId: 7, pointerType: "touch", isPrimary: true, bubbles: true, cancelable: true,
                               clientX: x, clientY: box.y + 40 });
          line.setPointerCapture = () => {};
          line.dispatchEvent(new PointerEvent("pointerdown", at(box.x + box.width / 2)));
          line.dispatchEvent(new PointerEvent("pointermove", at(box.x - 30)));
        }"""
    )
    expect(lab).not_to_have_attribute("data-counts", before)
    lab.locator("[data-handle=S]").evaluate(
        "(line) => line.dispatchEvent(new PointerEvent('pointerup', { pointerId: 7, bubbles: true }))"
    )
    agreed(lab)


def test_plain_sliders_do_without_our_part_in_the_browser(lab: Locator) -> None:
    page = lab.page
    page.get_by_role("button", name="My draft").click()
    widget(page, "plain_levers").locator("label").first.click()
    expect(page.locator(".lab")).to_have_count(0, timeout=SECONDS)
    settled(page)
    slider = widget(page, "lever_g_realised").get_by_role("slider")
    slider.press("Home")
    expect(widget(page, "whatif_answer")).not_to_contain_text(UNTOUCHED, timeout=SECONDS)
    page.reload()
    settled(page)
    expect(slider).to_be_visible(timeout=SECONDS)


def alert(lab: Locator) -> Locator:
    return lab.get_by_role("alert")


def test_after_a_refused_cut_the_next_weight_counts_and_is_sent(lab: Locator) -> None:
    field = lab.locator("[data-cut=S]")
    field.fill("95")
    field.press("Enter")
    expect(alert(lab)).to_contain_text("cannot exceed the number of accounts")
    expect(field).to_have_value("5")
    expect(answer(lab)).to_contain_text(UNTOUCHED)
    lever(lab, "group-potential").press("End")
    expect(alert(lab)).to_be_hidden()
    agreed(lab)


def test_an_empty_tier_s_is_refused_for_what_it_is(lab: Locator) -> None:
    field = lab.locator("[data-cut=S]")
    field.fill("0")
    field.press("Enter")
    expect(alert(lab)).to_contain_text("The share of S must be above 0")


def test_weights_that_are_all_zero_go_back_to_the_last_that_decided_something(lab: Locator) -> None:
    free_sum(lab)
    for group in ("realised", "potential", "influence", "fit", "relationship", "risk"):
        lever(lab, f"group-{group}").press("Home")
    expect(alert(lab)).to_contain_text("All weights are zero")
    agreed(lab)
    left = [float(one.input_value()) for one in lab.locator("[data-lever^=group-]").all()]
    assert sum(left) > 0


def test_natural_breaks_are_marked_until_a_line_is_moved_and_score_brings_the_other_cuts_back(lab: Locator) -> None:
    by_name = {name: lab.locator(f"[data-kind={name}]") for name in ("score", "natural")}
    by_name["score"].click()
    agreed(lab)
    shares = shown(lab)
    by_name["natural"].click()
    expect(by_name["natural"]).to_have_attribute("aria-checked", "true")
    agreed(lab)
    assert shown(lab) != shares
    by_name["score"].click()
    expect(lab).to_have_attribute("data-counts", shares)
    by_name["natural"].press("ArrowLeft")
    by_name["natural"].click()
    lab.locator("[data-view=scores]").click()
    lab.locator("[data-handle=S]").press("ArrowRight")
    expect(by_name["natural"]).to_have_attribute("aria-checked", "false")
    agreed(lab)


def test_what_is_typed_beyond_the_bounds_shows_the_weight_that_holds(lab: Locator) -> None:
    typed = lab.get_by_label("Risk, points")
    for wrong, dragged in (("250", "100"), ("-5", "0")):
        typed.fill(wrong)
        typed.press("Enter")
        expect(typed).to_have_value(dragged)
    agreed(lab)


def test_a_key_is_not_lost_by_going_on_at_once(lab: Locator) -> None:
    page = lab.page
    lever(lab, "group-realised").press("End")
    screen_link(page, "decide").click()
    page.wait_for_url("**/decide**")
    settled(page)
    go(page, "simulate")
    expect(lever(lab, "group-realised")).to_have_value("100", timeout=SECONDS)


def test_a_key_is_not_lost_by_changing_the_language_at_once(lab: Locator) -> None:
    page = lab.page
    lever(lab, "group-realised").press("End")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name="EN", exact=True)).to_have_count(1, timeout=SECONDS)
    settled(page)
    expect(lever(page.locator(".lab"), "group-realised")).to_have_value("100", timeout=SECONDS)


def test_a_server_that_does_not_answer_keeps_nobody_on_the_page(lab: Locator) -> None:
    """What the hand left never reaches the server; the way to another page is open after a moment all the same."""
    page = lab.page
    page.evaluate(
        """() => {
          const send = WebSocket.prototype.send;
          let dropped = false;
          WebSocket.prototype.send = function (frame) {
            if (!dropped) { dropped = true; return; }
            send.call(this, frame);
          };
        }"""
    )
    lever(lab, "group-realised").press("End")
    screen_link(page, "decide").click()
    page.wait_for_url("**/decide**", timeout=SECONDS)
    settled(page)


def test_locks_and_the_constant_sum_outlive_a_reload(lab: Locator) -> None:
    free_sum(lab)
    lab.get_by_label("Lock: Risk").click()
    lever(lab, "group-fit").press("PageUp")
    agreed(lab)
    lab.page.reload()
    settled(lab.page)
    expect(lab.get_by_label("Keep the sum at 100")).not_to_be_checked()
    expect(lever(lab, "group-risk")).to_be_disabled()


def test_the_weights_shown_add_up_to_100_and_a_move_leads_to_what_crosses_each_line(lab: Locator) -> None:
    fields = lab.locator(".group > .lever input[type=number]")
    assert sum(float(one.input_value()) for one in fields.all()) == pytest.approx(100)
    expect(lab.locator(".scores")).to_be_visible()
    lever(lab, "group-realised").press("PageDown")
    expect(lab.locator(".crossings")).to_be_visible()
    expect(lab.locator("[data-line=AB] .falling")).to_contain_text("account")
    assert sum(float(one.input_value()) for one in fields.all()) == pytest.approx(100, abs=0.3)
    agreed(lab)
