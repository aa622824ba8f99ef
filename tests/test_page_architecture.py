"""Architecture rules of pages: what they import, show and leave to the core."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.source_files import ROOT, imports, must_hold, packages, parsed, python_files

PAGES_BELOW = {
    "navigation": set(),
    "widgets": {"navigation"},
    "shell": {"navigation", "widgets"},
    "panels": {"navigation", "shell", "widgets"},
}
"""The folders of pages/ that screens share, and which of them each may import; a screen imports all of them."""
FRAME_VERBS = {
    "filter", "group_by", "with_columns", "select", "sort", "join", "agg", "pivot", "unpivot", "concat", "cast",
    "to_numpy", "sum", "mean",
}  # fmt: skip


def test_a_page_never_computes() -> None:
    def breaches(path: Path) -> Iterator[str]:
        yield from sorted(packages(path) & {"polars", "plotly", "pandas", "numpy", "pyarrow"})
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FRAME_VERBS:
                yield f"{node.func.attr} in line {node.lineno}"
            if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mod):
                yield f"arithmetic in line {node.lineno}"

    must_hold(sorted((ROOT / "pages").glob("*/page.py")), breaches)


def test_tables_that_are_only_read_are_our_own() -> None:
    """Streamlit's have menus and a toolbar in English alone."""

    def breaches(path: Path) -> Iterator[str]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.dataframe", "st.table"):
                yield f"{ast.unparse(node)} in line {node.lineno}"

    must_hold(python_files(ROOT / "pages"), breaches)


def test_html_on_the_screen_is_a_constant() -> None:
    def breaches(path: Path) -> Iterator[str]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords):
                    yield f"unsafe_allow_html in line {node.lineno}"
                constant = all(isinstance(argument, ast.Name) and argument.id.isupper() for argument in node.args)
                if node.func.attr == "html" and not constant:
                    yield f"html in line {node.lineno}"

    must_hold(python_files(ROOT / "pages"), breaches)


def test_the_menu_shows_only_pages_that_exist() -> None:
    from pages.navigation.screens import SCREENS

    assert {ROOT / screen.path for screen in SCREENS.values()} == set((ROOT / "pages").rglob("page.py"))


def test_screens_stand_apart_and_share_only_shell_panels_and_widgets() -> None:
    pages = ROOT / "pages"
    screens = {path.parent for path in pages.rglob("page.py")}

    def breaches(path: Path) -> Iterator[str]:
        mine = path.relative_to(pages).parts[0]
        for module in sorted(imports(path)):
            parts = module.split(".")
            if parts[0] != "pages" or len(parts) < 3:
                continue
            # Screens behind one door share its other folders, not each other.
            other = pages.joinpath(*parts[1:3])
            if parts[1] == mine:
                allowed = other not in screens or other in path.parents
            else:
                allowed = parts[1] in PAGES_BELOW.get(mine, PAGES_BELOW)
            if not allowed:
                yield f"imports {module}"

    must_hold([path for path in python_files(pages) if path.parent != pages], breaches)
