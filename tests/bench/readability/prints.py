"""Sheets of what programs print: logs, test runs, searches, listings, builds."""

from random import Random

from tests.bench.readability.data import NAMES, SERVICES
from tests.bench.readability.sheets import Sheet, compare, count, look, ran

AREAS = ("cart", "login", "search", "refund", "invoice", "upload", "export", "signup")
CRATES = ("serde", "libc", "rand", "regex", "bytes", "tokio", "hyper", "log", "syn", "quote", "itoa", "ryu", "mio",
          "slab", "http", "url", "uuid", "nom", "rayon", "clap", "chrono", "time", "ring", "tower")  # fmt: skip
TRACE = """java.lang.{}: state is closed
\tat shop.jobs.Runner.run(Runner.java:{})
\tat shop.jobs.Pool.take(Pool.java:88)
\tat java.base/java.lang.Thread.run(Thread.java:833)"""
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


def log(dice: Random) -> Sheet:
    """A service's log: two kinds of lines without interest, a few of trouble."""
    second, lines, calls, trouble = dice.randrange(300), [], [], []
    for n in range(26):
        second += dice.randrange(1, 9)
        at = f"{second // 60:02}:{second % 60:02}"
        who, item, ms = dice.choice(SERVICES[:4]), dice.randrange(100, 1000), dice.randrange(3, 400)
        stamp = f"2026-03-04T10:{at}.{dice.randrange(1000):03}Z"
        if n in {7, 15, 16}:
            order, reason = dice.randrange(1000, 9999), dice.choice(("card declined", "no stock", "timeout"))
            trouble.append((order, reason, at, who))
            lines.append(f"{stamp} ERROR [{who}] order {order} refused: {reason}")
        elif n % 4 == 1:
            lines.append(f"{stamp} INFO [{who}] cache refreshed keys={item} ttl=300")
        else:
            calls.append((item, ms, at, who))
            lines.append(f"{stamp} INFO [{who}] request served route=/v1/items/{item} status=200 dur={ms}ms")
    calls = [one for one in calls if sum(one[0] == other[0] for other in calls) == 1]
    a, b, c, d = dice.sample(calls, 4)
    while a[1] == b[1]:
        return log(dice)
    few, many = sorted((a, b), key=lambda call: call[1])
    asked = (
        look(f"How long did the request for /v1/items/{a[0]} take?", f"{a[1]}ms", a[1]),
        look(f"Which service served /v1/items/{b[0]}?", b[3]),
        look(f"At what time was /v1/items/{c[0]} served?", f"10:{c[2]}"),
        look(f"What was the status of the request for /v1/items/{d[0]}?", 200),
        look(f"Why was order {trouble[0][0]} refused?", trouble[0][1]),
        look(f"Which service refused order {trouble[1][0]}?", trouble[1][3]),
        look(f"At what time was order {trouble[2][0]} refused?", f"10:{trouble[2][2]}"),
        compare(f"Which took longer, /v1/items/{a[0]} or /v1/items/{b[0]}?", many[0], few[0]),
        count("How many orders were refused?", len(trouble)),
    )
    return Sheet("log", (ran("kubectl logs shop", "\n".join(lines)),), asked, ("lossless",))


def long_log(dice: Random) -> Sheet:
    """A log of which most may be left out; asked is what stays: trouble, counts, the first and the last."""
    trouble, lines, served = [], [], 0
    for n in range(40):
        stamp = f"2026-03-04 10:00:{n:02}"
        if n in {9, 19, 20, 33}:
            order, reason = (
                dice.randrange(1000, 9999),
                ("card declined", "no stock", "timeout", "bad address")[len(trouble)],
            )
            trouble.append((order, reason, stamp[11:]))
            lines.append(f"{stamp} ERROR order {order} refused: {reason}")
        elif n == 27:
            lines.append(f"{stamp} WARN disk /var/data is 91% full")
        else:
            served += 1
            lines.append(f"{stamp} INFO served /items/{dice.randrange(100, 999)} in {dice.randrange(3, 90)} ms")
    one, two, three, four = trouble
    asked = (
        look(f"Why was order {one[0]} refused?", one[1]),
        look(f"Why was order {three[0]} refused?", three[1]),
        look(f"Which order was refused because of '{two[1]}'?", two[0]),
        look(f"At what time was order {four[0]} refused?", four[2]),
        look("Which disk is nearly full?", "/var/data"),
        look("At what time was the warning about the disk?", "10:00:27"),
        look("At what time is the first line?", "10:00:00"),
        compare(f"Which order was refused first, {two[0]} or {four[0]}?", two[0], four[0]),
        count("How many orders were refused?", 4),
    )
    return Sheet("log, long", (ran("tail -40 shop.log", "\n".join(lines)),), asked)


def traces(dice: Random) -> Sheet:
    """A log with stack traces, each an entry of several lines."""
    kinds = dice.sample(("NullPointerException", "IllegalStateException", "TimeoutException", "IOException"), 2)
    lines, jobs = [], []
    for n, name in enumerate(dice.sample(NAMES, 14)):
        stamp = f"2026-03-04 12:{n * 2 + 1:02}:{dice.randrange(60):02},{dice.randrange(1000):03}"
        jobs.append((dice.randrange(1000, 9999), name.lower(), dice.randrange(20, 800), stamp[11:19]))
        job = jobs[-1]
        if n in {5, 10}:
            kind, line = kinds[n // 10], dice.randrange(20, 200)
            lines.append(f"{stamp} ERROR [worker-2] Job - job {job[0]} of {job[1]} failed\n{TRACE.format(kind, line)}")
            jobs[-1] = (*job, kind, line)
        else:
            lines.append(f"{stamp} INFO  [worker-{n % 3}] Job - job {job[0]} of {job[1]} done, {job[2]} rows")
    fine = [job for job in jobs if len(job) == 4]
    bad, worse = (job for job in jobs if len(job) > 4)
    a, b, c = dice.sample(fine, 3)
    if a[2] == b[2]:
        return traces(dice)
    few, many = sorted((a, b), key=lambda job: job[2])
    asked = (
        look(f"How many rows had job {a[0]}?", a[2]),
        look(f"Whose is job {b[0]}?", b[1]),
        look(f"At what time was job {c[0]} done?", c[3]),
        look(f"Which exception made job {bad[0]} fail?", bad[4]),
        look(f"At which line of Runner.java did job {worse[0]} fail?", worse[5]),
        look(f"Whose job failed with {worse[4]}?", worse[1]),
        compare(f"Which job had more rows, {a[0]} or {b[0]}?", many[0], few[0]),
        count("How many jobs failed?", 2),
    )
    return Sheet("log with traces", (ran("docker logs jobs", "\n".join(lines)),), asked)


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


def grep(dice: Random) -> Sheet:
    """grep -rn: the path again with each line."""
    rows, files = [], [f"src/shop/{area}/handlers.py" for area in dice.sample(AREAS, 4)]
    functions = dice.sample([f"{verb}_{area}" for verb in ("make", "load", "save", "drop") for area in AREAS], 20)
    for path in files:
        line = 4
        for _ in range(5):
            line += dice.randrange(5, 40)
            rows.append((path, line, functions[len(rows)], dice.choice(("order", "user", "item", "page"))))
    a, b, c, d, e = dice.sample(rows, 5)
    while a[1] == b[1]:
        return grep(dice)
    few, many = sorted((a, b), key=lambda row: row[1])
    asked = (
        look(f"At which line is {a[2]} defined?", a[1]),
        look(f"In which file is {b[2]} defined?", b[0], b[0].split("/")[2]),
        look(f"What is the argument of {c[2]} called?", c[3]),
        look(f"Which function is at line {d[1]} of {d[0]}?", d[2]),
        look(f"In which file is {e[2]} defined?", e[0], e[0].split("/")[2]),
        look(f"At which line is {c[2]} defined?", c[1]),
        compare(f"Which is defined at the higher line number, {a[2]} or {b[2]}?", many[2], few[2]),
        count(f"How many functions are defined in {files[1]}?", 5),
    )
    text = "\n".join(f"{path}:{line}:def {name}({argument}):" for path, line, name, argument in rows)
    return Sheet("search", (ran("grep -rn 'def ' src", text),), asked)


def listing(dice: Random) -> Sheet:
    """ls -la."""
    rows = [
        (name, size, dice.randrange(1, 29), f"{dice.randrange(24):02}:{dice.randrange(60):02}")
        for name, size in zip(
            (f"{area}.{ending}" for area in AREAS for ending in ("py", "md")),
            dice.sample(range(200, 90000), 16),
            strict=True,
        )
    ]
    lines = [f"-rw-r--r-- 1 dev staff {size:>6} Mar {day:>2} {at} {name}" for name, size, day, at in sorted(rows)]
    text = "\n".join(["total 488", "drwxr-xr-x 2 dev staff   4096 Mar  4 10:00 .", *lines])
    a, b, c, d = dice.sample(rows, 4)
    few, many = sorted((a, b), key=lambda row: row[1])
    asked = (
        look(f"What is the size of {a[0]}?", a[1]),
        look(f"At what time was {b[0]} modified?", b[3]),
        look(f"Which file has {c[1]} bytes?", c[0]),
        look(f"On which day of March was {d[0]} modified?", d[2]),
        look(f"Who owns {c[0]}?", "dev"),
        compare(f"Which file is larger, {a[0]} or {b[0]}?", many[0], few[0]),
        count("How many files end in .md?", 8),
    )
    return Sheet("listing", (ran("ls -la", text),), asked)


def found(dice: Random) -> Sheet:
    """find: paths with common beginnings."""
    rows = [
        f"./packages/{area}/src/{part}/{name}.ts"
        for area in dice.sample(AREAS, 4)
        for part, names in (("api", ("client", "routes", "types")), ("views", ("list", "detail", "edit")))
        for name in dice.sample(names, 2)
    ]
    extra = dice.choice(rows).rpartition("/")[0] + "/legacy_helper.ts"
    lines = sorted([*rows, extra, "./packages/README.md"])
    areas = sorted({row.split("/")[2] for row in rows})
    other = next(area for area in areas if area != extra.split("/")[2])
    asked = (
        look("In which package is legacy_helper.ts?", extra.split("/")[2]),
        look("What is the full path of legacy_helper.ts?", extra, extra[2:]),
        count(f"How many files are in ./packages/{other}/src/views?", 2),
        compare(f"Which package holds legacy_helper.ts, {other} or {extra.split('/')[2]}?", extra.split("/")[2], other),
        count("How many packages are there?", 4),
        look("Which file is directly in ./packages?", "README.md"),
        look(f"Which files are in ./packages/{other}/src/api besides {_two(rows, other)[0]}?", _two(rows, other)[1]),
    )
    return Sheet("paths", (ran("find . -type f", "\n".join(lines)),), asked)


def _two(rows: list[str], area: str) -> list[str]:
    return [row.rpartition("/")[2] for row in rows if f"/{area}/src/api/" in row]


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


MAKERS = (log, long_log, traces, tests, grep, listing, found, build)
