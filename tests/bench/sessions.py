"""What sessions cost with and without Headroom, by the provider's own accounting of its prompt cache.

    python -m tests.bench.sessions [TURNS]

Three made-up sessions of mixed tool results, each sent turn by turn with the breakpoints that agents
set: directly, and through the proxy at `lossless` and `balanced`, also restarted half way, with the
first request already a long history, and with the cache mark moved to another block.
"""

import json
import random
import sys
from collections.abc import Iterator

from tests.fakes.conversations import body, conversation, file_line, log, marked, read_result, rows
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask

TURNS = 30


def searched(chance: random.Random) -> str:
    """What grep prints."""
    files = sorted(f"src/pkg/module_{chance.randrange(30)}.py" for _ in range(8))
    return "\n".join(f"{name}:{n}:{file_line(n)}" for name in files for n in sorted(chance.sample(range(1, 400), 6)))


def tested(chance: random.Random) -> str:
    """What a test runner prints."""
    failing = chance.randrange(60)
    lines = [
        f"tests/test_app.py::test_case_{n} {'FAILED' if n == failing else 'PASSED'} [{n * 100 // 60:3}%]"
        for n in range(60)
    ]
    return "\n".join([*lines, "", f"E   assert compute({failing}) == 7", "1 failed, 59 passed in 1.2s"])


def session(seed: int, turns: int) -> list[tuple]:
    """Windows of files read and read again after edits, logs, JSON, searches and test runs, in random order."""
    chance, version, found = random.Random(seed), 0, []
    for _ in range(turns):
        kind = chance.choice(("read", "read", "read", "log", "json", "grep", "test"))
        first, size = chance.randrange(1, 300), chance.randrange(60, 180)
        path = f"/src/pkg/module_{chance.randrange(4)}.py"
        version += chance.random() < 0.2
        found.append(
            {
                "read": lambda f=first, s=size, v=version, p=path: (
                    "Read",
                    {"file_path": p},
                    read_result(f, f + s, v % 3),
                ),
                "log": lambda f=first, s=size: ("Bash", {"command": "tail app.log"}, log(s, f)),
                "json": lambda f=first, s=size: ("Bash", {"command": "curl api"}, rows(s // 2, f)),
                "grep": lambda: ("Grep", {"pattern": "compute"}, searched(chance)),
                "test": lambda: ("Bash", {"command": "pytest -v"}, tested(chance)),
            }[kind]()
        )
    return found


def requests(seed: int, turns: int, first: int = 1) -> Iterator[bytes]:
    """The requests of a session, one a turn, the cache mark on the last message."""
    turns_of = session(seed, turns)
    for done in range(first, turns + 1):
        messages = conversation(turns_of[:done], prompt=f"session {seed}")
        yield body(
            marked(messages, len(messages) - 1), tools=("Read", "Bash", "Grep", "headroom_retrieve"), stream=False
        )


def run(turns: int, *, level: str = "", restart: bool = False, first: int = 1) -> dict:
    """Three sessions sent one way: the bill, the tokens, and how often a prefix changed."""
    with FakeProvider() as provider:
        for seed in range(3):
            sent = list(requests(seed, turns, first))
            parts = [sent[: len(sent) // 2], sent[len(sent) // 2 :]] if restart else [sent]
            for part in parts:
                if level:
                    with Proxy(provider.url, level=level) as proxy:
                        statuses = {ask(proxy.url, "POST", "/v1/messages", raw)[0] for raw in part}
                else:
                    statuses = {ask(provider.url, "POST", "/v1/messages", raw)[0] for raw in part}
                assert statuses == {200}, provider.violations
        return {
            "bill": provider.bill(),
            "tokens": provider.input_tokens(),
            "prefix_changes": len(provider.prefix_changes()),
            "requests": len(provider.records),
        }


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    ways = {
        "direct": {},
        "lossless": {"level": "lossless"},
        "balanced": {"level": "balanced"},
        "balanced, proxy restarted half way": {"level": "balanced", "restart": True},
        "direct, first request a long history": {"first": turns // 2},
        "balanced, first request a long history": {"level": "balanced", "first": turns // 2},
    }
    found = {name: run(turns, **how) for name, how in ways.items()}
    for name, figures in found.items():
        base = found["direct, first request a long history" if "long history" in name else "direct"]
        print(
            f"{name:40} ${figures['bill']:.4f} {figures['bill'] / base['bill'] - 1:+.1%}  "
            f"{figures['tokens']:,} tokens {figures['tokens'] / base['tokens'] - 1:+.1%}  "
            f"prefix changed in {figures['prefix_changes']} of {figures['requests']} requests"
        )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
