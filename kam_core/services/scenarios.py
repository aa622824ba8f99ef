"""Scenarios: named drafts of a model, by data set."""

from __future__ import annotations

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override
from kam_core.services.access import Action, require
from kam_core.services.publishing import document
from kam_core.store.model_versions import DRAFT, ModelVersion
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By, folded_name
from kam_core.vocabulary.message import UserError

LONGEST_STEM = 70
"""Characters of a name that its copies have, before a number."""


def save_scenario(
    store: Store,
    model: Model,
    *,
    data_set_id: str,
    name: str,
    note: str = "",
    by: By,
    overrides: tuple[Override, ...] = (),
    scenario: ModelVersion | None = None,
) -> ModelVersion:
    """Save a draft under a name: as a new scenario of its data set, or as `scenario` as its editor read it.

    Refuses without a name, and a name that another scenario has; `ConflictError` where somebody else
    saved the scenario meanwhile.
    """
    require(by, Action.SCENARIO)
    name, note = (" ".join(text.split()) for text in (name, note))
    if not name:
        raise UserError("Enter a name for the scenario.")
    own = None if scenario is None else scenario.id
    if any(one.id != own and one.name.casefold() == name.casefold() for one in scenarios(store, data_set_id)):
        raise UserError("A scenario named {name} already exists. Open it, or choose another name.", name=name)
    text = document(model, name, overrides)
    return store.models.save_draft(
        data_set_id=data_set_id, home=model.home, name=name, document=text, note=note, by=by, draft=scenario
    )


def rename_scenario(store: Store, scenario: ModelVersion, *, name: str, by: By) -> ModelVersion:
    """Give a scenario another name. Refuses as `save_scenario` does."""
    return save_scenario(
        store,
        Model.from_toml(scenario.document, scenario.name),
        data_set_id=scenario.data_set_id,
        name=name,
        note=scenario.note,
        by=by,
        scenario=scenario,
    )


def duplicate_scenario(store: Store, scenario: ModelVersion, *, by: By) -> ModelVersion:
    """The same scenario once more, under its name with the next free number. Refuses as `save_scenario` does."""
    taken = {one.name.casefold() for one in scenarios(store, scenario.data_set_id)}
    counted = (f"{scenario.name[:LONGEST_STEM]} ({number})" for number in range(2, len(taken) + 3))
    return save_scenario(
        store,
        Model.from_toml(scenario.document, scenario.name),
        data_set_id=scenario.data_set_id,
        name=next(name for name in counted if name.casefold() not in taken),
        note=scenario.note,
        by=by,
    )


def scenarios(store: Store, data_set_id: str, status: str = DRAFT) -> list[ModelVersion]:
    """The scenarios of a data set, the last changed first."""
    of_status = [one for one in store.models.versions(data_set_id) if one.status == status]
    return sorted(of_status, key=lambda one: one.changed_at, reverse=True)


def archive_scenario(store: Store, scenario: ModelVersion, by: By) -> ModelVersion:
    """Take a scenario out of the list, as the caller read it; that of somebody else needs another right."""
    own = folded_name(scenario.created_by) == folded_name(by.name)
    require(by, Action.SCENARIO if own else Action.ARCHIVE)
    if scenario.status != DRAFT:
        raise UserError("Only drafts can be archived. Withdraw the published model instead.")
    return store.models.archive(scenario, by)


def reopen_version(store: Store, model_id: str, by: By) -> ModelVersion:
    """Make a new scenario with the document of a version; that version stays as it is."""
    require(by, Action.SCENARIO)
    return store.models.reopen(model_id, by)
