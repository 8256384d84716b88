"""What the shapes that such tools are usually shown on save: made-up API answers of code search, an incident, issues.

    python -m tests.bench.workloads

The shapes are those of published demonstrations, generated anew from their description: log entries, database
rows, file and code search, issues, a tree of files; what the description leaves open is chosen here. Far more
regular than what agents meet, so what they save says little about real work; they are here because others
publish the same.

Law: the same texts for the same seed; a number printed is what `compress` does at that level with the question
asked first, as agents get it, tool results only.
"""

import json
from collections.abc import Iterator
from random import Random

from headroom_cli import compress, tokens
from tests.fakes.conversations import conversation, texts

SEED = 11
SERVICES = ("api-gateway", "user-service", "payment-service", "inventory", "notification")
LANGUAGES = ("Python", "TypeScript", "Go", "Rust", "Java")
LOGGED = {
    "INFO": (
        "Request processed in {n}ms",
        "Health check passed",
        "Cache hit for key session:{n}",
        "User user_{n} authenticated",
    ),
    "WARN": ("High latency detected: {n}ms", "Rate limit at {n}% of quota", "Memory usage at 85%"),
    "ERROR": (
        "Connection refused: ECONNREFUSED 10.0.0.12:5432",
        "Upstream timeout after 30000ms",
        "NullPointerException in OrderMapper.map",
        "Connection pool exhausted (50/50)",
    ),
    "DEBUG": ("Retry attempt {n}", "Processing batch {n}"),
}
TITLES = (
    "Crash on start with an empty config",
    "Memory grows during long sessions",
    "Feature: dark theme",
    "Login fails behind a proxy",
    "Docs: the install page is out of date",
    "Slow query in the report view",
    "Flaky test in the payment suite",
)
BODIES = (
    "The service stops a few seconds after it was started.",
    "Since the last release the process needs twice as much memory.",
    "It works on Linux; on macOS the same command prints nothing.",
)


def code_search(_dice: Random, count: int = 100) -> list:
    """Hits of a code search, a component each."""
    names = ("Button", "Modal", "Table", "Form", "Chart")
    return [
        {
            "file": f"src/components/{names[i % 5]}.tsx",
            "line": 10 + 3 * i,
            "content": f"export function {names[i % 5]}Component{i}(props: {names[i % 5]}Props): JSX.Element {{",
            "language": "typescript",
            "repository": "acme/web-frontend",
            "branch": "main",
            "last_modified": "2024-12-15T10:30:00Z",
            "author": f"dev{i % 10}@acme.example",
            "match_score": round(0.95 - 0.005 * i, 3),
            "context": {
                "before": ["import React from 'react';", "import { useState } from 'react';"],
                "after": ["  const [state, setState] = useState(null);", "  return ("],
            },
            "metadata": {"size_bytes": 1500 + 10 * i, "encoding": "utf-8", "mime_type": "text/typescript"},
        }
        for i in range(count)
    ]


def logs(dice: Random, count: int) -> dict:
    """What a log search gives: an entry a minute, one in seven an error."""
    entries = []
    for i in range(count):
        level = dice.choice(("INFO", "INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"))
        service = dice.choice(SERVICES)
        entries.append(
            {
                "timestamp": f"2024-01-15T{10 + i // 60:02}:{i % 60:02}:00Z",
                "level": level,
                "service": service,
                "message": dice.choice(LOGGED[level]).format(n=dice.randrange(1000, 10000)),
                "trace_id": f"{dice.getrandbits(64):016x}",
                "metadata": {
                    "host": f"pod-{service}-{dice.randrange(1, 6)}",
                    "region": dice.choice(("us-east-1", "us-west-2", "eu-west-1")),
                },
            }
        )
    return {"total_hits": count * 47, "returned": count, "entries": entries}


def rows(dice: Random, count: int) -> dict:
    """Rows of a table of users, three of them far out."""
    columns = ["user_id", "email", "created_at", "last_login", "total_orders", "total_revenue"]
    columns += ["status", "country", "subscription_tier"]
    far = set(dice.sample(range(count), 3))
    found = [
        {
            "user_id": 10000 + i,
            "email": f"user{i}@example.com",
            "created_at": _day(dice, 2022),
            "last_login": _day(dice, 2024),
            "total_orders": dice.randrange(101),
            "total_revenue": round(dice.uniform(50_000, 100_000) if i in far else dice.uniform(0, 10_000), 2),
            "status": dice.choice(("active", "active", "active", "inactive", "suspended")),
            "country": dice.choice(("US", "UK", "DE", "FR", "JP", "BR", "IN")),
            "subscription_tier": dice.choice(("free", "basic", "pro", "enterprise")),
        }
        for i in range(count)
    ]
    return {"columns": columns, "row_count": count, "rows": found, "execution_time_ms": dice.randrange(20, 400)}


def file_search(dice: Random, count: int) -> dict:
    """Files with a match: a few with names of their own, the rest numbered; the text around it always the same."""
    named = [f"src/{part}/{name}.py" for part in ("auth", "api") for name in ("login", "token", "user", "routes")]
    paths = [*named, *(f"src/modules/module_{i}.py" for i in range(count - len(named)))]
    found = [
        {
            "path": path,
            "type": "file",
            "size": dice.randrange(500, 20_000),
            "modified": _day(dice, 2024),
            "matches": [
                {
                    "line": dice.randrange(1, 400),
                    "content": "def authenticate(user, password):",
                    "context_before": ["", "# Authentication"],
                    "context_after": ["    if not user:", "        raise ValueError('no user')"],
                }
            ],
            "score": round(dice.uniform(0.3, 1), 3),
        }
        for path in paths
    ]
    return {"total_matches": count, "files_searched": 4 * count, "matches": found}


def hub_search(dice: Random, count: int) -> dict:
    """Code found on a forge: the repository said again with each hit."""
    projects = [f"{owner}/{name}" for owner in ("acme", "globex", "initech") for name in ("core", "auth", "web", "sdk")]
    items = [
        {
            "repository": {
                "full_name": dice.choice(projects),
                "description": "A library for authentication and authorization",
                "stars": dice.randrange(10, 50_000),
                "language": dice.choice(LANGUAGES),
                "updated_at": _day(dice, 2024),
            },
            "path": "src/auth/middleware.py",
            "sha": f"{dice.getrandbits(160):040x}",
            "url": f"https://forge.example/code/{i}",
            "score": round(dice.uniform(0.5, 1), 3),
            "text_matches": [
                {
                    "fragment": "def verify_token(token: str) -> bool:\n    return jwt.decode(token, KEY)",
                    "matches": [{"text": "verify_token", "indices": [4, 16]}],
                }
            ],
        }
        for i in range(count)
    ]
    return {"total_count": 12 * count, "items": items}


def issues(dice: Random, count: int) -> list:
    """Issues of a project, bodies after one form with three stories."""
    return [_issue(dice, 1000 + i) for i in range(count)]


def _issue(dice: Random, number: int) -> dict:
    user = f"user{dice.randrange(200)}"
    body = (
        f"## Description\n{dice.choice(BODIES)}\n\n## Steps to reproduce\n1. Install the package\n2. Run it\n\n"
        "## Expected\nIt works.\n\n## Actual\nIt does not.\n\n## Environment\n- OS: Linux\n- Version: 2.3.1"
    )
    return {
        "number": number,
        "title": dice.choice(TITLES),
        "state": dice.choice(("open", "open", "closed")),
        "user": {"login": user, "avatar_url": f"https://avatars.forge.example/u/{user}"},
        "labels": dice.sample(("bug", "enhancement", "documentation", "help wanted", "security"), dice.randrange(4)),
        "created_at": _day(dice, 2023),
        "updated_at": _day(dice, 2024),
        "comments": dice.randrange(30),
        "body": body,
    }


def tree(dice: Random, path: str = "src", depth: int = 3, files: int = 20) -> dict:
    """A folder with its files, and its folders to a depth of three."""
    children = [
        {
            "name": f"file_{i}.py",
            "type": "file",
            "path": f"{path}/file_{i}.py",
            "size": dice.randrange(100, 10_000),
            "modified": _day(dice, 2024),
        }
        for i in range(files)
    ]
    below = range(dice.randrange(2, 6)) if depth > 1 else ()
    folders = [tree(dice, f"{path}/module_{i}", depth - 1, files) for i in below]
    return {"name": path.rpartition("/")[2], "type": "directory", "path": path, "children": children + folders}


def _day(dice: Random, year: int) -> str:
    return f"{year}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}T10:00:00Z"


SCENARIOS = {
    "search": ("Where is the chart component?", {"search_code": code_search}),
    "SRE": (
        "Why do payments fail since ten?",
        {
            "search_logs": lambda dice: logs(dice, 300),
            "query_database": lambda dice: rows(dice, 200),
            "search_files": lambda dice: file_search(dice, 150),
        },
    ),
    "exploration": (
        "How is authentication built here?",
        {
            "list_tree": tree,
            "search_files": lambda dice: file_search(dice, 200),
            "search_hub": lambda dice: hub_search(dice, 100),
        },
    ),
    "triage": (
        "Which of these issues are urgent?",
        {
            "list_issues": lambda dice: issues(dice, 100),
            "search_hub": lambda dice: hub_search(dice, 80),
            "search_logs": lambda dice: logs(dice, 200),
        },
    ),
}
SPELLINGS = {"compact": {"separators": (",", ":")}, "default": {}, "indented": {"indent": 2}}


def results(scenario: str, spelling: str, seed: int = SEED) -> dict[str, str]:
    """What each tool of a scenario prints."""
    dice = Random(f"{seed} {scenario}")
    return {tool: json.dumps(made(dice), **SPELLINGS[spelling]) for tool, made in SCENARIOS[scenario][1].items()}


def sizes(question: str, printed: dict[str, str], level: str) -> Iterator[tuple[int, int]]:
    """Tokens of each result as printed and as the model gets it."""
    turns = [(tool, {"query": question}, text) for tool, text in printed.items()]
    messages = conversation(turns, question)
    short = compress(messages, level=level, in_reach=True).messages
    after = texts(json.dumps({"messages": short}).encode())
    return zip(tokens.count_many(printed.values()), tokens.count_many(after), strict=True)


def report(scenario: str, spelling: str) -> Iterator[str]:
    """A line for the scenario, and one for each of its results."""
    printed = results(scenario, spelling)
    question = SCENARIOS[scenario][0]
    levels = [list(sizes(question, printed, level)) for level in ("lossless", "balanced")]
    totals = [(sum(before for before, _ in level), sum(after for _, after in level)) for level in levels]
    yield _line(scenario, *totals)
    for tool, *found in zip(printed, *levels, strict=True):
        yield _line(f"  {tool}", *found)


def _line(name: str, lossless: tuple[int, int], balanced: tuple[int, int]) -> str:
    saved = "".join(f"{1 - after / before:>12.1%}" for before, after in (lossless, balanced))
    return f"{name:18}{lossless[0]:>9,}{saved}"


def main() -> None:
    for spelling in SPELLINGS:
        print(f"{f'JSON, {spelling}':18}{'tokens':>9}{'lossless':>12}{'balanced':>12}")
        for scenario in SCENARIOS:
            print("\n".join(report(scenario, spelling)))
        print()


if __name__ == "__main__":
    main()
