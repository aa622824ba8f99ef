"""Order lines over three years: rhythm, season, assortment, discounts, cancelled orders and returns."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.generator.accounts import Account
from data.generator.characters import ONE_ORDER, QUARTERLY, WHALE
from data.generator.date_range import FIRST_DAY, LAST_DAY
from data.generator.products import FAMILIES, Product, catalogue
from data.generator.seeded_random import Draw

# January to December; the Spring Festival and the year's end at home, August abroad.
_SEASON_HOME = (0.92, 0.62, 1.05, 1.0, 1.0, 1.12, 0.96, 0.95, 1.08, 0.86, 1.1, 1.34)
_SEASON_ABROAD = (0.9, 0.98, 1.12, 1.0, 0.98, 1.1, 0.9, 0.68, 1.06, 1.04, 1.06, 1.18)

FIXED_STORIES = (ONE_ORDER, QUARTERLY)
"""Accounts whose story an accidental return or cancellation would spoil."""


@dataclass(frozen=True, slots=True)
class Line:
    """One order line; amounts are cents, negative on a credit note."""

    order: str
    day: date
    account: str
    product: Product
    quantity: int
    discount: int
    status: str

    @property
    def price(self) -> int:
        """Net unit price in cents: whole yuan less whole per cent leave no fraction of a cent."""
        return self.product.list_price * (100 - self.discount)

    @property
    def amount(self) -> int:
        """What the line brings."""
        return self.price * self.quantity

    @property
    def list_amount(self) -> int:
        """What it would have brought without discount."""
        return self.product.list_price * 100 * self.quantity

    @property
    def margin(self) -> int:
        """Amount less unit costs."""
        return self.amount - self.product.unit_cost * 100 * self.quantity


def order_lines(accounts: list[Account]) -> list[Line]:
    """All lines by date and order number."""
    draw = Draw("orders")
    everything = catalogue()
    drafts: list[tuple[date, str, list[tuple[Product, int, int]], str]] = []
    for account in accounts:
        if not account.buys:
            continue
        assortment = _assortment(draw, account, everything)
        for day in _days(draw, account):
            content = _content(draw, account, day, assortment)
            status = "completed" if (LAST_DAY - day).days > 21 else "shipped"
            if account.id not in FIXED_STORIES and draw.chance(0.013):
                status = "cancelled"
            drafts.append((day, account.id, content, status))
    drafts.sort(key=lambda draft: (draft[0], draft[1]))
    lines, notes = [], []
    for number, (day, key, content, status) in enumerate(drafts, start=1):
        order = f"SO{number:06d}"
        for product, quantity, discount in content:
            line = Line(order, day, key, product, quantity, discount, status)
            lines.append(line)
            if status == "completed" and key not in FIXED_STORIES and draw.chance(0.012):
                notes.append(_returned(draw, line))
    notes.sort(key=lambda note: (note.day, note.order))
    for number, note in enumerate(notes, start=1):
        lines.append(
            Line(f"CN{number:06d}", note.day, note.account, note.product, note.quantity, note.discount, "returned")
        )
    return sorted(lines, key=lambda line: (line.day, line.order, line.product.code))


def _days(draw: Draw, account: Account) -> list[date]:
    """The account's order days."""
    if account.course == "one order":
        return [account.first_order]
    if account.course == "quarterly":
        return [date(y, m, 14) for y in range(2023, 2027) for m in (2, 5, 8, 11)
                if account.first_order <= date(y, m, 14) <= LAST_DAY]  # fmt: skip
    days = []
    at = float((account.first_order - FIRST_DAY).days)
    end = float((account.last_purchase - FIRST_DAY).days)
    while at <= end:
        day = _worked(FIRST_DAY + timedelta(days=int(at)), account)
        if account.silence and account.silence[0] <= day < account.silence[1]:
            at = float((account.silence[1] - FIRST_DAY).days)
            continue
        if day <= account.last_purchase and (not days or day > days[-1]):
            days.append(day)
        at += max(1.0, account.gap_days * draw.between(0.55, 1.45))
    if account.id == WHALE and days[-1] != LAST_DAY:
        days.append(LAST_DAY)
    return days


def _worked(day: date, account: Account) -> date:
    """The next working day: weekends move to Monday, at home the October holiday to the 8th."""
    if not account.abroad and day.month == 10 and day.day <= 7:
        day = day.replace(day=8)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _assortment(draw: Draw, account: Account, everything: list[Product]) -> list[Product]:
    """What this account buys: some products of some families, always with a consumable."""
    families = [*draw.some(FAMILIES[:-1], draw.whole(1, 3)), FAMILIES[-1]]
    offered = [product for product in everything if product.family in families]
    chosen = draw.some(offered, draw.whole(4, 7) + 2 * account.lines)
    small = [product for product in offered if product.list_price < 1_500]
    return sorted(chosen + draw.some(small, 1), key=lambda product: product.list_price)


def _content(draw: Draw, account: Account, day: date, assortment: list[Product]) -> list[tuple[Product, int, int]]:
    """Product, quantity and discount of the lines of one order."""
    season = (_SEASON_ABROAD if account.abroad else _SEASON_HOME)[day.month - 1]
    years = (day - FIRST_DAY).days / 365.25
    drift = max(0.2, 1 + account.trend * (years - 1.5))
    noise = 1.0
    if account.course == "quarterly":
        season, noise = 1.0, draw.between(0.95, 1.05)
    elif account.course != "one order":
        noise = draw.between(0.45, 1.0) + draw.between(0.0, 0.55)
    days_per_order = 365.25 if account.course == "one order" else account.gap_days
    budget = account.yearly * days_per_order / 365.25 * season * drift * noise
    count = account.lines if account.course == "one order" else draw.whole(1, account.lines)
    content: list[tuple[Product, int, int]] = []
    left = budget
    for place in range(count):
        part = left if place == count - 1 else left * draw.between(0.25, 0.7)
        taken = {product.code for product, _, _ in content}
        fitting = [p for p in assortment if p.list_price <= part * 1.15 and p.code not in taken]
        if not fitting:
            continue
        # The dearer half of what fits: an account with money does not order 900 calipers.
        product = draw.pick(fitting[len(fitting) // 2 :])
        discount = max(0, min(60, account.discount + draw.whole(-3, 3)))
        unit = product.list_price * (100 - discount) / 100
        quantity = max(1, int(part / unit + 0.5))
        content.append((product, quantity, discount))
        left -= quantity * unit
        if left < 150:
            break
    if not content:
        content.append((assortment[0], 1, account.discount))
    return content


def _returned(draw: Draw, line: Line) -> Line:
    """A credit note for some or all of a line, one to six weeks later."""
    quantity = line.quantity if line.quantity == 1 else draw.whole(1, max(1, line.quantity // 2))
    day = min(LAST_DAY, line.day + timedelta(days=draw.whole(5, 40)))
    return Line(line.order, day, line.account, line.product, -quantity, line.discount, "returned")
