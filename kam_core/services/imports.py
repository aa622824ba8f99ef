"""Commit an import to the store: the one path for the screen and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kam_core.entries.typed_differences import TypedDifference, typed_differences
from kam_core.intake import Intake
from kam_core.intake.line_kinds.line_kind_answers import ANSWERS as KINDS
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.services.access import Action, require
from kam_core.store.data_sets import Book, begin
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
"""What a data set is called whose file has no name that can be shown."""
COUNTED = {
    "table": "table", "new": "new", "changed": "changed", "unchanged": "unchanged", "missing": "missing",
    "cancelled": "cancelled", "kept": "protected", "removed": "removed",
}  # fmt: skip
"""Stored name → attribute of a difference."""


def booked(
    store: Store,
    intake: Intake,
    files: Sequence[SourceFile],
    book: Book | None,
    name: str,
    by: By,
    files_decide: Collection[str] = (),
) -> Import:
    """Enter what was read into a book, a new one called `name` where none is given.

    files_decide: tables, or columns such as "plan.due", in which the files win over what people typed.
    One transaction: it is all there or nothing is. Refuses a name that is none, and where somebody else changed the
    book meanwhile.
    """
    require(by, Action.IMPORT)
    dataset = intake.dataset
    name = well_named(name) if book is None else book.name
    if dataset.name != name:
        # The content names the data set, too: it gets a new id with the name.
        dataset = replace(dataset, name=name, content_id="")
    told = () if book is None else differences_with_typed(store, book, dataset)
    return store.imports.commit(
        book=book,
        name=name,
        dataset=dataset,
        records=intake.records,
        files=files,
        summary=summary(intake),
        rejected=intake.rejected,
        by=by,
        released=_released(one for one in told if one.is_let_go(files_decide)),
    )


def differences_with_typed(store: Store, book: Book, after: Dataset) -> tuple[TypedDifference, ...]:
    """Where the data after an import say something else than what people typed into a data set."""
    typed = store.entries.of_book(book.id)
    if not any(one.is_active for one in typed):
        return ()
    before = None if book.head is None or store.datasets.cube(book.head) else store.datasets.load(book.head)
    return typed_differences(before, after, typed)


def _released(let_go: Iterable[TypedDifference]) -> list[NewEntry]:
    """One entry a row, by which its fields are again what the import says."""
    rows: dict[str, list[TypedDifference]] = {}
    for one in let_go:
        rows.setdefault(one.row_id, []).append(one)
    return [
        NewEntry("", ones[0].table, {}, row_id=row_id, expected=ones[0].last, released=tuple(one.field for one in ones))
        for row_id, ones in rows.items()
    ]


def entered_cube(store: Store, folder: Path, said: str, by: By, name: str | None = None) -> Book:
    """The book of the cube in a folder: the one that is there, taken out of the archive, or a new one.

    said: what the cube calls itself, which a new book is called; `name`, where given, is what it is called in any case.
    """
    require(by, Action.IMPORT)
    wanted = well_named(said if name is None else name)
    known = {book.head: book for archived in (True, False) for book in store.books.all(archived=archived)}
    with store.database.writing() as connection:
        dataset_id = store.datasets.add_cube(connection, folder, wanted, by.at)
        book = known.get(dataset_id)
        if book is None:
            return begin(connection, wanted, dataset_id, by)
    if book.archived:
        book = store.books.restore(book, by)
    return book if name is None or book.name == wanted else store.books.rename(book, wanted, by)


def well_named(name: str) -> str:
    """The name of a data set, without blanks around it. Refuses an empty one, a long one and control characters."""
    name = name.strip()
    if not name:
        raise UserError("The data set needs a name. Give it one.")
    if CONTROL_CHARACTERS.search(name):
        raise UserError(
            "The name {name} has a line break or a control character in it. Give the data set a name of one line.",
            name=escape_control_characters(name[:LONGEST_NAME]),
        )
    if len(name) > LONGEST_NAME:
        raise UserError(
            "The name of the data set has {count} characters; at most {most} fit. Give it a shorter one.",
            count=len(name),
            most=LONGEST_NAME,
        )
    return name


def named_after(file: str) -> str:
    """What a new data set is called until somebody knows better: like its first file, as far as that is a name."""
    last = file.replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(CONTROL_CHARACTERS.sub(" ", last.rsplit(".", 1)[0] or last).split())
    return name[:LONGEST_NAME].strip() or FIRST_NAME


def summary(intake: Intake) -> dict[str, object]:
    """What became of the rows and what changed, in plain values."""
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
    }


def remembered(stored: Mapping[str, Mapping[str, object]]) -> dict[str, ColumnMapping]:
    """Header key → mapping, from what the store keeps; what is no mapping of this version is left aside."""
    found = {}
    for key, value in stored.items():
        fields, table, kinds = value.get("fields"), value.get("table"), value.get("kinds", {})
        if isinstance(fields, Mapping) and isinstance(kinds, Mapping) and (table is None or isinstance(table, str)):
            said = {
                str(header): {str(cell): str(kind) for cell, kind in cells.items() if kind in KINDS}
                for header, cells in kinds.items()
                if isinstance(cells, Mapping)
            }
            found[key] = ColumnMapping({str(field): str(header) for field, header in fields.items()}, table, said)
    return found


def said_of_kinds(intake: Intake) -> dict[str, ColumnMapping]:
    """What lines were taken for, by the headers of their files: what was answered once is not asked again."""
    said: dict[str, ColumnMapping] = {}
    for one in intake.file_summaries:
        key = header_set_key([column.header for column in one.columns])
        for kinds in one.kinds:
            values = {value.value: value.kind for value in kinds.values if value.kind in KINDS}
            said[key] = ColumnMapping(kinds={kinds.header: values}).merged_over(said.get(key, ColumnMapping()))
    return said


def remember(store: Store, mapped: Mapping[str, ColumnMapping], by: By) -> None:
    """Keep what was said of columns and of kinds of lines, for the next files with the same headers."""
    require(by, Action.REMEMBER_COLUMNS)
    before = remembered({key: one.value for key, one in store.mappings.all().items()})
    for key, said in mapped.items():
        one = said.merged_over(before.get(key, ColumnMapping()))
        value: dict[str, object] = {"fields": dict(one.fields), "table": one.table}
        if one.kinds:
            value["kinds"] = {header: dict(cells) for header, cells in one.kinds.items()}
        store.mappings.remember(key, value, by)


def forget(store: Store, key: str, by: By) -> None:
    """Remove what was said of a set of columns; it stays in the audit log."""
    require(by, Action.REMEMBER_COLUMNS)
    store.mappings.forget(key, by)


def undo_import(store: Store, import_id: str, by: By) -> Book:
    """Undo an import: the data set is as it was before. Refuses where a later import lies on top."""
    require(by, Action.UNDO_IMPORT)
    return store.imports.undo(import_id, by)
