"""Entries overlaid on imported rows, and withdrawn without a trace."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kam_core.entries.plain_values import plain, stored
from kam_core.entries.row_keys import numbered, with_keys
from kam_core.entries.row_state import row_states
from kam_core.entries.table_overlay import blank, overlay
from kam_core.vocabulary.entry import Target
from kam_core.vocabulary.tables import TABLES
from tests.entries.reference_overlay import Row, Typist, as_it_stands, targets

ACCOUNTS = frozenset({"A1", "A2"})
PLAN = {
    "account": st.sampled_from(["A1", "A2"]),
    "heading": st.sampled_from(["affinity", "management"]),
    "action": st.sampled_from(["visit", "call"]),
    "due": st.sampled_from([None, "2026-01-31", "2026-02-28"]),
    "status": st.sampled_from([None, "open", "done"]),
}
TOUCHES = {
    "account": st.sampled_from(["A1", "A2"]),
    "date": st.sampled_from(["2026-01-05", "2026-01-06"]),
    "kind": st.sampled_from(["visit", "call"]),
    "outcome": st.sampled_from([None, "order", "advance"]),
    "minutes": st.sampled_from([None, 30]),
}
NEEDED = {"plan": ("account", "heading", "action"), "touches": ("account", "date", "kind")}
VALUES = {"plan": PLAN, "touches": TOUCHES}


def frame(table: str, rows: list[Row]) -> pl.DataFrame:
    declared = TABLES[table]
    data = [[stored(declared.field(name), row.get(name)) for name in declared.names] for row in rows]  # type: ignore[arg-type]
    return pl.DataFrame(data, schema=blank(declared).schema, orient="row")


def laid(table: str, imported: list[Row], typist: Typist) -> list[Row]:
    declared = TABLES[table]
    rows = overlay(declared, frame(table, imported), row_states(typist.entries), ACCOUNTS).rows
    return [
        {name: plain(declared.field(name), value) for name, value in row.items() if value is not None}
        for row in rows.iter_rows(named=True)
    ]


def filled(rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def in_some_order(rows: list[Row]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[list[Row]], Typist]:
    """A table, the states that imports gave it, and what was typed meanwhile."""
    table = draw(st.sampled_from(sorted(VALUES)))
    rows = st.lists(st.fixed_dictionaries(VALUES[table]), max_size=4).map(filled)
    imports = draw(st.lists(rows, min_size=1, max_size=3))
    typist = Typist(table)
    for act in draw(st.lists(st.sampled_from(["add", "imported", "typed", "withdraw"]), max_size=7)):
        now = draw(st.sampled_from(imports))
        if act == "add":
            row = filled([draw(st.fixed_dictionaries(VALUES[table]))])[0]
            there = as_it_stands(table, now, typist.entries)
            wanted = targets(table, [*filled(there), row])[-1]
            typist.add(row, wanted.nth)
        elif act == "imported" and now:
            target = draw(st.sampled_from(targets(table, now)))
            typist.change_imported(target, draw(_some(table)))
        elif act == "typed" and (rows_typed := [one for one in typist.entries if one.target is None]):
            typist.change_typed(draw(st.sampled_from(rows_typed)).row_id, draw(_some(table)))
        elif act == "withdraw" and typist.entries:
            typist.withdraw(draw(st.integers(0, len(typist.entries) - 1)))
    return table, imports, typist


def _some(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """A few fields; those that the table needs are never cleared."""
    return st.fixed_dictionaries({}, optional=VALUES[table]).filter(bool)


@given(histories())
def test_typing_withdrawing_and_importing_in_any_order_give_what_the_rules_give_by_hand(
    made: tuple[str, list[list[Row]], Typist],
) -> None:
    table, imports, typist = made
    for imported in imports:
        assert laid(table, imported, typist) == filled(as_it_stands(table, imported, typist.entries))


@given(histories())
def test_once_everything_is_withdrawn_the_table_is_as_imported(made: tuple[str, list[list[Row]], Typist]) -> None:
    table, imports, typist = made
    for number in range(len(typist.entries)):
        typist.withdraw(number)
    for imported in imports:
        assert laid(table, imported, typist) == imported


@given(histories())
def test_a_file_of_the_table_as_it_stands_changes_nothing_when_it_is_imported(
    made: tuple[str, list[list[Row]], Typist],
) -> None:
    table, imports, typist = made
    typed = Typist(table, [one for one in typist.entries if one.target is None])
    for imported in imports:
        exported = laid(table, imported, typed)
        assert in_some_order(laid(table, exported, typed)) == in_some_order(exported)


def test_a_row_that_was_typed_is_added_also_beside_one_with_the_same_key() -> None:
    there = {"account": "A1", "heading": "affinity", "action": "visit", "due": "2026-01-31"}
    typist = Typist("plan")
    typist.add({**there, "due": "2026-02-28"}, 1)
    assert laid("plan", [there], typist) == [there, {**there, "due": "2026-02-28"}]


def test_a_file_that_disagrees_with_a_typed_action_leaves_what_was_typed() -> None:
    row = {"account": "A1", "heading": "affinity", "action": "visit", "due": "2026-02-28"}
    typist = Typist("plan")
    typist.add(row, 0)
    fields = {**row, "due": "2026-01-31", "status": "open"}
    assert laid("plan", [fields], typist) == [{**row, "status": "open"}]


def test_two_touches_of_a_day_are_two_unless_a_file_says_exactly_the_same() -> None:
    visit = {"account": "A1", "date": "2026-01-05", "kind": "visit"}
    typist = Typist("touches")
    typist.add({**visit, "outcome": "order"}, 0)
    assert laid("touches", [visit], typist) == [visit, {**visit, "outcome": "order"}]
    same = {**visit, "outcome": "order", "minutes": 30}
    assert laid("touches", [same], typist) == [same]


def test_what_was_typed_for_an_account_that_is_gone_waits_and_counts_again_on_its_return() -> None:
    typist = Typist("touches")
    typist.add({"account": "A3", "date": "2026-01-05", "kind": "visit"}, 0)
    states = row_states(typist.entries)
    gone = overlay(TABLES["touches"], frame("touches", []), states, ACCOUNTS)
    assert gone.rows.is_empty()
    assert [one.fields["account"] for one in gone.waiting] == ["A3"]
    back = overlay(TABLES["touches"], frame("touches", []), states, ACCOUNTS | {"A3"})
    assert (back.rows.height, back.waiting) == (1, ())


def test_a_change_of_a_row_that_is_gone_waits() -> None:
    typist = Typist("plan")
    row = {"account": "A1", "heading": "affinity", "action": "visit"}
    typist.change_imported(targets("plan", [row])[0], {"status": "done"})
    assert laid("plan", [row], typist) == [{**row, "status": "done"}]
    found = overlay(TABLES["plan"], frame("plan", []), row_states(typist.entries), ACCOUNTS)
    assert (found.rows.height, len(found.waiting)) == (0, 1)


def test_a_change_stays_with_its_row_whatever_happens_to_the_columns_of_its_key() -> None:
    row = {"account": "A1", "heading": "affinity", "action": "visit"}
    target = targets("plan", [row])[0]
    typist = Typist("plan")
    typist.change_imported(target, {"action": "call"})
    typist.change_imported(target, {"status": "done"})
    assert laid("plan", [row], typist) == [{**row, "action": "call", "status": "done"}]
    typist.withdraw(0)
    assert laid("plan", [row], typist) == [{**row, "status": "done"}]


def test_the_key_of_a_target_names_the_row_of_the_imported_frame() -> None:
    rows: list[Row] = [
        {"account": "A1", "heading": "affinity", "action": "visit"},
        {"account": "A1", "heading": "affinity", "action": "visit", "status": "done"},
    ]
    keyed = with_keys(frame("plan", rows), TABLES["plan"])
    assert numbered(keyed, keyed["_key"])["_nth"].to_list() == [0, 1]
    assert [one.nth for one in targets("plan", rows)] == [0, 1]
    assert isinstance(targets("plan", rows)[0], Target)
