"""what-if on the command line: counts before and after, movers with their reasons, and files that say what they are."""

from pathlib import Path

import fastexcel
import polars as pl
import pytest

from kam_core.__main__ import main
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash

# Three accounts, one order a month of 100, 200 and 300; the smaller the revenue, the larger the margin.
ORDERS = "customer,date,amount,margin\n" + "".join(
    f"{account},{year}-{month:02d}-10,{amount},{margin}\n"
    for account, amount, margin in (("Ant", 100, 60), ("Bee", 200, 40), ("Cat", 300, 20))
    for year in (2023, 2024)
    for month in range(1, 13)
)
MODEL = """version = 1
name = "{name}"
cut = {{ kind = "score", s = 90.0, a = 60.0, b = 30.0 }}
gates = {{ mutual_dependence = false, recurring = false, revenue_and_margin = false }}

[[criteria]]
name = "revenue"
group = "realised"
measure = "revenue"
weight = {revenue}
utility = {{ kind = "linear", lo = 0.0, hi = 3600.0 }}

[[criteria]]
name = "margin"
group = "realised"
measure = "margin"
weight = {margin}
utility = {{ kind = "linear", lo = 0.0, hi = 720.0 }}
"""

UNHELD = "No published tiers available: accounts near a cut are not kept in their tier."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "now.toml").write_text(MODEL.format(name="Now", revenue=100.0, margin=0.0), encoding="utf-8")
    (tmp_path / "then.toml").write_text(MODEL.format(name="Then", revenue=0.0, margin=100.0), encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: object) -> int:
    given = [folder / "orders.csv", "--draft", folder / "then.toml", "--published", folder / "now.toml", *more]
    return main(["what-if", *(str(one) for one in given)])


def hash_of(folder: Path, name: str) -> str:
    return model_hash(Model.from_toml((folder / name).read_text(encoding="utf-8")))


def test_it_prints_counts_before_and_after_and_every_mover_with_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--as-of", "2024-12-31") == 0
    output = capsys.readouterr().out.splitlines()
    hashes = hash_of(folder, "now.toml"), hash_of(folder, "then.toml")
    assert output[0] == f"“Now” ({hashes[0]}) → “Then” ({hashes[1]}), 3 accounts as of 2024-12-31"
    # Points by revenue: Ant 33.3, Bee 66.7, Cat 100; by margin the other way round.
    assert output[1:5] == [
        "S: 1 → 1 account, revenue 3,600.00 → 1,200.00",
        "A: 1 → 1 account, revenue 2,400.00 → 2,400.00",
        "B: 1 → 1 account, revenue 1,200.00 → 3,600.00",
        "C: 0 → 0 accounts, revenue 0.00 → 0.00",
    ]
    assert "2 accounts change tier: 1 up, 1 down" in output[5]
    cat, ant, unheld = output[6:]
    assert cat.startswith("▼ S → B  Cat (Cat): ")
    assert "100.0 → 33.3" in cat
    assert ant.startswith("▲ B → S  Ant (Ant): ")
    assert "33.3 → 100.0" in ant
    assert unheld == UNHELD


@pytest.mark.parametrize(("day", "has_notice"), [("2100-12-31", True), ("2024-06-30", False)])
def test_a_day_outside_of_the_data_is_reported_beside_the_answer(
    folder: Path, capsys: pytest.CaptureFixture[str], day: str, has_notice: bool
) -> None:
    run(folder, "--as-of", day)
    sentence = f"{day} is outside the data range (2023-01-10 to 2024-12-10)."
    assert (sentence in capsys.readouterr().err) is has_notice


@pytest.mark.parametrize(
    ("hysteresis", "has_notice"),
    [
        ("points = 0.0", False),
        ("points = 0.5", True),
        ("points = 0.0, share = 0.5", False),  # a share is a band round quotas, and these cuts are scores
        ("points = 0.0, stay_months = 6", True),
    ],
)
def test_it_says_that_it_knows_no_published_tiers_where_a_model_would_keep_them(
    folder: Path, capsys: pytest.CaptureFixture[str], hysteresis: str, has_notice: bool
) -> None:
    for name in ("now.toml", "then.toml"):
        text = (folder / name).read_text(encoding="utf-8")
        with_hysteresis = text.replace("\n\n[[", f"\nhysteresis = {{ {hysteresis} }}\n\n[[", 1)
        (folder / name).write_text(with_hysteresis, encoding="utf-8")
    assert run(folder) == 0
    assert (UNHELD in capsys.readouterr().out) is has_notice


def test_the_movers_go_into_a_file_that_says_which_draft_they_come_from(folder: Path) -> None:
    assert run(folder, "--out", folder / "movers.csv") == 0
    listed = pl.read_csv(folder / "movers.csv").rows(named=True)
    assert [(row["account"], row["tier_before"], row["tier_after"]) for row in listed] == [
        ("Cat", "S", "B"), ("Ant", "B", "S"),
    ]  # fmt: skip
    assert {(row["about_scenario"], row["about_model"], row["about_window"]) for row in listed} == {
        ("Then", hash_of(folder, "then.toml"), 12)
    }
    assert run(folder, "--out", folder / "movers.xlsx") == 0
    assert fastexcel.read_excel(folder / "movers.xlsx").sheet_names == ["movers", "About this file"]


def test_without_a_published_model_the_built_in_one_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["what-if", "--transactions", str(folder / "orders.csv"), "--draft", str(folder / "then.toml")]
    assert main(given) == 0
    assert capsys.readouterr().out.startswith("“Transactions only” (")


def test_a_draft_equal_to_the_published_model_moves_nobody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--draft", folder / "now.toml") == 0
    assert "Your draft is identical to the published model" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("version = 9\n", "bad.toml is a model of version 9"), ("name =", "bad.toml is not a TOML file")],
)
def test_a_draft_that_cannot_be_read_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    (folder / "bad.toml").write_text(content, encoding="utf-8")
    assert run(folder, "--draft", folder / "bad.toml", "--out", folder / "movers.csv") == 1
    assert sentence in capsys.readouterr().err
    assert not (folder / "movers.csv").exists()


def test_weights_that_leave_nobody_a_score_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = MODEL.format(name="Idle", revenue=0.0, margin=100.0).replace('measure = "margin"', 'measure = "innovation"')
    (folder / "idle.toml").write_text(text, encoding="utf-8")
    assert run(folder, "--draft", folder / "idle.toml") == 1
    assert "No account has a score" in capsys.readouterr().err


@pytest.mark.parametrize(
    "given", [["what-if"], ["what-if", "--draft", "x.toml", "--out", "movers.docx"], ["what-if", "orders.csv"]]
)
def test_wrong_usage_is_reported_with_its_own_exit_code(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(given)
    except SystemExit as leaving:
        code = leaving.code  # type: ignore[assignment]
    assert code == 64
    assert capsys.readouterr().err


def test_no_file_to_look_at_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["what-if", "--draft", str(folder / "then.toml")])
    assert leaving.value.code == 64
    assert "--transactions or --accounts" in capsys.readouterr().err


def test_the_scored_list_says_which_model_it_comes_from(folder: Path) -> None:
    given = [
        "score",
        "--transactions",
        folder / "orders.csv",
        "--model",
        folder / "now.toml",
        "--out",
        folder / "o.csv",
    ]
    assert main([str(one) for one in given]) == 0
    read = pl.read_csv(folder / "o.csv")
    assert set(read["about_model"]) == {hash_of(folder, "now.toml")}
    assert set(read["about_scenario"]) == {"Now"}


def test_a_model_without_bounds_for_the_window_says_whose_it_uses(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "then.toml").read_text(encoding="utf-8")
    # An order a month: over 3 months 300 to 900 of revenue, 60 to 180 of margin.
    own = "\n".join(
        f'[[bounds.utilities]]\ncriterion = "{name}"\nutility = {{ kind = "linear", lo = 0.0, hi = {most} }}\n'
        for name, most in (("revenue", 900.0), ("margin", 180.0))
    )
    (folder / "then.toml").write_text(f'{text}\n[[bounds]]\nview = "3/account"\n{own}', encoding="utf-8")
    assert run(folder, "--as-of", "2024-12-31", "--window-months", "3") == 0
    output = capsys.readouterr().out.splitlines()
    assert output[1] == "“Now” has no ranges for 3 months, by account; the ranges for 12 months, by account are used."
    # By the ranges of the year Cat has 25 of 100 points, by those of three months Ant has all of them.
    assert output[2:4] == [
        "S: 0 → 1 account, revenue 0.00 → 300.00",
        "A: 0 → 1 account, revenue 0.00 → 600.00",
    ]
    assert not any("“Then” has no ranges" in line for line in output)
    assert run(folder, "--as-of", "2024-12-31") == 0
    assert "has no ranges" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["score", "firmness"])
def test_score_and_firmness_say_so_beside_their_answer(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(folder / "out.csv")] if command == "score" else []
    given = [command, "--transactions", str(folder / "orders.csv"), "--model", str(folder / "now.toml"), *out]
    output = "“Now” has no ranges for all data, by account; the ranges for 12 months, by account are used."
    assert main([*given, "--window-months", "all"]) == 0
    assert output in capsys.readouterr().err
    assert main(given) == 0
    assert output not in capsys.readouterr().err
