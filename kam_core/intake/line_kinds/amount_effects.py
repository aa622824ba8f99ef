"""Apply the kinds of lines to amounts: negate credits, leave out what is no sale, subtract refunds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, OpenQuestionError, Place, finding
from kam_core.intake.line_kinds.line_classification import KIND, PROPOSAL, REFUNDED, SAID, SAID_BY, SAID_IN, TAKEN_BACK
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, Message, Money, Term

QUESTION = "line_kinds"
"""The question whether lines with certain words are sales."""
ASKED_IN_FULL = 8

LABELS = {
    LineKind.SALE: N_("a sale"),
    LineKind.CREDIT: N_("a credit, counts negative"),
    LineKind.LEFT_OUT: N_("left out"),
    LineKind.UNCLEAR: N_("not clear"),
}
"""What a kind is called."""
LEFT_OUT = N_('{place}: {count} {count:line|lines} with "{value}" worth {money} {count:is|are} left out.')
CREDIT = N_('{place}: {count} {count:line|lines} with "{value}" worth {money} {count:counts|count} negative.')
AS_IT_STANDS = N_(
    '{place}: {count} {count:line|lines} with "{value}" {count:carries|carry} a minus already and '
    "{count:counts|count} as {count:it stands|they stand}: {money}."
)
GIVEN_BACK = N_("{place}: {money} given back on {count} {count:line was|lines were} taken off.")
ASK = N_("{place}: which of these lines are sales? {values}.")
ASKED_VALUE = N_('"{value}": {count} {count:line|lines} worth {money} (proposal: {proposal})')
LISTED = N_("{first}; {rest}")
MORE_VALUES = N_("and {count} more {count:value|values}")

MONEY = ("amount", "margin", "goods_cost", "list_amount")
GROUP = [SAID_BY, SAID_IN, SAID]


def counted(
    lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that count, with credits negative and refunds taken off, and those that are left out.

    `lines`: order lines with amounts and MARKS. Raises Question where a value may be a sale or none.
    """
    if lines.is_empty() or (lines[KIND].null_count() == lines.height and lines[REFUNDED].null_count() == lines.height):
        return lines, lines.clear()
    lines = _as_they_stand(lines, places, findings)
    _ask(lines, places)
    kind = pl.col(KIND)
    gone = lines.filter(kind == LineKind.LEFT_OUT.value)
    findings.extend(_told(gone, places, "left_out", LEFT_OUT))
    lines = lines.filter(kind.ne_missing(LineKind.LEFT_OUT.value))
    credit = (kind == LineKind.CREDIT.value).fill_null(False)
    findings.extend(_told(lines.filter(credit), places, "credit", CREDIT))
    turned = credit & (pl.col("amount") > 0)
    lines = lines.with_columns(pl.when(turned).then(-pl.col(name)).otherwise(name).alias(name) for name in MONEY)
    return _without_refunds(lines, places, findings), gone


def _as_they_stand(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """The lines without marks where an export has given its credits a minus already."""
    minus = pl.col("amount") < 0
    plus = pl.col("amount") > 0
    credit = pl.coalesce(pl.when(pl.col(KIND) == LineKind.UNCLEAR.value).then(PROPOSAL), KIND) == LineKind.CREDIT.value
    # A cancelling document or a return with a minus takes its sale back; a cancelled line with a minus never counted.
    cancelling = pl.col("document") & pl.col(TAKEN_BACK) & (pl.col(KIND) == LineKind.LEFT_OUT.value)
    signed = (credit & minus.any().over(GROUP)) | (cancelling & minus.any().over(GROUP) & ~plus.any().over(GROUP))
    signed = signed.fill_null(False)
    standing = lines.filter(signed)
    findings.extend(_told(standing, places, "signed_credit", AS_IT_STANDS))
    return lines.with_columns(pl.when(~signed).then(KIND).alias(KIND)) if standing.height else lines


def _by_value(lines: pl.DataFrame) -> pl.DataFrame:
    return (
        lines.group_by(*GROUP, maintain_order=True)
        .agg(pl.len().alias("count"), pl.col("amount").sum().alias("money"), pl.col(PROPOSAL).first())
        .sort(SAID_BY, SAID_IN, "money", descending=[False, False, True])
    )


def _told(lines: pl.DataFrame, places: Mapping[int, Place], rule: str, text: str) -> list[Finding]:
    return [
        finding(
            "note", rule, replace(places[row[SAID_BY]], column=row[SAID_IN]), text,
            value=row[SAID], count=row["count"], money=Money(row["money"]),
        )
        for row in _by_value(lines).head(SHOWN_IN_FULL).iter_rows(named=True)
    ]  # fmt: skip


def _ask(lines: pl.DataFrame, places: Mapping[int, Place]) -> None:
    unclear = _by_value(lines.filter(pl.col(KIND) == LineKind.UNCLEAR.value))
    if unclear.is_empty():
        return
    first = unclear.row(0, named=True)
    same = unclear.filter(pl.col(SAID_BY) == first[SAID_BY], pl.col(SAID_IN) == first[SAID_IN])
    rows = list(same.iter_rows(named=True))
    said = [
        Message(
            ASKED_VALUE, value=row[SAID], count=row["count"], money=Money(row["money"]),
            proposal=Term(LABELS[LineKind(row[PROPOSAL])]),
        )
        for row in rows[:ASKED_IN_FULL]
    ]  # fmt: skip
    if len(rows) > ASKED_IN_FULL:
        said.append(Message(MORE_VALUES, count=len(rows) - ASKED_IN_FULL))
    values = said[-1]
    for one in reversed(said[:-1]):
        values = Message(LISTED, first=one, rest=values)
    example = "; ".join(f"{row[SAID]}:{row[PROPOSAL]}" for row in rows[:2])
    place = replace(places[first[SAID_BY]], column=first[SAID_IN])
    raise OpenQuestionError(QUESTION, ASK, place=place.words, values=values, example=example)


def _without_refunds(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """The lines with what was given back taken off; margin and list amount go down in proportion."""
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
