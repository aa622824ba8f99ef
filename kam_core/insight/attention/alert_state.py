"""Alerts of accounts: who took one, postponed or finished it, and whether the account got worse since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.insight.attention.policy import WorseStep
from kam_core.insight.attention.reason import Reason
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.optional_columns import with_optional

TABLE = "alerts"
OPEN, SNOOZED, DONE = "open", "snoozed", "done"
CALL = "churn risk"
"""The kind of an alert that somebody put on Today because the account may leave."""
CALL_RISK, CALL_LOSS = "call_risk", "call_loss"
"""Risk (0–1) and expected loss (ten-thousandths) when that was decided."""
_BETWEEN, _AND, _IS = "; ", ", ", "="


@dataclass(frozen=True)
class Alert:
    """The last alert of an account. measured: kind → numbers behind the reason when somebody last decided."""

    state: str
    raised_on: datetime.date
    owner: str | None
    due: datetime.date | None
    until: datetime.date | None
    remedy: str | None
    result: str | None
    measured: Mapping[str, Mapping[str, float]]

    def hides(self, reasons: Iterable[Reason], today: datetime.date, steps: Mapping[str, WorseStep]) -> bool:
        """Whether the account stays off the list: it is done, or snoozed until a later day, and nothing is worse."""
        waiting = self.state == DONE or (self.state == SNOOZED and self.until is not None and self.until > today)
        return waiting and not self.is_worse(reasons, steps)

    def is_worse(self, reasons: Iterable[Reason], steps: Mapping[str, WorseStep]) -> bool:
        """Whether there is a reason of a new kind, or a number behind one is worse by its step."""
        for reason in reasons:
            before = self.measured.get(reason.kind)
            if before is None:
                return True
            if any(
                name in before and name in steps and steps[name].is_worse(before[name], now)
                for name, now in reason.numbers.items()
            ):
                return True
        return False


def measured_text(reasons: Iterable[Reason]) -> str:
    """The kinds and numbers of reasons as an entry stores them: `late payment: late_days=82, late_money=5570; …`."""
    return _BETWEEN.join(
        f"{reason.kind}: " + _AND.join(f"{name}{_IS}{value:.10g}" for name, value in sorted(reason.numbers.items()))
        for reason in reasons
    )


def measured_numbers(text: str | None) -> dict[str, dict[str, float]]:
    """The kinds and numbers of a stored text; what is not written so is left out."""
    found: dict[str, dict[str, float]] = {}
    for part in (text or "").split(_BETWEEN.strip()):
        kind, colon, numbers = part.partition(":")
        if not colon:
            continue
        pairs = (one.split(_IS) for one in numbers.split(_AND.strip()) if one.count(_IS) == 1)
        found[kind.strip()] = {name.strip(): float(value) for name, value in pairs if _is_number(value)}
    return found


def _is_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).replace("e+", "", 1).isdigit()


def call_measured(risk: float, loss: int, before: str | None = None) -> str:
    """The stored text of an alert with a planned call; before: what it held until now."""
    others = [part for part in (before or "").split(_BETWEEN) if part and not part.startswith(f"{CALL}:")]
    return _BETWEEN.join([*others, f"{CALL}: {CALL_LOSS}{_IS}{loss:.10g}{_AND}{CALL_RISK}{_IS}{risk:.10g}"])


def planned_calls(alerts: Mapping[int, Alert]) -> pl.DataFrame:
    """`account`, `call_risk`, `call_loss` of the accounts with a planned call that is not done."""
    rows = [
        (account, numbers.get(CALL_RISK), round(numbers.get(CALL_LOSS, 0)))
        for account, alert in alerts.items()
        if alert.state != DONE and (numbers := alert.measured.get(CALL)) is not None
    ]
    return pl.DataFrame(
        rows, schema={"account": pl.Int64, CALL_RISK: pl.Float64, CALL_LOSS: pl.Int64}, orient="row"
    )  # fmt: skip


def last_alerts(table: pl.DataFrame | None) -> dict[int, Alert]:
    """Account code → its last alert, by day and then by row."""
    if table is None or "account" not in table.columns:
        return {}
    dated = with_optional(table, COLUMNS).filter(pl.col("account").is_not_null() & pl.col("raised_on").is_not_null())
    rows = dated.with_row_index("row").sort("account", "raised_on", "row")
    return {
        row["account"]: Alert(
            state=row["state"] or OPEN,
            raised_on=date_of(row["raised_on"]),
            owner=row["owner"],
            due=_date(row["due"]),
            until=_date(row["until"]),
            remedy=row["remedy"],
            result=row["result"],
            measured=measured_numbers(row["measured"]),
        )
        for row in rows.iter_rows(named=True)
    }


COLUMNS: Mapping[str, pl.DataType] = {
    "raised_on": pl.Int64(), "owner": pl.String(), "due": pl.Int64(), "until": pl.Int64(), "remedy": pl.String(),
    "result": pl.String(), "state": pl.String(), "measured": pl.String(),
}  # fmt: skip


def _date(day: int | None) -> datetime.date | None:
    return None if day is None else date_of(day)
