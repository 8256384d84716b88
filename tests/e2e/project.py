"""A small project with the material of an ordinary session, in a clean home; the same bytes every time.

Law: everything is generated here, and nothing depends on the machine but the paths.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

_SERVICES = ("billing", "checkout", "catalogue", "gateway")
_GIT = ("-c", "user.name=Dev", "-c", "user.email=dev@example.invalid", "-c", "commit.gpgsign=false")


@dataclass(frozen=True, slots=True)
class Project:
    """A home folder and a git repository beside it."""

    home: Path
    folder: Path


def make(root: Path) -> Project:
    """Lay a home and a project under `root`."""
    project = Project(root / "home", root / "project")
    project.home.mkdir()
    for name, text in _files().items():
        path = project.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for arguments in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "Start")):
        subprocess.run(["git", *_GIT, *arguments], cwd=project.folder, check=True, timeout=60)
    return project


def _files() -> dict[str, str]:
    dice = Random(7)
    return {
        "service.log": "\n".join(_log(dice)) + "\n",
        "orders.json": json.dumps({"total": 90, "next": None, "orders": list(_orders(dice))}, indent=1) + "\n",
        "src/pricing.py": _module(60),
        "tests/test_pricing.py": _tests(),
        "status.py": "for i in range(300):\n    print(f'worker {i:03d} queue=orders lag={i * 7 % 13} state=idle')\n",
        "README.md": "# Orders\n\nPrices orders.\n",
    }


def _log(dice: Random) -> Iterator[str]:
    for i in range(240):
        service, took = dice.choice(_SERVICES), dice.randrange(3, 90)
        level = "ERROR" if i in {97, 181} else "INFO"
        what = f"upstream refused order={i * 31}" if level == "ERROR" else "request handled status=200"
        trace = f"{dice.randrange(2**40):010x}"
        yield f"2026-03-01T10:{i // 60:02d}:{i % 60:02d}.000Z {level} [{service}] trace={trace} {what} ms={took}"


def _orders(dice: Random) -> Iterator[dict[str, object]]:
    for i in range(90):
        yield {
            "id": 5000 + i,
            "customer": f"c-{dice.randrange(900):03d}",
            "currency": "EUR",
            "state": dice.choice(("paid", "paid", "open")),
            "total": dice.randrange(100, 9000) / 100,
            "self": f"https://shop.example/api/orders/{5000 + i}",
        }


def _module(count: int) -> str:
    return '"""Prices of orders."""\n' + "".join(_rule(i) for i in range(count))


def _rule(i: int) -> str:
    return (
        f"\n\ndef rule_{i}(amount: float, rate: float = 0.{i + 10}) -> float:\n"
        f'    """Rule {i}: the amount with its surcharge, never below zero."""\n'
        f"    surcharge = amount * rate  # TODO: check rule {i} with finance\n"
        f"    return max(0.0, amount + surcharge - {i})\n"
    )


def _tests() -> str:
    cases = "\n".join(f"    def test_rule_{i}(self):\n        self.assertEqual({i} % 29, {i})\n" for i in range(40))
    return f"import unittest\n\n\nclass Pricing(unittest.TestCase):\n{cases}"
