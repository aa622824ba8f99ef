"""Random-index tables: mean inconsistency of random judgements, by the number of elements.

The consistency ratio divides by one of them. They differ, so a ratio is given with the table's name.
"""

from __future__ import annotations

from kam_core.vocabulary.message import N_, UserError

DEFAULT_TABLE = "saaty"
_SAATY = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_TUMMALA_LING = (
    0.0, 0.0, 0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571, 1.5714, 1.5831,
)  # fmt: skip
_DONEGAN_DODD = (
    0.0, 0.0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969,
)  # fmt: skip
_SAATY_2005 = (0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59)

RANDOM_INDEX = {
    "saaty": _SAATY,
    "tummala_ling_1998": _TUMMALA_LING,
    "donegan_dodd": _DONEGAN_DODD,
    "saaty_2005": _SAATY_2005,
}
"""By name; the value for n elements is at index n − 1."""
TABLE_LABELS = {
    "saaty": N_("Saaty"),
    "tummala_ling_1998": N_("Tummala & Ling 1998"),
    "donegan_dodd": N_("Donegan & Dodd 1991"),
    "saaty_2005": N_("Saaty 2005"),
}


def random_index(n: int, table: str) -> float | None:
    """The table's value for n elements; None where the table ends before. Refuses an unknown table."""
    if table not in RANDOM_INDEX:
        raise UserError(
            "There is no random-index table {table}. Choose one of: {tables}.",
            table=table,
            tables=", ".join(RANDOM_INDEX),
        )
    values = RANDOM_INDEX[table]
    return values[n - 1] if n <= len(values) else None
