"""Charts above the account list: the matrix on any two axes, movement between two dates, and nine boxes."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.matrix.movement import move_texts, movement_figure
from kam_core.charts.matrix.nine_boxes import THIRDS, nine_box_figure
from kam_core.charts.matrix.points import matrix_figure
from kam_core.insight.account_matrix.axes import AHEAD, MARGIN_RATE, REALISED, active_values, place
from kam_core.insight.account_matrix.movement import movement
from kam_core.insight.account_matrix.nine_boxes import (
    AxisBoundaries,
    boundaries_in_force,
    box_counts,
    in_box,
    with_boxes,
)
from kam_core.insight.account_matrix.points import Matrix, matrix, portfolio_margin_rate
from kam_core.services.rules.box_boundaries import BOX_BOUNDARIES
from kam_core.services.rules.saved_views import BOXES, MATRIX, MOVES
from pages.accounts.box_boundaries import show_boundaries_form
from pages.accounts.chart_choice import ChartChoice, choose_box
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.linked_charts import show_choosing, show_clickable
from pages.widgets.tables.column import Column

HEIGHT = 390
Boundaries = tuple[AxisBoundaries, AxisBoundaries]


def boundaries_of(context: PageContext, choice: ChartChoice) -> Boundaries | None:
    """The boundaries of both axes; None where the active customers are too alike on one of them to propose any."""
    saved = context.document(BOX_BOUNDARIES).value
    x, y = (
        boundaries_in_force(
            axis.name, saved, context.published.box_cuts, active_values(context.portfolio, axis.name)
        )
        for axis in (choice.x, choice.y)
    )  # fmt: skip
    return None if x is None or y is None else (x, y)


def in_chosen_box(context: PageContext, choice: ChartChoice, matching: pl.DataFrame) -> pl.DataFrame:
    """The accounts of the chosen box; all of them where none is chosen."""
    boundaries = None if choice.box is None else boundaries_of(context, choice)
    if choice.box is None or boundaries is None:
        return matching
    return in_box(with_boxes(matching, _places(context, choice), *boundaries), choice.box)


def show_chart(context: PageContext, choice: ChartChoice, matching: pl.DataFrame, listed: pl.DataFrame) -> None:
    """Show the chosen chart; matching: the accounts that match the filters, listed: those of the chosen box."""
    if choice.box is not None:
        _show_chosen_box(context, choice)
    if choice.chart == MATRIX:
        _show_matrix(context, choice, listed)
    elif choice.chart == MOVES:
        _show_movement(context, choice, listed)
    elif choice.chart == BOXES:
        _show_boxes(context, choice, matching)


def _places(context: PageContext, choice: ChartChoice) -> pl.DataFrame:
    return place(context.portfolio, choice.x.name, choice.y.name)


def _show_chosen_box(context: PageContext, choice: ChartChoice) -> None:
    """Say which box the list is limited to; a click lifts that."""
    words = context.words
    if choice.box is None:
        return
    label = words.say(
        "Box: {x} {x_third}, {y} {y_third}",
        x=words.say(choice.x.label), x_third=words.say(THIRDS[choice.box[0]]),
        y=words.say(choice.y.label), y_third=words.say(THIRDS[choice.box[1]]),
    )  # fmt: skip
    st.button(
        label, icon=":material/close:", key="portfolio_box_lift", help=words.say("Show the accounts of all boxes"),
        on_click=choose_box, args=(choice.x.name, choice.y.name, None),
    )  # fmt: skip


def _show_matrix(context: PageContext, choice: ChartChoice, listed: pl.DataFrame) -> None:
    words = context.words
    found = matrix(listed, _places(context, choice), choice.x, choice.y)
    if found.points.is_empty() and MARGIN_RATE in (choice.x.name, choice.y.name) and not _has_margin(listed):
        st.info(
            words.say(
                "No margin data for these accounts. To see this chart, upload order lines with a Margin or "
                "Cost of goods column."
            )
        )
    elif found.points.is_empty():
        st.info(
            words.say(
                "No account has a value on both axes. Choose other axes, widen the filter, or upload the data that "
                "they need on the Data page."
            )
        )
    else:
        by_role = (choice.x.name, choice.y.name) == (REALISED, AHEAD)
        figure = matrix_figure(
            found.points, choice.x, choice.y, words, HEIGHT,
            cut=context.published.class_cut if by_role else None,
            rate=portfolio_margin_rate(context.portfolio.accounts) if choice.y.name == MARGIN_RATE else None,
        )  # fmt: skip
        show_clickable(figure, "portfolio_matrix")
    for text in _left_out(context, found):
        st.caption(text)


def _has_margin(accounts: pl.DataFrame) -> bool:
    return accounts[MARGIN_RATE].count() > 0


def _left_out(context: PageContext, found: Matrix) -> list[str]:
    """What the matrix does not show, counted."""
    say = context.words.say
    texts = []
    if found.left_out:
        texts.append(say("Shows the {count} accounts with the highest revenue.", count=found.points.height))
    if found.unknown:
        texts.append(
            say(
                "{count} account is not shown: one of the two values is missing.",
                "{count} accounts are not shown: one of the two values is missing.",
                "count",
                count=found.unknown,
            )
        )
    if found.off_scale:
        texts.append(
            say(
                "{count} account is not shown: zero or less has no place on a logarithmic axis.",
                "{count} accounts are not shown: zero or less has no place on a logarithmic axis.",
                "count",
                count=found.off_scale,
            )
        )
    if found.at_edge:
        texts.append(
            say(
                "{count} outlier is drawn at the edge; its true value is in the list.",
                "{count} outliers are drawn at the edge; their true values are in the list.",
                "count",
                count=found.at_edge,
            )
        )
    if found.prospects:
        texts.append(
            say(
                "{count} prospect is not shown: it has not bought yet.",
                "{count} prospects are not shown: they have not bought yet.",
                "count",
                count=found.prospects,
            )
        )
    return texts


def _show_movement(context: PageContext, choice: ChartChoice, listed: pl.DataFrame) -> None:
    words = context.words
    then, now = context.earlier_view.as_of, context.view.as_of
    if not context.reaches_earlier:
        st.info(words.say("The data do not reach back to {day}. Choose another comparison above.", day=then))
        return
    earlier = place(context.earlier, choice.x.name, choice.y.name)
    found = movement(listed, _places(context, choice), earlier, choice.x, choice.y)
    if found.moves.is_empty():
        st.info(words.say("No account has a value on both axes at both dates, or none has moved."))
    else:
        figure = movement_figure(found.moves, choice.x, choice.y, words, HEIGHT)
        show_clickable(figure, "portfolio_movement")
    st.caption(
        words.say(
            "From {then} (ring) to {now} (point): {count} account with the largest move, out of {of} that moved.",
            "From {then} (ring) to {now} (point): the {count} accounts with the largest moves, out of {of} that moved.",
            "count",
            count=found.moves.height, then=then, now=now, of=found.moves.height + found.left_out,
        )
    )  # fmt: skip
    if found.unknown:
        st.caption(
            words.say(
                "{count} account is not shown: a value is missing, or has no place on the axis, at one of the dates.",
                "{count} accounts are not shown: a value is missing, or has no place on the axis, at one of the dates.",
                "count",
                count=found.unknown,
            )
        )
    if not found.moves.is_empty():
        _show_moves(choice, found.moves, context)


def _show_moves(choice: ChartChoice, moves: pl.DataFrame, context: PageContext) -> None:
    """Show the moves as a table, from what to what."""
    words = context.words
    texts = [move_texts(row, choice.x, choice.y, words) for row in moves.iter_rows(named=True)]
    shown = moves.select("account_id", "tier", "name", "revenue").with_columns(
        pl.Series("along_x", [x for x, _ in texts], dtype=pl.String),
        pl.Series("along_y", [y for _, y in texts], dtype=pl.String),
    )
    columns = {
        "along_x": Column(words.say(choice.x.label), width=130, priority=0, right=True),
        "along_y": Column(words.say(choice.y.label), width=130, priority=0, right=True),
    }
    show_accounts(shown, words, "portfolio_moves", columns, height=320, find=False)


def _show_boxes(context: PageContext, choice: ChartChoice, matching: pl.DataFrame) -> None:
    words = context.words
    boundaries = boundaries_of(context, choice)
    if boundaries is None:
        st.info(words.say("The active customers are too alike on one of these axes to divide them in three."))
        return
    boxed = with_boxes(matching, _places(context, choice), *boundaries)

    def choose(datum: str) -> None:
        across, up = datum.split(",")
        choose_box(choice.x.name, choice.y.name, (int(across), int(up)))

    figure = nine_box_figure(
        box_counts(boxed), (choice.x, choice.y), boundaries, words, HEIGHT, chosen=choice.box
    )  # fmt: skip
    show_choosing(figure, "portfolio_boxes", choose)
    st.caption(
        plain(
            words.say(
                "{count} of {of} accounts that match the filter have both values and have bought. The darker a box, "
                "the more revenue; a click lists its accounts alone.",
                count=boxed.height, of=matching.height,
            )
        )
    )  # fmt: skip
    show_boundaries_form(context, choice, boundaries)
