"""Sheets of JSON of several makes, as APIs give it."""

import json
from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran
from tests.bench.readability.words import CITIES, NAMES, SERVICES

REASONS = ("out of memory", "no such image", "lost connection", "disk full", "bad checksum")
TITLES = (
    "Crash on empty config",
    "Slow start on Windows",
    "Docs are out of date",
    "Login loops behind a proxy",
    "Wrong total in report",
    "Memory grows overnight",
    "Dark theme is unreadable",
    "Flaky upload test",
)


def orders(dice: Random) -> Sheet:
    """An API's answer under an envelope, indented, an object in each row."""
    first = dice.randrange(4000, 9000)
    rows = [
        {
            "id": first + n,
            "status": dice.choice(("paid", "paid", "open", "failed")),
            "customer": {"name": name, "city": dice.choice(CITIES)},
            "total": dice.randrange(20, 900),
            "currency": "EUR",
            "created_at": f"2026-03-04T10:{n * 3:02}:{dice.randrange(60):02}Z",
        }
        for n, name in enumerate(dice.sample(NAMES, 11))
    ]
    a, b, c, d, e, f = dice.sample(rows, 6)
    few, many = sorted((a, b), key=lambda row: row["total"])
    asked = (
        look(f"What is the total of order {a['id']}?", a["total"]),
        look(f"What is the name of the customer of order {b['id']}?", b["customer"]["name"]),
        look(f"In which city is the customer {c['customer']['name']}?", c["customer"]["city"]),
        look(f"What is the id of the order of {d['customer']['name']}?", d["id"]),
        look(f"What is the status of order {e['id']}?", e["status"]),
        look(f"What is the currency of order {f['id']}?", "EUR"),
        look(f"At what time was order {f['id']} created?", f["created_at"][11:-1]),
        compare(f"Which order has the larger total, {a['id']} or {b['id']}?", many["id"], few["id"]),
        count("How many orders have the status failed?", sum(row["status"] == "failed" for row in rows)),
    )
    text = json.dumps({"total": len(rows), "orders": rows}, indent=2)
    return Sheet("JSON, indented", (ran("curl -s shop.example/api/orders", text),), asked)


def pods(dice: Random) -> Sheet:
    """A flat list, compact: machine names, states, numbers, addresses with a common beginning."""
    rows = [
        {
            "name": f"{service}-{dice.getrandbits(20):05x}",
            "node": f"node-{dice.randrange(1, 5)}",
            "phase": dice.choice(("Running", "Running", "Running", "Pending", "Failed")),
            "restarts": dice.randrange(12),
            "ip": f"10.42.{dice.randrange(4)}.{dice.randrange(2, 250)}",
            "image": f"registry.example/{service}:1.{dice.randrange(30)}.{dice.randrange(9)}",
            "namespace": "prod",
        }
        for service in SERVICES
    ]
    a, b, c, d, e, f = dice.sample(rows, 6)
    while a["restarts"] == b["restarts"]:
        b["restarts"] = dice.randrange(12)
    few, many = sorted((a, b), key=lambda row: row["restarts"])
    asked = (
        look(f"How many restarts has {a['name']}?", a["restarts"]),
        look(f"On which node is {b['name']}?", b["node"]),
        look(f"What is the ip of {c['name']}?", c["ip"]),
        look(f"What is the image of {d['name']}?", d["image"]),
        look(f"What is the name of the pod with the ip {e['ip']}?", e["name"]),
        look(f"In which phase is {f['name']}?", f["phase"]),
        look(f"What is the namespace of {c['name']}?", "prod"),
        compare(f"Which has more restarts, {a['name']} or {b['name']}?", many["name"], few["name"]),
        count("How many pods are in the phase Running?", sum(row["phase"] == "Running" for row in rows)),
    )
    text = json.dumps(rows, separators=(",", ":"))
    return Sheet("JSON, compact", (ran("kubectl get pods -o json | jq -c .items", text),), asked)


def issues(dice: Random) -> Sheet:
    """Ragged objects with lists and texts, as a forge's API gives them."""
    first = dice.randrange(200, 900)
    rows = []
    for n, (title, name) in enumerate(zip(dice.sample(TITLES, 8), dice.sample(NAMES, 8), strict=True)):
        row = {
            "number": first + n * 3,
            "title": title,
            "state": dice.choice(("open", "open", "closed")),
            "user": {"login": name.lower(), "url": f"https://forge.example/users/{name.lower()}"},
            "labels": dice.sample(("bug", "docs", "perf", "security"), dice.randrange(3)),
            "comments": dice.randrange(40),
            "url": f"https://forge.example/acme/app/issues/{first + n * 3}",
        }
        rows.append(row | ({"assignee": dice.choice(CITIES).lower()} if n % 3 == 1 else {}))
    a, b, c, d, e = dice.sample(rows, 5)
    given = dice.choice([row for row in rows if "assignee" in row])
    while a["comments"] == b["comments"]:
        b["comments"] = dice.randrange(40)
    few, many = sorted((a, b), key=lambda row: row["comments"])
    asked = (
        look(f"What is the title of issue {a['number']}?", a["title"]),
        look(f"What is the number of the issue '{b['title']}'?", b["number"]),
        look(f"What is the login of the user of issue {c['number']}?", c["user"]["login"]),
        look(f"What is the state of issue {d['number']}?", d["state"]),
        look(f"How many comments has issue {e['number']}?", e["comments"]),
        look(f"Who is the assignee of issue {given['number']}?", given["assignee"]),
        look(f"What is the url of issue {d['number']}?", d["url"]),
        compare(f"Which has more comments, issue {a['number']} or {b['number']}?", many["number"], few["number"]),
        count("How many issues are closed?", sum(row["state"] == "closed" for row in rows)),
    )
    return Sheet("JSON, ragged", (ran("curl -s forge.example/api/issues", json.dumps(rows, indent=2)),), asked)


def events(dice: Random) -> Sheet:
    """A line of JSON for each event."""
    minute = dice.randrange(10, 30)
    rows = [
        {
            "ts": f"2026-03-04T11:{minute + n // 4:02}:{n % 4 * 15 + dice.randrange(15):02}Z",
            "type": dice.choice(("click", "view", "view", "buy")),
            "user": name.lower(),
            "page": f"/items/{dice.randrange(100, 999)}",
            "ms": ms,
        }
        for n, (name, ms) in enumerate(zip(dice.sample(NAMES, 16), dice.sample(range(5, 900), 16), strict=True))
    ]
    a, b, c, d, e = dice.sample(rows, 5)
    few, many = sorted((a, b), key=lambda row: row["ms"])
    asked = (
        look(f"Which page did {a['user']} see?", a["page"], a["page"][1:]),
        look(f"How many ms did the event of {b['user']} take?", b["ms"]),
        look(f"What is the type of the event of {c['user']}?", c["type"]),
        look(f"Which user's event took {d['ms']} ms?", d["user"]),
        look(f"At what time was the event of {e['user']}?", e["ts"][11:-1]),
        look(f"Which user saw the page {c['page']}?", c["user"]),
        compare(f"Whose event took longer, that of {a['user']} or {b['user']}?", many["user"], few["user"]),
        count("How many events are of the type buy?", sum(row["type"] == "buy" for row in rows)),
    )
    return Sheet("JSON, a line each", (ran("tail -16 events.ndjson", "\n".join(map(json.dumps, rows))),), asked)


def many(dice: Random) -> Sheet:
    """So many rows that most may be left out; asked is what stays: failures, the first and the last, how many."""
    first = dice.randrange(1000, 5000)
    rows = [
        {"job": first + n, "state": "done", "host": f"worker-{n % 3}", "seconds": dice.randrange(10, 60)}
        for n in range(45)
    ]
    failed = [(rows[n], reason) for n, reason in zip((13, 22, 33), dice.sample(REASONS, 3), strict=True)]
    for row, reason in failed:
        row |= {"state": "failed", "error": reason}
    (a, why_a), (b, why_b), (c, why_c) = failed
    asked = (
        look(f"Why did job {a['job']} fail?", why_a),
        look(f"Which job failed with '{why_b}'?", b["job"]),
        look(f"What is the error of job {c['job']}?", why_c),
        look(f"On which host did job {b['job']} run?", b["host"]),
        look("What is the number of the first job?", first),
        look("What is the number of the last job?", first + 44),
        look(f"How many seconds did job {c['job']} take?", c["seconds"]),
        compare(f"Which job failed, {a['job']} or {first}?", a["job"], first),
        count("How many jobs failed?", 3),
    )
    return Sheet("JSON, long", (ran("curl -s ci.example/api/jobs", json.dumps(rows)),), asked, ("balanced",))


def polled(dice: Random) -> Sheet:
    """The same list asked for twice; two rows changed."""
    rows = [
        {
            "service": name,
            "version": f"2.{dice.randrange(20)}",
            "healthy": True,
            "replicas": dice.randrange(1, 9),
            "zone": zone,
        }
        for name in SERVICES[:5]
        for zone in ("a", "b")
    ]
    a, b = dice.sample(range(len(rows)), 2)
    later = [dict(row) for row in rows]
    later[a] |= {"healthy": False}
    later[b] |= {"version": "3.0"}
    c = dice.choice([n for n in range(len(rows)) if n not in {a, b}])
    name = [f"{row['service']} in zone {row['zone']}" for row in rows]
    asked = (
        look("In the last answer, which service is not healthy?", rows[a]["service"]),
        look("In the last answer, in which zone is the service that is not healthy?", rows[a]["zone"]),
        look(f"In the last answer, what is the version of {name[b]}?", "3.0"),
        look(f"In the first answer, what was the version of {name[b]}?", rows[b]["version"]),
        look(f"In the last answer, what is the version of {name[c]}?", rows[c]["version"]),
        look(f"In the last answer, how many replicas has {name[a]}?", rows[a]["replicas"]),
        count("In the last answer, how many services are not healthy?", 1),
    )
    command = "curl -s ops.example/api/services"
    first, last = (json.dumps(shown, indent=1) for shown in (rows, later))
    return Sheet("JSON again", (ran(command, first), ran("./deploy.sh", "deployed"), ran(command, last)), asked)


MAKERS = (orders, pods, issues, events, many, polled)
