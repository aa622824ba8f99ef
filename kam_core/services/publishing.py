"""From a draft to a kept scenario and to the model of the house: the document without decisions kept elsewhere,
and the tiers it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kam_core.scoring.model import Model, Override, rebuilt, without_overrides
from kam_core.scoring.portfolio import Portfolio
from kam_core.store.history import TIER_COLUMNS
from kam_core.store.models import DRAFT, ModelVersion
from kam_core.store.settings import Setting
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Refusal

PUBLISHERS = "publishers"
"""The setting that names who may publish."""
MOST_PUBLISHERS = 200
TOLD_NAMES = 6
"""Publishers that a sentence names."""
LONGEST_STEM = 70
"""Characters of a scenario's name that its copies keep: a number comes after them."""
LONGEST_NAME = 60
"""Characters of a person's name."""
MayPublish = Callable[[str], None]
"""Takes the name of somebody who wants to publish and refuses if that is not for them to do. A login with roles would
come in here, and nowhere else."""


def everybody(_who: str) -> None:
    """Anybody who gives a name may publish."""


def only(names: Sequence[str]) -> MayPublish:
    """These people may publish; everybody where the list is empty. Capitals and blanks do not count."""
    known = {_folded(name) for name in names}

    def may(who: str) -> None:
        if known and _folded(who) not in known:
            raise Refusal(
                "{who} may not publish here; {names} may. Save your draft as a scenario and ask one of them.",
                who=who,
                names=", ".join(names[:TOLD_NAMES]) + (" …" if len(names) > TOLD_NAMES else ""),
            )

    return may


def publishers(store: Store) -> tuple[tuple[str, ...], int]:
    """The names of those who may publish, and the version of that setting; no names means everybody."""
    setting = store.settings.get(PUBLISHERS)
    if setting is None:
        return (), 0
    return tuple(str(name) for name in setting.value or ()), setting.version


def name_publishers(store: Store, names: Sequence[str], *, expected: int, by: By) -> Setting:
    """Say who may publish from now on; no names means everybody. `expected` is the version that the caller read.

    Refuses names that are too many or too long, and a list changed by somebody else meanwhile.
    """
    tidy = {_folded(name): " ".join(name.split()) for name in names if name.strip()}
    if len(tidy) > MOST_PUBLISHERS:
        raise Refusal("{count} names are too many; at most {most} can be kept.", count=len(tidy), most=MOST_PUBLISHERS)
    for name in tidy.values():
        if len(name) > LONGEST_NAME:
            raise Refusal(
                "The name {name} has {count} characters; at most {most} fit. Write one name a line.",
                name=f"{name[:LONGEST_NAME]}…",
                count=len(name),
                most=LONGEST_NAME,
            )
    return store.settings.put(PUBLISHERS, list(tidy.values()), expected=expected, by=by)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def document(model: Model, name: str, overrides: tuple[Override, ...] = ()) -> str:
    """A model under a name as TOML, without the decisions that the store keeps."""
    return rebuilt(without_overrides(model, overrides), name=name).to_toml()


def save_scenario(
    store: Store,
    model: Model,
    *,
    book: str,
    name: str,
    note: str = "",
    by: By,
    overrides: tuple[Override, ...] = (),
    scenario: ModelVersion | None = None,
) -> ModelVersion:
    """Keep a draft under a name: as a new scenario of its book, or as `scenario` as its editor read it.

    Refuses without a name or somebody who says so, and a name that another scenario has; `Stale` where somebody else
    saved the scenario meanwhile.
    """
    name, note = (" ".join(text.split()) for text in (name, note))
    if not name:
        raise Refusal("Give the scenario a name.")
    if not by.name:
        raise Refusal("Say who saves the scenario.")
    own = None if scenario is None else scenario.id
    if any(one.id != own and one.name.casefold() == name.casefold() for one in scenarios(store, book)):
        raise Refusal("There is a scenario named {name} already. Open that one, or choose another name.", name=name)
    text = document(model, name, overrides)
    return store.models.save_draft(
        book=book, home=model.home, name=name, document=text, note=note, by=by, draft=scenario
    )


def rename_scenario(store: Store, scenario: ModelVersion, *, name: str, by: By) -> ModelVersion:
    """Give a scenario another name. Refuses as `save_scenario` does."""
    return save_scenario(
        store,
        Model.from_toml(scenario.document, scenario.name),
        book=scenario.book,
        name=name,
        note=scenario.note,
        by=by,
        scenario=scenario,
    )


def duplicate_scenario(store: Store, scenario: ModelVersion, *, by: By) -> ModelVersion:
    """The same scenario once more, under its name with the next free number. Refuses as `save_scenario` does."""
    taken = {one.name.casefold() for one in scenarios(store, scenario.book)}
    counted = (f"{scenario.name[:LONGEST_STEM]} ({number})" for number in range(2, len(taken) + 3))
    return save_scenario(
        store,
        Model.from_toml(scenario.document, scenario.name),
        book=scenario.book,
        name=next(name for name in counted if name.casefold() not in taken),
        note=scenario.note,
        by=by,
    )


def scenarios(store: Store, book: str, status: str = DRAFT) -> list[ModelVersion]:
    """The scenarios of a book, the last changed first."""
    found = [one for one in store.models.versions(book) if one.status == status]
    return sorted(found, key=lambda one: one.changed_at, reverse=True)


def publish(
    store: Store,
    portfolio: Portfolio,
    *,
    book: str,
    name: str,
    note: str,
    by: By,
    expected: str | None,
    dataset: str | None = None,
    overrides: tuple[Override, ...] = (),
    draft: ModelVersion | None = None,
    may: MayPublish = everybody,
) -> ModelVersion:
    """Publish the model of a portfolio under a name, with the tiers that its accounts get in the model's home view.

    `expected` is the id of the published version that the draft began from, None for the built-in model: `Stale` where
    another is published by now. `overrides` are those that the store keeps: they hold for every model and stay out of
    the document. `draft` is the version to publish it as, where one was kept. Refuses without a name, a note or
    somebody who says so, and whoever `may` refuses; ValueError for a portfolio of another view than the home view.
    """
    home = portfolio.model.home
    if portfolio.view.key != home:
        raise ValueError(f"published tiers are those of {home}, not of {portfolio.view.key}")
    name, note = (" ".join(text.split()) for text in (name, note))
    if not name:
        raise Refusal("Give the model a name.")
    if not note:
        raise Refusal("Say why the model is published, so that others can understand it later.")
    if not by.name:
        raise Refusal("Say who publishes the model.")
    may(by.name)
    return store.models.publish(
        book=book,
        home=home,
        name=name,
        document=document(portfolio.model, name, overrides),
        note=note,
        by=by,
        expected=expected,
        tiers=portfolio.accounts.select(TIER_COLUMNS),
        dataset=dataset,
        as_of=portfolio.view.as_of,
        draft=draft,
    )


def take_back(store: Store, version: ModelVersion, *, reason: str, by: By, may: MayPublish = everybody) -> ModelVersion:
    """Archive the published version, as the caller read it; the model proposed from the data holds again.

    Refuses without a reason or somebody who says so, and whoever `may` refuses; `Stale` where it moved since.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal("Say why the published model is taken back, so that others can understand it later.")
    if not by.name:
        raise Refusal("Say who takes the model back.")
    may(by.name)
    return store.models.archive(version, by, reason)


def standing(store: Store, book: str) -> tuple[Override, ...]:
    """The tier overrides of a book that nobody withdrew, also those that have expired by now, as a model takes them."""
    return tuple(
        Override(account_id=one.account_id, tier=one.tier, reason=one.reason, author=one.author, until=one.until)  # type: ignore[arg-type]
        for one in store.overrides.all(book)
        if one.withdrawn_at is None
    )
