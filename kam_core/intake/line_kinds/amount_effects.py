"""Apply line kinds to amounts: negate credits, exclude lines that are not sales, subtract refunds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, OpenQuestionError, Place, finding
from kam_core.intake.line_kinds.line_classification import (
    DECIDING_CELL,
    DECIDING_HEADER,
    DECIDING_SHEET,
    KIND,
    PROPOSAL,
    REFUNDED,
    TAKEN_BACK,
)
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, Message, Money, Term
from kam_core.vocabulary.plurals import Plural

QUESTION = "line_kinds"
"""The question whether lines with ambiguous words are sales."""
ASKED_IN_FULL = 8

LABELS = {
    LineKind.SALE: N_("a sale"),
    LineKind.CREDIT: N_("a credit (negative)"),
    LineKind.LEFT_OUT: N_("excluded"),
    LineKind.UNCLEAR: N_("unclear"),
}
"""Labels of the kinds."""
LEFT_OUT = Plural(
    '{place}: {count} line with "{value}" worth {money} is excluded.',
    '{place}: {count} lines with "{value}" worth {money} are excluded.',
    "count",
)
CREDIT = Plural(
    '{place}: {count} line with "{value}" worth {money} is counted as negative.',
    '{place}: {count} lines with "{value}" worth {money} are counted as negative.',
    "count",
)
AS_IT_STANDS = Plural(
    '{place}: {count} line with "{value}" is already negative and counted unchanged: {money}.',
    '{place}: {count} lines with "{value}" are already negative and counted unchanged: {money}.',
    "count",
)
GIVEN_BACK = Plural(
    "{place}: refunds of {money} on {count} line were subtracted.",
    "{place}: refunds of {money} on {count} lines were subtracted.",
    "count",
)
ASK = N_("{place}: which of these lines are sales? {values}.")
ASKED_VALUE = Plural(
    '"{value}": {count} line worth {money} (proposal: {proposal})',
    '"{value}": {count} lines worth {money} (proposal: {proposal})',
    "count",
)
LISTED = N_("{first}; {rest}")
MORE_VALUES = Plural("and {count} more value", "and {count} more values", "count")

MONEY = ("amount", "margin", "goods_cost", "list_amount")
GROUP_COLUMNS = [DECIDING_SHEET, DECIDING_HEADER, DECIDING_CELL]


def apply_line_kinds(
    lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Apply the kinds: counted lines with negative credits and without refunds; also the left-out lines.

    `lines`: order lines with amounts and MARKS. Raises Question where a value may be a sale or none.
    """
    if lines.is_empty() or (lines[KIND].null_count() == lines.height and lines[REFUNDED].null_count() == lines.height):
        return lines, lines.clear()
    lines = _without_signed_credits(lines, places, findings)
    _ask(lines, places)
    kind = pl.col(KIND)
    excluded = lines.filter(kind == LineKind.LEFT_OUT.value)
    findings.extend(_effect_findings(excluded, places, "left_out", LEFT_OUT))
    lines = lines.filter(kind.ne_missing(LineKind.LEFT_OUT.value))
    credit = (kind == LineKind.CREDIT.value).fill_null(False)
    findings.extend(_effect_findings(lines.filter(credit), places, "credit", CREDIT))
    negated = credit & (pl.col("amount") > 0)
    lines = lines.with_columns(pl.when(negated).then(-pl.col(name)).otherwise(name).alias(name) for name in MONEY)
    return _without_refunds(lines, places, findings), excluded


def _without_signed_credits(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """Clear the kind of credits if the export already made them negative."""
    minus = pl.col("amount") < 0
    plus = pl.col("amount") > 0
    credit = pl.coalesce(pl.when(pl.col(KIND) == LineKind.UNCLEAR.value).then(PROPOSAL), KIND) == LineKind.CREDIT.value
    # A cancelling document or a return with a minus takes its sale back; a cancelled line with a minus never counted.
    cancelling = pl.col("document") & pl.col(TAKEN_BACK) & (pl.col(KIND) == LineKind.LEFT_OUT.value)
    signed = (credit & minus.any().over(GROUP_COLUMNS)) | (
        cancelling & minus.any().over(GROUP_COLUMNS) & ~plus.any().over(GROUP_COLUMNS)
    )
    signed = signed.fill_null(False)
    already_negative = lines.filter(signed)
    findings.extend(_effect_findings(already_negative, places, "signed_credit", AS_IT_STANDS))
    return lines.with_columns(pl.when(~signed).then(KIND).alias(KIND)) if already_negative.height else lines


def _totals_by_value(lines: pl.DataFrame) -> pl.DataFrame:
    return (
        lines.group_by(*GROUP_COLUMNS, maintain_order=True)
        .agg(pl.len().alias("count"), pl.col("amount").sum().alias("money"), pl.col(PROPOSAL).first())
        .sort(DECIDING_SHEET, DECIDING_HEADER, "money", descending=[False, False, True])
    )


def _effect_findings(lines: pl.DataFrame, places: Mapping[int, Place], rule: str, text: Plural) -> list[Finding]:
    return [
        finding(
            "note", rule, replace(places[row[DECIDING_SHEET]], column=row[DECIDING_HEADER]), text,
            value=row[DECIDING_CELL], count=row["count"], money=Money(row["money"]),
        )
        for row in _totals_by_value(lines).head(SHOWN_IN_FULL).iter_rows(named=True)
    ]  # fmt: skip


def _ask(lines: pl.DataFrame, places: Mapping[int, Place]) -> None:
    unclear = _totals_by_value(lines.filter(pl.col(KIND) == LineKind.UNCLEAR.value))
    if unclear.is_empty():
        return
    first = unclear.row(0, named=True)
    same = unclear.filter(
        pl.col(DECIDING_SHEET) == first[DECIDING_SHEET], pl.col(DECIDING_HEADER) == first[DECIDING_HEADER]
    )
    rows = list(same.iter_rows(named=True))
    cells = [
        Message(
            ASKED_VALUE, value=row[DECIDING_CELL], count=row["count"], money=Money(row["money"]),
            proposal=Term(LABELS[LineKind(row[PROPOSAL])]),
        )
        for row in rows[:ASKED_IN_FULL]
    ]  # fmt: skip
    if len(rows) > ASKED_IN_FULL:
        cells.append(Message(MORE_VALUES, count=len(rows) - ASKED_IN_FULL))
    values = cells[-1]
    for one in reversed(cells[:-1]):
        values = Message(LISTED, first=one, rest=values)
    example = "; ".join(f"{row[DECIDING_CELL]}:{row[PROPOSAL]}" for row in rows[:2])
    place = replace(places[first[DECIDING_SHEET]], column=first[DECIDING_HEADER])
    raise OpenQuestionError(QUESTION, ASK, place=place.words, values=values, example=example)


def _without_refunds(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """Subtract refunds; margin and list amount are reduced in proportion."""
    given_back = lines.filter(pl.col(REFUNDED).is_not_null())
    for group in given_back.partition_by("source", maintain_order=True):
        money = Money(int(group[REFUNDED].sum()))
        findings.append(
            finding("note", "refunded", places[group["source"][0]], GIVEN_BACK, money=money, count=group.height)
        )
    if given_back.is_empty():
        return lines
    amount = pl.col("amount")
    back = pl.col(REFUNDED).is_not_null()
    rest = amount - pl.col(REFUNDED)
    share = rest.cast(pl.Float64) / pl.when(amount != 0).then(amount).cast(pl.Float64)
    others = [
        pl.when(back).then((pl.col(name).cast(pl.Float64) * share).round(0).cast(pl.Int64)).otherwise(name).alias(name)
        for name in MONEY
        if name != "amount"
    ]
    return lines.with_columns(*others, pl.when(back).then(rest).otherwise(amount).alias("amount"))
