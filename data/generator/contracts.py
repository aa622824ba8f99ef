"""Contracts of accounts: those of the account list with number, value and renewal, and the ones before them."""

from datetime import date, timedelta

from data.generator.accounts import Account
from data.generator.csv_rows import Row, round_to
from data.generator.date_range import LAST_DAY
from data.generator.seeded_random import Draw

IN_NEGOTIATION = ("A052", "A254")
"""Their contracts end within 90 days, and the renewal is being negotiated."""
RENEWED = ("A205",)
"""Its contract ends within 90 days, and the next one is signed."""
SOON = 180
"""Days before its end from which a contract is a matter of renewal and does not extend by itself."""
KINDS = (
    ("framework agreement", "框架协议"),
    ("service contract", "维保合同"),
    ("annual purchase contract", "年度采购合同"),
)


def contract_rows(accounts: list[Account], account_rows: list[Row]) -> list[Row]:
    """One or two contracts for every account that the account list gives a contract, by start."""
    draw = Draw("contracts")
    rows = []
    for account, listed in zip(accounts, account_rows, strict=True):
        start, end = listed["contract_start"], listed["contract_end"]
        if start is None:
            continue
        kind = draw.pick(KINDS)[0 if account.abroad else 1]
        share = draw.between(0.5, 0.85)
        # One contract before it, where the account bought already then: it was renewed.
        if draw.chance(0.75) and account.first_order < start - timedelta(days=330) and end > LAST_DAY:
            first, last = start - timedelta(days=365), start - timedelta(days=1)
            rows.append(_contract(account, first, last, kind, share * draw.between(0.8, 1.0)) | {"renewal": "signed"})
        by_itself = (end - LAST_DAY).days > SOON and draw.chance(0.2)
        rows.append(
            _contract(account, start, end, kind, share) | {"renews": by_itself, "renewal": _renewal(account.id, end)}
        )
    rows.sort(key=lambda row: (row["start"], row["account"]))
    for number, row in enumerate(rows, start=1):
        row["number"] = f"CT{number:04d}"
    return rows


def _contract(account: Account, start: date, end: date, kind: str, share: float) -> Row:
    years = (end - start).days / 365
    return {
        "account": account.id,
        "kind": kind,
        "start": start,
        "end": end,
        "value": round_to(account.yearly * years * share, 1_000) + 1_000,
        "renews": False,
    }


def _renewal(account: str, end: date) -> str | None:
    """How far the renewal is; null where it is too early to ask."""
    if (end - LAST_DAY).days > SOON:
        return None
    if account in RENEWED:
        return "signed"
    return "in progress" if account in IN_NEGOTIATION else "none"
