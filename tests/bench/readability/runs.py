"""Sheets of what test runs and builds print."""

from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran
from tests.bench.readability.words import AREAS, CRATES

RUN = """{rule} test session starts {rule}
platform linux -- Python 3.12.4, pytest-8.3.2, pluggy-1.5.0
collected {0} items

{1}

{rule} FAILURES {rule}
{2}
{rule} short test summary info {rule}
{3}
{rule} 2 failed, {4} passed, 1 skipped in 3.41s {rule}"""
FAILURE = """{rule} {0} {rule}

    def {0}():
>       assert total() == {1}
E       assert {2} == {1}

{3}:{4}: AssertionError"""
UNUSED = """warning: unused variable: `{0}`
  --> src/{1}.rs:{2}:9
   |
{2} |     let {0} = 0;
   |         {3} help: if this is intentional, prefix it with an underscore: `_{0}`
"""
NO_FIELD = """error[E0609]: no field `totl` on type `Order`
  --> src/{0}.rs:{1}:20
   |
{1} |     return order.totl;
   |                  ^^^^ unknown field
   |
help: a field with a similar name exists

error: could not compile `shop` (lib) due to 1 previous error"""


def tests(dice: Random) -> Sheet:
    """pytest -v, one or two tests failing."""
    names = [
        f"tests/test_{area}.py::test_{area}_{what}"
        for area in AREAS[:6]
        for what in ("works", "empty", "again", "twice")
    ]
    failing = sorted(dice.sample(range(len(names)), 2))
    skipped = dice.choice([n for n in range(len(names)) if n not in failing])
    said = {failing[0]: "FAILED", failing[1]: "FAILED", skipped: "SKIPPED (needs a network)"}
    rows = [f"{name} {said.get(n, 'PASSED')} [{(n + 1) * 100 // len(names):3}%]" for n, name in enumerate(names)]
    values = [(dice.randrange(10, 99), dice.randrange(100, 999), dice.randrange(20, 90)) for _ in failing]
    traces = []
    for n, (got, wanted, line) in zip(failing, values, strict=True):
        short = names[n].rpartition("::")[2]
        traces.append(FAILURE.format(short, wanted, got, names[n].partition("::")[0], line, rule="_" * 30))
    ended = [
        f"FAILED {names[n]} - assert {got} == {wanted}" for n, (got, wanted, _) in zip(failing, values, strict=True)
    ]
    shown = map("\n".join, (rows, traces, ended))
    text = RUN.format(len(names), *shown, len(names) - 3, rule="=" * 12)
    first, second = (names[n].rpartition("::")[2] for n in failing)
    asked = (
        look(f"What value did {first} get instead of {values[0][1]}?", values[0][0]),
        look(f"What value does {second} expect?", values[1][1]),
        look(f"At which line does {second} fail?", values[1][2]),
        look("Why was a test skipped?", "needs a network"),
        look("Which version of Python runs?", "3.12.4"),
        look("How many seconds did the run take?", "3.41", "3.41s"),
        compare(f"Which of these tests failed, {first} or {_passing(names, said)}?", first, _passing(names, said)),
        count("How many tests failed?", 2),
        look("How many tests passed?", len(names) - 3),
    )
    return Sheet("test run", (ran("pytest -v", text),), asked)


def _passing(names: list[str], said: dict[int, str]) -> str:
    return next(name.rpartition("::")[2] for n, name in enumerate(names) if n not in said)


def build(dice: Random) -> Sheet:
    """cargo build: steps without interest, warnings of one kind, an error."""
    crates = [(name, f"1.{dice.randrange(40)}.{dice.randrange(20)}") for name in dice.sample(CRATES, 18)]
    steps = [f"   Compiling {name} v{version}" for name, version in crates]
    at, wrong = dice.sample(AREAS, 2)
    line, spots = dice.randrange(10, 300), sorted(dice.sample(range(10, 300), 3))
    unused = dice.sample(("count", "size", "left", "name", "rate"), 3)
    noise = [UNUSED.format(word, at, spot, "^" * len(word)) for word, spot in zip(unused, spots, strict=True)]
    error = NO_FIELD.format(wrong, line)
    asked = (
        look("In which file is the error?", f"src/{wrong}.rs", f"{wrong}.rs"),
        look("At which line is the error?", line),
        look("On which type is a field missing?", "Order"),
        look("What is the name of the missing field?", "totl"),
        look("What is the code of the error?", "E0609"),
        look("In which file are the warnings?", f"src/{at}.rs", f"{at}.rs"),
        look(f"At which line is the warning about `{unused[1]}`?", spots[1]),
        look("Which crate could not be compiled?", "shop"),
        count("How many unused variables are warned about?", 3),
    )
    return Sheet("build", (ran("cargo build", "\n".join([*steps, *noise, error])),), asked)


def lint(dice: Random) -> Sheet:
    """A linter's findings, a line each."""
    spots = [
        (f"src/{area}.ts", line) for area in dice.sample(AREAS, 5) for line in sorted(dice.sample(range(3, 300), 4))
    ]
    words = dice.sample(("total", "price", "order", "user", "item", "rate", "page", "cart", "token", "query"), 10)
    rules = [(f"'{word}' is defined but never used", "no-unused-vars") for word in words]
    rules += [(f"Unexpected any on '{word}'", "no-explicit-any") for word in words]
    found = [(path, line, *rule) for (path, line), rule in zip(spots, dice.sample(rules, 20), strict=True)]
    a, b, c, d = dice.sample([one for one in found if one[3] == "no-unused-vars"], 4)
    last = dice.choice([one for one in found if one[3] != "no-unused-vars"])
    rows = [
        f"{path}:{line}:7: {'warning' if 'any' in rule else 'error'} {text} [{rule}]"
        for path, line, text, rule in found
    ]
    asked = (
        look(f"Which variable is never used at line {a[1]} of {a[0]}?", a[2].split("'")[1]),
        look(f"At which line is {b[2].split(chr(39))[1]} defined but never used?", b[1]),
        look(f"In which file is {c[2].split(chr(39))[1]} defined but never used?", c[0], c[0][4:]),
        look(f"Which rule is broken at line {d[1]} of {d[0]}?", "no-unused-vars"),
        look(f"Which rule is broken at line {last[1]} of {last[0]}?", "no-explicit-any"),
        look(f"Is the finding at line {d[1]} of {d[0]} an error or a warning?", "error"),
        count(f"How many findings are in {found[0][0]}?", 4),
    )
    return Sheet("linter", (ran("eslint -f unix src", "\n".join(rows)),), asked, ("lossless",))


def progress(dice: Random) -> Sheet:
    """An installation drawn for a terminal: colours, a bar that moves, what was done at the end."""
    names = [(name, f"{dice.randrange(9)}.{dice.randrange(30)}.{dice.randrange(9)}") for name in dice.sample(CRATES, 8)]
    size = dice.randrange(100, 900)
    lines = []
    for name, version in names:
        bars = [f"\r   \x1b[32m{'━' * n}\x1b[0m{' ' * (8 - n)} {size * n // 8}/{size} kB" for n in (2, 4, 6, 8)]
        lines.append(f"Collecting \x1b[1m{name}\x1b[0m=={version}\n{''.join(bars)}")
    lines.append("\x1b[33mWARNING: " + names[2][0] + " is yanked\x1b[0m")
    lines.append("Successfully installed " + " ".join(f"{name}-{version}" for name, version in names))
    a, b, c = dice.sample(names, 3)
    asked = (
        look(f"Which version of {a[0]} is installed?", a[1]),
        look(f"Which version of {b[0]} is installed?", b[1]),
        look("Which package is yanked?", names[2][0]),
        look(f"Which package is installed in version {c[1]}?", c[0]),
        look("Which package is collected first?", names[0][0]),
        look(f"What is said of {names[2][0]}?", "yanked"),
        count("How many packages are installed?", 8),
    )
    return Sheet("terminal", (ran("pip install -r requirements.txt", "\n".join(lines)),), asked)


MAKERS = (tests, build, lint, progress)
