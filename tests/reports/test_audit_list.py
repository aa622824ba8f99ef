"""The audit log as people take it along."""

import datetime
import io
import re
from pathlib import Path

import fastexcel
import polars as pl

from kam_core import store
from kam_core.reports.audit_list import ACTION_LABELS, LONGEST_CELL, about, action, audit_list
from kam_core.reports.export import table_bytes
from kam_core.store.audit import AuditEntry

AT = datetime.datetime(2026, 11, 22, 7, 30, 15, 123456, tzinfo=datetime.UTC)


def entry(kind: str, who: str = "Kim", subject: str = "id1", **details: object) -> AuditEntry:
    return AuditEntry(7, AT, who, kind, subject, details, "0" * 64, "f" * 64)


def test_every_act_that_the_store_records_has_a_name() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(store.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r'"((?:book|import|mapping|model|override|setting)\.[a-z]+)"', text))
    assert recorded
    assert recorded <= set(ACTION_LABELS)


def test_an_act_of_a_newer_app_keeps_its_own_name() -> None:
    assert action("moon.landing") == "moon.landing"
    assert about(entry("moon.landing", subject="Tranquility")) == "Tranquility"


def test_each_act_says_what_it_was_about() -> None:
    listed = [
        entry("model.publish", name="Sharper", number=3, slot="12/account", note="Board"),
        entry("model.archive", number=2, home="all/group", book="demo"),
        entry("model.join", name="Old", slot="3/account", before=1, number=4, archived=True, book="demo"),
        entry("model.join", name="Old", slot="3/account", before=2, number=5, archived=False, book="demo"),
        entry("override.set", account_id="A7", tier="S", reason="founder"),
        entry(
            "override.change",
            before={"account_id": "A7", "tier": "S", "reason": "founder"},
            after={"account_id": "A7", "tier": "A", "reason": "cooled"},
        ),
        entry("import.commit", files=[{"name": "a.csv"}, {"name": "b.xlsx"}]),
        entry("book.begin", name="North"),
        entry("book.rename", before={"name": "North"}, after={"name": "South"}),
        entry("mapping.remember", before=None, after={"fields": {"amount": "金额", "date": ""}, "table": None}),
        entry("mapping.forget", before={"fields": {"amount": "金额"}}),
        entry("import.undo", subject="book1"),
    ]
    assert [about(one) for one in listed] == [
        "“Sharper v3” (12 months, by account): Board", "v2 (all months, by group)",
        "“Old v1” (3 months, by account) is now v4 and archived", "“Old v2” (3 months, by account) is now v5",
        "A7: S, founder",
        "A7: S → A, cooled", "a.csv, b.xlsx", "North", "North → South", "amount ← 金额", "amount ← 金额", "book1",
    ]  # fmt: skip


def test_taking_a_model_back_says_why_and_a_list_of_publishers_whom_it_names() -> None:
    listed = [
        entry("model.archive", number=2, slot="12/account", reason="wrong cut"),
        entry("setting.put", subject="publishers", before=None, after=["Lee", "Zoe"]),
        entry("setting.put", subject="publishers", before=["Lee"], after=[]),
        entry("setting.put", subject="first_book", before=None, after="abc"),
    ]
    assert [about(one) for one in listed] == [
        "v2 (12 months, by account): wrong cut", "Lee, Zoe", "no names: all people", "first_book",
    ]  # fmt: skip


def test_a_value_that_gives_way_to_the_files_is_reported_by_its_row_and_column() -> None:
    won = entry("entry.change", table="plan", fields={}, target=[1, "Ann", "affinity", "Visit"], released=["goal"])
    assert about(won) == "Account plan: Ann, Affinity, Visit, Goal: as imported"


def test_a_row_carries_everything_that_was_written() -> None:
    (row,) = audit_list([entry("book.begin", name="北方")]).rows(named=True)
    assert row == {
        "entry": 7, "at": "2026-11-22 07:30:15 UTC", "who": "Kim", "action": "Data set created", "about": "北方",
        "kind": "book.begin", "subject": "id1", "details": '{"name": "北方"}', "hash": "f" * 64,
    }  # fmt: skip


def test_an_empty_log_has_its_columns() -> None:
    assert audit_list([]).columns[:4] == ["entry", "at", "who", "action"]


def test_what_a_spreadsheet_would_run_is_marked_in_both_formats() -> None:
    frame = audit_list([entry("book.begin", who="=1+1", name="@SUM(A1)")])
    csv = pl.read_csv(io.BytesIO(table_bytes(frame, "csv")))
    data_set_id = fastexcel.read_excel(table_bytes(frame, "xlsx", "audit")).load_sheet(0).to_polars()
    for read in (csv, data_set_id):
        assert (read["who"][0], read["about"][0]) == ("'=1+1", "'@SUM(A1)")


def test_details_too_long_for_a_cell_say_that_they_were_cut() -> None:
    long = [entry("model.publish", document="x" * 40_000)]
    frame = audit_list(long, longest=LONGEST_CELL)
    read = fastexcel.read_excel(table_bytes(frame, "xlsx", "audit")).load_sheet(0).to_polars()
    assert read["details"][0].endswith("x… (40016)")
    assert len(audit_list(long)["details"][0]) == 40_016
