"""Write the demo data: `python -m data.generate [folder]`."""

import sys
from pathlib import Path

from data.generator.account_list import account_rows
from data.generator.account_totals import account_totals
from data.generator.accounts import accounts
from data.generator.assessments import assessment_rows, buying_rows
from data.generator.checks import check_rows
from data.generator.contacts import contact_rows, with_touches
from data.generator.contracts import contract_rows
from data.generator.csv_rows import Row, csv_bytes, money, percent
from data.generator.customer_voice import feedback_rows
from data.generator.defections import defection_rows
from data.generator.economics import cost_rows, invest_rows, target_rows, value_plan_rows
from data.generator.finance import control_total_rows
from data.generator.judgements import judgement_rows
from data.generator.orders import Line, order_lines
from data.generator.payments import payment_rows
from data.generator.pipeline import need_rows, opportunity_rows, plan_rows
from data.generator.team import team_rows
from data.generator.touches import touch_rows
from kam_core.vocabulary.tables import TABLES

DEMO = Path(__file__).parent / "demo"


def demo_tables() -> dict[str, list[Row]]:
    """Every table of the vocabulary as rows."""
    everyone = accounts()
    lines = order_lines(everyone)
    totals = account_totals(lines)
    contacts = contact_rows(everyone, totals)
    touches = touch_rows(everyone, totals, contacts)
    feedback = feedback_rows(everyone, totals, contacts)
    listed = account_rows(everyone, totals)
    assessed = assessment_rows(everyone, totals)
    return {
        "transactions": [_transaction(line) for line in lines],
        "accounts": listed,
        "opportunities": opportunity_rows(everyone, totals),
        "contacts": with_touches(contacts, touches),
        "touches": touches,
        "feedback": feedback,
        "assessments": assessed + judgement_rows(everyone, totals, assessed),
        "buying": buying_rows(everyone, totals),
        "checks": check_rows(everyone, totals),
        "account_costs": cost_rows(everyone, totals),
        "value_plan": value_plan_rows(everyone, totals),
        "needs": need_rows(everyone, totals),
        "plan": plan_rows(everyone, totals),
        "team": team_rows(everyone, totals),
        "targets": target_rows(everyone, totals),
        "invest": invest_rows(everyone, totals),
        "contracts": contract_rows(everyone, listed),
        "payments": payment_rows(listed, lines),
        "defections": defection_rows(everyone, totals, feedback),
        "control_totals": control_total_rows(lines),
    }


def _transaction(line: Line) -> Row:
    return {
        "account": line.account,
        "date": line.day,
        "amount": money(line.amount),
        "order_id": line.order,
        "product": line.product.code,
        "product_name": line.product.name,
        "product_family": line.product.family,
        "quantity": line.quantity,
        "price": money(line.price),
        "discount": percent(line.discount),
        "list_amount": money(line.list_amount),
        "margin": money(line.margin),
        "status": line.status,
        "currency": "CNY",
    }


def write(folder: Path) -> dict[str, int]:
    """Write one CSV file per table and return how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = demo_tables()
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(rows, TABLES[name].names))
    return {name: len(rows) for name, rows in tables.items()}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    for table, count in write(target).items():
        print(f"{table:14} {count:6} rows")
