"""Prepare the process that serves the app: threads of numerical libraries, permissions of new files."""

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def prepare_process() -> None:
    """Set what must hold before anything else is imported; called first.

    Two threads that wait for each other on two busy cores made one product of a matrix 26 times slower, and numpy reads
    the variable when it is imported. What a library writes for the app is for this account alone, as what the store
    writes.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    os.umask(0o077)
