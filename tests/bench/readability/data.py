"""Sheets of data: JSON of several makes, tables, configuration, lock files."""

import json
from base64 import b64encode
from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran

NAMES = ("Ada", "Bilal", "Chen", "Dora", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Lena",
         "Mateo", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Sven", "Tara", "Umar", "Vera", "Wim",
         "Xenia")  # fmt: skip
CITIES = ("Lisbon", "Oslo", "Turin", "Graz", "Porto", "Ghent", "Malmo", "Brno", "Lyon", "Cork")
PACKAGES = ("axios", "chalk", "debug", "express", "glob", "helmet", "jsdom", "lodash", "moment", "nanoid",
            "pino", "qs", "rxjs", "semver", "tslib", "uuid", "winston", "yargs", "zod")  # fmt: skip
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
SERVICES = ("billing", "catalog", "mailer", "search", "gateway", "reports", "auth", "media")


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


def csv(dice: Random) -> Sheet:
    rows = [
        (1200 + n * 7, name, dice.choice(CITIES), dice.choice(("gold", "silver", "basic")), points)
        for n, (name, points) in enumerate(zip(dice.sample(NAMES, 20), dice.sample(range(100, 999), 20), strict=True))
    ]
    head = "member_id,name,city,tier,points,country,since"
    text = "\n".join([head, *(f"{','.join(map(str, row))},PT,2024-05-01" for row in rows)])
    a, b, c, d, e = dice.sample(rows, 5)
    few, many = sorted((a, b), key=lambda row: row[4])
    asked = (
        look(f"How many points has {a[1]}?", a[4]),
        look(f"What is the member_id of {b[1]}?", b[0]),
        look(f"What is the tier of {c[1]}?", c[3]),
        look(f"What is the name of the member with the id {d[0]}?", d[1]),
        look(f"In which city is {e[1]}?", e[2]),
        look(f"What is the country of {a[1]}?", "PT"),
        look(f"Who has {c[4]} points?", c[1]),
        compare(f"Who has more points, {a[1]} or {b[1]}?", many[1], few[1]),
        count("How many members have the tier gold?", sum(row[3] == "gold" for row in rows)),
    )
    return Sheet("CSV", (ran("cat members.csv", text),), asked)


def markdown(dice: Random) -> Sheet:
    """A table drawn for eyes: cells filled up with spaces."""
    rows = [
        (name, dice.choice(("ok", "ok", "late", "down")), f"{n}ms", dice.choice(("eu-west-1", "us-east-1")), "prod")
        for name, n in zip(SERVICES, dice.sample(range(10, 900), len(SERVICES)), strict=True)
    ]
    head = ("service", "status", "latency", "region", "environment")
    drawn = [" | ".join(f"{cell:14}" for cell in row) for row in (head, ("-" * 14,) * 5, *rows)]
    a, b, c, d, e = dice.sample(rows, 5)
    few, many = sorted((a, b), key=lambda row: int(row[2][:-2]))
    asked = (
        look(f"What is the latency of {a[0]}?", a[2], a[2][:-2]),
        look(f"What is the status of {b[0]}?", b[1]),
        look(f"In which region is {c[0]}?", c[3]),
        look(f"Which service has a latency of {d[2]}?", d[0]),
        look(f"In which environment is {e[0]}?", "prod"),
        compare(f"Which has the higher latency, {a[0]} or {b[0]}?", many[0], few[0]),
        count("How many services have the status ok?", sum(row[1] == "ok" for row in rows)),
    )
    return Sheet("markdown table", (ran("cat STATUS.md", "\n".join(f"| {line} |" for line in drawn)),), asked)


def lock(dice: Random) -> Sheet:
    """package-lock.json."""
    found = {}
    for name in dice.sample(PACKAGES, 6):
        version = f"{dice.randrange(1, 9)}.{dice.randrange(20)}.{dice.randrange(20)}"
        found[f"node_modules/{name}"] = {
            "version": version,
            "resolved": f"https://registry.npmjs.org/{name}/-/{name}-{version}.tgz",
            "integrity": f"sha512-{b64encode(dice.randbytes(64)).decode()}",
            **({"dev": True} if dice.random() < 0.4 else {}),
            "license": dice.choice(("MIT", "ISC", "BSD-3-Clause")),
            "engines": {"node": f">={dice.choice((10, 12, 14, 16, 18))}"},
        }
    whole = {"name": "web", "version": "2.1.0", "lockfileVersion": 3, "requires": True, "packages": found}
    a, b, c, d = dice.sample(sorted(found), 4)
    bare = {path: path.rpartition("/")[2] for path in found}
    asked = (
        look(f"Which version of {bare[a]} is locked?", found[a]["version"]),
        look(f"Which version of {bare[b]} is locked?", found[b]["version"]),
        look(f"What is the license of {bare[c]}?", found[c]["license"]),
        look(
            f"Which version of node does {bare[d]} need?", found[d]["engines"]["node"], found[d]["engines"]["node"][2:]
        ),
        look(f"Which package is locked at version {found[c]['version']}?", bare[c]),
        look("What is the version of the project 'web' itself?", "2.1.0"),
        count("How many packages have the license MIT?", sum(one["license"] == "MIT" for one in found.values())),
    )
    return Sheet("lock file", (ran("cat package-lock.json", json.dumps(whole, indent=2)),), asked)


def config(dice: Random) -> Sheet:
    """What a cluster holds, as YAML: stanzas of one make."""
    names, ports = dice.sample(SERVICES, 8), dice.sample(range(3000, 9000), 8)
    facts = {
        name: (port, dice.randrange(1, 9), dice.choice((256, 512, 768)), dice.choice(("info", "debug", "error")))
        for name, port in zip(names, ports, strict=True)
    }
    stanzas = [
        f"""- apiVersion: apps/v1
  kind: Deployment
  metadata:
    labels:
      app: {name}
      managed-by: helm
    name: {name}
    namespace: prod
  spec:
    replicas: {replicas}
    template:
      spec:
        containers:
        - image: registry.example/{name}:stable
          imagePullPolicy: IfNotPresent
          env:
          - name: LOG_LEVEL
            value: {level}
          ports:
          - containerPort: {port}
            protocol: TCP
          resources:
            limits:
              memory: {memory}Mi
        restartPolicy: Always
"""
        for name, (port, replicas, memory, level) in facts.items()
    ]
    text = "apiVersion: v1\nitems:\n" + "".join(stanzas) + "kind: List\n"
    (a, x), (b, y), (c, z) = dice.sample(sorted(facts.items()), 3)
    few, many = sorted(((x[0], a), (y[0], b)))
    asked = (
        look(f"What is the LOG_LEVEL of {a}?", x[3]),
        look(f"How many replicas has {b}?", y[1]),
        look(f"What is the memory limit of {c}?", f"{z[2]}Mi", z[2]),
        look(f"What is the containerPort of {a}?", x[0]),
        look(f"Which deployment has the containerPort {z[0]}?", c),
        look(f"What is the image of {b}?", f"registry.example/{b}:stable"),
        look(f"In which namespace is {c}?", "prod"),
        compare(f"Which has the higher containerPort, {a} or {b}?", many[1], few[1]),
        count("How many deployments are there?", 8),
    )
    return Sheet("YAML", (ran("kubectl get deployments -o yaml", text),), asked)


MAKERS = (orders, pods, issues, events, csv, markdown, lock, config)
