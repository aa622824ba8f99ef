"""Which accounts a file of cells has: a flag for each of them in memory, so that a file that has nothing of an account
is not opened. Found out by reading one column, two milliseconds a file, when it is first asked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kam_core.cube.parquet_files import Piece
from kam_core.cube.read.footer_cache import FileMemory, identity_of
from kam_core.cube.read.footer_reads import ACCOUNT, ChangedFileError, UnreadableFooterError, accounts_of, contents_of

MOST_BYTES = 128_000_000
"""36 months of 2 million accounts take 9 MB, of 10 million 45 MB."""
FLAGS_OF_A_ROW = 8
"""So many flags for each row at most: where the numbers of accounts lie further apart, some share one."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Flags as bits, from the least account on up to the largest; after `size` they begin again."""

    least: int
    most: int
    size: int
    flags: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, accounts: npt.NDArray[np.int64]) -> Holders:
        """Of the accounts of all rows, in any order."""
        if not len(accounts):
            return cls(0, -1, 1, np.zeros(1, np.uint8))
        least, most = int(accounts.min()), int(accounts.max())
        size = min(most - least + 1, len(accounts) * FLAGS_OF_A_ROW)
        # Unsigned, since two accounts may be further apart than signed numbers reach.
        place = accounts.view(np.uint64) - np.uint64(least % 2**64)
        flags = np.zeros(size, np.bool_)
        flags[place if size > most - least else place % np.uint64(size)] = True
        return cls(least, most, size, np.packbits(flags, bitorder="little"))

    def may_have(self, account: int) -> bool:
        """Whether an account may have rows; whoever has some, may."""
        place = (account - self.least) % self.size
        return self.least <= account <= self.most and bool(self.flags[place >> 3] >> (place & 7) & 1)

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.flags.nbytes


_memory: FileMemory[Holders] = FileMemory(MOST_BYTES)


def may_have(account: int, folder: Path, piece: Piece) -> bool:
    """Whether a file may have rows of an account. Raises Unreadable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not piece.holds((account, account + 1)):
        return False
    path = f"{folder}/{piece.name}"
    try:
        status = os.stat(path)
        holders = _memory.get(path, identity_of(status))
        if holders is None:
            with FileIO(path) as file:
                reader = pq.ParquetFile(file, metadata=contents_of(file, piece).parsed, page_checksum_verification=True)
                holders = Holders.of(accounts_of(reader.read(columns=[ACCOUNT], use_threads=False)))
                _memory.put(path, identity_of(os.fstat(file.fileno())), holders)
        elif status.st_size != piece.size:
            raise ChangedFileError
    except (OSError, ValueError, LookupError, pa.ArrowException) as error:
        raise UnreadableFooterError(path, error) from error
    return holders.may_have(account)
