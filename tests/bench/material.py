"""Sessions to measure on: what real tools print about this very repository, and what services print, in random order.

Law: the same session for the same seed and the same checkout. Files are read, edited and read again,
searched and diffed as agents do; logs, JSON and test runs are made up in the shapes of real ones, with
identifiers that occur once and lines of trouble among many of no interest.
"""

import json
import random
from difflib import unified_diff
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = ("checkout", "search", "payments", "mailer", "catalog")


class Workplace:
    """The files of a session, which edits change."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        paths = sorted((ROOT / "headroom_cli").rglob("*.py"))
        long = [p for p in paths if len(p.read_text("utf-8")) > 3000]
        self._files = {str(p.relative_to(ROOT)): p.read_text("utf-8").split("\n") for p in chance.sample(long, 7)}

    def read(self) -> tuple:
        """A file, or a window of it, with the gutter of a Read tool."""
        path, lines = self._chance.choice(sorted(self._files.items()))
        first = self._chance.choice((0, 0, self._chance.randrange(max(1, len(lines) - 40))))
        shown = lines[first : first + self._chance.randrange(60, 180)]
        text = "\n".join(f"{n}\t{line}" for n, line in enumerate(shown, first + 1))
        return "Read", {"file_path": path, "offset": first + 1}, text

    def edit(self) -> tuple:
        """A few lines changed; the answer shows them, as some agents do."""
        path, lines = self._chance.choice(sorted(self._files.items()))
        at = self._chance.randrange(len(lines) - 8)
        old = lines[at : at + 4]
        new = [f"{line}  # {self._chance.choice(('checked', 'see below', 'kept'))}" if line else line for line in old]
        self._files[path] = [*lines[:at], *new, *lines[at + 4 :]]
        asked = {"file_path": path, "old_string": "\n".join(old), "new_string": "\n".join(new)}
        shown = islice(enumerate(self._files[path], 1), max(0, at - 4), at + 8)
        return "Edit", asked, f"The file {path} has been updated.\n" + "\n".join(f"{n:6}→{line}" for n, line in shown)

    def grep(self) -> tuple:
        """What grep -rn finds in all files."""
        word = self._chance.choice(("def ", "return", "self.", "import", "for "))
        hits = [f"{p}:{n}:{x}" for p, lines in sorted(self._files.items()) for n, x in enumerate(lines, 1) if word in x]
        return "Bash", {"command": f"grep -rn {word!r} headroom_cli"}, "\n".join(hits[:160])

    def diff(self) -> tuple:
        """git diff of one file against its committed state."""
        path, lines = self._chance.choice(sorted(self._files.items()))
        before = (ROOT / path).read_text("utf-8").split("\n")
        body = "\n".join(unified_diff(before, lines, f"a/{path}", f"b/{path}", lineterm=""))
        return "Bash", {"command": "git diff"}, f"diff --git a/{path} b/{path}\nindex 3f1a2b4..9c8d7e6 100644\n{body}"

    def listing(self) -> tuple:
        """find over the repository."""
        found = sorted(
            str(p.relative_to(ROOT)) for p in (ROOT / self._chance.choice(("headroom_cli", "tests"))).rglob("*.py")
        )
        return "Bash", {"command": "find . -name '*.py'"}, "\n".join(f"./{path}" for path in found)


def session(seed: int, turns: int) -> list[tuple]:
    """(tool, arguments, result) for each turn."""
    chance = random.Random(seed)
    place = Workplace(chance)
    kinds = (place.read,) * 5 + (place.edit, place.edit, place.grep, place.diff, place.listing)
    kinds += tuple(lambda made=made: made(chance) for made in (_log, _log, _orders, _orders, _tests, _tests))
    return [chance.choice(kinds)() for _ in range(turns)]


def _log(chance: random.Random) -> tuple:
    lines = []
    second = chance.randrange(3600)
    for n in range(chance.randrange(80, 220)):
        second += chance.randrange(3)
        service, request = chance.choice(SERVICES), f"{chance.getrandbits(48):012x}"
        stamp = (
            f"2026-03-04T{10 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{chance.randrange(1000):03}Z"
        )
        lines.append(
            f"{stamp} ERROR [{service}] charge refused: card declined order={chance.randrange(10**6)} req={request}"
            if n % 61 == 40
            else f"{stamp} INFO [{service}] request served route=/v1/items/{chance.randrange(400)} status=200 "
            f"dur={chance.randrange(90)}ms req={request}"
        )
    return "Bash", {"command": f"kubectl logs {chance.choice(SERVICES)}"}, "\n".join(lines)


def _orders(chance: random.Random) -> tuple:
    first = chance.randrange(10**5, 10**6)
    rows = [
        {
            "id": first + n,
            "state": "failed" if n % 37 == 20 else chance.choice(("paid", "paid", "paid", "open")),
            "customer": {"id": f"c-{chance.getrandbits(40):010x}", "tier": chance.choice(("free", "pro"))},
            "total": f"{chance.randrange(10, 900)}.00",
            "currency": "EUR",
            "error": "card declined" if n % 37 == 20 else None,
            "url": f"https://shop.example/api/v1/orders/{first + n}",
        }
        for n in range(chance.randrange(30, 90))
    ]
    return (
        "Bash",
        {"command": f"curl -s shop.example/api/v1/orders?from={first}"},
        json.dumps({"orders": rows}, indent=2),
    )


def _tests(chance: random.Random) -> tuple:
    names = [f"tests/test_{area}.py::test_{area}_{n}" for area in SERVICES for n in range(chance.randrange(8, 20))]
    failing = chance.choice([None, chance.choice(names)])
    rows = [
        f"{n} {'FAILED' if n == failing else 'PASSED'} [{i * 100 // len(names):3}%]" for i, n in enumerate(names, 1)
    ]
    head = f"===================== test session starts =====================\ncollected {len(names)} items\n"
    if failing is None:
        return "Bash", {"command": "pytest -v"}, "\n".join([head, *rows, "", f"=== {len(names)} passed in 1.20s ==="])
    trace = f"    def {failing.rpartition(':')[2]}():\n>       assert charge(7) == 7\nE       AssertionError: None == 7"
    ended = [f"FAILED {failing} - AssertionError", f"=== 1 failed, {len(names) - 1} passed in 1.31s ==="]
    text = "\n".join([head, *rows, "", "=== FAILURES ===", trace, *ended])
    return "Bash", {"command": "pytest -v"}, text, {"is_error": True}
