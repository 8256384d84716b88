"""What the demo's agent meets: a source file, a service's log, an API's answer, a test run; all made here.

Law: pure; the same text at every run, in the shapes that real tools print.
"""

from __future__ import annotations

import json

_SERVICES = ("checkout", "search", "payments", "mailer")
_MESSAGES = (
    "request served route=/v1/items/{n} status=200 dur={ms}ms",
    "cache hit key=item:{n} ttl=300",
    "connection returned to pool size=20 idle={n}",
    "job scheduled queue=default delay={ms}ms",
)


def source(version: int = 1) -> str:
    """A source file, with a gutter as agents read it; in version 2 one function is mended."""
    lines = ["import json", "from decimal import Decimal", ""]
    for n in range(1, 25):
        mended = version > 1 and n == 13  # noqa: PLR2004 - the function that the story is about
        lines += [
            f"def discount_{n}(order: dict, rate: Decimal) -> Decimal:",
            f'    """The discount of tier {n} on an order, never more than its total."""',
            f"    total = Decimal(order['total']) * {n}",
            "    return min(total * rate, total)" if mended else "    return total * rate",
            "",
        ]
    return "\n".join(f"{number}\t{line}" for number, line in enumerate(lines, 1))


def log() -> str:
    """Three hundred lines of a service's log; two of them matter."""
    lines = []
    for n in range(300):
        said = _MESSAGES[n % 4].format(n=n * 37 % 211, ms=n * 53 % 97)
        lines.append(f"2026-03-04T10:{n // 60:02}:{n % 60:02}.{n * 7 % 1000:03}Z INFO  [{_SERVICES[n % 4]}] {said}")
    lines[141] = "2026-03-04T10:02:21.500Z ERROR [checkout] discount 1830.00 exceeds total 915.00 order=7713 tier=13"
    lines[142] = "2026-03-04T10:02:21.507Z ERROR [payments] refund refused: negative amount order=7713"
    return "\n".join(lines)


def orders() -> str:
    """An API's answer with a hundred and twenty orders."""
    rows = [
        {
            "id": 7600 + n,
            "status": "paid" if n != 113 else "failed",  # noqa: PLR2004 - the order that the story is about
            "currency": "EUR",
            "total": f"{(n * 37) % 900 + 15}.00",
            "tier": n % 24 + 1,
            "created_at": f"2026-03-04T{n // 10:02}:{n % 10 * 6:02}:00Z",
            "url": f"https://shop.example/api/v1/orders/{7600 + n}",
        }
        for n in range(120)
    ]
    return json.dumps({"total": len(rows), "orders": rows}, indent=2)


def tests(mended: bool) -> str:
    """A test run: one failure before the mend, none after."""
    rows = [f"tests/test_discounts.py::test_tier_{n} PASSED [{n * 100 // 24:3}%]" for n in range(1, 25)]
    head = "============================= test session starts ==============================\ncollected 24 items\n"
    if mended:
        return "\n".join(
            [head, *rows, "", "============================== 24 passed in 0.31s =============================="]
        )
    rows[12] = rows[12].replace("PASSED", "FAILED")
    failure = (
        "=================================== FAILURES ===================================\n"
        "_________________________________ test_tier_13 _________________________________\n\n"
        "    def test_tier_13():\n>       assert discount_13({'total': '70'}, Decimal(2)) == 910\n"
        "E       AssertionError: assert Decimal('1820') == 910\n\ntests/test_discounts.py:41: AssertionError"
    )
    return "\n".join(
        [head, *rows, "", failure, "========================= 1 failed, 23 passed in 0.33s ========================="]
    )
