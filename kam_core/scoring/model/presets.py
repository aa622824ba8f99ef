"""Built-in models (presets), and proposing their open bounds and cuts from the data."""

from __future__ import annotations

from importlib import resources

import numpy as np
import polars as pl

from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.score import raw_values, score, utilities
from kam_core.scoring.tiering.natural_breaks import natural_breaks
from kam_core.scoring.utility import Bounded, Log, Steps
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import MONEY_SCALE

PRESETS: dict[str, str] = {
    "standard": N_("Standard"),
    "transactions_only": N_("Transactions only"),
    "value_only": N_("Value only"),
    "growth": N_("Grow"),
    "defend": N_("Defend"),
    "classic_rfm": N_("Classic RFM 1–5"),
}
"""Name of each built-in model and its label."""

JUDGEMENT_TABLES = ("assessments", "feedback", "needs", "touches")
KEY_SHARE = 0.20
RUBRIC = (80.0, 65.0, 45.0)
"""Textbook cuts, used where no account has a score yet."""


def built_in_preset(name: str) -> Model:
    """A built-in model with open bounds. KeyError for an unknown name."""
    if name not in PRESETS:
        raise KeyError(name)
    text = resources.files("kam_core.scoring.model").joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")
    return Model.from_toml(text, f"{name}.toml")


def choose(tables: frozenset[str]) -> str:
    """The preset for the loaded tables: `transactions_only`, unless judgements are loaded, too."""
    return "standard" if tables.intersection(JUDGEMENT_TABLES) else "transactions_only"


def propose(model: Model, frame: pl.DataFrame) -> Model:
    """Propose every open bound from the data: the 1st and 99th percentile of the known values.

    Open score cuts are proposed so that S takes the best 5 %, S + A the best 20 % and S + A + B the best half of the
    buying accounts, or at the natural breaks of their scores, as the cut says. Existing numbers stay. The proposed
    numbers become part of the model and do not change with later data.
    """
    criteria = tuple({**c.model_dump(), "utility": _bounded(c, frame)} for c in model.criteria)
    filled = rebuilt(model, criteria=criteria)
    if isinstance(filled.cut, ScoreCut) and filled.cut.s is None:
        # Bounds of other views keep their own cuts.
        filled = rebuilt(filled, cut=_score_cuts(filled, filled.cut, frame).model_dump())
    return filled


def _bounded(criterion: Criterion, frame: pl.DataFrame) -> dict[str, object]:
    utility = criterion.utility
    if not utility.unbounded:
        return utility.model_dump()
    values = raw_values(frame, criterion.measure)
    values = values[~np.isnan(values)]
    if isinstance(utility, Log):
        values = values[values > 0]
    if isinstance(utility, Steps):
        return utility.model_dump() | _quintiles(values, falling=criterion.measure == "recency_days")
    if not isinstance(utility, Bounded):
        return utility.model_dump()
    if len(values) == 0:
        return utility.model_dump() | {"lo": 1.0, "hi": 1.0}
    lo, hi = (_rounded_bound(float(value)) for value in np.percentile(values, (1, 99)))
    return utility.model_dump() | {"lo": lo, "hi": hi}


def _quintiles(values: np.ndarray, falling: bool) -> dict[str, object]:
    """Five classes of equal size, worth 20 … 100 points: the 1–5 of classic RFM."""
    points = (80.0, 60.0, 40.0, 20.0) if falling else (40.0, 60.0, 80.0, 100.0)
    if len(values) == 0:
        return {"thresholds": (0.0,), "points_from": (20.0,), "below": 20.0}
    edges = tuple(_rounded_bound(float(value)) for value in np.percentile(values, (20, 40, 60, 80)))
    return {"thresholds": edges, "points_from": points, "below": 100.0 if falling else 20.0}


def _rounded_bound(value: float) -> float:
    """Four decimals, as money has: a bound that people read and type."""
    return max(round(value, 4), 1 / MONEY_SCALE) if value > 0 else round(value, 4)


def _score_cuts(model: Model, cut: ScoreCut, frame: pl.DataFrame) -> ScoreCut:
    scores = score(utilities(frame, model), model).score
    buying = scores[(frame["revenue"].to_numpy() > 0) & ~np.isnan(scores)]
    if len(buying) == 0:
        s, a, b = RUBRIC
    elif cut.proposed == "natural" and (breaks := _natural_cuts(buying)) is not None:
        s, a, b = breaks
    else:
        s, a, b = (_cut_for(buying, share) for share in (0.05, KEY_SHARE, 0.5))
    return ScoreCut(s=s, a=a, b=b, proposed=cut.proposed)


def _natural_cuts(scores: np.ndarray) -> tuple[float, float, float] | None:
    """The cuts of S, A and B at the breaks of the scores in tenths of a point, so that they are exact cuts that people
    can read; None where fewer than four scores differ by as much."""
    tenths = np.floor(scores * 10)
    lowest = natural_breaks(tenths, len(TIERS))
    if len(lowest) < len(TIERS):
        return None
    b, a, s = (place / 10 for place in lowest[1:])
    return s, a, b


def _cut_for(scores: np.ndarray, share: float) -> float:
    """The lowest tenth of a point that at most this share reaches (at least one account); ties stay below together."""
    max_count = max(1, int(share * len(scores) + 1e-9))
    for cut in np.unique(np.ceil(scores * 10 - 1e-9) / 10):
        if int((scores >= cut).sum()) <= max_count:
            return float(min(cut, 100.0))
    return 100.0
