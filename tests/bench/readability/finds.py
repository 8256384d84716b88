"""Sheets of searches and listings."""

from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran
from tests.bench.readability.words import AREAS


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


MAKERS = (grep, listing, found)
