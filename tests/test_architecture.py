"""The laws of the house, held by walking the imports and the text of every file."""

import ast
import datetime
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_files import ROOT, imports, must_hold, packages, parsed, python_files

CORE = ROOT / "kam_core"
LAYERS = {
    "vocabulary": 0,
    "locale": 1,
    "measures": 1,
    "entries": 1,
    "intake": 1,
    "store": 1,
    "scoring": 2,
    "weighting": 2,
    "engines": 2,
    "insight": 3,
    "cube": 3,
    "whatif": 4,
    "services": 5,
    "charts": 6,
    "reports": 7,
    "sandbox": 6,
    "commands": 8,
    "__main__": 9,
}
"""Every room of the core and how high it lies; a room imports only lower ones, and itself."""
WITHIN_A_TRANSACTION = {
    "kam_core.store.audit.record",
    "kam_core.store.data_sets.begin",
    "kam_core.store.data_sets.change",
}
"""Functions of the store for services and the store itself."""
BESIDE = {"measures", "intake", "store", "entries"}
SIBLINGS_APART = ("insight", "charts", "reports")
DOMAIN = ("vocabulary", "entries", "intake", "measures", "scoring", "weighting", "insight", "whatif", "charts")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
FRAME_VERBS = {
    "filter", "group_by", "with_columns", "select", "sort", "join", "agg", "pivot", "unpivot", "concat", "cast",
    "to_numpy", "sum", "mean",
}  # fmt: skip


def room(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "kam_core" or len(parts) < 2:
        return None
    return parts[1]


def core_files() -> list[Path]:
    return [path for path in python_files(CORE) if path != CORE / "__init__.py"]


def own_room(path: Path) -> str:
    first = path.relative_to(CORE).parts[0]
    return first.removesuffix(".py")


def test_imports_go_down_only() -> None:
    assert {own_room(path) for path in core_files()} <= set(LAYERS), "a room that the law does not know"

    def breaches(path: Path) -> Iterator[str]:
        mine = own_room(path)
        for module in sorted(imports(path)):
            theirs = room(module)
            if theirs is None or theirs == mine or theirs not in LAYERS:
                continue
            if LAYERS[theirs] >= LAYERS[mine] and theirs != "locale":
                yield f"imports up: {module}"
            # An option of the command line is a language's code; what it prints stays English.
            lists_languages = mine == "commands" and module.startswith("kam_core.locale.languages")
            if theirs == "locale" and mine not in ("charts", "reports", "__main__") and not lists_languages:
                yield f"knows a language: {module}"
            if mine == "weighting" and theirs != "vocabulary":
                yield f"weights by method need no more than words: {module}"
            if mine in BESIDE and theirs in BESIDE:
                yield f"imports its neighbour: {module}"

    must_hold(core_files(), breaches)


def test_no_modules_of_the_core_import_each_other_in_a_circle() -> None:
    """Also those imported late, within a function: a circle hides there. Types alone make none."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in core_files()}
    needs = {
        name: {one for one in imports(path, types=False) if one in names and one != name}
        for name, path in names.items()
    }
    while leaves := {name for name, needed in needs.items() if not needed}:
        needs = {name: needed - leaves for name, needed in needs.items() if name not in leaves}
    assert not needs, f"a circle among {sorted(needs)}"


@pytest.mark.parametrize("name", SIBLINGS_APART)
def test_sibling_nouns_do_not_import_each_other(name: str) -> None:
    frame = {"charts": {"theme", "axis"}, "reports": {"export"}}.get(name, set())

    def breaches(path: Path) -> Iterator[str]:
        for module in sorted(imports(path)):
            parts = module.split(".")
            if parts[:2] == ["kam_core", name] and len(parts) > 2 and parts[2] not in {path.stem, *frame}:
                yield f"imports its sibling {module}"

    must_hold(python_files(CORE / name), breaches)


def test_the_core_knows_no_screen_and_only_charts_and_reports_know_plotly() -> None:
    def breaches(path: Path) -> Iterator[str]:
        unknown = {"streamlit"}
        if own_room(path) not in ("charts", "reports"):
            unknown.add("plotly")
        if own_room(path) not in ("reports", "engines"):
            unknown.add("pandas")
        yield from sorted(packages(path) & unknown)
        if "plotly.express" in imports(path):
            yield "plotly.express"

    must_hold(core_files(), breaches)


def test_a_page_never_computes() -> None:
    def breaches(path: Path) -> Iterator[str]:
        yield from sorted(packages(path) & {"polars", "plotly", "pandas", "numpy", "pyarrow"})
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FRAME_VERBS:
                yield f"{node.func.attr} in line {node.lineno}"
            if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mod):
                yield f"arithmetic in line {node.lineno}"

    must_hold(sorted((ROOT / "pages").glob("*/page.py")), breaches)


def test_the_domain_reads_no_clock_no_chance_no_environment_and_no_file() -> None:
    def breaches(path: Path) -> Iterator[str]:
        yield from sorted(packages(path) & {"random", "secrets", "os", "time", "socket", "subprocess", "pathlib"})
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"\.(now|today|utcnow)\(|\bopen\(|np\.random|default_rng\((\)|None)", text):
            yield found.group()

    must_hold([path for path in core_files() if own_room(path) in DOMAIN], breaches)


def test_no_module_is_named_for_nothing_and_none_unpickles_or_evaluates() -> None:
    def breaches(path: Path) -> Iterator[str]:
        if path.stem in NAMELESS:
            yield "its name"
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
                yield f"{node.func.id} in line {node.lineno}"
        yield from sorted({"pickle", "dill", "joblib", "marshal"} & packages(path))

    folders = ("kam_core", "pages", "data", "tests", "bench")
    must_hold([path for folder in folders for path in python_files(ROOT / folder)], breaches)


def test_nothing_calls_the_command_line() -> None:
    for path in [ROOT / "app.py", *python_files(CORE), *python_files(ROOT / "pages")]:
        assert "kam_core.__main__" not in imports(path)


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
    from pages.shell.navigation import PAGES

    files = {path.parent.name for path in (ROOT / "pages").glob("*/page.py")}
    assert set(PAGES) == files


def test_the_columns_of_the_account_frame_and_the_data_set_are_in_the_vocabulary() -> None:
    from kam_core.measures.account_frame import account_frame
    from kam_core.measures.view import View
    from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS
    from kam_core.vocabulary.measures import FLAGS, MEASURES
    from kam_core.vocabulary.tables import TABLES
    from tests.datasets import dataset

    data = dataset([{"account": "a", "date": "2024-05-01", "amount": 1}])
    frame = account_frame(data, View(datetime.date(2024, 12, 31)))
    assert set(frame.columns) <= {*ACCOUNT_COLUMNS, *MEASURES, *FLAGS}
    assert tuple(data.accounts.columns) == tuple(ACCOUNT_COLUMNS)
    assert tuple(data.lines.columns) == tuple(LINE_COLUMNS)
    fields = {name for table in TABLES.values() for name in table.names}
    assert set(ACCOUNT_COLUMNS) - {"account_id", "listed"} <= fields


def test_tiers_have_one_palette_on_pages_and_in_figures() -> None:
    from kam_core.charts.theme import TIER_COLOURS

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert list(TIER_COLOURS.values()) == config["theme"]["light"]["chartCategoricalColors"][:4]


def test_what_serves_the_app_knows_nothing_of_accounts() -> None:
    def breaches(path: Path) -> Iterator[str]:
        yield from sorted(packages(path) & {"kam_core", "pages", "polars", "numpy", "plotly"})

    must_hold(python_files(ROOT / "serving"), breaches)


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

    must_hold(set(python_files(CORE / "services")) - {CORE / "services" / "access.py"}, breaches)
