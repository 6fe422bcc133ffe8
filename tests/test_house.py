"""The rules of the house: which room may know which, how long things may grow, and what no file may name."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "okrsite"

LAYERS: tuple[set[str], ...] = (
    {"cli", "__main__"},
    {"serve"},
    {"build"},
    {"work"},
    {"files", "index", "memo", "report"},
    {"pages"},
    {"okr"},
    {"source"},
    {"diagnostics"},
)
CORE = ("pages", "okr", "source")
FORBIDDEN = {"os", "pathlib", "io", "time", "random", "secrets", "socket", "subprocess", "shutil", "tempfile", "glob"}
CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
CLOCKS = {"now", "today", "utcnow"}


def module_of(path: Path) -> str:
    """`okrsite/okr/model.py` as `okrsite.okr.model`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """All of okrsite, read but not run."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "starter" not in path.relative_to(PACKAGE).parts]
    return {module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Every module that one imports, wherever the statement stands: in functions and under TYPE_CHECKING too."""
    package = (
        module if (PACKAGE.parent / Path(*module.split(".")) / "__init__.py").exists() else module.rpartition(".")[0]
    )
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in modules() else base), node.lineno


def layer(module: str) -> int:
    """How high a module of okrsite stands: 0 is the top."""
    room = module.split(".")[1]
    return next(height for height, rooms in enumerate(LAYERS) if room in rooms)


def test_every_room_has_its_layer() -> None:
    rooms = {module.split(".")[1] for module in modules() if "." in module}
    assert rooms <= set().union(*LAYERS)


def test_imports_only_point_down() -> None:
    wrong = [
        f"{module}:{line} imports {target}, which stands higher or beside it"
        for module in modules()
        if module != "okrsite"
        for target, line in imports(module)
        if target.startswith("okrsite.") and not points_down(module, target)
    ]
    assert wrong == []


def points_down(module: str, target: str) -> bool:
    same_room = module.split(".")[1] == target.split(".")[1]
    return same_room or layer(module) < layer(target)


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: {t for t, _ in imports(module) if t in modules() and t != module} for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(reversed(cycle.args[1])))


@pytest.mark.parametrize("room", CORE)
def test_the_core_knows_no_disk_no_clock_and_no_chance(room: str) -> None:
    wrong = []
    for module, tree in modules().items():
        if module.split(".")[1:2] == [room]:
            wrong += [f"{module}:{n} {name}" for name, n in imports(module) if name.split(".")[0] in FORBIDDEN]
            wrong += [f"{module}:{call.lineno} {name}" for call, name in calls(tree) if name in CALLS | CLOCKS]
    assert wrong == []


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Calls of built-in functions by their name, and of a date's or datetime's methods by theirs."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield node, node.func.id
        elif isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in {"date", "datetime", "dt"}:
            yield node, node.func.attr


def test_nothing_but_the_disks_room_opens_files() -> None:
    allowed = {"okrsite.files", "okrsite.cli", "okrsite.serve", "okrsite.index", "okrsite.work"}
    wrong = [
        f"{module}:{call.lineno}"
        for module, tree in modules().items()
        if ".".join(module.split(".")[:2]) not in allowed
        for call, name in calls(tree)
        if name == "open"
    ]
    assert wrong == []


def test_every_module_says_what_it_is() -> None:
    assert [module for module, tree in modules().items() if not ast.get_docstring(tree)] == []


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def percentile(numbers: list[int], share: int) -> float:
    return statistics.quantiles(numbers, n=100, method="inclusive")[share - 1]


def test_functions_stay_short() -> None:
    lengths = {f"{m}.{f.name}": length(f) for m, tree in modules().items() for f in functions(tree)}
    assert percentile(list(lengths.values()), 90) <= 25
    assert {name: n for name, n in lengths.items() if n > 50} == {}


def test_files_stay_short() -> None:
    rooms = [*PACKAGE.rglob("*.py"), *(ROOT / "themes" / "default").rglob("*.*")]
    texts = [path for path in rooms if path.suffix in {".py", ".html", ".css", ".js"}]
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in texts]
    assert statistics.median(lengths) <= 120
    assert percentile(lengths, 90) <= 300


def test_no_class_inherits_but_exceptions_protocols_and_models() -> None:
    bases = {
        (module, node.name): [ast.unparse(base) for base in node.bases]
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = re.compile(r"(Exception|Error|Protocol|Generic|\w*Model|\w*Enum|NamedTuple|TypedDict|Mapping|\w*Handler)\b")
    interfaces = {"click.ParamType", "BaseLoader", "Context"}  # these, and handlers: libraries that ask for a subclass

    def allowed(module: str, base: str) -> bool:
        above = bases.get((module, base)) or next((its for (_, name), its in bases.items() if name == base), [])
        return (
            base in interfaces
            or bool(known.match(base))
            or (bool(above) and all(allowed(module, its) for its in above))
        )

    assert {where: its for where, its in bases.items() if not all(allowed(where[0], base) for base in its)} == {}


@cache
def tracked() -> list[Path]:
    """The project's own files: what git keeps, and what it would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in out.decode().split("\0") if name and (path := ROOT / name).is_file()]


# Spelt apart, so that this file does not name them itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian.org", "npm" + "mirror"]
PATHS = re.compile(
    "|".join(
        (r"/ro" + r"ot/", r"/ho" + r"me/[a-z]+/", r"/Us" + r"ers/[A-Za-z]+/", r"/wo" + r"rk/", r"/o" + r"pt/[a-z]")
    )
)


def test_no_file_names_a_package_host_or_somebodys_machine() -> None:
    wrong = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        wrong += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        wrong += [f"{path.relative_to(ROOT)}: {found.group()}" for found in PATHS.finditer(text)]
    assert wrong == []


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = {"pydantic", "yaml", "markdown_it", "jinja2", "tornado", "watchfiles", "babel", "pygments", "nh3"}
    program = "import sys, okrsite.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    assert heavy & set(out.split()) == set()


def test_every_library_in_use_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=]", requirement)[0].lower() for requirement in project["dependencies"]}
    names = {"yaml": "pyyaml", "markdown_it": "markdown-it-py", "mdit_py_plugins": "mdit-py-plugins"}
    names |= {"pydantic_core": "pydantic", "markupsafe": "jinja2"}  # each belongs to the other
    used = {target.partition(".")[0] for module in modules() for target, _ in imports(module)}
    assert {names.get(name, name) for name in used - sys.stdlib_module_names - {"okrsite"}} <= asked


def test_the_locks_hold_what_the_project_asks_for_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {"requirements.lock": [*project["project"]["dependencies"], *groups["bootstrap"]]}
    wanted["requirements-dev.lock"] = [*wanted["requirements.lock"], *groups["dev"]]
    pins: dict[str, dict[str, str]] = {}
    for lock, requirements in wanted.items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins[lock] = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))
        names = {re.split(r"[<>=\[ ;]", requirement)[0].lower() for requirement in requirements}
        assert names <= pins[lock].keys()
        assert all("--hash=sha256:" in part for part in re.split(r"\n(?=[A-Za-z])", text)[1:])
    assert pins["requirements.lock"].items() <= pins["requirements-dev.lock"].items()
