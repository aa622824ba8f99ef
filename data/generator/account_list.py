"""Account list: wallets, contracts, credit and first contacts of each account."""

from datetime import date, timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import CHARACTERS, COOLING_KEY, LOSS_MAKER, ONE_ORDER, SECOND_LIGHTHOUSE
from data.generator.csv_rows import Row, money, round_to
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.seeded_random import Draw

CONTRACTS = 120


def account_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """One row per account."""
    draw = Draw("account list")
    large = [key for key in totals.largest(220) if key != ONE_ORDER]
    contracted = {*large[:40], *draw.some(large[40:], CONTRACTS - 40)}
    return [_row(draw, account, totals, account.id in contracted) for account in accounts]


def _row(draw: Draw, account: Account, totals: AccountTotals, contracted: bool) -> Row:
    yearly = max(totals.revenue.get(account.id, 0) // 100, int(account.yearly) // 3, 60_000)
    wallet = None
    if account.id in CHARACTERS or draw.chance(0.7):
        wallet = round_to(yearly * 100 / draw.whole(12, 85), 10_000)
    spend = wallet or yearly * 3
    start, end = _contract(draw, account) if contracted else (None, None)
    limit = balance = overdue = None
    if account.buys and (account.id in CHARACTERS or draw.chance(0.85)):
        limit = round_to(yearly / draw.between(4, 8), 5_000) + 5_000
        balance = round_to(limit * draw.between(0, 0.9), 100) if account.course != "ended" else 0
        overdue = draw.weighted(((0, 78), (draw.whole(4, 30), 14), (draw.whole(31, 90), 8)))
        if account.id == LOSS_MAKER:
            balance, overdue = round_to(limit * 1.15, 100), 68
        overdue = overdue if balance else 0
    return {
        "account": account.id,
        "name": account.name,
        "parent": account.parent,
        "industry": account.industry,
        "region": account.region,
        "owner": account.owner,
        "employees": round_to(spend / draw.between(2_500, 22_000), 5) + 15,
        "their_revenue": round_to(spend * draw.between(25, 320), 100_000),
        "wallet": None if wallet is None else money(wallet * 100),
        "contract_start": start,
        "contract_end": end,
        "credit_limit": limit,
        "open_balance": balance,
        "credit_days_overdue": overdue,
        "first_contact": _first_contact(draw, account),
        "referred_by": account.referred_by,
        "tags": ";".join((*account.tags, *(("lighthouse",) if account.id == SECOND_LIGHTHOUSE else ()))) or None,
    }


def _contract(draw: Draw, account: Account) -> tuple[date, date]:
    """One- to three-year contracts; those of accounts that left are over."""
    if account.id == COOLING_KEY:
        return date(2024, 12, 16), date(2026, 12, 15)
    years = draw.weighted(((1, 5), (2, 4), (3, 1)))
    if account.course == "ended":
        end = account.last_purchase + timedelta(days=draw.whole(10, 60))
        return end - timedelta(days=365 * years), end
    start = days_before_end(draw.whole(5, 365 * years - 30))
    return start, start + timedelta(days=365 * years)


def _first_contact(draw: Draw, account: Account) -> date:
    if not account.buys:
        return days_before_end(draw.whole(20, 500))
    if account.first_order < date(2024, 1, 15):
        # Old acquaintances: they bought before the data start.
        return draw.day(date(2009, 3, 1), date(2023, 9, 20))
    return min(LAST_DAY, account.first_order - timedelta(days=draw.whole(15, 320)))
