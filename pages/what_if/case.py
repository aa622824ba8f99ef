"""The case on the table: the accounts under the published model, the draft, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.comparison import WhatIf
from pages.shell.draft.editing import restart_draft
from pages.shell.page_context import PageContext


@dataclass(frozen=True)
class Case:
    """What every part of the lab looks at."""

    context: PageContext
    draft: Model
    result: WhatIf

    @property
    def words(self) -> Language:
        """The reader's language."""
        return self.context.words

    @property
    def published(self) -> Portfolio:
        """The accounts under the published model."""
        return self.context.portfolio

    @property
    def drafted(self) -> Portfolio:
        """The accounts under the draft."""
        return self.context.under(self.draft)

    def take(self, model: Model) -> None:
        """Make another model the draft and draw everything again."""
        restart_draft(model, self.context)
        st.rerun()
