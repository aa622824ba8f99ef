"""Definition version of a cube: changes whenever its columns change."""

import hashlib

from kam_core.cube.manifest import DEFINITION
from kam_core.measures.cells.quantities import CELL_COLUMNS
from kam_core.measures.cells.state_columns import STATE_COLUMNS
from kam_core.measures.features import FEATURE_COLUMNS

NUMBER_AND_DIGEST = (2, "f7496377d9b2")


def test_cells_and_measures_with_other_columns_have_another_number_of_the_definition() -> None:
    """Else a cube that was built before is read as if it had the new columns."""
    names = " ".join(sorted({*CELL_COLUMNS, *STATE_COLUMNS, *FEATURE_COLUMNS}))
    digest = hashlib.sha256(names.encode()).hexdigest()[:12]
    assert (DEFINITION, digest) == NUMBER_AND_DIGEST
