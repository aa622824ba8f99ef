"""Results in sentences: the course over the window and over the last three months, and what cannot be compared."""

from __future__ import annotations

from kam_core.insight.results.figures import Results
from kam_core.insight.results.last_three_months import SPAN, LastThreeMonths
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.durations import month_name, month_of_year, month_span, months_to
from kam_core.vocabulary.message import Message, Money, Rate, Share, ShownFigure

LEVEL = 0.005
"""Below half a per cent revenue is level."""
NEEDED_MONTHS = 2 * SPAN
YEAR = 12


def results_answer(found: Results) -> Message:
    """The headline: how revenue changed over the window and in the last three months, as far as both are known."""
    if found.data_start is None:
        return Message("There are no orders yet.")
    change, short = found.change, _short_change(found)
    if change is None and short is None:
        return Message("Revenue is {revenue} in {window}.", revenue=_revenue(found), window=_window(found))
    if change is None:
        assert short is not None
        return Message("Revenue is {short} in the last three months.", short=_course("last_three_change", short))
    long, span = _course("revenue_change", change), _span(found)
    if short is None or _is_last_three(found):
        return Message("Revenue is {long} {span}.", long=long, span=span)
    values = {"long": long, "span": span, "short": _course("last_three_change", short)}
    if _direction(change) == _direction(short):
        return Message("Revenue is {long} {span}, and {short} in the last three months.", **values)
    return Message("Revenue is {long} {span}, but {short} in the last three months.", **values)


def results_population(found: Results) -> Message:
    """The population with its revenue, which opens the line below the headline."""
    active = ShownFigure("active_customers", "all", found.active)
    values: dict[str, object] = {"active": active, "revenue": _revenue(found)}
    return Message("{revenue} from {active} active customer.", "{revenue} from {active} active customers.", "active",
                   **values)  # fmt: skip


def results_line(found: Results) -> Message | None:
    """Target, key accounts, the last three months in money, and what cannot be compared; None where all is unknown."""
    sentences = [
        _target_sentence(found), _key_sentence(found), _months_sentence(found.last_three),
        _unfinished_sentence(found), *_missing(found),
    ]  # fmt: skip
    line: Message | None = None
    for sentence in sentences:
        if sentence is not None:
            line = sentence if line is None else Message("{first} {then}", first=line, then=sentence)
    return line


def _revenue(found: Results) -> ShownFigure:
    return ShownFigure("revenue", "all", Money(found.revenue))


def _window(found: Results) -> Message:
    length = found.window_months
    return months_to(found.months.height if length is None else length, found.end)


def _short_change(found: Results) -> float | None:
    return None if found.last_three is None else found.last_three.change


def _is_last_three(found: Results) -> bool:
    """Whether the window and the one before are themselves the last three months and the three before."""
    last = found.last_three
    return (
        last is not None and found.prior_months is None and (found.start, found.end) == (last.now.start, last.now.end)
    )


def _direction(change: float) -> int:
    return 0 if abs(change) < LEVEL else 1 if change > 0 else -1


def _course(name: str, change: float) -> Message:
    """Up, down or level, with the size of the change."""
    size = ShownFigure(name, "all", Rate(abs(change)))
    match _direction(change):
        case 0:
            return Message("level")
        case 1:
            return Message("up {size}", size=size)
        case _:
            return Message("down {size}", size=size)


def _span(found: Results) -> Message:
    """The window and what it is compared with."""
    months = found.window_months or 0
    if found.prior_months == YEAR:
        if months == 1:
            return Message("on the same month last year")
        return Message("over {months} months against last year", months=months)
    if months == 1:
        return Message("on the month before")
    if months == YEAR:
        return Message("over 12 months")
    return Message("on the {months} months before", months=months)


def _target_sentence(found: Results) -> Message | None:
    reached = found.target
    if reached is None or reached.share is None:
        return None
    share = ShownFigure("target_share", "all", Rate(reached.share))
    if reached.is_partial:
        months = ShownFigure("target_months", "all", reached.months)
        return Message("{share} of target in {months} of {of} months.",
                       share=share, months=months, of=reached.of_months)  # fmt: skip
    return Message("{share} of target.", share=share)


def _key_sentence(found: Results) -> Message | None:
    now = found.key.now
    if now.share is None:
        return None
    return Message(
        "{key} key account brings {share} of revenue.",
        "{key} key accounts bring {share} of revenue.",
        "key",
        key=ShownFigure("key_accounts", "all", now.accounts),
        share=ShownFigure("key_revenue_share", "all", Share(now.share)),
    )  # fmt: skip


def _months_sentence(last: LastThreeMonths | None) -> Message | None:
    """The last three months in money beside the three before."""
    if last is None or last.before is None:
        return None
    values: dict[str, object] = {
        "now": month_span(last.now.start, last.now.end),
        "revenue": ShownFigure("last_three", "all", Money(last.now.amount)),
        "before": month_span(last.before.start, last.before.end),
        "earlier": ShownFigure("three_before", "all", Money(last.before.amount)),
    }  # fmt: skip
    difference = last.now.amount - last.before.amount
    if abs(difference) < LEVEL * abs(last.before.amount) or not difference:
        return Message("{now} ({revenue}) is level with {before} ({earlier}).", **values)
    if difference > 0:
        return Message("{now} ({revenue}) lies above {before} ({earlier}).", **values)
    return Message("{now} ({revenue}) lies below {before} ({earlier}).", **values)


def _unfinished_sentence(found: Results) -> Message | None:
    """Which month is left out of the last three."""
    unfinished = found.months.filter("unfinished")
    if unfinished.is_empty() or found.last_three is None:
        return None
    return Message("{month} is not complete (data to {day}) and is left out of the last three months.",
                   month=month_name(month_start(int(unfinished["month"][0]))), day=found.data_end)  # fmt: skip


def _missing(found: Results) -> list[Message]:
    """Why a comparison cannot be made."""
    if found.data_start is None:
        return []
    missing = []
    if found.change is None:
        missing.append(_missing_window(found))
    if _short_change(found) is None:
        missing.append(
            Message("The last three months cannot be compared: that takes six complete months, and there are {count}.",
                    count=ShownFigure("complete_months", "all", found.data_months))
            if found.data_months < NEEDED_MONTHS
            else Message("The last three months cannot be compared: the three before have no revenue above zero.")
        )  # fmt: skip
    return missing


def _missing_window(found: Results) -> Message:
    if found.window_months is None:
        return Message("All data have no earlier period to compare with: choose a window in months.")
    if found.revenue_prior is None and found.prior is not None and found.data_start is not None:
        return Message(
            "The window cannot be compared: that takes data from {needed}, and they begin in {start}.",
            needed=found.prior[0], start=month_of_year(found.data_start),
        )  # fmt: skip
    return Message("The window cannot be compared: the one before has no revenue above zero.")
