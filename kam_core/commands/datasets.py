"""Commands on the store: commit an import, list and open data sets, undo, verify the audit log."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path

from kam_core.commands.actor_option import acting, add_person
from kam_core.commands.arguments import DONE, Parser, line, tell_findings, uploaded
from kam_core.commands.opened_store import existing_store, opened
from kam_core.commands.terminal import answer_with, tell
from kam_core.cube.read.cube import Cube
from kam_core.entries.entry_text import key_labels
from kam_core.entries.typed_differences import TypedDifference
from kam_core.intake import Choices, Counts, load
from kam_core.services.access import Action, require
from kam_core.services.imports import (
    answered_kinds,
    commit_import,
    differences_with_typed,
    named_after,
    register_cube,
    remember,
    remembered,
    undo_import,
    valid_name,
)
from kam_core.store.data_sets import DataSet
from kam_core.store.imports import SourceFile
from kam_core.store.store import Store
from kam_core.vocabulary.message import N_, Message, Money, Term, UserError
from kam_core.vocabulary.tables import TABLES


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The commands and their arguments."""
    datasets = commands.add_parser("datasets", help="the data sets in the store and their imports")
    datasets.set_defaults(run=_list_data_sets)
    cube = commands.add_parser("open", help="let the app show a cube that `build` made")
    cube.add_argument("folder", type=Path, metavar="DIR", help="the folder of the cube")
    cube.add_argument(
        "--name", type=line, metavar="NAME", help="what it is called, also from now on; default: as the cube says"
    )
    add_person(cube)
    cube.set_defaults(run=_open)
    undo = commands.add_parser("undo", help="take the last import of a data set back")
    undo.add_argument("import_id", metavar="IMPORT", help="as `datasets` lists it")
    add_person(undo)
    undo.set_defaults(run=_undo)
    audit = commands.add_parser("audit", help="check that nobody changed or cut the audit log")
    audit.set_defaults(run=_audit)


def commit(given: argparse.Namespace, choices: Choices) -> int:
    """Read the files and commit them to a new or an existing data set."""
    name = named_after(given.files[0].name) if given.name is None else valid_name(given.name)
    uploads = [uploaded(path, given.role) for path in given.files]
    with opened() as store:
        # Before the files are read, which may take long.
        by = acting(given, store.people.all(), Action.IMPORT)
        require(by, Action.IMPORT)
        data_set = None if given.into is None else named(store, given.into)
        if data_set is None:
            _must_be_new(store, name)
        stored_rows = {} if data_set is None or data_set.head is None else store.snapshots.records(data_set.head)
        known = remembered({key: one.value for key, one in store.mappings.all().items()})
        intake = load(uploads, choices.with_remembered(known, by.at.date()), stored_rows)
        files = [SourceFile.of(upload.name, upload.content) for upload in uploads]
        typed = () if data_set is None else differences_with_typed(store, data_set, intake.dataset)
        done = commit_import(store, intake, files, data_set, name, by, given.over_typed)
        if choices.line_kinds:
            remember(store, answered_kinds(intake), by)
        for count in intake.counts:
            tell(counts_message(count))
        tell_findings(intake.notes)
        for one in intake.differences:
            message = Message(
                "{table}: {new} new, {changed} changed, {unchanged} unchanged, {missing} not in the files, "
                "{removed} removed, {kept} protected.",
                table=one.table, new=one.new, changed=one.changed, unchanged=one.unchanged, missing=one.missing,
                removed=one.removed, kept=one.protected,
            )  # fmt: skip
            tell(message)
        for differing in typed:
            tell(typed_difference_message(differing, given.over_typed))
        committed = store.data_sets.find(done.data_set_id)
        assert committed is not None
        answer_with(Message("{name} ({book}): import {id}", name=committed.name, book=committed.id, id=done.id))
        if intake.rejected.height:
            tell(
                Message(
                    "{count} row was rejected; --out DIR writes it to a file.",
                    "{count} rows were rejected; --out DIR writes them to a file.",
                    "count",
                    count=intake.rejected.height,
                )
            )
    return DONE


def typed_difference_message(one: TypedDifference, files_decide: Collection[str]) -> Message:
    """The message of a typed difference: which value counts."""
    sentence = (
        N_("{table} {what}, {column}: now {imported} from the files; the entry {typed} by {who} no longer applies.")
        if one.is_released(files_decide)
        else N_("{table} {what}, {column}: the entry {typed} by {who} is kept; the files have {imported}.")
    )
    table = TABLES[one.table]
    return Message(
        sentence,
        table=Term(table.label),
        what=" · ".join(key_labels(table, one.key)),
        column=Term(table.field(one.field).label),
        who=one.actor,
        imported=str(one.imported),
        typed="–" if one.typed is None else str(one.typed),
    )


def counts_message(count: Counts) -> Message:
    """The message of the row counts of one file or sheet."""
    return Message(
        "{place}: {read} row read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
        "{place}: {read} rows read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
        "read",
        place=f"{count.file} [{count.sheet}]" if count.sheet else count.file,
        read=count.read,
        loaded=count.loaded,
        left_out=count.left_out,
        rejected=count.rejected,
    )


def named(store: Store, wanted: str) -> DataSet:
    """The data set of that id or of that unique name. Refuses an unknown or ambiguous one."""
    data_sets = store.data_sets.all()
    found = [data_set for data_set in data_sets if wanted == data_set.id] or [
        data_set for data_set in data_sets if wanted == data_set.name
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError("Several data sets have the name {name}. Give the id shown by `datasets`.", name=wanted)
    raise UserError("There is no data set {name}. See `datasets` for the list.", name=wanted)


def _must_be_new(store: Store, name: str) -> None:
    """Refuse a taken name: two data sets of one name are a mistake more often than not."""
    for data_set in store.data_sets.all():
        if data_set.name == name:
            raise UserError(
                "A data set {name} already exists. Use --into {book} to add to it, or --name for a new one.",
                name=name,
                book=data_set.id,
            )


def _list_data_sets(_given: argparse.Namespace) -> int:
    with existing_store() as store:
        for data_set in store.data_sets.all():
            answer_with(Message("{id}  {name}", id=data_set.id, name=data_set.name))
            for one in store.imports.list(data_set.id):
                totals = one.summary.get("totals") or {}
                message = Message(
                    "  {id}  {at}  {who}: {files}; {lines} order line worth {money} afterwards{undone}",
                    "  {id}  {at}  {who}: {files}; {lines} order lines worth {money} afterwards{undone}",
                    "lines",
                    id=one.id,
                    at=f"{one.at:%Y-%m-%d %H:%M} UTC",
                    who=one.who,
                    files=", ".join(file.name for file in one.files),
                    lines=int(totals.get("lines", 0)),
                    money=Money(int(totals.get("amount", 0))),
                    undone=Term(N_(" (undone)")) if one.undone_at else "",
                )
                answer_with(message)
    return DONE


def _open(given: argparse.Namespace) -> int:
    cube = Cube.open(given.folder)
    with opened() as store:
        by = acting(given, store.people.all(), Action.IMPORT)
        data_set = register_cube(store, given.folder.absolute(), cube.name, by, given.name)
        answer_with(
            Message(
                "{name} ({book}): {lines} order line up to {day}",
                "{name} ({book}): {lines} order lines up to {day}",
                "lines",
                name=data_set.name, book=data_set.id,
                lines=cube.line_count + cube.without_account[0], day=cube.last_day,
            )
        )  # fmt: skip
    return DONE


def _undo(given: argparse.Namespace) -> int:
    with existing_store() as store:
        data_set = undo_import(store, given.import_id, acting(given, store.people.all(), Action.UNDO_IMPORT))
        if data_set.head:
            message = Message("{name} restored to its previous state.", name=data_set.name)
        else:
            message = Message("{name} was created by this import and is now archived.", name=data_set.name)
        answer_with(message)
    return DONE


def _audit(_given: argparse.Namespace) -> int:
    with existing_store() as store:
        answer_with(
            Message(
                "The audit log is complete: {count} entry.",
                "The audit log is complete: {count} entries.",
                "count",
                count=store.audit.verify(),
            )
        )
        store.audit.compare()
    return DONE
