"""The recipe for a file format holds word for word: the import reads JSON Lines, and names the line that is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.recipes.recipe import Command, Edit, copy_of_tree, perform, run, run_python, steps

PYTHON = [sys.executable, "-m"]
CHECKED = ["tests/test_architecture.py", "tests/intake/opening/test_formats.py"]
LOADED = r"""
import gzip
from kam_core.intake import Upload, load, summarise_files
from kam_core.locale.language import Language
from kam_core.vocabulary.message import UserError

orders = "\n".join(
    f'{{"客户编号": "{code}", "订单日期": "2024-03-0{day}", "金额": {amount}, "备注": {note}}}'
    for code, day, amount, note in [("007", 5, "1.234", "null"), ("甲 & 乙", 6, "86", "true")]
).encode()
accounts = b'{"customer": "007", "name": "Bond", "key account": true}\n'
for content in (orders, b"\xef\xbb\xbf" + orders, gzip.compress(orders)):
    found = load([Upload("orders.jsonl", content), Upload("any name", accounts)]).dataset
    assert found.lines["amount"].to_list() == [12_340, 860_000]
    assert found.accounts["account_id"].to_list() == ["007", "甲 & 乙"], found.accounts
(seen,) = summarise_files([Upload("orders.jsonl", orders)])
assert seen.table == "transactions", seen
for wrong in (b'{"a": [1]}', b'{"a": {"b": 1}}', b'{"a": 1', b'"text"', b"[" * 100_000):
    try:
        load([Upload("orders.jsonl", orders + b"\n\n" + wrong)])
    except UserError as refusal:
        assert str(refusal).startswith("orders.jsonl line 4: this is no object"), refusal
        assert Language("zh").say(refusal.message).startswith("orders.jsonl 第 4 行：这一行不是"), refusal
    else:
        raise AssertionError(wrong)
(csv,) = summarise_files([Upload("orders.csv", b"customer,date,amount\nA,2024-03-05,1\n")])
assert csv.table == "transactions"
"""


def test_a_format_is_a_reader_an_entry_and_its_sentences() -> None:
    """No more than the list of formats and the catalogue are edited; all else is new."""
    edits = [step for step in steps("A file format") if isinstance(step, Edit)]
    assert {edit.path for edit in edits if edit.place != "new"} == {
        "kam_core/intake/opening/file_formats.py",
        "kam_core/locale/zh_Hans_CN/LC_MESSAGES/messages.po",
    }
    assert sum(edit.place == "new" for edit in edits) == 2


@pytest.mark.long
def test_json_lines_are_read_after_the_recipe_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The interpreter that runs this has all packages: `make` need not look for newer ones.
    monkeypatch.setenv("MAKEFLAGS", " TOOLS=")
    tree = copy_of_tree(tmp_path)
    assert any(isinstance(step, Command) and step.line == "make messages" for step in steps("A file format"))
    perform("A file format", tree)
    run_python(tree, LOADED)
    run(tree, [*PYTHON, "ruff", "check", "kam_core", "tests/intake"])
    run(tree, [*PYTHON, "ruff", "format", "--check", "kam_core", "tests/intake"])
    run(tree, [*PYTHON, "mypy", "--cache-dir", str(tmp_path / "mypy")])
    run(tree, [*PYTHON, "pytest", "-q", "-p", "no:cacheprovider", "-m", "not long", *CHECKED])
