"""Group rows of reports: a customer's name in a line of its own above the customer's rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from kam_core.intake.findings import OpenQuestionError, finding, shorten
from kam_core.intake.headers import header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.shared_columns import ACCOUNT_NAME_SYNONYMS, ACCOUNT_SYNONYMS

GROUP_ROWS = "group_rows"
"""The question what a group row names."""
ACCOUNT, NONE = "account", "none"
LABELLED = re.compile(r"^(\S[^:：]{0,40}?)\s*[:：]\s*(\S.*)$")
LATIN = re.compile(r"^[a-z]{4,}$")
ROW, GROUP = "_row", "_group"

GROUPED = Plural(
    "{place}: {count} group row above other rows, the first in line {line}: {value}. It was read as column "
    "{column} of those rows.",
    "{place}: {count} group rows above other rows, the first in line {line}: {value}. They were read as column "
    "{column} of those rows.",
    "count",
)
ASKED = Plural(
    "{place}: {count} group row above other rows, the first in line {line}: {value}. Is it the account of those rows?",
    "{place}: {count} group rows above other rows, the first in line {line}: {value}. Are they the accounts of "
    "those rows?",
    "count",
)
BELOW = Plural(
    "{place}: {count} remark below the table was not read, the first in line {line}.",
    "{place}: {count} remarks below the table were not read, the first in line {line}.",
    "count",
)


@dataclass(frozen=True)
class _GroupRows:
    """The group rows of a sheet.

    column: their column; names: row → name; label: header of the names; details: marks the rows below them.
    """

    column: int
    names: dict[int, str]
    label: str | None
    details: pl.Series


def without_group_rows(sheet: Sheet, answer: str | None) -> tuple[Sheet, dict[str, str], OpenQuestionError | None]:
    """Move the names of group rows to a column, which becomes the account if there is no other."""
    groups = _groups(sheet)
    if groups is None or answer == NONE:
        return sheet, {}, None
    fields = match_columns(sheet.headers, TABLES["transactions"], {})
    holder = fields.get("account") or fields.get("account_name")
    cells = sheet.body[str(groups.column)].filter(groups.details)
    apart = cells.null_count() == cells.len()
    holds_account = holder is not None and holder.column == groups.column
    others_name_it = holder is not None and not holds_account
    # Rows with an account of their own, or without a day, are no lines of a report; the blanks are in another column.
    if not apart and groups.label is None and (holder is not None or "date" not in fields):
        return sheet, {}, None
    if not apart and others_name_it:
        return sheet, {}, None
    sure = others_name_it or (apart and holds_account) or groups.label is not None or _of_accounts(sheet.titles)
    # Both group rows and detail rows hold words: it is ambiguous which of them are accounts.
    mixed = not apart and not bool(cells.drop_nulls().str.contains(DATA_CELL.pattern).all())
    lines = sheet.body["line"]
    first = min(groups.names)
    if (not sure or (mixed and groups.label is None)) and answer is None:
        question = OpenQuestionError(
            GROUP_ROWS,
            ASKED,
            place=sheet.place.words,
            count=len(groups.names),
            line=str(lines[first]),
            value=shorten(groups.names[first]),
        )
        return sheet, {}, question
    headers = list(sheet.headers)
    at = groups.column if apart else len(headers)
    if not apart:
        headers.append(groups.label or f"column {at + 1}")
    elif groups.label is not None and headers[at] == f"column {at + 1}":
        headers[at] = groups.label
    named = pl.DataFrame(
        {ROW: list(groups.names), GROUP: list(groups.names.values())}, schema={ROW: pl.UInt32, GROUP: pl.String}
    )
    body = sheet.body.with_row_index(ROW).join(named, on=ROW, how="left", maintain_order="left")
    body = body.with_columns(pl.col(GROUP).forward_fill().alias(str(at))).filter(groups.details)
    body = body.select("line", *(str(i) for i in range(len(headers))))
    place, count = sheet.place, len(groups.names)
    findings = [
        finding(
            "note",
            GROUP_ROWS,
            place,
            GROUPED,
            count=count,
            line=str(lines[first]),
            value=shorten(groups.names[first]),
            column=headers[at],
        )
    ]
    remarks = [row for row in (~groups.details).arg_true().to_list() if row not in groups.names]
    if remarks:
        findings.append(finding("note", "footer", place, BELOW, count=len(remarks), line=str(lines[remarks[0]])))
    result = replace(
        sheet,
        headers=tuple(headers),
        body=body,
        left_out=sheet.left_out + count + len(remarks),
        findings=(*sheet.findings, *findings),
    )
    return result, ({} if holder is not None else {"account": headers[at]}), None


def _groups(sheet: Sheet) -> _GroupRows | None:
    """Find lines with one cell above rows with several; None unless every row has such a line above it."""
    body, width = sheet.body, len(sheet.headers)
    if width < 3 or body.height < 2:
        return None
    cells = body.drop("line")
    if sum(cell is not None for cell in cells.row(0)) > 2:
        return None
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    few = (filled <= 2).arg_true().to_list()
    names: dict[int, str] = {}
    columns: dict[int, int] = {}
    labels: set[str] = set()
    for row in few:
        parts = [(i, cell) for i, cell in enumerate(cells.row(row)) if cell is not None]
        named = _named([cell for _, cell in parts])
        if named is None:
            continue
        label, name = named
        names[row], columns[row] = name, parts[0][0]
        if label is not None:
            labels.add(label)
    if not names or 0 not in names:
        return None
    at = columns[0]
    names = {row: name for row, name in names.items() if columns[row] == at}
    details = pl.repeat(True, body.height, dtype=pl.Boolean, eager=True).scatter(sorted(names), False)
    if not details.any() or (filled.filter(details) < 2).any():
        return None
    last = details.arg_true()[-1]
    above = {row: name for row, name in names.items() if row < last and details[row + 1]}
    # A line without rows below it names a group of groups, or one in which nothing was bought.
    return _GroupRows(at, above, labels.pop() if len(labels) == 1 else None, details)


def _named(cells: list[str]) -> tuple[str | None, str] | None:
    """The label and the name of a line above rows: Olm; Customer: Olm; Customer | Olm."""
    if len(cells) == 2:
        label = cells[0].rstrip(":： ")
        return (label, cells[1]) if header_key(label) in _account_words() else None
    if DATA_CELL.match(cells[0]):
        return None
    if (found := LABELLED.match(cells[0])) and header_key(found[1]) in _account_words():
        return found[1], found[2]
    return None, cells[0]


@lru_cache(maxsize=1)
def _account_words() -> frozenset[str]:
    return frozenset(header_key(word) for word in (*ACCOUNT_SYNONYMS, *ACCOUNT_NAME_SYNONYMS))


def _of_accounts(titles: tuple[str, ...]) -> bool:
    """Whether a title says that the report goes by account."""
    for title in titles:
        words = set(re.findall(r"\w+", title.casefold()))
        for word in _account_words():
            if word in words if LATIN.match(word) else not word.isascii() and word in title:
                return True
    return False
