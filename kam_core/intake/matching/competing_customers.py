"""Choose the customer of an order line among competing columns: neither ledger accounts nor recipients of goods."""

from __future__ import annotations

from kam_core.intake.findings import Finding
from kam_core.intake.matching.column_choice import LOOKED_AT, SURE, Fields, choice_finding
from kam_core.intake.matching.columns import ColumnMatch, is_synonym
from kam_core.intake.matching.money_headers import has_word
from kam_core.intake.matching.text_folding import fold_text, fold_words
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.lexicon.money_words import CUSTOMER_STEMS, LEDGER_ACCOUNTS, SHIP_TO
from kam_core.vocabulary.message import N_

CUSTOMER = N_("customer")


def choose_customer(sheet: Sheet, fields: Fields) -> list[Finding]:
    """Choose the customer: no ledger account and no recipient of goods, if another column names the customer."""
    current = fields.get("account")
    if current is None:
        return []
    header = fold_text(sheet.headers[current.column])
    names = {match.column for name, match in fields.items() if name not in ("account", "account_name")}
    others = [
        column
        for column, other in enumerate(sheet.headers)
        if column != current.column
        and column not in names
        and has_word(CUSTOMER_STEMS, fold_text(other))
        and not has_word(SHIP_TO, fold_text(other))
        and any(is_synonym("transactions", field, other) for field in ("account", "account_name"))
    ]
    others = [column for column in others if sheet.body[str(column)].null_count() < sheet.body.height]
    if not others:
        return []
    ships = has_word(SHIP_TO, header)
    ledger = header in fold_words(LEDGER_ACCOUNTS) and _is_ledger(sheet, current.column, others[0])
    if not ships and not ledger:
        return []
    fields["account"] = ColumnMatch(others[0], SURE)
    if fields.get("account_name") == current:
        del fields["account_name"]
    return [choice_finding(sheet, CUSTOMER, others[0], [current.column, *others[1:]])]


def _is_ledger(sheet: Sheet, account: int, customer: int) -> bool:
    """Whether accounts have several customers each, as accounts of the general ledger do."""
    pairs = sheet.body.select(str(account), str(customer)).head(LOOKED_AT).drop_nulls().unique()
    return pairs.height > pairs[str(account)].n_unique()
