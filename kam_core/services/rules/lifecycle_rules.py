"""Lifecycle rules of a data set: a document with a version that people edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import polars as pl

from kam_core.measures.lifecycle.life_signs import life_signs
from kam_core.measures.lifecycle.policy import DEFAULT_POLICY, LifecyclePolicy
from kam_core.measures.lifecycle_stage import with_stages
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.services.rules.documents import DocumentKind, document
from kam_core.store.store import Store
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError

KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "str": (str,),
    "int | None": (int, type(None)),
}
"""Declared type of a limit → the types that its plain value may have."""


def read_rules(plain: Mapping[str, Any]) -> LifecyclePolicy:
    """The rules from plain JSON; limits that are not named have their usual value. Refuses what it does not know."""
    declared = {one.name: str(one.type) for one in fields(LifecyclePolicy)}
    for name, value in plain.items():
        if name not in declared:
            raise UserError("The lifecycle rules name {name}, which this version does not know.", name=name)
        allowed = KINDS[declared[name]]
        # True is a whole number in Python, and no limit.
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            raise UserError("The lifecycle rules give {name} a value that it cannot have.", name=name)
    return LifecyclePolicy(**plain)


LIFECYCLE_RULES: DocumentKind[LifecyclePolicy] = DocumentKind("lifecycle_rules", DEFAULT_POLICY, read_rules, asdict)


def lifecycle_rules(store: Store, data_set_id: str) -> LifecyclePolicy:
    """The rules that apply to a data set."""
    return document(store, data_set_id, LIFECYCLE_RULES).value


def stages_under(dataset: Dataset, view: View, accounts: pl.DataFrame, rules: LifecyclePolicy) -> pl.DataFrame:
    """An account frame of the view with the stages by other rules; nothing else is measured again."""
    changed = replace(view, lifecycle=rules)
    return with_stages(accounts, changed, life_signs(in_unit_of(dataset, view), changed))


def stages_by_rule(dataset: Dataset, view: View, accounts: pl.DataFrame) -> pl.DataFrame:
    """An account frame of the view with the stages that the rules alone give, without manual ones."""
    signs = life_signs(in_unit_of(dataset, view), view)
    return with_stages(accounts, view, replace(signs, manual=None))
