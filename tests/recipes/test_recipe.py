"""Recipes are read from a document, and each step does what its block says or tells why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes import recipe
from tests.recipes.recipe import Command, Edit, RecipeError, steps

WRITTEN = """# Head

```sh
left out: no section yet
```

## A thing

1. First:

   ```python a/one.py new
   def one() -> int:
       return 1
   ```

2. Then:

```python a/two.py after "B = "b""
C = "c"
```

```sh
# A remark
touch "a file"
touch other
```

```sh by hand
make test
```

## Another

```python a/two.py at the end
D = 4
```
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "CONTRIBUTING.md"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def test_the_steps_of_a_section_are_its_blocks_in_their_order(document: Path) -> None:
    assert steps("A thing", document) == [
        Edit(11, "a/one.py", "new", "", "def one() -> int:\n    return 1\n"),
        Edit(18, "a/two.py", "after", 'B = "b"', 'C = "c"\n'),
        Command(22, 'touch "a file"'),
        Command(22, "touch other"),
    ]
    assert steps("Another", document) == [Edit(34, "a/two.py", "at the end", "", "D = 4\n")]


def test_performed_steps_change_the_files_and_run_the_commands(document: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "a").mkdir(parents=True)
    (tree / "a/two.py").write_text('A = 1\nB = "b"\nZ = 0\n')
    for section in ("A thing", "Another"):
        for step in steps(section, document):
            step.perform(tree)
    assert (tree / "a/one.py").read_text() == "def one() -> int:\n    return 1\n"
    assert (tree / "a/two.py").read_text() == 'A = 1\nB = "b"\nC = "c"\nZ = 0\nD = 4\n'
    assert (tree / "a file").exists()
    assert (tree / "other").exists()


@pytest.mark.parametrize(
    ("place", "wanted"),
    [("before", "X\n    LINE\nend\n"), ("after", "    LINE\nX\nend\n"), ("instead of", "X\nend\n")],
)
def test_lines_go_before_after_or_instead_of_the_line_that_is_named(place: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("    LINE\nend\n")
    Edit(1, "f", place, "LINE", "X\n").perform(tmp_path)
    assert (tmp_path / "f").read_text() == wanted


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit(7, "f", "after", "gone", ""), "line 7: 0 lines of f read gone"),
        (Edit(7, "f", "after", "twice", ""), "line 7: 2 lines of f read twice"),
        (Edit(7, "f", "new", "", ""), "line 7: f exists already"),
        (Edit(7, "g", "at the end", "", ""), "line 7: there is no file g"),
    ],
)
def test_a_step_that_fits_no_file_says_which_line_of_the_document_is_wrong(
    edit: Edit, message: str, tmp_path: Path
) -> None:
    (tmp_path / "f").write_text("twice\ntwice\n")
    with pytest.raises(RecipeError, match=message):
        edit.perform(tmp_path)


def test_a_command_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="gone"):
        Command(1, "ls gone").perform(tmp_path)


def test_a_block_that_does_not_say_where_it_goes_is_refused(document: Path) -> None:
    document.write_text("## A thing\n\n```python\nA = 1\n```\n", encoding="utf-8")
    with pytest.raises(RecipeError, match="line 3: a block must say where it goes"):
        steps("A thing", document)


def test_a_section_without_steps_is_refused(document: Path) -> None:
    with pytest.raises(RecipeError, match="no steps under ## A wish"):
        steps("A wish", document)


def test_every_edit_of_the_recipes_fits_the_files_as_they_are(tmp_path: Path) -> None:
    """The long tests perform the recipes; this one already tells when a line that a recipe names was changed."""
    for section in _sections():
        tree = tmp_path / section
        for step in steps(section):
            if isinstance(step, Edit):
                source, path = recipe.ROOT / step.path, tree / step.path
                if source.is_file() and not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(source.read_bytes())
                step.perform(tree)


def _sections() -> list[str]:
    lines = recipe.DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("## ") for line in lines if line.startswith("## ")]
