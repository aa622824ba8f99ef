"""Commit and undo imports, register cubes, and remember column mappings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kam_core.entries.typed_differences import TypedDifference, typed_differences
from kam_core.intake import Intake
from kam_core.intake.comparing.stored_answers import earlier_answers
from kam_core.intake.line_kinds.line_kind_answers import ANSWERS as KINDS
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.services.access import Action, require
from kam_core.store.data_sets import DataSet, begin
from kam_core.store.entries import NewEntry
from kam_core.store.imports import Import, SourceFile
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.control_characters import CONTROL_CHARACTERS, escape_control_characters
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError

LONGEST_NAME = 80
"""Characters of a data set's name."""
FIRST_NAME = "data"
"""The name of a data set whose file has no printable name."""
COUNTED = {
    "table": "table", "new": "new", "changed": "changed", "unchanged": "unchanged", "missing": "missing",
    "cancelled": "cancelled", "kept": "protected", "removed": "removed",
}  # fmt: skip
"""Stored name → attribute of a difference, for the counts that go into the summary."""


def commit_import(
    store: Store,
    intake: Intake,
    files: Sequence[SourceFile],
    data_set: DataSet | None,
    name: str,
    by: By,
    files_decide: Collection[str] = (),
) -> Import:
    """Commit read files to a data set, or to a new one called `name` where none is given.

    files_decide: tables, or columns such as "plan.due", in which the files win over typed values.
    All or nothing, in one transaction. Refuses an invalid name; `ConflictError` where somebody else changed the data
    set meanwhile.
    """
    require(by, Action.IMPORT)
    dataset = intake.dataset
    name = valid_name(name) if data_set is None else data_set.name
    if dataset.name != name:
        # The name is part of the content, so another name needs a new content id.
        dataset = replace(dataset, name=name, content_id="")
    differences = () if data_set is None else differences_with_typed(store, data_set, dataset)
    return store.imports.commit(
        data_set=data_set,
        name=name,
        dataset=dataset,
        records=intake.records,
        files=files,
        summary=summary(intake),
        rejected=intake.rejected,
        by=by,
        released=_released(one for one in differences if one.is_released(files_decide)),
    )


def differences_with_typed(store: Store, data_set: DataSet, after: Dataset) -> tuple[TypedDifference, ...]:
    """Differences between the data after an import and the typed values of a data set."""
    typed = store.entries.of_data_set(data_set.id)
    if not any(one.is_active for one in typed):
        return ()
    before = (
        None if data_set.head is None or store.snapshots.cube(data_set.head) else store.snapshots.load(data_set.head)
    )
    return typed_differences(before, after, typed)


def _released(differences: Iterable[TypedDifference]) -> list[NewEntry]:
    """One entry a row that sets its fields back to the imported values."""
    rows: dict[str, list[TypedDifference]] = {}
    for one in differences:
        rows.setdefault(one.row_id, []).append(one)
    return [
        NewEntry("", ones[0].table, {}, row_id=row_id, expected=ones[0].last, released=tuple(one.field for one in ones))
        for row_id, ones in rows.items()
    ]


def register_cube(store: Store, folder: Path, cube_name: str, by: By, name: str | None = None) -> DataSet:
    """The data set of the cube in a folder: the existing one, restored if archived, or a new one.

    cube_name: the name in the cube, for a new data set; `name`, where given, is set in any case.
    """
    require(by, Action.IMPORT)
    wanted = valid_name(cube_name if name is None else name)
    known = {
        data_set.head: data_set for archived in (True, False) for data_set in store.data_sets.all(archived=archived)
    }
    with store.database.writing() as connection:
        dataset_id = store.snapshots.add_cube(connection, folder, wanted, by.at)
        data_set = known.get(dataset_id)
        if data_set is None:
            return begin(connection, wanted, dataset_id, by)
    if data_set.archived:
        data_set = store.data_sets.restore(data_set, by)
    return data_set if name is None or data_set.name == wanted else store.data_sets.rename(data_set, wanted, by)


def valid_name(name: str) -> str:
    """The name of a data set, without blanks around it. Refuses an empty one, a long one and control characters."""
    name = name.strip()
    if not name:
        raise UserError("Enter a name for the data set.")
    if CONTROL_CHARACTERS.search(name):
        raise UserError(
            "The name {name} contains a line break or control character. Use a one-line name.",
            name=escape_control_characters(name[:LONGEST_NAME]),
        )
    if len(name) > LONGEST_NAME:
        raise UserError(
            "The data set name has {count} characters; the maximum is {most}. Use a shorter name.",
            count=len(name),
            most=LONGEST_NAME,
        )
    return name


def named_after(file: str) -> str:
    """The proposed name of a new data set, from its first file."""
    last = file.replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(CONTROL_CHARACTERS.sub(" ", last.rsplit(".", 1)[0] or last).split())
    return name[:LONGEST_NAME].strip() or FIRST_NAME


def summary(intake: Intake) -> dict[str, object]:
    """Summary of an import: totals, row counts, differences and answers that hold for later files, as plain values."""
    totals = None
    if intake.totals is not None:
        totals = asdict(intake.totals)
        totals |= {name: day and day.isoformat() for name, day in totals.items() if name.endswith("_day")}
    return {
        "totals": totals,
        "counts": [asdict(count) for count in intake.counts],
        "differences": [
            {name: getattr(one, attribute) for name, attribute in COUNTED.items()} for one in intake.differences
        ],
        "answers": earlier_answers(intake.records),
    }


def remembered(stored: Mapping[str, Mapping[str, object]]) -> dict[str, ColumnMapping]:
    """Header key → mapping, from stored values; those of another form are skipped."""
    mappings = {}
    for key, value in stored.items():
        fields, table, kinds = value.get("fields"), value.get("table"), value.get("kinds", {})
        if isinstance(fields, Mapping) and isinstance(kinds, Mapping) and (table is None or isinstance(table, str)):
            kinds_by_header = {
                str(header): {str(cell): str(kind) for cell, kind in cells.items() if kind in KINDS}
                for header, cells in kinds.items()
                if isinstance(cells, Mapping)
            }
            mappings[key] = ColumnMapping(
                {str(field): str(header) for field, header in fields.items()}, table, kinds_by_header
            )
    return mappings


def answered_kinds(intake: Intake) -> dict[str, ColumnMapping]:
    """The answered kinds of lines, by the headers of their files."""
    by_headers: dict[str, ColumnMapping] = {}
    for one in intake.file_summaries:
        key = header_set_key([column.header for column in one.columns])
        for kinds in one.kinds:
            values = {value.value: value.kind for value in kinds.values if value.kind in KINDS}
            by_headers[key] = ColumnMapping(kinds={kinds.header: values}).merged_over(
                by_headers.get(key, ColumnMapping())
            )
    return by_headers


def remember(store: Store, mapped: Mapping[str, ColumnMapping], by: By) -> None:
    """Store answers about columns and kinds of lines, for the next files with the same headers."""
    require(by, Action.REMEMBER_COLUMNS)
    before = remembered({key: one.value for key, one in store.mappings.all().items()})
    for key, mapping in mapped.items():
        one = mapping.merged_over(before.get(key, ColumnMapping()))
        value: dict[str, object] = {"fields": dict(one.fields), "table": one.table}
        if one.kinds:
            value["kinds"] = {header: dict(cells) for header, cells in one.kinds.items()}
        store.mappings.remember(key, value, by)


def forget(store: Store, key: str, by: By) -> None:
    """Remove the mapping of a set of headers; it stays in the audit log."""
    require(by, Action.REMEMBER_COLUMNS)
    store.mappings.forget(key, by)


def undo_import(store: Store, import_id: str, by: By) -> DataSet:
    """Undo an import: the data set is as it was before. Refuses where a later import lies on top."""
    require(by, Action.UNDO_IMPORT)
    return store.imports.undo(import_id, by)
