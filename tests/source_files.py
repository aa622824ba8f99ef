"""Parsed source files of the repository, for the architecture tests."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def must_hold(paths: Iterable[Path], law: Callable[[Path], Iterator[str]]) -> None:
    """Fail with every breach of a law, the file in front."""
    found = [f"{path.relative_to(ROOT)}: {breach}" for path in paths for breach in law(path)]
    assert not found, "\n".join(["", *found])


@cache
def imports(path: Path, types: bool = True) -> set[str]:
    """What a file imports; without `types` only what it does not import for annotations alone."""
    found: set[str] = set()
    body = parsed(path).body
    if not types:
        body = [node for node in body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node))]
    for node in (one for top in body for one in ast.walk(top)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def packages(path: Path) -> set[str]:
    """The first parts of what a file imports."""
    return {module.split(".")[0] for module in imports(path)}


def defined_names(path: Path) -> Iterator[tuple[str, int]]:
    """Modules, types, functions, parameters and variables that a file names, with their lines; sentences that name
    tests are not among them."""
    yield path.stem, 1
    for node in ast.walk(parsed(path)):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if not name.startswith("test_"):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name, node.lineno
