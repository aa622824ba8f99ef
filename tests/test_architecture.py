"""The laws of the house, held by walking the imports and the text of every file."""

import ast
import datetime
import inspect
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
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


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def imports(path: Path, types: bool = True) -> set[str]:
    """What a file imports; without `types` only what it does not import for annotations alone."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not types:
        tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node))]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


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


@pytest.mark.parametrize("path", core_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    mine = own_room(path)
    assert mine in LAYERS, f"{mine} is a room that the law does not know"
    for module in imports(path):
        theirs = room(module)
        if theirs is None or theirs == mine or theirs not in LAYERS:
            continue
        assert LAYERS[theirs] < LAYERS[mine] or theirs == "locale", f"{path.name} imports up: {module}"
        if theirs == "locale":
            assert mine in ("charts", "reports", "__main__"), f"{path.name} knows a language: {module}"
        assert mine != "weighting" or theirs == "vocabulary", f"weights by method need no more than words: {module}"
        assert not (mine in BESIDE and theirs in BESIDE), f"{mine} imports its neighbour: {module}"


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
    for path in python_files(CORE / name):
        for module in imports(path):
            parts = module.split(".")
            if parts[:2] == ["kam_core", name] and len(parts) > 2 and parts[2] != path.stem:
                assert parts[2] in frame, f"{path.name} imports its sibling {module}"


@pytest.mark.parametrize("path", core_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_knows_no_screen_and_only_charts_and_reports_know_plotly(path: Path) -> None:
    packages = {module.split(".")[0] for module in imports(path)}
    assert "streamlit" not in packages
    if own_room(path) not in ("charts", "reports"):
        assert "plotly" not in packages
    assert "plotly.express" not in imports(path)
    if own_room(path) not in ("reports", "engines"):
        assert "pandas" not in packages


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*/page.py")), ids=lambda path: path.parent.name)
def test_a_page_never_computes(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    packages = {module.split(".")[0] for module in imports(path)}
    assert not packages & {"polars", "plotly", "pandas", "numpy", "pyarrow"}
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not called & FRAME_VERBS
    sums = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mod)]
    assert not sums, f"arithmetic in line {sums[0].lineno}"


@pytest.mark.parametrize(
    "path", [p for p in core_files() if own_room(p) in DOMAIN], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_domain_reads_no_clock_no_chance_no_environment_and_no_file(path: Path) -> None:
    packages = {module.split(".")[0] for module in imports(path)}
    assert not packages & {"random", "secrets", "os", "time", "socket", "subprocess", "pathlib"}
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\.(now|today|utcnow)\(|\bopen\(|np\.random|default_rng\((\)|None)", text)


@pytest.mark.parametrize(
    "path",
    [p for folder in ("kam_core", "pages", "data", "tests", "bench") for p in python_files(ROOT / folder)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_module_is_named_for_nothing_and_none_unpickles_or_evaluates(path: Path) -> None:
    assert path.stem not in NAMELESS
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not names & {"eval", "exec"}
    assert not {"pickle", "dill", "joblib", "marshal"} & {module.split(".")[0] for module in imports(path)}


def test_nothing_calls_the_command_line() -> None:
    for path in [ROOT / "app.py", *python_files(CORE), *python_files(ROOT / "pages")]:
        assert "kam_core.__main__" not in imports(path)


@pytest.mark.parametrize("path", python_files(ROOT / "pages"), ids=lambda path: str(path.relative_to(ROOT)))
def test_html_on_the_screen_is_a_constant(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert not any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords)
            if node.func.attr == "html":
                assert all(isinstance(argument, ast.Name) and argument.id.isupper() for argument in node.args)


def test_the_menu_shows_only_pages_that_exist() -> None:
    from pages.shell.navigation import PLACES

    files = {path.parent.name for path in (ROOT / "pages").glob("*/page.py")}
    assert set(PLACES) == files


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


@pytest.mark.parametrize("path", python_files(ROOT / "serving"), ids=lambda path: path.name)
def test_what_serves_the_app_knows_nothing_of_accounts(path: Path) -> None:
    packages = {module.split(".")[0] for module in imports(path)}
    assert not packages & {"kam_core", "pages", "polars", "numpy", "plotly"}


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


@pytest.mark.parametrize(
    "path",
    [path for folder in ("pages", "kam_core/commands") for path in python_files(ROOT / folder)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_what_somebody_decides_is_written_by_services_only(path: Path) -> None:
    deciding = deciding_methods()
    assert ("overrides", "set") in deciding
    assert ("people", "add") in deciding
    used = imports(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            noun = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if isinstance(owner, ast.Name) and f"kam_core.services.{noun}" in used:
                continue
            assert (noun, node.func.attr) not in deciding, f"line {node.lineno} goes around the services"
    for module in used:
        assert module not in WITHIN_A_TRANSACTION


@pytest.mark.parametrize("path", python_files(CORE / "services"), ids=lambda path: path.name)
def test_a_service_asks_for_the_right_before_it_writes(path: Path) -> None:
    """Every public function that somebody decides by asks itself, or calls one that does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    calls = {
        name: {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        for name, node in functions.items()
    }
    asks = {"require", "require_entry"}
    for _ in functions:
        asks |= {name for name, called in calls.items() if called & asks}
    for name, node in functions.items():
        arguments = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
        if "by" in arguments and not name.startswith("_"):
            assert name in asks or path.name == "access.py", f"{name} writes for anybody"
