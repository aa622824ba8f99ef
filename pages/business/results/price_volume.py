"""Part of the tab Bridge: price against volume."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.insight.revenue_bridge.price_volume import PriceVolume, covers_whole_months, price_volume
from kam_core.insight.revenue_bridge.price_volume_sentence import price_volume_sentence
from kam_core.locale.language import Language
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import SOLD_QUANTITIES_TABLE
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_price_volume(context: PageContext, bridge: Bridge) -> None:
    """Show how much of the change came from prices and how much from quantities; what is missing where it cannot be
    said."""
    words = context.words
    show_heading(words.say("Price against volume"))
    if not covers_whole_months(context.view, context.dataset.last_day):
        st.caption(words.say("Quantities are known by month: choose a date at the end of a month."))
        return
    sold = in_unit_of(context.dataset, context.view).tables.get(SOLD_QUANTITIES_TABLE)
    if sold is None:
        st.caption(
            words.say("No quantities are known: upload order lines with product and quantity (once more, if older).")
        )
        return
    found = price_volume(bridge.changes, sold, context.view)
    if found is None:
        st.caption(words.say("No customer bought the same product in both windows with a quantity."))
        return
    st.caption(plain(words.say(price_volume_sentence(found))))
    heads = {
        "cause": words.say("Cause"),
        "amount": words.say("Revenue"),
        "meaning": words.say("What it counts"),
    }
    show_rows(_rows(found, words), "bridge_price_volume", heads, right=("amount",))


def _rows(found: PriceVolume, words: Language) -> pl.DataFrame:
    """Revenue before, the causes with their sign, and revenue now: they add up."""
    rest = words.say(
        "without quantity or product, or returns: {before} before, {now} now",
        before=words.money(found.rest_before, fixed=True), now=words.money(found.rest_now, fixed=True),
    )  # fmt: skip
    rows = [
        (words.say("Earlier window"), found.before, False, ""),
        (words.say("Volume"), found.volume, True, words.say("change of quantity × earlier price")),
        (words.say("Price"), found.price, True, words.say("change of price × quantity now")),
        (words.say("Products added"), found.added, True, words.say("not bought by the customer in the earlier window")),
        (words.say("Products dropped"), found.dropped, True, words.say("not bought by the customer any more")),
        (words.say("Rest"), found.rest, True, rest),
        (words.say("This window"), found.now, False, ""),
    ]
    return pl.DataFrame(
        [
            {"cause": name, "amount": _amount(amount, signed, words), "meaning": meaning}
            for name, amount, signed, meaning in rows
        ]
    )


def _amount(amount: int, signed: bool, words: Language) -> str:
    text = words.money(amount, fixed=True)
    return f"+{text}" if signed and amount > 0 else text
