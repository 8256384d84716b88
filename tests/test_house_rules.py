"""The house rules, enforced: storeys, doors, purity, sizes, environment, cheap help, the mirror."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "headroom_cli"

STOREYS = {
    "model": 0, "errors": 0, "settings": 0, "registry": 0, "tokens": 0,
    "dialects": 1, "compressors": 1, "ccr": 1, "stores": 1, "usage": 1, "agents": 1, "transcripts": 1, "mcp": 1,
    "context": 2,
    "proxy": 3, "supervise": 3,
    "session": 4, "replay": 4, "learn": 4, "library": 4,
    "cli": 5,
    "__init__": 6, "__main__": 6,
}  # fmt: skip
DOORS = {
    "typer": ("cli",), "click": ("cli",), "rich": ("cli",),
    "aiohttp": ("proxy",), "psutil": ("supervise",),
    "diskcache": ("stores",), "redis": ("stores",), "psycopg": ("stores",),
    "yaml": ("agents",),
    "tree_sitter": ("compressors",), "resiliparse": ("compressors",), "onnxruntime": ("compressors",),
    "torch": ("compressors",), "transformers": ("compressors",),
    "msgspec": ("dialects", "context/splice"),
    "toktok": ("tokens",),
}  # fmt: skip
PURE = ("dialects", "compressors", "ccr", "context", "mcp", "usage/summary", "session/plan")
IMPURE_MODULES = {
    "time", "random", "secrets", "uuid", "os", "socket", "subprocess", "pathlib", "asyncio", "threading",
    "tempfile", "shutil", "sqlite3", "http", "urllib.request", "signal", "multiprocessing",
}  # fmt: skip
IMPURE_CALLS = {"open", "now", "today", "utcnow", "input"}
HEAVY = {
    "aiohttp", "diskcache", "psutil", "torch", "transformers", "numpy", "msgspec", "toktok", "yaml", "sqlite3",
    "tree_sitter", "resiliparse",
}  # fmt: skip
LAZY_EXTRAS = ("stores/redis", "stores/postgres", "compressors/prose")
LAZY_FACADE = "__init__"  # what programs import from the package itself, which every command imports as well


def modules(house: Path = HOUSE) -> list[Path]:
    return sorted(house.rglob("*.py"))


def place(path: Path, house: Path = HOUSE) -> str:
    """`room/module` of a file, or just `module` at the top."""
    name = path.relative_to(house).with_suffix("").as_posix()
    return name.removesuffix("/__init__")


def room(where: str) -> str:
    return where.split("/", maxsplit=1)[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(module: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported dotted name with its statement, also those inside functions."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "headroom_cli":
                yield from ((node, f"headroom_cli.{alias.name}") for alias in node.names)
            else:
                yield node, node.module


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring not counted."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        first = function.body[0]
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def public_names(module: ast.Module) -> list[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [n.name for n in module.body if isinstance(n, kinds) and not n.name.startswith("_")]


def climbing(house: Path = HOUSE) -> list[str]:
    """Imports that go up or to a neighbour."""
    found = []
    for path in modules(house):
        here = room(place(path, house))
        for _, name in imports(tree(path)):
            parts = name.split(".")
            if parts[0] != "headroom_cli" or len(parts) < 2 or parts[1].startswith("__"):
                continue
            there = parts[1]
            same = here == there or (STOREYS[here] == 0 == STOREYS.get(there, 9))
            if not same and STOREYS.get(there, 9) >= STOREYS[here]:
                found.append(f"{place(path, house)} imports {name}")
    return found


def wrong_doors(house: Path = HOUSE) -> list[str]:
    """Libraries imported outside their one room."""
    return [
        f"{place(path, house)} imports {name}"
        for path in modules(house)
        for _, name in imports(tree(path))
        if (doors := DOORS.get(name.split(".")[0]))
        and not any(place(path, house) == d or place(path, house).startswith(f"{d}/") for d in doors)
    ]


def impurities(house: Path = HOUSE) -> list[str]:
    """Clocks, randomness, files and sockets in the pure rooms."""
    found = []
    for path in modules(house):
        where = place(path, house)
        if not any(where == p or where.startswith(f"{p}/") for p in PURE):
            continue
        module = tree(path)
        found += [f"{where} imports {name}" for _, name in imports(module) if name in IMPURE_MODULES]
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in IMPURE_CALLS:
                    found.append(f"{where} calls {called}()")
    return found


def environment_readers(house: Path = HOUSE) -> list[str]:
    return [
        f"{place(path, house)} reads the environment"
        for path in modules(house)
        if place(path, house) != "settings"
        and any(
            isinstance(n, ast.Attribute) and n.attr in {"environ", "getenv", "environb"} for n in ast.walk(tree(path))
        )
    ]


def printers(house: Path = HOUSE) -> list[str]:
    return [
        f"{place(path, house)} prints"
        for path in modules(house)
        if place(path, house) != "cli/console"
        and any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "print" for n in ast.walk(tree(path)))
    ]


def late_imports(house: Path = HOUSE) -> list[str]:
    """Function-level imports outside the cli, the package's own face and the lazy doors of optional extras."""
    return [
        f"{place(path, house)}:{node.lineno}"
        for path in modules(house)
        if room(place(path, house)) != "cli" and place(path, house) not in {*LAZY_EXTRAS, LAZY_FACADE}
        for function in functions(tree(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def oversized(house: Path = HOUSE) -> list[str]:
    """Modules over 300 lines, functions over 40, more than 7 public names."""
    found = []
    for path in modules(house):
        where, module = place(path, house), tree(path)
        if (lines := len(path.read_text("utf-8").splitlines())) > 300:
            found.append(f"{where} has {lines} lines")
        found += [f"{where}:{f.name} has {body_lines(f)} lines" for f in functions(module) if body_lines(f) > 40]
        if len(names := public_names(module)) > 7:
            found.append(f"{where} has {len(names)} public names")
    return found


def undocumented(house: Path = HOUSE) -> list[str]:
    """Modules that do not start with a sentence on what they are for."""
    return [place(p, house) for p in modules(house) if not (ast.get_docstring(tree(p)) or "").strip()]


def unmirrored() -> list[str]:
    """Modules without their test file, and test files without their module."""
    wanted = {f"{place(p)}" for p in modules() if not p.name.startswith("__")}
    homes = [ROOT / "tests" / r for r in {room(w) for w in wanted}]
    tested = set()
    for home in homes:
        tested |= {p.relative_to(ROOT / "tests").with_suffix("").as_posix() for p in home.rglob("test_*.py")}
    tested |= {p.stem for p in (ROOT / "tests").glob("test_*.py") if p.stem.removeprefix("test_") in STOREYS}
    tested = {t.replace("/test_", "/").removeprefix("test_") for t in tested}
    allowed = {f"{room(w)}/contract" for w in wanted}
    return sorted(f"{w} has no test" for w in wanted - tested) + sorted(
        f"tests of {t} have no module" for t in tested - wanted - allowed
    )


RULES = (climbing, wrong_doors, impurities, environment_readers, printers, late_imports, oversized, undocumented)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_the_house_keeps_the_rule(rule):
    assert rule() == []


def test_every_module_has_its_test_and_every_test_its_module():
    assert unmirrored() == []


def test_modules_and_functions_are_small_in_the_median():
    texts = [p.read_text("utf-8") for p in modules() if p.name != "__init__.py"]
    sizes = [sum(bool(line.strip()) for line in text.splitlines()) for text in texts]
    bodies = [body_lines(f) for p in modules() for f in functions(tree(p))]
    assert median(sizes) <= 80
    assert sum(size > 200 for size in sizes) <= len(sizes) / 50
    assert median(bodies) <= 8


VIOLATIONS = {
    climbing: ("tokens.py", "def f():\n    from headroom_cli.cli import main\n"),
    wrong_doors: ("usage/ledger.py", "import aiohttp\n"),
    impurities: ("context/rewrite.py", "import time\n"),
    environment_readers: ("proxy/server.py", "import os\nos.environ['X']\n"),
    printers: ("proxy/server.py", "print('x')\n"),
    late_imports: ("proxy/server.py", "def f():\n    import json\n"),
    oversized: ("proxy/server.py", "def f():\n" + "    pass\n" * 41),
    undocumented: ("proxy/server.py", "import json\n"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_a_planted_violation_is_found(rule, tmp_path):
    name, source = VIOLATIONS[rule]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(source)
    assert rule(tmp_path)


def test_help_loads_none_of_the_heavy_libraries():
    code = (
        "import sys; from headroom_cli.cli import main\n"
        "sys.argv = ['headroom', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert HEAVY & set(done.stderr.split()) == set()
