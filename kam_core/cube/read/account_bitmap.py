"""Bitmap of the accounts in a file of cells, so that files without an account are not opened.

It is built on first use by reading one column, two milliseconds a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kam_core.cube.parquet_files import CubeFile
from kam_core.cube.read.file_cache import FileCache, identity_of
from kam_core.cube.read.footer_reads import ACCOUNT, ChangedFileError, UnreadableFooterError, accounts_of, footer_of

MAX_BYTES = 128_000_000
"""36 months of 2 million accounts take 9 MB, of 10 million 45 MB."""
BITS_PER_ROW = 8
"""At most so many bits for each row: where account numbers are sparser, some accounts share a bit."""


@dataclass(frozen=True, slots=True)
class AccountBitmap:
    """Bits from the least account to the largest; beyond `size` they wrap around."""

    least: int
    most: int
    size: int
    flags: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, accounts: npt.NDArray[np.int64]) -> AccountBitmap:
        """Build the bitmap from the accounts of all rows, in any order."""
        if not len(accounts):
            return cls(0, -1, 1, np.zeros(1, np.uint8))
        least, most = int(accounts.min()), int(accounts.max())
        size = min(most - least + 1, len(accounts) * BITS_PER_ROW)
        # Unsigned, since the distance of two accounts may exceed a signed number.
        place = accounts.view(np.uint64) - np.uint64(least % 2**64)
        flags = np.zeros(size, np.bool_)
        flags[place if size > most - least else place % np.uint64(size)] = True
        return cls(least, most, size, np.packbits(flags, bitorder="little"))

    def may_have(self, account: int) -> bool:
        """Whether an account may have rows; never false for an account with rows."""
        place = (account - self.least) % self.size
        return self.least <= account <= self.most and bool(self.flags[place >> 3] >> (place & 7) & 1)

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return self.flags.nbytes


_cache: FileCache[AccountBitmap] = FileCache(MAX_BYTES)


def may_have(account: int, folder: Path, cube_file: CubeFile) -> bool:
    """Whether a file may have rows of an account. Raises UnreadableFooterError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not cube_file.may_contain((account, account + 1)):
        return False
    path = f"{folder}/{cube_file.name}"
    try:
        status = os.stat(path)
        bitmap = _cache.get(path, identity_of(status))
        if bitmap is None:
            with FileIO(path) as file:
                reader = pq.ParquetFile(
                    file, metadata=footer_of(file, cube_file).parsed, page_checksum_verification=True
                )
                bitmap = AccountBitmap.of(accounts_of(reader.read(columns=[ACCOUNT], use_threads=False)))
                _cache.put(path, identity_of(os.fstat(file.fileno())), bitmap)
        elif status.st_size != cube_file.size:
            raise ChangedFileError
    except (OSError, ValueError, LookupError, pa.ArrowException) as error:
        raise UnreadableFooterError(path, error) from error
    return bitmap.may_have(account)
