"""Back-test of churn warnings: of the accounts that left, how many were warned three months before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.insight.churn_risk.retention_rates import is_living
from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.vocabulary.message import Message, ShownFigure

LEFT_MONTHS, BEFORE_MONTHS = 12, 3
"""An account has left that bought nothing in these months; the warnings looked at are so many months older."""
FEWEST_LEFT = 10


@dataclass(frozen=True)
class BackTest:
    """Accounts that had not ended at the date `warned_on`: `accounts`; `left` of them bought nothing in the 12 months
    to the as-of date; `warned` were cooling or at a high risk, `warned_left` of these left; the same of the plain rule
    (silent for more than twice the usual gap)."""

    warned_on: datetime.date
    accounts: int
    left: int
    warned: int
    warned_left: int
    plain: int
    plain_left: int

    @property
    def too_few(self) -> bool:
        """Whether too few left to tell."""
        return self.left < FEWEST_LEFT

    @property
    def is_better(self) -> bool:
        """Whether the warnings found more of those that left than the plain rule, or as many with fewer false ones."""
        return (self.warned_left, -(self.warned - self.warned_left)) > (
            self.plain_left,
            -(self.plain - self.plain_left),
        )


def back_test(accounts: pl.DataFrame, before: ChurnRisk, days: int, warned_on: datetime.date) -> BackTest:
    """The back-test.

    accounts: the account frame now. before: churn risk as of `warned_on`, from what was known then. days: an
    account without a purchase for so long has left.
    """
    is_warned = (pl.col("stage").cast(pl.String) == "cooling") | (pl.col("risk") >= before.policy.warned)
    frame = (
        before.frame.filter(is_living())
        .select("account", is_warned.fill_null(False).alias("warned"), pl.col("is_silent").alias("plain"))
        .join(accounts.select("account", (pl.col("recency_days") >= days).alias("left")), on="account", how="inner")
    )
    both = {name: frame.filter(pl.col(name) & pl.col("left")).height for name in ("warned", "plain")}
    return BackTest(
        warned_on, frame.height, frame.filter(pl.col("left")).height,
        frame.filter(pl.col("warned")).height, both["warned"], frame.filter(pl.col("plain")).height, both["plain"],
    )  # fmt: skip


def back_test_answer(found: BackTest) -> Message:
    """The sentence in bold: how many of those that left were warned, or that they are too few."""
    left = ShownFigure("left_accounts", "all", found.left)
    if found.too_few:
        return Message(
            "Too few to tell: {left} account left in the last 12 months.",
            "Too few to tell: {left} accounts left in the last 12 months.",
            "left",
            left=left,
        )
    return Message(
        "Warned three months before: {warned} of {left} that left.",
        warned=ShownFigure("warned_accounts", "left", found.warned_left), left=left,
    )  # fmt: skip


def back_test_line(found: BackTest) -> Message:
    """The line below: false warnings, and the plain rule beside."""
    warned = Message(
        "{count} was warned on {day}; {stayed} stayed.",
        "{count} were warned on {day}; {stayed} of them stayed.",
        "count",
        count=ShownFigure("warned_accounts", "all", found.warned), day=found.warned_on,
        stayed=ShownFigure("warned_accounts", "stayed", found.warned - found.warned_left),
    )  # fmt: skip
    plain = ShownFigure("quiet_accounts", "left", found.plain_left)
    false = Message(
        "{count} false warning", "{count} false warnings", "count",
        count=ShownFigure("quiet_accounts", "stayed", found.plain - found.plain_left),
    )  # fmt: skip
    if found.is_better:
        rule = Message('The plain rule "quiet for twice its own rhythm" finds {plain}, with {false}.',
                       plain=plain, false=false)  # fmt: skip
    elif (found.plain_left, found.plain) == (found.warned_left, found.warned):
        rule = Message(
            'The plain rule "quiet for twice its own rhythm" finds the same {plain}: so far our alerts are not '
            "better than it.",
            plain=plain,
        )
    else:
        rule = Message(
            'The plain rule "quiet for twice its own rhythm" finds {plain}, with {false}: so far our alerts are not '
            "better than it.",
            plain=plain, false=false,
        )  # fmt: skip
    return Message("{warned} {rule}", warned=warned, rule=rule)
