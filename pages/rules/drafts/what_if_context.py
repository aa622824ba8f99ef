"""What-if context: the page context with the draft on the page, and its comparison with the published model."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.draft_answer import ALL, DRAFT
from pages.shell.draft.editing import restart_draft
from pages.shell.page_context import PageContext


@dataclass(frozen=True)
class WhatIfContext:
    """The page context, the draft on the page, and its comparison with the published model."""

    context: PageContext
    draft: Model
    result: WhatIf

    @property
    def words(self) -> Language:
        """The reader's language."""
        return self.context.words

    @property
    def is_unchanged(self) -> bool:
        """Whether the draft is the model in force."""
        return self.draft == self.context.published

    @property
    def population(self) -> str:
        """The population of figures under the draft: that of all screens while it is unchanged."""
        return ALL if self.is_unchanged else DRAFT

    @property
    def published(self) -> Portfolio:
        """The accounts under the published model."""
        return self.context.portfolio

    @property
    def draft_portfolio(self) -> Portfolio:
        """The accounts under the draft."""
        return self.context.under(self.draft)

    def use_as_draft(self, model: Model) -> None:
        """Make a model the draft and draw everything again."""
        restart_draft(model, self.context)
        st.rerun()
