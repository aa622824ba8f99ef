"""Entries in the store: who was faster, what an import leaves alone, and what comes back when it is undone."""

from __future__ import annotations

import datetime

import pytest

from kam_core.entries.entry_rows import EntryRow, history, rows, waiting
from kam_core.entries.typed_differences import typed_differences
from kam_core.intake import Choices, Intake, Upload, load
from kam_core.measures.view import View
from kam_core.services import entries as service
from kam_core.services.appraisal import account_measures
from kam_core.services.entries import with_entries
from kam_core.services.imports import commit_import
from kam_core.store.conflict import ConflictError
from kam_core.store.data_sets import DataSet
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.sample_content import by

DAY = datetime.date(2026, 3, 1)
ORDERS = b"account,date,amount\nA1,2026-01-05,100\nA2,2026-02-05,50\n"
PLAN = b"account,heading,action,due\nA1,affinity,Visit,2026-03-31\n"


def read(store: Store, data_set: DataSet | None, **files: bytes) -> Intake:
    stored_rows = {} if data_set is None or data_set.head is None else store.snapshots.records(data_set.head)
    return load([Upload(f"{name}.csv", content, role=name) for name, content in files.items()], Choices(), stored_rows)


def imported(
    store: Store, data_set: DataSet | None = None, decide: tuple[str, ...] = (), **files: bytes
) -> tuple[DataSet, str]:
    made = commit_import(store, read(store, data_set, **files), [], data_set, "north", by("Li"), decide)
    found = store.data_sets.find(made.data_set_id)
    assert found is not None
    return found, made.id


def plan(store: Store, data_set: DataSet) -> tuple[EntryRow, ...]:
    data = store.snapshots.load(str(data_set.head))
    return rows(data, store.entries.of_data_set(data_set.id, "plan"), "plan")


def enter(store: Store, data_set: DataSet, **fields: object) -> None:
    service.enter(
        store, data_set.id, store.snapshots.load(str(data_set.head)), "plan", fields, by("Li"), working_day=DAY
    )


def change(store: Store, data_set: DataSet, row: EntryRow, who: str = "Li", **fields: object) -> None:
    data = store.snapshots.load(str(data_set.head))
    service.change(store, data_set.id, data, row, fields, by(who), working_day=DAY)


@pytest.fixture
def data_set(store: Store) -> DataSet:
    return imported(store, transactions=ORDERS, plan=PLAN)[0]


def test_who_changes_a_row_that_somebody_else_changed_meanwhile_is_warned_and_nothing_is_overwritten(
    store: Store, data_set: DataSet
) -> None:
    (seen,) = plan(store, data_set)
    change(store, data_set, seen, "Li", status="done")
    with pytest.raises(ConflictError, match=r"Li changed this at .* while you were editing") as changes:
        change(store, data_set, seen, "Wang", status="dropped")
    assert changes.value.theirs.fields == {"status": "done"}  # type: ignore[attr-defined]
    assert changes.value.mine.fields == {"status": "dropped"}  # type: ignore[attr-defined]
    (now,) = plan(store, data_set)
    assert (now.values["status"], now.actor, now.typed) == ("done", "Li", frozenset({"status"}))
    change(store, data_set, now, "Wang", status="dropped")
    assert plan(store, data_set)[0].values["status"] == "dropped"


def test_who_changes_a_row_whose_last_change_was_withdrawn_is_warned(store: Store, data_set: DataSet) -> None:
    change(store, data_set, plan(store, data_set)[0], status="done")
    (seen,) = plan(store, data_set)
    data = store.snapshots.load(str(data_set.head))
    service.withdraw(store, data_set.id, data, str(seen.last), by("Wang"))
    with pytest.raises(ConflictError, match="Wang changed this"):
        change(store, data_set, seen, goal="two visits")


def test_withdrawing_restores_what_lies_below_and_the_log_tells_all_of_it(store: Store, data_set: DataSet) -> None:
    change(store, data_set, plan(store, data_set)[0], due="2026-04-30")
    change(store, data_set, plan(store, data_set)[0], due="2026-05-31")
    (row,) = plan(store, data_set)
    data = store.snapshots.load(str(data_set.head))
    service.withdraw(store, data_set.id, data, str(row.last), by("Li"))
    assert plan(store, data_set)[0].values["due"] == "2026-04-30"
    changes = history(store.entries.of_data_set(data_set.id), plan(store, data_set)[0])
    assert [(one.fields["due"], one.is_active) for one in changes] == [("2026-05-31", False), ("2026-04-30", True)]
    service.restore(store, data_set.id, data, str(row.last), by("Li"))
    assert plan(store, data_set)[0].values["due"] == "2026-05-31"
    actions = [one.action for one in store.audit.entries() if one.action.startswith("entry")]
    assert actions == ["entry.restore", "entry.withdraw", "entry.change", "entry.change"]
    store.audit.verify()


def test_a_plan_file_that_disagrees_leaves_the_typed_day_and_the_difference_is_listed(
    store: Store, data_set: DataSet
) -> None:
    change(store, data_set, plan(store, data_set)[0], due="2026-04-30")
    later = PLAN.replace(b"2026-03-31", b"2026-06-30")
    after = read(store, data_set, plan=later).dataset
    before = store.snapshots.load(str(data_set.head))
    (found,) = typed_differences(before, after, store.entries.of_data_set(data_set.id))
    assert (found.table, found.field, found.typed, found.imported) == ("plan", "due", "2026-04-30", "2026-06-30")
    assert found.key[1:] == ("A1", "affinity", "Visit")
    data_set, _ = imported(store, data_set, plan=later)
    assert plan(store, data_set)[0].values["due"] == "2026-04-30"


def test_a_file_that_says_what_it_said_before_is_no_difference(store: Store, data_set: DataSet) -> None:
    change(store, data_set, plan(store, data_set)[0], due="2026-04-30")
    after = read(store, data_set, plan=PLAN).dataset
    assert (
        typed_differences(store.snapshots.load(str(data_set.head)), after, store.entries.of_data_set(data_set.id)) == ()
    )


def test_where_the_rule_lets_the_file_decide_its_day_counts_until_the_import_is_undone(
    store: Store, data_set: DataSet
) -> None:
    change(store, data_set, plan(store, data_set)[0], due="2026-04-30", status="open")
    data_set, made = imported(store, data_set, ("plan.due",), plan=PLAN.replace(b"2026-03-31", b"2026-06-30"))
    assert {name: plan(store, data_set)[0].values[name] for name in ("due", "status")} == {
        "due": "2026-06-30", "status": "open",
    }  # fmt: skip
    data_set = store.imports.undo(made, by("Li"))
    assert plan(store, data_set)[0].values["due"] == "2026-04-30"


def test_typed_rows_change_what_is_measured_and_wait_while_their_account_is_gone(
    store: Store, data_set: DataSet
) -> None:
    enter(store, data_set, account="A2", heading="management", action="Review")
    data = store.snapshots.load(str(data_set.head))
    assert with_entries(store, data, data_set.id).tables["plan"].height == 2
    assert data.tables["plan"].height == 1
    other, _ = imported(store, None, transactions=ORDERS.replace(b"A2", b"A3"))
    entries = store.entries.of_data_set(data_set.id)
    gone = store.snapshots.load(str(other.head))
    (one,) = waiting(gone, entries)
    assert (one.account, one.fields["action"]) == ("A2", "Review")
    assert waiting(data, entries) == ()


@pytest.mark.parametrize(
    ("table", "fields", "message"),
    [
        ("plan", {"account": "A9", "heading": "affinity", "action": "Visit"}, "No account with the id A9"),
        ("transactions", {"account": "A1"}, "does not accept entries"),
        ("accounts", {"account": "A9"}, "New accounts are added by file"),
        ("nonsense", {}, "does not accept entries"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_a_sentence(
    store: Store, data_set: DataSet, table: str, fields: dict[str, object], message: str
) -> None:
    data = store.snapshots.load(str(data_set.head))
    with pytest.raises(UserError, match=message):
        service.enter(store, data_set.id, data, table, fields, by("Li"), working_day=DAY)
    assert store.entries.of_data_set(data_set.id) == []


def test_a_group_that_would_contain_itself_is_refused(store: Store) -> None:
    accounts = b"account,parent\nA1,A2\nA2,\n"
    data_set, _ = imported(store, transactions=ORDERS, accounts=accounts)
    data = store.snapshots.load(str(data_set.head))
    row = next(one for one in rows(data, (), "accounts") if one.values["account"] == "A2")
    with pytest.raises(UserError, match="A2 cannot report to itself"):
        service.change(store, data_set.id, data, row, {"parent": "A1"}, by("Li"), working_day=DAY)


def test_an_owner_that_was_typed_is_the_owner_also_where_only_order_lines_named_one(store: Store) -> None:
    orders = b"account,date,amount,owner\nA1,2026-01-05,100,Kim\nA2,2026-02-05,50,Kim\n"
    data_set, _ = imported(store, transactions=orders)
    data = store.snapshots.load(str(data_set.head))
    row = next(one for one in rows(data, (), "accounts") if one.values["account"] == "A1")
    service.change(store, data_set.id, data, row, {"owner": "Zoe"}, by("Li"), working_day=DAY)
    laid = with_entries(store, data, data_set.id)
    owners = dict(account_measures(laid, View(datetime.date(2026, 2, 28))).select("account_id", "owner").iter_rows())
    assert owners == {"A1": "Zoe", "A2": "Kim"}
