"""Won deals as sales: at their close date, never doubled, and nothing unknown becomes 0."""

import polars as pl
import pytest

from kam_core.insight.concentration.indices import concentration
from kam_core.intake import Choices, Intake, OpenQuestionError, load
from kam_core.measures.view import default_view
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.dataset import WON_DEALS_TABLE
from tests.intake.handwritten_files import lines, needs_shared, sentences, shared, text
from tests.intake.test_real_sets import facts

HEADER = "opportunity id,account,deal stage,amount,created,expected close,closed,owner\n"
DEALS = text(
    "deals.csv",
    HEADER + "D1,Ash,Won,100,2024-01-02,2024-03-01,2024-03-05,Kim\n"
    "D2,Elm,Won,40,2024-01-02,2024-03-01,2024-04-06,Lee\n"
    "D3,Ash,Lost,70,2024-01-02,2024-03-01,2024-04-07,Kim\n"
    "D4,Oak,Negotiation,900,2024-02-02,2024-09-01,,Lee\n",
)
ORDERS = text("orders.csv", "order_id,account,date,amount\n1,Ash,2024-03-06,100\n")
LIST = text("accounts.csv", "account,name,industry\nAsh,Ash,Steel\nElm,Elm,Steel\nOak,Oak,Steel\n", "accounts")


def uses(intake: Intake) -> dict[str, tuple[int, float]]:
    """Use of won deals → their number and money in units."""
    summary = intake.dataset.tables[WON_DEALS_TABLE]
    return {use: (deals, amount / 10_000) for use, deals, amount in summary.rows()}


def test_deals_alone_give_one_sale_for_each_won_deal_on_its_close_date() -> None:
    intake = load([DEALS])
    assert lines(intake) == [("Ash", "2024-03-05", 100.0), ("Elm", "2024-04-06", 40.0)]
    assert uses(intake) == {"sale": (2, 140.0)}
    assert sentences(intake, "won_deals") == [
        "deals.csv: 2 won deals worth 140.00 count as sales on their close dates."
    ]


def test_an_account_with_nothing_but_an_open_deal_is_an_account_and_its_deal_is_kept() -> None:
    intake = load([DEALS])
    assert intake.dataset.accounts["account_id"].to_list() == ["Ash", "Elm", "Oak"]
    assert intake.dataset.tables["opportunities"]["account"].to_list() == [0, 1, 0, 2]
    assert intake.rejected.is_empty()


def test_the_margin_of_a_won_deal_is_unknown_and_not_0() -> None:
    dataset = load([DEALS]).dataset
    assert dataset.lines["margin"].to_list() == [None, None]
    frame = account_measures(dataset, default_view(dataset, None))
    assert frame["margin"].to_list() == [None, None]


def test_deals_without_amount_close_date_or_account_are_counted_with_their_money() -> None:
    rows = (
        "D5,Ash,Won,,2024-01-02,2024-03-01,2024-03-05,\n"
        "D6,Ash,Won,60,2024-01-02,2024-03-01,,\n"
        "D7,,Won,25,2024-01-02,2024-03-01,2024-03-09,\n"
    )
    intake = load([text("deals.csv", DEALS.content.decode() + rows)])
    assert uses(intake) == {
        "sale": (2, 140.0), "no_amount": (1, 0.0), "no_close_date": (1, 60.0), "no_account": (1, 25.0)
    }  # fmt: skip
    assert lines(intake)[2:] == [(None, "2024-03-09", 25.0)]
    assert sentences(intake, "won_deals")[1:] == [
        "deals.csv: 1 won deal worth 60.00 has no close date and is not counted as a sale.",
        "deals.csv: 1 won deal has no amount and is not counted as a sale.",
    ]


def test_beside_orders_won_deals_are_no_sales_unless_somebody_says_so() -> None:
    assert lines(load([DEALS, ORDERS, LIST])) == [("Ash", "2024-03-06", 100.0)]
    assert sentences(load([DEALS, ORDERS, LIST]), "won_deals") == [
        "deals.csv: 2 won deals worth 140.00 are not counted as sales."
    ]
    both = load([DEALS, ORDERS, LIST], Choices(won_deals="sale"))
    assert both.dataset.lines["amount"].sum() / 10_000 == 240


def test_the_answer_no_leaves_deals_alone_without_any_sale() -> None:
    intake = load([DEALS], Choices(won_deals="leave"))
    assert intake.dataset.lines.is_empty()
    assert WON_DEALS_TABLE not in intake.dataset.tables


def test_newer_deals_replace_the_sales_of_the_older_ones() -> None:
    later = (
        DEALS.content.decode()
        .replace("D2,Elm,Won,40", "D2,Elm,Won,45")
        .replace("D4,Oak,Negotiation,900", "D4,Oak,Won,850")
    )
    later = later.replace("2024-09-01,,Lee", "2024-09-01,2024-09-03,Lee")
    second = load([text("june.csv", later)], Choices(), load([DEALS]).records)
    assert sorted(lines(second)) == [
        ("Ash", "2024-03-05", 100.0),
        ("Elm", "2024-04-06", 45.0),
        ("Oak", "2024-09-03", 850.0),
    ]


def test_the_same_deals_again_change_nothing() -> None:
    first = load([DEALS])
    assert lines(load([DEALS], Choices(), first.records)) == lines(first)


def test_orders_that_come_later_are_a_question_until_it_is_answered() -> None:
    first = load([DEALS])
    with pytest.raises(OpenQuestionError, match=r"2 won deals worth 140\.00 count as sales so far") as asked:
        load([ORDERS], Choices(), first.records)
    assert asked.value.question == "won_deals"
    alone = load([ORDERS], Choices(won_deals="leave"), first.records)
    assert lines(alone) == [("Ash", "2024-03-06", 100.0)]
    both = load([ORDERS], Choices(won_deals="sale"), first.records)
    assert both.dataset.lines["amount"].sum() / 10_000 == 240
    # Answered once: the next file does not ask again.
    more = text("more.csv", "order_id,account,date,amount\n2,Elm,2024-05-06,7\n")
    assert load([more], Choices(), both.records).dataset.lines["amount"].sum() / 10_000 == 247


def test_the_answer_can_be_changed_by_importing_again() -> None:
    first = load([DEALS])
    without = load([DEALS], Choices(won_deals="leave"), first.records)
    assert without.dataset.lines.is_empty()
    assert load([DEALS], Choices(), without.records).dataset.lines.is_empty()
    assert lines(load([DEALS], Choices(won_deals="sale"), without.records)) == lines(first)


def test_a_deal_in_another_currency_is_a_sale_at_the_rate_of_its_close_date() -> None:
    deals = text("deals.csv", "opportunity id,account,stage,amount,closed,currency\nD1,Ash,Won,100,2024-03-05,USD\n")
    rates = text("rates.csv", "currency,date,rate\nUSD,2024-01-01,0.9\nUSD,2024-03-01,0.8\nUSD,2024-04-01,0.7\n")
    intake = load([deals, rates], Choices(currency="EUR"))
    assert lines(intake) == [("Ash", "2024-03-05", 80.0)]
    assert uses(intake) == {"sale": (1, 80.0)}


@needs_shared
@pytest.mark.parametrize("files", [["sales_pipeline.csv"], ["sales_pipeline.csv", "accounts.csv"]])
def test_the_won_deals_of_the_hardware_seller_give_its_published_concentration(files: list[str]) -> None:
    known = facts("crm_sales_opportunities")["won"]
    dataset = load([shared(f"crm_sales_opportunities/{file}") for file in files]).dataset
    figures = concentration(
        account_measures(dataset, default_view(dataset, None))["revenue"].cast(pl.Float64).to_numpy()
    )
    assert figures.total / 10_000 == known["revenue"] == 10_005_534
    assert (figures.accounts, figures.n80) == (known["accounts"], known["n80"]) == (85, 59)
    assert round(figures.top20_share, 4) == known["top20_share"] == 0.3169
    best = dataset.lines.group_by("account").agg(pl.col("amount").sum()).sort("amount", descending=True).head(5)
    names = best.join(dataset.accounts, on="account", how="left", maintain_order="left")
    assert [[name, amount / 10_000] for name, amount in names.select("name", "amount").rows()] == known["top5"]
