"""Who may write: services alone call what somebody decides, and each of them asks for the right first."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from tests.source_files import ROOT, imports, must_hold, parsed, python_files

WITHIN_A_TRANSACTION = {
    "kam_core.store.audit.record",
    "kam_core.store.data_sets.begin",
    "kam_core.store.data_sets.change",
}
"""Functions of the store for services and the store itself."""


def deciding_methods() -> set[tuple[str, str]]:
    """Noun and method of the store for everything that somebody decides: the methods with a parameter `by`."""
    from kam_core.store.store import Store

    return {
        (noun, name)
        for noun, kind in _nouns(Store).items()
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and "by" in inspect.signature(method).parameters
    }


def _nouns(store: type) -> dict[str, type]:
    """The attributes of a store and their classes, as its constructor says."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(store)))  # type: ignore[arg-type]
    module = vars(inspect.getmodule(store))
    return {
        node.targets[0].attr: module[node.value.func.id]
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and isinstance(module.get(node.value.func.id), type)
    }


def test_what_somebody_decides_is_written_by_services_only() -> None:
    deciding = deciding_methods()
    assert ("overrides", "set") in deciding
    assert ("people", "add") in deciding

    def breaches(path: Path) -> Iterator[str]:
        used = imports(path)
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                is_name = isinstance(owner, ast.Name)
                noun = owner.attr if isinstance(owner, ast.Attribute) else owner.id if is_name else ""
                if is_name and f"kam_core.services.{noun}" in used:
                    continue
                if (noun, node.func.attr) in deciding:
                    yield f"line {node.lineno} goes around the services"
        yield from sorted(used & WITHIN_A_TRANSACTION)

    folders = ("pages", "kam_core/commands")
    must_hold([path for folder in folders for path in python_files(ROOT / folder)], breaches)


def test_a_service_asks_for_the_right_before_it_writes() -> None:
    """Every public function that somebody decides by asks itself, or calls one that does."""

    def breaches(path: Path) -> Iterator[str]:
        functions = {node.name: node for node in parsed(path).body if isinstance(node, ast.FunctionDef)}
        calls = {
            name: {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            for name, node in functions.items()
        }
        asks = {"require", "require_entry"}
        for _ in functions:
            asks |= {name for name, called in calls.items() if called & asks}
        for name, node in functions.items():
            arguments = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
            if "by" in arguments and not name.startswith("_") and name not in asks:
                yield f"{name} writes for anybody"

    services = ROOT / "kam_core" / "services"
    must_hold(set(python_files(services)) - {services / "access.py"}, breaches)
