"""Headline and lines of the owners: who is furthest below target, and who has the most to lose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from kam_core.insight.owners.owner_list import OwnerList
from kam_core.vocabulary.message import Message, Money, ShownFigure


def owners_answer(listed: OwnerList) -> Message:
    """The headline: the owner with the largest gap to the target, and the one with the largest expected loss, or, where
    that is not known, with the most money at stake."""
    named = listed.frame.filter(pl.col("owner").is_not_null())
    if named.is_empty():
        return Message("No account has an owner yet.")
    behind, exposed = _behind(named), _exposed(named)
    if behind is not None and exposed is not None and behind["owner"] == exposed["owner"]:
        return Message("{owner} is {gap} below target, and has {risk}.", owner=_name(behind), gap=_gap(behind),
                       risk=_risk(exposed))  # fmt: skip
    parts = [] if behind is None else [gap_sentence(behind)]
    if exposed is not None:
        parts.append(Message("{owner} has {risk}.", owner=_name(exposed), risk=_risk(exposed)))
    if not parts:
        return Message("All owners are on target, and no account needs attention.") if named["gap"].count() else (
            Message("No account needs attention, and no owner has a target.")
        )  # fmt: skip
    return parts[0] if len(parts) == 1 else Message("{first} {then}", first=parts[0], then=parts[1])


def gap_sentence(row: Mapping[str, Any]) -> Message:
    """How far an owner is from the target."""
    owner, gap = _name(row), row["gap"]
    if gap is None:
        return Message("{owner} has no target for a complete month of this window.", owner=owner)
    if gap < 0:
        return Message("{owner} is {gap} below target.", owner=owner, gap=_gap(row))
    return Message("{owner} is {gap} above target.", owner=owner, gap=_gap(row))


def owner_answer(row: Mapping[str, Any]) -> Message:
    """The headline of one owner: the gap to the target, and the accounts that need attention."""
    if not row["alerts"]:
        return Message("{first} {then}", first=gap_sentence(row), then=Message("No account needs attention."))
    attention = Message(
        "{count} account needs attention, {stake} at stake.",
        "{count} accounts need attention, {stake} at stake.",
        "count",
        count=ShownFigure("attention_accounts", "all", row["alerts"]),
        stake=ShownFigure("attention_stake", "all", Money(row["alert_stake"])),
    )
    return Message("{first} {then}", first=gap_sentence(row), then=attention)


def one_owner_population(row: Mapping[str, Any]) -> Message:
    """The accounts of an owner that the screen counts, and how many of them are key."""
    return Message(
        "{accounts}, {key}.",
        accounts=_accounts(row["accounts"]),
        key=Message(
            "{count} key account", "{count} key accounts", "count",
            count=ShownFigure("key_accounts", "all", row["key_accounts"]),
        ),
    )  # fmt: skip


def owners_population(listed: OwnerList) -> Message:
    """The accounts and owners that the screen counts."""
    accounts, owners = int(listed.frame["accounts"].sum()), listed.frame["owner"].drop_nulls().len()
    return Message(
        "{accounts}, {owners}.",
        accounts=Message(
            "{count} account", "{count} accounts", "count", count=ShownFigure("accounts", "all", accounts)
        ),
        owners=Message("{count} owner", "{count} owners", "count", count=ShownFigure("owners", "all", owners)),
    )


def orphans_line(listed: OwnerList) -> Message | None:
    """How many accounts have no owner, with their revenue; None where all have one."""
    orphans = listed.frame.filter(pl.col("owner").is_null())
    if orphans.is_empty():
        return None
    count = ShownFigure("accounts_without_owner", "all", int(orphans["accounts"][0]))
    if not orphans["revenue"][0]:
        return Message("{count} account has no owner.", "{count} accounts have no owner.", "count", count=count)
    return Message(
        "{count} account has no owner, {revenue} of revenue.",
        "{count} accounts have no owner, {revenue} of revenue.",
        "count",
        count=count,
        revenue=ShownFigure("revenue", "without_owner", Money(int(orphans["revenue"][0]))),
    )


def name_notes(listed: OwnerList) -> tuple[Message, ...]:
    """Names that are spelled in several ways, and targets of people who look after no account."""
    notes = []
    if listed.spellings:
        names = "; ".join(" = ".join(names) for names in listed.spellings)
        notes.append(Message("Different spellings counted as one owner: {names}.", names=names))
    if listed.strangers:
        notes.append(
            Message(
                "Targets without accounts, {money} in all: {names}. Check the spelling of these names.",
                money=Money(sum(target for _, target in listed.strangers)),
                names=", ".join(name for name, _ in listed.strangers),
            )
        )
    return tuple(notes)


def _accounts(count: int) -> Message:
    return Message("{count} account", "{count} accounts", "count", count=ShownFigure("accounts", "all", count))


def _gap(row: Mapping[str, Any]) -> ShownFigure:
    """How far an owner is from the target, without a sign."""
    return ShownFigure("owner_gap", owner_population(row["owner"]), Money(abs(row["gap"])))


def _name(row: Mapping[str, Any]) -> ShownFigure:
    """The name of an owner, which may be a number."""
    return ShownFigure("owner_name", owner_population(row["owner"]), row["owner"])


def owner_population(owner: str) -> str:
    """The population of an owner's figures beside those of others."""
    return f"owner:{owner}"


def _behind(named: pl.DataFrame) -> Mapping[str, Any] | None:
    """The owner furthest below target; None where none is below."""
    behind = named.filter(pl.col("gap") < 0).sort("gap", "owner")
    return behind.row(0, named=True) if behind.height else None


def _exposed(named: pl.DataFrame) -> Mapping[str, Any] | None:
    """The owner with the largest expected loss, else with the most money at stake; None where there is none."""
    money = "loss" if named["loss"].count() else "alert_stake"
    exposed = named.filter(pl.col(money) > 0).sort(money, "owner", descending=[True, False])
    return exposed.row(0, named=True) if exposed.height else None


def _risk(row: Mapping[str, Any]) -> Message:
    """What an owner has to lose, to follow "has"."""
    population = owner_population(row["owner"])
    if row["loss"] is not None:
        loss = ShownFigure("expected_loss", population, Money(row["loss"]))
        return Message("the largest expected loss, {money}", money=loss)
    stake = ShownFigure("owner_alert_stake", population, Money(row["alert_stake"]))
    return Message("the most at stake, {money}", money=stake)
