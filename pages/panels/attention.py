"""Attention of the accounts in the page context: the list, one account, and what they are computed from."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.insight import next_actions
from kam_core.insight.attention.account_attention import Attention, AttentionList, attention_of
from kam_core.insight.attention.drift import MONTHS, score_drift
from kam_core.insight.attention.next_step import NextStep
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.signals import AttentionSources
from kam_core.scoring.tiering.key_accounts import with_key
from kam_core.services.appraisal import in_unit_of
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import day_number
from pages.shell.cache import attention_cache, frame_cache, model_cache, portfolio_cache
from pages.shell.page_context import PageContext


def attention_sources(context: PageContext) -> AttentionSources:
    """The tables in the unit of the view, today, the agreed next steps, and the tiers last published."""
    published = context.published_tiers
    return AttentionSources(
        view=context.view,
        today=day_number(context.working_day),
        tables=in_unit_of(context.dataset, context.view).tables,
        steps=frame_cache.next_steps(context.dataset, context.view),
        published=None if published is None else published.tiers,
        drift=_drift(context),
    )


def _drift(context: PageContext) -> pl.DataFrame | None:
    """Whose score or tier fell within three months; None where the data do not reach back so far."""
    then, start = context.view.earlier(MONTHS), context.dataset.first_month
    if start is None or then.last_month < start:
        return None
    now = portfolio_cache.portfolio_of(context.dataset, context.view, context.published)
    before = portfolio_cache.portfolio_of(context.dataset, then, context.published)
    return score_drift(now.accounts, before.accounts, then.as_of)


def attention_policy(context: PageContext) -> AttentionPolicy:
    """The usual limits, with the promised days between contacts of the data set."""
    return AttentionPolicy(contact_days=context.document(CARE_CADENCE).value.of_key_tiers)


def attention_list(context: PageContext) -> AttentionList:
    """The accounts of the population that need attention; which are large follows from all accounts."""
    codes = context.population.rows(context.portfolio.accounts)["account"]
    return attention_cache.attention(
        _all_accounts(context), attention_sources(context), attention_policy(context), codes, attention_key(context)
    )


def assigned_from_others(context: PageContext) -> tuple[Attention, ...]:
    """The accounts of other owners that were assigned to the chosen owner and are not done, the most money first;
    empty without a chosen owner."""
    if context.owner is None:
        return ()
    chosen, own = folded_name(context.owner), set(context.accounts["account"])
    listed = attention_list(replace(context, owner=None)).entries
    return tuple(
        one
        for one in listed
        if one.account not in own
        and one.active_alert is not None
        and folded_name(one.active_alert.owner or "") == chosen
    )


def attention_key(context: PageContext) -> tuple[object, ...]:
    """What the list depends on: all tables, the view, the model and tiers in force, former tiers, today, the owner."""
    published, before = context.published_tiers, context.key_before
    return (
        *context.dataset.state(),
        *frame_cache.frame_key(context.dataset, context.view),
        model_cache.model_text(context.published),
        () if published is None else published.key,
        (before.height, int(before.hash_rows().sum() or 0)),
        tuple(attention_policy(context).contact_days.items()),
        context.working_day.isoformat(),
        context.owner,
        tuple(sorted(context.scope.owners)) if context.scope.owners is not None else None,
    )


def attention_of_account(context: PageContext, account_id: str) -> Attention | None:
    """The reasons, next step and due day of one account, whether or not it is on the list; None for an unknown id."""
    return attention_of(_all_accounts(context), attention_sources(context), account_id, attention_policy(context))


def next_steps(context: PageContext) -> pl.DataFrame:
    """`account`, `next_step`, `due` of the population, as on Today; a suggestion says that it is one."""
    found = attention_list(context)
    listed = [
        (one.account, _step_text(one.next_step, context), None if one.due is None else day_number(one.due))
        for one in (*found.entries, *found.hidden)
        if one.next_step is not None
    ]
    frame = pl.DataFrame(listed, schema=next_actions.NEXT_STEPS, orient="row")
    return next_actions.with_listed(frame_cache.next_steps(context.dataset, context.view), frame)


def _step_text(step: NextStep, context: PageContext) -> str:
    text = context.words.show(step.text)
    return text if step.agreed else context.words.say("{step} (suggested)", step=text)


def _all_accounts(context: PageContext) -> pl.DataFrame:
    return with_key(context.portfolio.accounts, context.key_before)
