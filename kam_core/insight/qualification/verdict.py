"""Verdict on each account: is it a key account at all, how many checks are answered, and what is open by money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from kam_core.insight.qualification.data_states import qualification_states
from kam_core.measures.money_at_stake import stake
from kam_core.scoring.tiering.key_accounts import is_key, is_key_tier
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CHECKS, OUR_CHECKS, RECURRING, SEVEN, THEIR_CHECKS
from kam_core.vocabulary.message import Message, Money, ShownFigure

KEY, REFUSED, WOULD_BE, NONE = "key", "refused", "would be", "none"
"""Verdicts: a key account; S or A but a check failed; tier B and no check failed; no key account."""
ALL = "all"


@dataclass(frozen=True)
class Qualification:
    """frame: one row per account: `account`, `account_id`, `name`, `owner`, `tier`, `verdict`, `answered` (of the
    seven), `stake` (ten-thousandths), one Boolean column per check and sign, and `failed`, the checks about them that
    failed; the largest stake first."""

    frame: pl.DataFrame

    @property
    def top_tiers(self) -> pl.DataFrame:
        """The accounts in S or A."""
        return self.frame.filter(is_key_tier())

    @property
    def refused(self) -> pl.DataFrame:
        """The accounts in S or A that a failed check keeps from being key."""
        return self.frame.filter(pl.col("verdict") == REFUSED)

    @property
    def open_questions(self) -> pl.DataFrame:
        """`OPEN_COLUMNS`: the unknown checks of accounts in S and A, the most money first, those about them before
        those about us."""
        rows = self.top_tiers.unpivot(
            on=list(SEVEN), index=["account_id", "tier", "name", "owner", "stake"], variable_name="check",
            value_name="passed",
        ).filter(pl.col("passed").is_null())  # fmt: skip
        return (
            rows.with_columns(
                pl.col("check").is_in(list(THEIR_CHECKS)).alias("disqualifies"),
                pl.col("check").replace_strict({name: place for place, name in enumerate(SEVEN)}).alias("place"),
            )
            .sort("disqualifies", "stake", "account_id", "place", descending=[True, True, False, False])
            .select(*OPEN_COLUMNS)
        )

    @property
    def gaps(self) -> pl.DataFrame:
        """`account_id`, `tier`, `name`, `check`, `owner`, `stake`: the failed checks about us, for S and A."""
        rows = self.top_tiers.unpivot(
            on=list(OUR_CHECKS), index=["account_id", "tier", "name", "owner", "stake"], variable_name="check",
            value_name="passed",
        )  # fmt: skip
        return rows.filter(pl.col("passed").eq(False)).select("account_id", "tier", "name", "check", "owner", "stake")

    @property
    def unknown_money(self) -> int:
        """Stake of the accounts in S or A with an unknown check about them, each counted once, in ten-thousandths."""
        unknown = self.top_tiers.filter(pl.any_horizontal(pl.col(name).is_null() for name in THEIR_CHECKS))
        return int(unknown["stake"].sum())


OPEN_COLUMNS = ("account_id", "tier", "name", "check", "disqualifies", "owner", "stake")


def qualify(dataset: Dataset, everyone: pl.DataFrame, accounts: pl.DataFrame, as_of_day: int) -> Qualification:
    """Qualify accounts. everyone: the portfolio frame of the view; accounts: those of it that count on the screen, in
    the unit of the data set."""
    states = qualification_states(dataset, everyone, as_of_day)
    # The names of some checks are names of measures, too.
    base = accounts.select(
        "account", "account_id", "name", "owner", "industry", "tier", "disqualified", "invest", stake().alias("stake")
    )
    frame = base.join(states, on="account", how="left", maintain_order="left")
    failed = [
        pl.when((pl.col(name) == False).fill_null(False) & (~pl.col("invest") if name == RECURRING else True))  # noqa: E712
        .then(pl.lit(name))
        for name in THEIR_CHECKS
    ]  # fmt: skip
    return Qualification(
        frame.with_columns(
            pl.when(is_key()).then(pl.lit(KEY)).when(is_key_tier()).then(pl.lit(REFUSED))
            .when((pl.col("tier").cast(pl.String) == "B").fill_null(False) & ~pl.col("disqualified"))
            .then(pl.lit(WOULD_BE)).otherwise(pl.lit(NONE)).alias("verdict"),
            pl.sum_horizontal(pl.col(name).is_not_null() for name in SEVEN).cast(pl.Int64).alias("answered"),
            pl.concat_list(failed).list.drop_nulls().alias("failed"),
        ).sort("stake", "account", descending=[True, False])
    )  # fmt: skip


def verdict_sentence(row: dict[str, Any]) -> Message:
    """The verdict on an account of the frame in one sentence, with how many of the seven checks are answered."""
    answered = Message("{count} of 7 answered", count=row["answered"])
    reasons = failed_text(row["failed"]) if row["failed"] else None
    if row["verdict"] == KEY:
        return Message("Key account: tier {tier}, and no check failed ({answered}).", tier=row["tier"],
                       answered=answered)  # fmt: skip
    if row["verdict"] == REFUSED:
        return Message("Tier {tier}, but no key account: {reasons} ({answered}).", tier=row["tier"], reasons=reasons,
                       answered=answered)  # fmt: skip
    if row["verdict"] == WOULD_BE:
        return Message("No check stands in the way: in tier A it would be a key account ({answered}).",
                       answered=answered)  # fmt: skip
    if row["failed"]:
        return Message("No key account: {reasons} ({answered}).", reasons=reasons, answered=answered)
    return Message("No key account: its tier is below A ({answered}).", answered=answered)


def failed_text(checks: list[str]) -> Message:
    """The failed checks in words; there is at least one."""
    texts = {
        "product_fit": Message("our products do not fit"),
        "central_purchasing": Message("all its purchasing is dispersed"),
        "recurring_purchasing": Message("it does not buy again and again"),
    }
    found = [texts[name] for name in checks]
    text = found[0]
    for one in found[1:]:
        text = Message("{first}, {second}", first=text, second=one)
    return text


def qualification_answer(found: Qualification) -> Message:
    """Which accounts in S and A are no key accounts, as a headline."""
    refused, top = found.refused, found.top_tiers
    if top.is_empty():
        return Message("No account is in S or A yet.")
    count = ShownFigure("failed_top_tier_accounts", ALL, refused.height)
    everyone = ShownFigure("top_tier_accounts", ALL, top.height)
    if refused.is_empty():
        return Message("None of the {all} accounts in S or A fails a check.", all=everyone)
    return Message(
        "{count} of {all} accounts in S or A is no key account.",
        "{count} of {all} accounts in S or A are no key accounts.",
        "count",
        count=count, all=everyone,
    )  # fmt: skip


def open_line(found: Qualification) -> Message:
    """How much money rests on unknown checks about them."""
    return Message(
        "Accounts in S and A with an open check about them bring {money}; a failed one takes the account out of "
        "the key accounts.",
        money=ShownFigure("open_check_stake", ALL, Money(found.unknown_money)),
    )


def checks_known(frame: pl.DataFrame) -> pl.DataFrame:
    """`account_id`, `name`, `verdict` and the checks as pass, fail or null (unknown), for exports."""
    return frame.select(
        "account_id", "name", "verdict",
        *(pl.when(pl.col(name)).then(pl.lit("pass")).when(~pl.col(name)).then(pl.lit("fail")).alias(name)
          for name in CHECKS),
    )  # fmt: skip
