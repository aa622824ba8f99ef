"""Running total of an order file: each part with the money as it counts."""

from pathlib import Path

from kam_core.intake import Upload, load, summarise_files
from tests.intake.handwritten_files import text

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo" / "transactions.csv"
ROWS = (
    "customer,date,amount,status\nA,2024-01-05,100,Delivered\nA,2024-02-05,40,Awaiting payment\n"
    "B,2024-02-06,7,Cancelled\nB,2024-02-07,5,Delivered\n"
)


def parts(upload: Upload) -> dict[str, tuple[str, int, float]]:
    """Value of a part → what it counts as, its lines and its money in units."""
    (summary,) = summarise_files([upload])
    assert summary.sales is not None
    return {part.value: (part.kind, part.lines, part.money / 10_000) for part in summary.sales.parts}


def test_each_value_is_a_part_and_an_open_one_counts_as_proposed() -> None:
    assert parts(text("shop.csv", ROWS)) == {
        "Delivered": ("sale", 2, 105.0),
        "Awaiting payment": ("sale", 1, 40.0),
        "Cancelled": ("left_out", 1, 7.0),
    }


def test_the_last_month_is_known_with_and_without_the_open_lines() -> None:
    (summary,) = summarise_files([text("shop.csv", ROWS)])
    assert summary.sales is not None
    february = {part.value: part.month_money / 10_000 for part in summary.sales.parts}
    assert str(summary.sales.last_month) == "2024-02-01"
    assert february == {"Delivered": 5.0, "Awaiting payment": 40.0, "Cancelled": 7.0}


def test_credits_without_a_minus_count_negative_and_credits_with_one_as_they_stand() -> None:
    header = "customer,date,amount,type\nA,2024-01-05,100,Invoice\n"
    assert parts(text("a.csv", header + "A,2024-01-06,30,Credit note\n"))["Credit note"] == ("credit", 1, -30.0)
    assert parts(text("b.csv", header + "A,2024-01-06,-30,Credit note\n"))["Credit note"] == ("credit", 1, -30.0)


def test_the_parts_of_the_demo_add_up_to_its_revenue() -> None:
    upload = Upload(DEMO.name, DEMO.read_bytes())
    counted = [part for part in parts(upload).values() if part[0] != "left_out"]
    # completed 480,850,919.00 + shipped 11,515,610.40 − returned 2,078,289.70, in 14,927 + 331 + 171 lines
    assert (sum(lines for _, lines, _ in counted), round(sum(money for *_, money in counted), 2)) == (
        15_429,
        490_288_239.70,
    )
    assert load([upload]).dataset.lines["amount"].sum() == 4_902_882_397_000


def test_deals_are_parts_too_and_a_won_one_without_close_date_is_left_out() -> None:
    deals = "opportunity id,account,stage,amount,closed\n1,A,Won,9,2024-01-05\n2,A,Won,4,\n3,A,Lost,2,2024-01-05\n"
    (summary,) = summarise_files([text("deals.csv", deals)])
    assert summary.sales is not None
    assert {(part.value, part.kind, part.lines, part.money // 10_000) for part in summary.sales.parts} == {
        ("Won", "sale", 1, 9),
        ("Won", "left_out", 1, 4),
        ("Lost", "left_out", 1, 2),
    }
