"""Sheets of files: read once, read again, changed, compared, and pages of the web."""

from difflib import unified_diff
from random import Random

from tests.bench.readability.sheets import Question, Sheet, compare, count, look, ran
from tests.bench.readability.words import AREAS, CITIES, NAMES, SERVICES

PATH = "src/shop/limits.py"
HEAD = '''"""Limits of the shop."""

import logging

MAX_ITEMS = {}
TIMEOUT = {}
REGION = "{}"
'''
CHECK = """

def check_{0}(amount: int, limit: int = {1}) -> bool:
    fee = amount * {2} // 100
    if amount + fee > limit:
        logging.warning("{0} refused")
        return False
    return True
"""
PAGE = """<!DOCTYPE html><html><head><title>Team and hours</title>
<style>.nav-item{{display:inline}}.row td{{padding:4px}}</style>
<script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments)}}
gtag("js",new Date());</script>
</head><body><nav class="navbar"><ul>{menu}</ul></nav><main><h1>Team and hours</h1>
<p>The office opens at <b>{hour} o'clock</b>; call <a href="tel:{phone}">{phone}</a>.</p>
<table><tr><th>Name</th><th>Room</th><th>City</th></tr>{rows}</table></main>
<footer><p>© 2026 Shop Ltd. <a href="/privacy">Privacy</a> <a href="/terms">Terms</a></p></footer></body></html>"""


def source(dice: Random) -> list[str]:
    """A module: constants, then functions."""
    head = HEAD.format(dice.randrange(10, 99), dice.randrange(100, 999), dice.choice(CITIES).lower())
    areas = zip(dice.sample(AREAS, 5), dice.sample(range(2, 60), 5), strict=True)
    return "".join([head, *(CHECK.format(area, dice.randrange(100, 999), rate) for area, rate in areas)]).split("\n")


def numbered(lines: list[str], first: int = 1) -> str:
    return "\n".join(f"{n}\t{line}" for n, line in enumerate(lines, first))


def read(text: str) -> tuple[str, dict, str]:
    return "Read", {"file_path": PATH}, text


def _about(lines: list[str], dice: Random) -> tuple[Question, ...]:
    """Questions on a module."""
    at = {line.split("(")[0][4:]: n for n, line in enumerate(lines, 1) if line.startswith("def ")}
    limits = {name: int(lines[n - 1].split("= ")[1].split(")")[0]) for name, n in at.items()}
    fees = {name: lines[n].split("* ")[1].split(" ")[0] for name, n in at.items()}
    a, b, c = dice.sample(sorted(at), 3)
    few, many = sorted((a, b), key=limits.__getitem__)
    return (
        look(f"At which line is {a} defined?", at[a]),
        look(f"What is the default of limit in {b}?", limits[b]),
        look(f"By which number is amount multiplied in {c}?", fees[c]),
        look("What is the value of TIMEOUT?", lines[5].split(" = ")[1]),
        look(f"Which function is defined at line {at[b]}?", b),
        look("At which line is REGION set?", 7),
        compare(f"Which has the larger default of limit, {a} or {b}?", many, few),
        count("How many functions are defined?", 5),
    )


def file(dice: Random) -> Sheet:
    """A file with the gutter of a Read tool."""
    lines = source(dice)
    return Sheet("file read", (read(numbered(lines)),), _about(lines, dice))


def again(dice: Random) -> Sheet:
    """A file read, edited, and read again: the second time most of it is in view."""
    lines = source(dice)
    at = next(n for n, line in enumerate(lines) if line.startswith("    fee"))
    new, timeout = f"    fee = amount * {dice.randrange(61, 99)} // 1000", dice.randrange(1000, 5000)
    changed = [*lines[:5], f"TIMEOUT = {timeout}", *lines[6:at], new, *lines[at + 1 :]]
    edit = {"file_path": PATH, "old_string": lines[at], "new_string": new}
    turns = (read(numbered(lines)), ("Edit", edit, f"The file {PATH} has been updated."), read(numbered(changed)))
    last = tuple(
        Question(f"In the file as read last: {q.text}", q.right, q.wrong, q.sort) for q in _about(changed, dice)
    )
    was = look("What was the value of TIMEOUT when the file was read first?", lines[5].split(" = ")[1])
    return Sheet("file read again", turns, (*last, was))


def states(dice: Random) -> Sheet:
    """A command run twice; a few lines differ."""
    rows = {f"{name}-{dice.randrange(10, 99)}": [dice.choice(("Ready", "Ready", "Waiting")), dice.randrange(2, 90)]
            for name in SERVICES for _ in range(2)}  # fmt: skip
    a, b = dice.sample(sorted(rows), 2)
    later = {name: list(row) for name, row in rows.items()}
    later[a], later[b] = ["Crashed", rows[a][1] + 1], ["Stopped", rows[b][1] + 1]
    c, d = dice.sample([name for name in rows if name not in {a, b}], 2)
    asked = (
        look(f"In the last output, what is the state of {a}?", later[a][0]),
        look(f"In the last output, what is the state of {b}?", later[b][0]),
        look(f"In the first output, what is the state of {a}?", rows[a][0]),
        look(f"In the last output, how many restarts has {b}?", later[b][1]),
        look(f"In the last output, how many restarts has {c}?", rows[c][1]),
        look(f"In the last output, what is the state of {d}?", rows[d][0]),
        look("In the last output, which service is Crashed?", a),
        look("In the last output, which service is Stopped?", b),
    )
    command = "shopctl status"
    return Sheet(
        "command again", (ran(command, _status(rows)), ran("sleep 30", ""), ran(command, _status(later))), asked
    )


def _status(rows: dict[str, list]) -> str:
    return "\n".join(
        f"{name:14} {state:9} restarts={times:<4} owner=core tier=backend" for name, (state, times) in rows.items()
    )


def diff(dice: Random) -> Sheet:
    """git diff: long context, few changed lines."""
    lines = source(dice)
    changed = list(lines)
    spots = [n for n, line in enumerate(lines) if line.startswith("    fee")]
    one, two = dice.sample(spots, 2)
    old = {n: lines[n].split("* ")[1].split(" ")[0] for n in (one, two)}
    new = {n: str(dice.randrange(61, 99)) for n in (one, two)}
    for n in (one, two):
        changed[n] = lines[n].replace(f"* {old[n]} ", f"* {new[n]} ")
    changed[5] = f"TIMEOUT = {dice.randrange(1000, 5000)}"
    name = {n: lines[n - 1].split("(")[0][4:] for n in (one, two)}
    body = "\n".join(unified_diff(lines, changed, f"a/{PATH}", f"b/{PATH}", lineterm="", n=9))
    asked = (
        look(f"By which number is amount multiplied in {name[one]} after the change?", new[one]),
        look(f"By which number was amount multiplied in {name[two]} before the change?", old[two]),
        look("What is TIMEOUT after the change?", changed[5].split(" = ")[1]),
        look("What was TIMEOUT before the change?", lines[5].split(" = ")[1]),
        look("Which file is changed?", PATH, "limits.py"),
        look(f"In which function is the number {new[two]} new?", name[two]),
        count("How many lines are added?", 3),
    )
    return Sheet(
        "diff", (ran("git diff", f"diff --git a/{PATH} b/{PATH}\nindex 3f1a2b4..9c8d7e6 100644\n{body}"),), asked
    )


def page(dice: Random) -> Sheet:
    """A page of the web: menus, scripts, a text, a table."""
    facts = {name: (dice.randrange(12, 90), dice.choice(CITIES)) for name in dice.sample(NAMES, 6)}
    menu = "".join(
        f'<li class="nav-item"><a href="/{area}?ref=top" class="nav-link">{area.title()}</a></li>' for area in AREAS
    )
    rows = "".join(
        f'<tr class="row"><td>{name}</td><td>{n}</td><td>{city}</td></tr>' for name, (n, city) in facts.items()
    )
    phone, hour = f"555-{dice.randrange(1000, 9999)}", dice.randrange(6, 11)
    text = PAGE.format(menu=menu, hour=hour, phone=phone, rows=rows).replace("\n", "")
    (a, x), (b, y), (c, z) = dice.sample(sorted(facts.items()), 3)
    if x[0] == y[0]:
        return page(dice)
    few, many = sorted(((x[0], a), (y[0], b)))
    asked = (
        look(f"Which room has {a}?", x[0]),
        look(f"In which city is {b}?", y[1]),
        look(f"Who has room {z[0]}?", c),
        look("What is the phone number?", phone),
        look("At what hour does the office open?", hour),
        look("What is the heading of the page?", "Team and hours"),
        compare(f"Who has the higher room number, {a} or {b}?", many[1], few[1]),
        count("How many people are in the table?", 6),
    )
    return Sheet("web page", (ran("curl -s https://shop.example/team", text),), asked)


MAKERS = (file, again, states, diff, page)
