"""Architecture rules: layout, imports and names of all source files."""

import ast
import datetime
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_files import ROOT, defined_names, imports, must_hold, packages, parsed, python_files

CORE = ROOT / "kam_core"
LAYERS = {
    "vocabulary": 0,
    "clock": 0,
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
BESIDE = {"measures", "intake", "store", "entries"}
SIBLINGS_APART = ("insight", "charts", "reports")
DOMAIN = ("vocabulary", "entries", "intake", "measures", "scoring", "weighting", "insight", "whatif", "charts")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
SOURCES = ("kam_core", "pages", "serving", "data", "bench", "tests")
MOST_FILES, MOST_LINES = 25, 300
"""What a folder and a file may hold."""
DURABLE = "kam_core.store.files.durable_files"
COMPUTING = {"intake", "measures", "scoring", "weighting", "insight", "whatif", "engines"}
PICTURES = {
    "kept", "held", "told", "said", "standing", "sight", "stray", "strays", "misfit", "shelf", "patience", "stock",
    "house", "desk", "lifting", "tray", "spool", "roster", "blob", "blobs",
}  # fmt: skip
"""Words with several meanings or none in this field: they name nothing."""


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
            if theirs == "clock" and mine != "commands":
                yield "reads the clock"
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
        noun = path.relative_to(CORE / name).with_suffix("").parts[0]
        for module in sorted(imports(path)):
            parts = module.split(".")
            if parts[:2] == ["kam_core", name] and len(parts) > 2 and parts[2] not in {noun, *frame}:
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
    from kam_core.charts.theme import DARK_TIER_COLOURS, TIER_COLOURS

    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert list(TIER_COLOURS.values()) == theme["light"]["chartCategoricalColors"][:4]
    assert list(DARK_TIER_COLOURS.values()) == theme["dark"]["chartCategoricalColors"][:4]


def test_no_folder_and_no_file_outgrows_a_reader() -> None:
    files = [path for top in SOURCES for path in python_files(ROOT / top)]
    folders = {path.parent for path in files}
    crowded = [str(folder.relative_to(ROOT)) for folder in folders if len(list(folder.glob("*.py"))) > MOST_FILES]
    assert crowded == [], f"more than {MOST_FILES} files"

    def breaches(path: Path) -> Iterator[str]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{lines} lines"

    must_hold(files, breaches)


def test_only_services_and_commands_combine_the_store_with_what_computes() -> None:
    def breaches(path: Path) -> Iterator[str]:
        used = {theirs for module in imports(path) if (theirs := room(module)) is not None}
        stores = {module for module in imports(path) if module.startswith("kam_core.store.")}
        # Files are written durably by one module, wherever they lie; lists of the log read its entries.
        writes = {module for module in stores if not module.startswith(DURABLE) and module != "kam_core.store.files"}
        if writes and used & COMPUTING and own_room(path) not in ("services", "commands", "reports"):
            yield f"{sorted(writes)} beside {sorted(used & COMPUTING)}"

    must_hold(core_files(), breaches)


def test_every_module_says_its_content_in_its_first_line() -> None:
    seen: dict[str, Path] = {}

    def breaches(path: Path) -> Iterator[str]:
        first = (ast.get_docstring(parsed(path)) or "").split("\n")[0]
        if first and first in seen:
            yield f"says the same as {seen[first].relative_to(ROOT)}"
        seen[first] = path
        if path.stem != "__init__" and not first.endswith((".", "?")):
            yield f"first line: {first!r}"

    must_hold([path for top in SOURCES for path in python_files(ROOT / top)], breaches)


def test_nothing_is_named_by_a_picture() -> None:
    def breaches(path: Path) -> Iterator[str]:
        for name, line in defined_names(path):
            # Gates hold an account back: that is the term of the domain.
            plain = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower().replace("held_back", "")
            words = set(plain.split("_"))
            if words & PICTURES:
                yield f"{name} in line {line}"

    must_hold([path for top in SOURCES for path in python_files(ROOT / top)], breaches)


def test_what_serves_the_app_knows_nothing_of_accounts() -> None:
    def breaches(path: Path) -> Iterator[str]:
        yield from sorted(packages(path) & {"kam_core", "pages", "polars", "numpy", "plotly"})

    must_hold(python_files(ROOT / "serving"), breaches)
