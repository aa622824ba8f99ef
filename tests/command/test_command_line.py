"""The command line: exit codes, plain sentences, the same path as the screen."""

import json
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from kam_core.__main__ import main
from kam_core.scoring.model.presets import built_in_preset

ORDERS = """客户编号,订单日期,金额,状态
A1,2024-01-15,100,完成
A1,2024-12-30,300,完成
B2,2024-02-15,50,完成
B2,2024-03-15,70,已取消
C3,2023-02-15,10,完成
"""


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_a_scored_list_has_one_row_per_account_with_tier_and_reason(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("score", "--transactions", orders, "--out", out) == 0
    frame = pl.read_csv(out)
    assert frame["account"].to_list() == ["A1", "B2", "C3"]
    # The last complete month-end before 2024-12-30 is 2024-11-30, so the December order is not in this view.
    assert frame["revenue"].to_list() == [100, 50, 0]
    assert {"score", "coverage", "contribution_revenue", "tier", "reason", "lifecycle_stage"} <= set(frame.columns)


def test_the_date_the_window_and_the_statuses_can_be_chosen(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    chosen = ("--as-of", "2024-12-31", "--window-months", "24", "--exclude-status", "nothing")
    assert run("score", "--transactions", orders, *chosen, "--out", out) == 0
    assert pl.read_parquet(out)["revenue"].to_list() == [400, 120, 10]


def test_growth_can_be_against_the_same_period_last_year(tmp_path: Path) -> None:
    """100 in the fourth quarter of 2023, 400 in the third of 2024, 150 in the fourth."""
    sold, out = tmp_path / "sold.csv", tmp_path / "out.csv"
    sold.write_text(
        "客户编号,订单日期,金额\nA1,2023-10-01,100\nA1,2024-08-15,400\nA1,2024-12-31,150\n", encoding="utf-8"
    )
    quarter = ("score", "--transactions", sold, "--window-months", "3", "--out", out)
    assert run(*quarter, "--compare-months", "12") == 0
    assert pl.read_csv(out)["growth"].to_list() == [0.5]
    assert run(*quarter) == 0
    assert pl.read_csv(out)["growth"].to_list() == [-0.625]


def test_the_list_can_be_a_workbook(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("score", "--transactions", orders, "--out", out) == 0
    assert fastexcel.read_excel(out).load_sheet(0).to_polars().height == 3


def test_a_model_file_decides_the_score(orders: Path, tmp_path: Path) -> None:
    model, out = tmp_path / "model.toml", tmp_path / "out.csv"
    model.write_text(built_in_preset("classic_rfm").to_toml(), encoding="utf-8")
    assert run("score", "--transactions", orders, "--model", model, "--out", out) == 0
    assert "contribution_purchases" in pl.read_csv(out).columns


def test_a_column_can_be_named_by_hand(tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("who,when,bounty\nA1,2024-01-15,100\nB1,2024-01-31,50\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert run("score", "--transactions", odd, "--out", out) == 1
    mapped = ("--map", "account=who", "--map", "date=when", "--map", "amount=bounty")
    assert run("score", "--transactions", odd, *mapped, "--out", out) == 0
    assert pl.read_csv(out)["revenue"].to_list() == [100, 50]


def test_concentration_is_reported_in_words_and_as_json(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("concentration", "--transactions", orders) == 0
    assert "top20_share" in capsys.readouterr().out
    assert run("concentration", "--transactions", orders, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    # 400, 50 and 10 of 460: the first alone brings 87 %.
    assert found["total"] == 460
    assert (found["accounts"], found["n80"]) == (3, 1)
    assert found["top20_share"] == pytest.approx(400 / 460)


def test_credits_are_no_part_of_the_total_and_are_reported_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand: of 950, 700, 100 and −800 three are buyers of 1,750; a fifth of three is one account."""
    signed = tmp_path / "orders.csv"
    amounts = {"A": 950, "B": 700, "C": 100, "D": -800}
    rows = [f"{account},2024-01-15,{amount}" for account, amount in amounts.items()]
    signed.write_text("\n".join(["account,date,amount", *rows]), encoding="utf-8")
    assert run("concentration", "--transactions", signed, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["total"], found["accounts"], found["n80"]) == (950, 3, 2)
    assert found["top20_share"] == pytest.approx(950 / 1750)
    assert (found["negative_accounts"], found["negative_total"]) == (1, -800)
    assert run("concentration", "--transactions", signed) == 0
    output = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert (output["negative_accounts"], float(output["negative_total"])) == ("1", -800)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("score",),
        ("score", "--transactions", "x.csv"),
        ("score", "--transactions", "x.csv", "--out", "x.docx"),
        ("score", "--transactions", "x.csv", "--out", "x.csv", "--as-of", "31.12.2024"),
        ("score", "--transactions", "x.csv", "--out", "x.csv", "--window-months", "few"),
        ("score", "--transactions", "x.csv", "--out", "x.csv", "--window-months", "0"),
        ("score", "--transactions", "x.csv", "--out", "x.csv", "--compare-months", "0"),
        ("score", "--transactions", "x.csv", "--out", "x.csv", "--map", "nonsense"),
    ],
)
def test_wrong_usage_exits_with_64(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(arguments)
    except SystemExit as leaving:
        code = leaving.code
    assert code == 64
    assert capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("concentration", "--transactions", tmp_path / "gone.csv") == 1
    assert "gone.csv cannot be read" in capsys.readouterr().err


def test_an_empty_file_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert run("concentration", "--transactions", empty) == 1
    errors = capsys.readouterr().err
    assert "empty.csv" in errors
    assert "Traceback" not in errors


def test_a_model_that_cannot_be_read_is_refused(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert run("score", "--transactions", orders, "--model", tmp_path / "gone.toml", "--out", out) == 1
    other = tmp_path / "other.toml"
    other.write_text('version = 9\nname = "x"\n', encoding="utf-8")
    assert run("score", "--transactions", orders, "--model", other, "--out", out) == 1
    assert "other.toml is a model of version 9" in capsys.readouterr().err
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_reported(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("score", "--transactions", orders, "--out", tmp_path / "no" / "such" / "folder.csv") == 1
    assert "cannot be written" in capsys.readouterr().err


def test_dates_that_can_be_read_two_ways_are_an_open_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2\n", encoding="utf-8")
    assert run("concentration", "--transactions", odd) == 2
    assert "odd.csv" in capsys.readouterr().err


def test_rows_that_were_rejected_are_reported_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "".join(f"A{n},2024-01-15,x{n}\n" for n in range(9))
    bad = tmp_path / "bad.csv"
    bad.write_text("customer,date,amount\nGood,2024-01-15,5\n" + lines, encoding="utf-8")
    assert run("concentration", "--transactions", bad, "--json") == 0
    output = capsys.readouterr()
    assert "10 rows read, 1 loaded, 0 excluded, 9 rejected" in output.err
    assert "bad.csv line 3" in output.err
    assert "… and 4 more findings." in output.err
    assert json.loads(output.out)["total"] == 5


def test_an_open_question_can_be_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2\n", encoding="utf-8")
    assert run("concentration", "--transactions", odd, "--answer", "date_order=dmy", "--json") == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == "2024-06-05"


def test_several_currencies_are_asked_about_and_the_answers_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sales, rates = tmp_path / "sales.csv", tmp_path / "rates.csv"
    sales.write_text("customer,date,amount,currency\nA,2024-03-04,10,CHF\nB,2024-03-05,20,SEK\n", encoding="utf-8")
    rates.write_text("currency,date,rate\nSEK,2024-01-01,0.08\n", encoding="utf-8")
    for command in (("concentration",), ("score", "--out", tmp_path / "out.csv")):
        assert run(*command, "--transactions", sales) == 2
        output = capsys.readouterr().err
        assert "--answer currencies=CHF | --answer currencies=SEK | --answer currencies=add" in output
    assert run("concentration", "--transactions", sales, "--answer", "currencies=SEK", "--json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 20
    assert run("concentration", "--transactions", sales, "--rates", rates, "--json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 11.6


def test_an_account_list_alone_gives_its_prospects(tmp_path: Path) -> None:
    accounts, out = tmp_path / "accounts.csv", tmp_path / "out.csv"
    accounts.write_text("客户编号,客户名称\nA,甲\nB,乙\n", encoding="utf-8")
    assert run("score", "--accounts", accounts, "--out", out) == 0
    assert pl.read_csv(out)["lifecycle_stage"].to_list() == ["prospect", "prospect"]


def test_without_any_file_the_usage_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        run("score", "--out", tmp_path / "out.csv")
    assert leaving.value.code == 64
    assert "--transactions or --accounts" in capsys.readouterr().err


def test_a_model_file_that_is_no_text_is_refused(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.toml"
    model.write_bytes(b"\xff\xfe\x00\x80")
    assert run("score", "--transactions", orders, "--model", model, "--out", tmp_path / "o.csv") == 1
    assert "is not a text file" in capsys.readouterr().err


def test_deals_alone_give_revenue_and_beside_orders_only_where_asked(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text("opportunity id,account,stage,amount,closed\nD1,A1,Won,30,2024-03-05\nD2,A1,Lost,9,2024-03-06\n")

    def total(*arguments: str | Path) -> float:
        capsys.readouterr()
        assert run("concentration", "--opportunities", deals, *arguments, "--json") == 0
        return float(json.loads(capsys.readouterr().out)["total"])

    assert total() == 30
    alone = total("--transactions", orders)
    assert total("--transactions", orders, "--won-deals", "sale") == alone + 30
