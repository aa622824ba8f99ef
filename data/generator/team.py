"""Team members of accounts beside the owner."""

from datetime import timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.csv_rows import Row
from data.generator.date_range import days_before_end
from data.generator.people import SPECIALISTS
from data.generator.seeded_random import Draw

MEMBERS = 80


def team_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Eighty assignments at the forty largest accounts; some have ended."""
    draw = Draw("team")
    known = {account.id: account for account in accounts}
    rows = []
    for key in totals.largest(MEMBERS // 2):
        for name, role, skill in draw.some(SPECIALISTS, 2):
            since = max(known[key].first_order, days_before_end(draw.whole(120, 1_000)))
            until = since + timedelta(days=draw.whole(40, 110)) if draw.chance(0.12) else None
            if until is not None and until > days_before_end(0):
                until = None
            rows.append({"account": key, "person": name, "role": role, "skill": skill, "from": since, "to": until})
    return sorted(rows, key=lambda row: (row["account"], row["person"]))
