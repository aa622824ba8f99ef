"""Choose the view whose features are precomputed: the requested one, else the last complete month."""

from __future__ import annotations

from kam_core.cube.build.request import SAME_WINDOW, BuildRequest
from kam_core.cube.manifest import Manifest
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View, default_as_of
from kam_core.vocabulary.calendar import date_of, month_end, month_number
from kam_core.vocabulary.message import UserError


def view_to_materialize(request: BuildRequest, previous: Manifest | None, cube: Manifest) -> View:
    """The requested view; by default as of the last complete month-end, over the window of the previous build."""
    window = request.window
    if window == SAME_WINDOW:
        window = previous.ready.window if previous and previous.ready else DEFAULT_WINDOW_MONTHS
    days = [day for month in cube.months for day in (month.first_day, month.last_day) if day is not None]
    first, last = date_of(min(days)), date_of(max(days))
    as_of = request.as_of
    if as_of is None:
        return View(default_as_of(first, last, window), window)
    if as_of < first:
        raise UserError("No data as of {day}: the lines start on {first}.", day=as_of, first=first)
    if as_of < last and as_of != month_end(month_number(as_of)):
        raise UserError(
            "A cube is stored by month, so only month-end dates are available. Choose {day} instead of {as_of}.",
            day=month_end(month_number(as_of) - 1),
            as_of=as_of,
        )
    return View(as_of, window)
