"""Document of a data set with the saved views of the account list: filter, columns, order, chart and axes by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from kam_core.insight.account_list.account_filter import AccountFilter, plain_filter, read_filter
from kam_core.insight.account_matrix.axes import AHEAD, AXES, REALISED
from kam_core.services.rules.documents import DocumentKind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError

LIST, MATRIX, MOVES, BOXES = "list", "value", "moves", "boxes"
CHARTS = (LIST, MATRIX, MOVES, BOXES)
"""What stands above the list: nothing, the matrix, the movement between two dates, the nine boxes."""
LONGEST_NAME, MOST_VIEWS = 60, 100
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of the account list.

    columns: measures beside the usual columns; hidden: columns that are not shown, None where nobody chose; order: the
    column by which it is sorted, and "up" or "down"; saved_by: who saved it last.
    """

    filter: AccountFilter = field(default_factory=AccountFilter)
    columns: tuple[str, ...] = ()
    hidden: tuple[str, ...] | None = None
    order: tuple[str, str] | None = None
    chart: str = LIST
    x: str = REALISED
    y: str = AHEAD
    saved_by: str = ""

    def shows(self, other: SavedView) -> bool:
        """Whether both show the same, whoever saved them."""
        return replace(self, saved_by="") == replace(other, saved_by="")


SavedViews = Mapping[str, SavedView]
"""Name → view, in alphabetical order."""
NO_VIEWS: SavedViews = MappingProxyType({})


def with_view(views: SavedViews, name: str, view: SavedView) -> SavedViews:
    """The views with one more, or with another view under that name."""
    return _ordered({**views, _checked_name(name): view})


def renamed(views: SavedViews, name: str, new: str) -> SavedViews:
    """The views with one under another name. UserError where another view has that name."""
    new = _checked_name(new)
    if new != name and new in views:
        raise UserError("There is a view called {name} already.", name=new)
    return _ordered({new if old == name else old: view for old, view in views.items()})


def without(views: SavedViews, name: str) -> SavedViews:
    """The views without one."""
    return _ordered({old: view for old, view in views.items() if old != name})


def read_views(plain: Mapping[str, Any]) -> SavedViews:
    """The views from plain JSON. Raises UserError for what it does not know."""
    if len(plain) > MOST_VIEWS:
        raise UserError("At most {most} views can be saved. Delete one first.", most=MOST_VIEWS)
    return _ordered({_checked_name(name): _read_view(view) for name, view in plain.items()})


def plain_views(views: SavedViews) -> dict[str, dict[str, Any]]:
    """The views as plain JSON."""
    return {
        name: {
            "filter": plain_filter(view.filter), "columns": list(view.columns),
            "hidden": None if view.hidden is None else list(view.hidden),
            "order": None if view.order is None else list(view.order), "chart": view.chart, "x": view.x, "y": view.y,
            "saved_by": view.saved_by,
        }
        for name, view in views.items()
    }  # fmt: skip


def _read_view(plain: object) -> SavedView:
    parts = {"filter", "columns", "hidden", "order", "chart", "x", "y", "saved_by"}
    if not isinstance(plain, Mapping) or set(plain) != parts or not isinstance(plain["filter"], Mapping):
        raise UserError("A saved view cannot be read. Save it again.")
    order = plain["order"]
    right = (
        _texts(plain["columns"]) and set(plain["columns"]) <= set(MEASURES)
        and (plain["hidden"] is None or _texts(plain["hidden"]))
        and (order is None or (_texts(order) and len(order) == 2 and order[1] in (UP, DOWN)))
        and all(isinstance(plain[name], str) for name in ("chart", "x", "y", "saved_by"))
        and plain["chart"] in CHARTS and plain["x"] in AXES and plain["y"] in AXES
    )  # fmt: skip
    if not right:
        raise UserError("A saved view cannot be read. Save it again.")
    return SavedView(
        filter=read_filter(plain["filter"]),
        columns=tuple(plain["columns"]),
        hidden=None if plain["hidden"] is None else tuple(plain["hidden"]),
        order=None if order is None else (order[0], order[1]),
        chart=plain["chart"],
        x=plain["x"],
        y=plain["y"],
        saved_by=plain["saved_by"],
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _checked_name(name: object) -> str:
    text = " ".join(name.split()) if isinstance(name, str) else ""
    if not text or len(text) > LONGEST_NAME:
        raise UserError("Give the view a name of at most {most} characters.", most=LONGEST_NAME)
    return text


def _ordered(views: Mapping[str, SavedView]) -> SavedViews:
    return MappingProxyType(dict(sorted(views.items())))


SAVED_VIEWS: DocumentKind[SavedViews] = DocumentKind("saved_views", NO_VIEWS, read_views, plain_views)
