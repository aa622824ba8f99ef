"""Uploads, sentences and limits for the tests of the sandbox."""

import sys
from pathlib import Path

import pytest

from kam_core.sandbox import Outcome, PendingFile

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits for processes")

ORDERS = """客户编号,订单日期,金额,状态
A1,2024-01-15,"1,100.50",完成
B2,2024-02-15,abc,完成
B2,2024-03-15,70,已取消
合计,,1170,
"""


def waiting(
    folder: Path, content: str | bytes = ORDERS, name: str = "orders.csv", role: str | None = None
) -> PendingFile:
    path = folder / "upload-1"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return PendingFile(path, name, role)


def sentence(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    assert [one.why for one in outcome.understood] == [outcome.refusal.message] * len(outcome.understood)
    return str(outcome.refusal)


def long_file(rows: int = 400_000) -> bytes:
    return b"account,date,amount\n" + b'A12345678,2024-01-15,"1,234.56"\n' * rows
