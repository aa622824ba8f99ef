"""Every insight by name, in the order of the screens."""

from __future__ import annotations

from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.scoring.model.model_hash import model_hash
from kam_core.services.insights.bridge import BRIDGE
from kam_core.services.insights.concentration import CONCENTRATION
from kam_core.services.insights.equity import EQUITY
from kam_core.services.insights.insight import Recipe, Subject, plain_value
from kam_core.services.insights.lifecycle import LIFECYCLE
from kam_core.services.insights.owners import OWNERS
from kam_core.services.insights.qualification import QUALIFICATION
from kam_core.services.insights.results import RESULTS
from kam_core.services.insights.retention import RETENTION

INSIGHTS: dict[str, Recipe] = {
    "results": RESULTS,
    "bridge": BRIDGE,
    "concentration": CONCENTRATION,
    "lifecycle": LIFECYCLE,
    "retention": RETENTION,
    "equity": EQUITY,
    "owners": OWNERS,
    "qualification": QUALIFICATION,
}


def insight_document(name: str, subject: Subject) -> dict[str, object]:
    """An insight as one JSON object: what it is computed from, its figures and its rows.

    Money is in currency units, shares are 0–1, dates in ISO order, unknown values null. Raises KeyError for an unknown
    name.
    """
    made = INSIGHTS[name].make(subject)
    return {
        "insight": name,
        "as_of": subject.view.as_of.isoformat(),
        "window_months": subject.view.window_months,
        "unit": subject.view.unit,
        "owner": subject.owner,
        "currency": subject.dataset.currency,
        "model": model_hash(subject.now.model),
        "data": data_hash(subject.dataset),
        "figures": {figure: plain_value(value) for figure, value in made.figures.items()},
        "rows": [{column: plain_value(value) for column, value in row.items()} for row in made.rows],
    }
