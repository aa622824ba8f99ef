"""Serialise points, revenue and flags of all accounts for live scoring in the browser.

The payload does not depend on weights and cuts, so it is sent once. Little-endian: a length (u4), a header in JSON,
then columns at the offsets in the header.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio, tier_inputs_under
from kam_core.scoring.tiering.tier_inputs import NONE, TierInputs
from kam_core.whatif.comparison import points_under

MAX_BYTES = 3 * 2**20
"""Limit of the payload; the budget of the dashboard."""
GAP, FULL = 65_535, 65_534
"""Points as two bytes where eight would be too many: 0–100 in steps of 0.0015, and a mark for a missing value."""
BOUGHT, STAYS = 256, 4096
ALIGNED = 8


@dataclass(frozen=True)
class BrowserPayload:
    """`data` for the browser under a `key` that names its content; `shown` of `accounts` accounts are in it.

    In a sample each account stands for `accounts / shown`.
    """

    key: str
    data: bytes
    shown: int
    accounts: int


def browser_payload(published: Portfolio, draft: Model, most_bytes: int = MAX_BYTES) -> BrowserPayload:
    """Serialise the accounts with the draft's points, gates, overrides and owners, in at most `most_bytes`.

    Points are float64, with the same tiers in the browser as on the server, as long as they fit; else they are rounded
    to 0.0015 points; if that does not fit, every m-th account in the order of the published scores stands for m.
    """
    matrix, inputs = points_under(published, draft), tier_inputs_under(published, draft)
    criteria = np.flatnonzero(matrix.active)
    owners = not draft.capacity.unlimited
    n, k = len(inputs.bought), max(1, len(criteria))
    exact = n * (8 * k + 8 + 2 + 4 * owners) <= most_bytes * 0.9
    each = (8 * k + 8 if exact else 2 * k + 4) + 2 + 4 * owners
    rows = np.arange(n) if n * each <= most_bytes else _sample(published, int(most_bytes * 0.97 / each))
    columns: dict[str, npt.NDArray[np.generic]] = {
        "points": _points(matrix.points[np.ix_(rows, criteria)], exact),
        "revenue": inputs.revenue[rows].astype("<f8" if exact else "<f4"),
        "flags": _flags(published, inputs, draft, rows),
    }
    if owners:
        columns["owner"] = inputs.owner[rows].astype("<i4")
    head = {
        "accounts": len(rows),
        "weight": n / max(1, len(rows)),
        "criteria": [draft.criteria[k].name for k in criteria],
    }
    data = _packed(head, columns)
    return BrowserPayload(json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])["key"], data, len(rows), n)


def _points(points: npt.NDArray[np.float64], exact: bool) -> npt.NDArray[np.generic]:
    """Criterion by criterion, one account after the other."""
    by_criterion = np.ascontiguousarray(points.T)
    if exact:
        return by_criterion.astype("<f8").reshape(-1)
    whole = np.rint(np.nan_to_num(by_criterion) * (FULL / 100.0))
    return np.where(np.isnan(by_criterion), GAP, whole).astype("<u2").reshape(-1)


def _flags(
    published: Portfolio, inputs: TierInputs, draft: Model, rows: npt.NDArray[np.intp]
) -> npt.NDArray[np.uint16]:
    """Bits: current tier, override, failed gates, has bought, published tier, and whether that must stay."""
    tier, decided, published_code = (
        codes[rows].astype(np.int64) - NONE for codes in (published.tiers.tier, inputs.overridden, inputs.published)
    )
    flags = tier | (decided << 3)
    flags |= (inputs.fails_s_gate[rows] * 64) | (inputs.fails_key_gate[rows] * 128)
    flags |= (inputs.bought | inputs.buys)[rows] * BOUGHT
    flags |= published_code << 9
    flags |= (inputs.published_months[rows] < draft.hysteresis.stay_months) * STAYS
    return flags.astype("<u2")


def _sample(published: Portfolio, most: int) -> npt.NDArray[np.intp]:
    """Rows at even distances in the order of the published scores, sorted by account."""
    score = published.scores.score
    ranked = np.argsort(-np.where(np.isnan(score), -np.inf, score), kind="stable")
    places = ((np.arange(most) + 0.5) * len(score) / most).astype(np.intp)
    return np.sort(ranked[places])


def _packed(head: dict[str, object], columns: dict[str, npt.NDArray[np.generic]]) -> bytes:
    """Concatenate header and columns; the header's length depends on the offsets, so these count from its end."""
    body, sections = b"", {}
    for name, column in columns.items():
        body += b"\0" * (-len(body) % ALIGNED)
        sections[name] = [column.dtype.str[1:], len(body), len(column)]
        body += column.tobytes()
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    key = hashlib.blake2b(body + text.encode(), digest_size=12).hexdigest()
    whole = json.dumps({**head, "key": key, "sections": sections}, ensure_ascii=False, separators=(",", ":")).encode()
    whole += b" " * (-(4 + len(whole)) % ALIGNED)
    return len(whole).to_bytes(4, "little") + whole + body
