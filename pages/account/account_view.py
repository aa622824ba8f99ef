"""The account that the screen shows: page context, profile and rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.insight.account_profile import AccountRows, Profile
from kam_core.insight.account_summary.contact_interval import promised_tier
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.message import ShownFigure
from pages.shell.page_context import PageContext


@dataclass(frozen=True)
class AccountView:
    """One account in the view of the page."""

    context: PageContext
    account: AccountRows
    profile: Profile

    @property
    def words(self) -> Language:
        """The reader's language."""
        return self.context.words

    @property
    def alone(self) -> str:
        """The population of its figures: this account."""
        return f"account:{self.profile.account_id}"

    def figure(self, name: str, value: object) -> ShownFigure:
        """A figure of this account, for a sentence."""
        return ShownFigure(name, self.alone, value)

    def day(self, date: datetime.date) -> str:
        """A day for the reader, with its year only where that is not this one."""
        return self.words.short_date(date, self.context.working_day.year)

    @property
    def portfolio(self) -> Portfolio:
        """All accounts under the published model."""
        return self.context.portfolio

    @property
    def published(self) -> pl.DataFrame | None:
        """The tiers as last published; None where nothing was."""
        tiers = self.context.published_tiers
        return None if tiers is None else tiers.tiers

    @property
    def promised_tier(self) -> str | None:
        """The tier by which the account is to be contacted."""
        return promised_tier(self.profile.account_id, self.profile.tier, self.published)
