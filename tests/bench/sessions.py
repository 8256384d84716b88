"""What sessions cost with and without Headroom, by the provider's own accounting of its prompt cache.

    python -m tests.bench.sessions [TURNS]

Three sessions of mixed tool results (see `material`), each sent turn by turn with the breakpoints that
agents set: directly, and through `headroom proxy --retrieval mcp` at `lossless` and `balanced`, also with
the proxy started anew half way, with the first request already a long history, and by a client that sends
the model's thinking back with each answer (the others drop it). Identifiers and lines of trouble are looked
for in the last request of each session: kept, or in reach by a key that stands in it.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ

from headroom_cli.ccr.marker import key
from tests.bench.material import session
from tests.fakes.conversations import body, conversation, marked, texts
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import ask

TURNS, SEEDS = 30, range(3)
TOOLS = ("Read", "Edit", "Bash", "mcp__headroom__headroom_retrieve")
IDENTIFIER = re.compile(r"\b(?:[0-9a-f]{10,}|[0-9]{5,}|c-[0-9a-f]{10})\b")
TROUBLE = re.compile(r"(?:ERROR|FAILED|AssertionError).*")


def requests(seed: int, turns: int, first: int = 1, *, thinking: bool = False) -> Iterator[bytes]:
    """The requests of a session, one a turn, the cache mark on the last message."""
    turns_of = session(seed, turns)
    for done in range(first, turns + 1):
        messages = conversation(turns_of[:done], prompt=f"session {seed}: find out why charges are refused")
        for message in messages[1::2] if thinking else ():
            message["content"].insert(0, {"type": "thinking", "thinking": "Hm. " * 40, "signature": "c2lnbmVk"})
        yield body(marked(messages, len(messages) - 1), tools=TOOLS, stream=False)


@contextmanager
def proxy(upstream: str, level: str) -> Iterator[str]:
    """`headroom proxy` in a process of its own; its base URL."""
    argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", "0", "--retrieval", "mcp", "--level", level]
    with tempfile.TemporaryDirectory() as home:
        env = {**environ, "HEADROOM_WORKSPACE_DIR": home, "HEADROOM_CONFIG_DIR": home, "HEADROOM_QUIET": "true"}
        running = subprocess.Popen([*argv, "--anthropic-api-url", upstream], env=env, stderr=subprocess.PIPE, text=True)
        try:
            yield next(found[0] for line in running.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        finally:
            running.terminate()
            running.communicate(timeout=20)


def run(turns: int, *, level: str = "", restart: bool = False, **how) -> dict:
    """All sessions sent one way: the bill, the tokens, how often a prefix changed, and what is still found."""
    with FakeProvider() as provider:
        for seed in SEEDS:
            sent = list(requests(seed, turns, **how))
            for part in [sent[: len(sent) // 2], sent[len(sent) // 2 :]] if restart else [sent]:
                send(provider, part, level)
        return {
            "bill": provider.bill(),
            "tokens": provider.input_tokens(),
            "prefix_changes": len(provider.prefix_changes()),
            "requests": len(provider.records),
            **found(turns, [records[-1].raw for records in provider.conversations().values()]),
        }


def send(provider: FakeProvider, requests: list[bytes], level: str) -> None:
    """The requests one after the other, through a proxy where there is a level."""
    if not level:
        statuses = {ask(provider.url, "POST", "/v1/messages", raw)[0] for raw in requests}
    else:
        with proxy(provider.url, level) as url:
            statuses = {ask(url, "POST", "/v1/messages", raw)[0] for raw in requests}
    assert statuses == {200}, provider.violations


def found(turns: int, last: list[bytes]) -> dict:
    """How many identifiers and lines of trouble stand in the last requests, are in reach, are there at all."""
    tally = Counter()
    for seed, raw in zip(SEEDS, last, strict=True):
        sent = "\n".join(texts(raw))
        for _, _, text, *_ in session(seed, turns):
            reach = key(text) in sent
            for kind, wanted in (("ids", IDENTIFIER), ("trouble", TROUBLE)):
                for word in set(wanted.findall(text)):
                    tally.update(
                        {f"{kind}": 1, f"{kind}_kept": word in sent, f"{kind}_in_reach": reach or word in sent}
                    )
    return dict(tally)


def repeated(turns: int) -> float:
    """The share of characters that stand in lines which the session has shown before."""
    seen, again, all_ = set(), 0, 0
    for seed in SEEDS:
        seen.clear()
        for _, _, text, *_ in session(seed, turns):
            lines = [re.sub(r"^ *\d+(?:\t|→)", "", line) for line in text.split("\n")]
            again += sum(len(line) for line in lines if line in seen)
            all_ += sum(map(len, lines))
            seen.update(lines)
    return again / all_


WAYS = {
    "lossless": {"level": "lossless"},
    "balanced": {"level": "balanced"},
    "balanced, proxy started anew half way": {"level": "balanced", "restart": True},
}


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    print(f"{len(SEEDS)} sessions of {turns} turns; {repeated(turns):.0%} of the characters are lines shown before")
    report("turn by turn", turns, WAYS)
    report("the first request a long history", turns, {"balanced": WAYS["balanced"]}, first=turns // 2)
    report("thinking sent back by the client", turns, {"balanced": WAYS["balanced"]}, thinking=True)


def report(title: str, turns: int, ways: dict, **how) -> None:
    print(f"\n{title}")
    base = run(turns, **how)
    for name, figures in {"direct": base, **{name: run(turns, **way, **how) for name, way in ways.items()}}.items():
        ids, trouble = (
            f"{figures[f'{kind}_kept']}+{figures[f'{kind}_in_reach'] - figures[f'{kind}_kept']}/{figures[kind]}"
            for kind in ("ids", "trouble")
        )
        print(
            f"  {name:38} ${figures['bill']:.4f} {figures['bill'] / base['bill'] - 1:+.1%}  "
            f"{figures['tokens']:,} tokens {figures['tokens'] / base['tokens'] - 1:+.1%}  "
            f"prefix changed in {figures['prefix_changes']} of {figures['requests']} requests  "
            f"ids {ids}  trouble {trouble} (kept+in reach/all)"
        )
        print(f"    {json.dumps(figures)}")


if __name__ == "__main__":
    main()
