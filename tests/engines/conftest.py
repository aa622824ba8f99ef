"""Environment that Spark's client needs."""

import sys


def pytest_configure() -> None:
    # A test worker is a program without a file, and Spark's client takes such a one for its own documentation tests.
    main = sys.modules["__main__"]
    if not hasattr(main, "__file__"):
        main.__file__ = sys.executable
