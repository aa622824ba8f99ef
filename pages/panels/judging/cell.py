"""The cell of the grid that a person is about to judge, and the answers chosen so far."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.criterion import MOST

_CELL, _ANSWERED = "judge_cell", "judge_answered"


@dataclass(frozen=True)
class Cell:
    """An account (its id) and a criterion."""

    account: str
    criterion: str

    def key(self, name: str) -> str:
        """The key of a widget of its question."""
        return f"judge_{name}_{self.account}_{self.criterion}"


def chosen_cell() -> Cell | None:
    """The cell that was chosen last; None at first."""
    cell: Cell | None = st.session_state.get(_CELL)
    return cell


def choose_cell(cell: Cell | None, answer: int | None = None) -> None:
    """Choose a cell, and an answer for it; in a callback, or before its question is drawn."""
    st.session_state[_CELL] = cell
    if cell is not None and answer is not None:
        st.session_state[cell.key("answer")] = answer


def answered() -> set[str]:
    """The accounts (ids) of which a question was answered in this session."""
    accounts: set[str] = st.session_state.setdefault(_ANSWERED, set())
    return accounts


def parsed_cell(sent: object, accounts: tuple[str, ...]) -> tuple[Cell, int | None] | None:
    """The cell and the mark (0 is unknown) that the browser sent; None where it is no cell of these accounts."""
    if not isinstance(sent, dict):
        return None
    account, criterion, mark = sent.get("account"), sent.get("criterion"), sent.get("mark")
    if account not in accounts or criterion not in CRITERIA:
        return None
    if isinstance(mark, bool) or (mark is not None and not (isinstance(mark, int) and 0 <= mark <= MOST)):
        return None
    return Cell(str(account), str(criterion)), mark
