"""Evidence for the checks of one account: what the data say with numbers, and what people answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from kam_core.insight.qualification.data_states import (
    INFLUENCE_MARKS,
    KNOWN_FROM,
    STRONG_FROM,
    size_range,
    with_sizes,
)
from kam_core.measures.qualification.check_states import family_states
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CENTRAL_PURCHASING, FAIL, PASS, PRODUCT_FIT
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Money, Term

ANSWER_TEXTS = {
    PASS: Message("passed"),
    FAIL: Message("failed"),
}


def data_evidence(dataset: Dataset, everyone: pl.DataFrame, account: int) -> dict[str, Message]:
    """Check or sign → what the data say about this account; without what they say nothing about.

    everyone: the portfolio frame, in the unit of the data set; account: the code.
    """
    accounts = with_sizes(dataset, everyone)
    row = accounts.row(by_predicate=pl.col("account") == account, named=True)
    makers: dict[str, Callable[[], Message | None]] = {
        PRODUCT_FIT: lambda: _families(dataset, account, PRODUCT_FIT),
        CENTRAL_PURCHASING: lambda: _families(dataset, account, CENTRAL_PURCHASING),
        "recurring_purchasing": lambda: _recurring(row),
        "size_match": lambda: _size(accounts, row),
        "known_industry": lambda: _industry(accounts, row),
        "references": lambda: _references(accounts, row),
        "large_contract_orders": lambda: _contract(row),
        "strategic_project": lambda: Message("tags: {tags}", tags=row["tags"]) if row["tags"] else None,
        "influence": lambda: _marks(row, INFLUENCE_MARKS),
        "technology": lambda: _marks(row, ("innovation",)),
        "market_strength": lambda: _marks(row, ("market_strength",)),
    }
    found = {check: make() for check, make in makers.items()}
    return {check: message for check, message in found.items() if message is not None}


def people_evidence(answers: pl.DataFrame, passed_by_data: bool | None) -> list[Message]:
    """What people answered to one check, the latest first; a contradiction to the data is said.

    answers: rows of the checks for this check, with `answer`, `product_family`, `evidence`, `answered_by`,
    `answered_on` (day number).
    """
    texts = []
    for row in answers.sort("answered_on", descending=True, nulls_last=True).iter_rows(named=True):
        if row["answer"] not in ANSWER_TEXTS:
            continue
        text = Message(
            "{answer}, says {who} on {day}",
            answer=ANSWER_TEXTS[row["answer"]],
            who=row.get("answered_by") or "–",
            day="–" if row.get("answered_on") is None else date_of(row["answered_on"]),
        )
        if row.get("product_family"):
            text = Message("{family}: {text}", family=row["product_family"], text=text)
        if row.get("evidence"):
            text = Message("{text} ({evidence})", text=text, evidence=row["evidence"])
        if passed_by_data is not None and passed_by_data != (row["answer"] == PASS):
            text = Message("{text}; the data say otherwise", text=text)
        texts.append(text)
    return texts


def _families(dataset: Dataset, account: int, check: str) -> Message | None:
    """How many of the listed families pass, with their names; those that fail where none passes."""
    states = family_states(dataset).filter((pl.col("account") == account) & (pl.col("check") == check))
    rows = [(str(family), passed) for family, passed in states.select("product_family", "passed").iter_rows()]
    if not rows:
        return None
    good = [family for family, passed in rows if passed is True]
    bad = [family for family, passed in rows if passed is False]
    central = check == CENTRAL_PURCHASING
    if good and bad:
        text = (
            "{count} of {all} listed families bought centrally: {names}; by dispersed units: {others}" if central
            else "{count} of {all} listed families fit with a mark of 4 or 5: {names}; with 1 or 2: {others}"
        )  # fmt: skip
        return Message(text, count=len(good), all=len(rows), names=", ".join(good), others=", ".join(bad))
    if not good and not bad:
        undecided = [family for family, _ in rows]
        if central:
            return Message("{names}: how they are bought is not known", names=", ".join(undecided))
        return Message("{names}: a mark of 3 decides nothing, nor does none", names=", ".join(undecided))
    if good:
        text = (
            "{count} of {all} listed families bought centrally: {names}" if central
            else "{count} of {all} listed families fit with a mark of 4 or 5: {names}"
        )  # fmt: skip
        return Message(text, count=len(good), all=len(rows), names=", ".join(good))
    text = (
        "{count} of {all} listed families bought by dispersed units: {names}" if central
        else "{count} of {all} listed families fit badly, with a mark of 1 or 2: {names}"
    )  # fmt: skip
    return Message(text, count=len(bad), all=len(rows), names=", ".join(bad))


def _recurring(row: dict[str, Any]) -> Message | None:
    if not row["purchases_total"]:
        return Message("no purchase yet")
    return Message(
        "{count} purchase in all, {active} in the window; the largest is {share} of the window",
        "{count} purchases in all, {active} in the window; the largest is {share} of the window",
        "count",
        count=int(row["purchases_total"]), active=int(row["purchases"] or 0),
        share="–" if row["largest_purchase_share"] is None else f"{row['largest_purchase_share']:.0%}",
    )  # fmt: skip


def _size(accounts: pl.DataFrame, row: dict[str, Any]) -> Message | None:
    usual = size_range(accounts)
    if usual is None or row[usual.measure] is None:
        return None
    if usual.measure == "employees":
        return Message(
            "{size} employees; our customers usually have {low} to {high}",
            size=row["employees"], low=round(usual.low), high=round(usual.high),
        )  # fmt: skip
    return Message(
        "revenue of {size}; our customers usually have {low} to {high}",
        size=Money(row["their_revenue"]), low=Money(round(usual.low)), high=Money(round(usual.high)),
    )  # fmt: skip


def _others(accounts: pl.DataFrame, row: dict[str, Any], itself: bool) -> int:
    same = (pl.col("industry") == row["industry"]) & (pl.col("revenue") > 0)
    if not itself:
        same &= pl.col("account") != row["account"]
    return accounts.filter(same).height


def _industry(accounts: pl.DataFrame, row: dict[str, Any]) -> Message | None:
    if row["industry"] is None:
        return Message("its industry is not filled in")
    return Message(
        "{count} buying account in {industry}; we know an industry from {least} on",
        "{count} buying accounts in {industry}; we know an industry from {least} on",
        "count",
        count=_others(accounts, row, itself=True), industry=row["industry"], least=KNOWN_FROM,
    )  # fmt: skip


def _references(accounts: pl.DataFrame, row: dict[str, Any]) -> Message | None:
    if row["industry"] is None:
        return Message("its industry is not filled in")
    count = _others(accounts, row, itself=False)
    if not count:
        return Message("no other customer of this industry buys from us yet")
    return Message(
        "{count} other buying account in {industry}", "{count} other buying accounts in {industry}", "count",
        count=count, industry=row["industry"],
    )  # fmt: skip


def _contract(row: dict[str, Any]) -> Message | None:
    if row["contract_start"] is None or row["contract_end"] is None:
        return None
    return Message(
        "contract from {start} to {end}; large means the upper quarter of revenue per purchase",
        start=date_of(row["contract_start"]), end=date_of(row["contract_end"]),
    )  # fmt: skip


def _marks(row: dict[str, Any], criteria: tuple[str, ...]) -> Message | None:
    given = [(name, row[name]) for name in criteria if row.get(name) is not None]
    if not given:
        return None
    name, mark = max(given, key=lambda one: float(one[1]))
    return Message(
        "{criterion}: mark {mark}, a sign from {least} on",
        criterion=Term(MEASURES[name].label), mark=float(mark), least=STRONG_FROM,
    )  # fmt: skip
