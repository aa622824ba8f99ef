"""Checks about us, signs and verdicts by hand, and on the demo recomputed with pandas from its CSV files."""

import datetime

from kam_core.insight.qualification.data_states import qualification_states
from kam_core.insight.qualification.evidence import data_evidence
from kam_core.intake import Choices, Upload, load
from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from kam_core.services.insights.catalogue import insight_document
from kam_core.services.insights.insight import Subject
from tests.datasets import dataset, day, monthly
from tests.stories.demo_measures import DEMO, table

YEAR_END = datetime.date(2024, 12, 31)


def test_the_first_customer_of_an_industry_is_not_refused_for_lack_of_references() -> None:
    lines = [*monthly("first", "2022-01-10", 36, 10), *monthly("a", "2022-01-10", 36, 10),
             *monthly("b", "2022-01-10", 36, 10)]  # fmt: skip
    data = dataset(
        [dict(line) for line in lines],
        [{"account": "first", "industry": "Space"}, *({"account": one, "industry": "Food"} for one in "ab")],
    )
    frame = account_frame(data, View(YEAR_END))
    states = qualification_states(data, frame, day("2024-12-31"))
    by_id = {frame["account_id"][place]: row for place, row in enumerate(states.iter_rows(named=True))}
    assert by_id["first"]["references"] is None
    assert by_id["a"]["references"] is True
    code = int(frame["account"][frame["account_id"].to_list().index("first")])
    assert str(data_evidence(data, frame, code)["references"]) == "no other customer of this industry buys from us yet"


def test_a_family_that_people_answered_no_longer_counts_as_the_data_say() -> None:
    data = dataset(
        [dict(line) for line in monthly("a", "2022-01-10", 36, 10)],
        tables={
            "buying": [
                {"account": "a", "product_family": "Lasers", "purchasing": "central", "product_fit": 5},
                {"account": "a", "product_family": "Sensors", "purchasing": None, "product_fit": 3},
            ],
            "checks": [
                {"account": "a", "check": check, "product_family": "Lasers", "answer": "fail",
                 "answered_on": day("2024-06-01")}
                for check in ("central_purchasing", "product_fit")
            ],
        },
    )  # fmt: skip
    frame = account_frame(data, View(YEAR_END))
    states = qualification_states(data, frame, day("2024-12-31"))
    # Of Sensors nothing is known: neither all families fail, nor does one pass.
    for check, flag in (("central_purchasing", "buys_centrally"), ("product_fit", "product_fits")):
        assert states[check][0] is None
        assert frame[flag][0] is None


def test_demo_accounts_that_buy_every_listed_family_dispersed_are_not_counted_as_key() -> None:
    uploads = [Upload(file.name, file.read_bytes()) for file in sorted(DEMO.glob("*.csv"))]
    data = load(uploads, Choices()).dataset
    document = insight_document("qualification", Subject.of(data, View(datetime.date(2026, 9, 30))))
    rows = {row["account"]: row for row in document["rows"]}  # type: ignore[attr-defined,index]
    buying = table("buying").dropna(subset=["purchasing"])
    dispersed = buying.groupby("account")["purchasing"].agg(lambda modes: (modes == "dispersed").all())
    answers = table("checks").query("check == 'central_purchasing' and answer != 'unknown'")
    answered = answers.set_index("account")["answer"]
    refused, accepted = (set(answered.index[answered.eq(answer)]) for answer in ("fail", "pass"))
    everywhere = set(dispersed[dispersed].index) - accepted
    assert everywhere
    assert refused
    assert {a for a, row in rows.items() if row["central_purchasing"] == "fail"} == everywhere | refused
    assert all(rows[account]["verdict"] != "key" for account in everywhere | refused)
    key = sum(row["verdict"] == "key" for row in rows.values())
    assert document["figures"]["key"] == key  # type: ignore[index]
