"""Accounts: names, sizes, and the development of their revenue over three years."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from data.generator.characters import CHARACTERS, FIRST_PROSPECT, PROSPECTS
from data.generator.date_range import FIRST_DAY, LAST_DAY, days_before_end
from data.generator.names import ABROAD, INDUSTRIES, brands, company
from data.generator.people import OWNERS
from data.generator.seeded_random import Draw

BUYERS = FIRST_PROSPECT - 1
YEARLY_REVENUE = 182_000_000
"""What all buyers would bring in a year if none were new, paused or gone; whole yuan."""

GROUPS = 25

REGIONS = (
    ("East China", 27), ("North China", 15), ("South China", 15), ("Central China", 8), ("Southwest China", 7),
    ("Northwest China", 4), ("Northeast China", 5),
    ("EMEA", 10), ("Americas", 5), ("APAC", 4),
)  # fmt: skip

# How many of the buyers that are no character take which course.
COURSES = (
    ("steady", 128), ("growing", 84), ("shrinking", 42), ("young", 40), ("new", 22), ("cooling", 24), ("ended", 30),
    ("back", 6),
)  # fmt: skip
TOP_COURSES = (("steady", 50), ("growing", 34), ("shrinking", 12), ("young", 4))
"""The same for the forty largest, who rarely come and go."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the generator knows it; money is whole yuan."""

    id: str
    name: str
    region: str
    industry: str
    owner: str | None
    course: str
    yearly: float = 0.0
    """Revenue in a normal year."""
    gap_days: float = 60.0
    first_order: date = FIRST_DAY
    last_purchase: date = LAST_DAY
    silence: tuple[date, date] | None = None
    trend: float = 0.0
    """Change per year, as a share of a normal year."""
    discount: int = 8
    """Usual discount in per cent."""
    lines: int = 3
    """The most lines of one order."""
    parent: str | None = None
    referred_by: str | None = None
    tags: tuple[str, ...] = field(default=())

    @property
    def abroad(self) -> bool:
        """Whether people there have English names."""
        return self.region in ABROAD

    @property
    def buys(self) -> bool:
        """Whether there are orders at all."""
        return self.course != "prospect"


def account_id(number: int) -> str:
    """A001, A002, …"""
    return f"A{number:03d}"


def accounts() -> list[Account]:
    """All accounts in the order of their ids."""
    draw = Draw("accounts")
    listed = [_with_course(draw, account) for account in _sized(draw, _named(draw))]
    listed = [_with_character(account) for account in listed]
    return _referred(draw, listed)


def _named(draw: Draw) -> list[Account]:
    chinese, english = brands(draw)
    industries = list(INDUSTRIES)
    listed = []
    for number in range(1, BUYERS + PROSPECTS + 1):
        key = account_id(number)
        character = CHARACTERS.get(key, {})
        region = character.get("region", draw.weighted(REGIONS))
        industry = character.get("industry", draw.pick(industries))
        brand = (english if region in ABROAD else chinese).pop()
        owner = None if draw.chance(0.02) else draw.pick(OWNERS[region])
        listed.append(Account(key, company(draw, brand, industry, region), region, industry, owner, "steady"))
    return _grouped(draw, listed, chinese, english)


def _grouped(draw: Draw, listed: list[Account], chinese: list[str], english: list[str]) -> list[Account]:
    """Give 25 accounts two to five children each; a child carries the brand of its parent."""
    free = [i for i, a in enumerate(listed) if a.id not in CHARACTERS and i < BUYERS]
    chosen = draw.some(free, len(free))
    heads = chosen[:GROUPS]
    children = iter(chosen[GROUPS:])
    grouped = list(listed)
    for head in heads:
        parent = listed[head]
        brand = (english if parent.abroad else chinese).pop()
        parent = replace(parent, name=company(draw, brand, parent.industry, parent.region), tags=("group head",))
        grouped[head] = parent
        taken = {parent.name}
        for _ in range(draw.whole(2, 5)):
            child = next(children)
            region = draw.weighted([(r, w) for r, w in REGIONS if (r in ABROAD) == parent.abroad])
            name = company(draw, brand, parent.industry, region)
            while name in taken:
                region = draw.weighted([(r, w) for r, w in REGIONS if (r in ABROAD) == parent.abroad])
                name = company(draw, brand, parent.industry, region)
            taken.add(name)
            owner = parent.owner if draw.chance(0.6) else draw.pick(OWNERS[region])
            grouped[child] = replace(
                listed[child], name=name, region=region, industry=parent.industry, owner=owner, parent=parent.id
            )
    return grouped


def _sized(draw: Draw, listed: list[Account]) -> list[Account]:
    """Zipf-like sizes: characters take the rank they name, the others a drawn one."""
    taken = {key: int(c["rank"]) for key, c in CHARACTERS.items() if "rank" in c}
    ranks = [rank for rank in range(1, BUYERS + 1) if rank not in taken.values()]
    drawn = iter(draw.some(ranks, len(ranks)))
    weight = [1 / (rank + 4) for rank in range(1, BUYERS + 1)]
    total = sum(weight)
    sized = []
    for number, account in enumerate(listed, start=1):
        if number > BUYERS:
            sized.append(replace(account, course="prospect"))
            continue
        rank = taken.get(account.id) or next(drawn)
        yearly = max(24_000.0, YEARLY_REVENUE * weight[rank - 1] / total * draw.between(0.9, 1.1))
        gap = 9 + 0.42 * rank * draw.between(0.6, 1.2) if rank <= 200 else draw.between(60, 130)
        sized.append(
            replace(
                account,
                yearly=yearly,
                gap_days=gap,
                discount=draw.whole(3, 9) + (6 if rank <= 20 else 3 if rank <= 80 else 0),
                lines=4 if rank <= 60 else 3 if rank <= 200 else 2,
                course=draw.weighted(TOP_COURSES if rank <= 40 else COURSES),
                trend=draw.between(-0.04, 0.08),
            )
        )
    return sized


def _with_course(draw: Draw, account: Account) -> Account:
    """Set first and last order and trend so that the account lives through its course."""
    gap = account.gap_days
    started = draw.day(FIRST_DAY, FIRST_DAY + timedelta(days=int(gap) + 20))
    if draw.chance(0.2):
        started = draw.day(FIRST_DAY, days_before_end(740))
    account = replace(account, first_order=started)
    match account.course:
        case "growing":
            return replace(account, trend=draw.between(0.16, 0.42))
        case "shrinking":
            return replace(account, trend=draw.between(-0.34, -0.1))
        case "young":
            return replace(account, first_order=days_before_end(draw.whole(190, 660)))
        case "new":
            return replace(account, first_order=days_before_end(draw.whole(6, 170)), yearly=account.yearly * 0.6)
        case "cooling":
            gap = min(gap, 100.0)
            quiet = max(66, int(2.3 * gap)) + draw.whole(0, 60)
            return replace(account, gap_days=gap, last_purchase=days_before_end(quiet))
        case "ended":
            gap = min(gap, 100.0)
            quiet = max(372, int(3.4 * gap)) + draw.whole(0, 330)
            start = draw.day(FIRST_DAY, FIRST_DAY + timedelta(days=90))
            return replace(account, gap_days=gap, first_order=start, last_purchase=days_before_end(quiet))
        case "back":
            left = draw.day(date(2024, 4, 1), date(2024, 8, 31))
            again = left + timedelta(days=draw.whole(440, 560))
            return replace(account, gap_days=min(gap, 60.0), silence=(left, again))
        case _:
            return account


def _with_character(account: Account) -> Account:
    """Overwrite what a character fixes; the rest stays as drawn."""
    fixed = {
        key: value
        for key, value in CHARACTERS.get(account.id, {}).items()
        if key in Account.__slots__ and key not in ("region", "industry")
    }
    return replace(account, **fixed)


def _referred(draw: Draw, listed: list[Account]) -> list[Account]:
    """Who was sent by whom: a referrer always has the lower id, so that no loop can arise."""
    taken = {a.id for a in listed if a.referred_by}
    referred = {}
    for place in draw.some([i for i, a in enumerate(listed) if a.id not in taken and i > 60], 34):
        referred[place] = listed[draw.whole(0, place // 2)].id
    return [replace(a, referred_by=referred.get(i, a.referred_by)) for i, a in enumerate(listed)]
