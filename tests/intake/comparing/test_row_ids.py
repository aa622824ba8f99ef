"""Rows of the plan and of needs that have ids of their own are recognised by them."""

import pytest

from kam_core.intake import load, summarise_files
from tests.intake.handwritten_files import text

ACCOUNTS = text("list.csv", "account,name\n1,One\n", "accounts")


def plan(*rows: str, header: str = "account,action id,heading,action,status") -> str:
    return "\n".join([header, *rows])


def test_an_action_whose_wording_changed_is_the_same_action_by_its_id() -> None:
    first = load([text("plan.csv", plan("1,P-7,affinity,Visit the plant,open")), ACCOUNTS])
    again = load([text("plan.csv", plan("1,P-7,affinity,Visit both plants,done"))], stored_records=first.records)
    (difference,) = again.differences
    assert (difference.new, difference.changed) == (0, 1)
    assert again.dataset.tables["plan"]["action"].to_list() == ["Visit both plants"]


def test_without_ids_another_wording_is_another_action() -> None:
    header = "account,heading,action,status"
    first = load([text("plan.csv", plan("1,affinity,Visit the plant,open", header=header)), ACCOUNTS])
    again = load(
        [text("plan.csv", plan("1,affinity,Visit both plants,open", header=header))], stored_records=first.records
    )
    assert [difference.new for difference in again.differences] == [1]


@pytest.mark.parametrize(
    ("header", "row", "table"),
    [
        ("客户编号,需求编号,期限,需求", "1,N-1,短期,第二条产线", "needs"),
        ("客户编号,行动编号,主题,行动", "1,P-1,亲和,参观工厂", "plan"),
        ("account,id,heading,action", "1,P-1,affinity,Visit", "plan"),
        ("account,id,name,stage,amount", "1,O-1,Deal,offer,5", "opportunities"),
    ],
)
def test_an_id_column_belongs_to_the_table_that_the_other_columns_say(header: str, row: str, table: str) -> None:
    (seen,) = summarise_files([text("file.csv", f"{header}\n{row}\n")])
    assert seen.table == table
    assert "id" in {column.field for column in seen.columns}
