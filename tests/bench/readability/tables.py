"""Sheets of files with data: tables, configuration, lock files."""

import json
from base64 import b64encode
from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran
from tests.bench.readability.words import CITIES, NAMES, PACKAGES, SERVICES

DEPENDENCY = """    <dependency>
      <groupId>org.{}</groupId>
      <artifactId>{}</artifactId>
      <version>{}</version>
      <scope>{}</scope>
    </dependency>
"""
POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <artifactId>shop</artifactId>
  <version>{}</version>
  <dependencies>
{}  </dependencies>
</project>
"""


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


def markup(dice: Random) -> Sheet:
    """XML: the dependencies of a project."""
    rows = [
        (
            dice.choice(CITIES).lower(),
            name,
            f"{dice.randrange(1, 9)}.{dice.randrange(30)}",
            dice.choice(("compile", "test")),
        )
        for name in dice.sample(PACKAGES + SERVICES, 24)
    ]
    own = f"1.{dice.randrange(40)}-SNAPSHOT"
    a, b, c, d = dice.sample(rows, 4)
    while a[2] == b[2] or sum(row[2] == d[2] for row in rows) > 1:
        return markup(dice)
    asked = (
        look(f"What is the version of {a[1]}?", a[2]),
        look(f"What is the scope of {b[1]}?", b[3]),
        look(f"What is the groupId of {c[1]}?", f"org.{c[0]}"),
        look(f"Which artifact has the version {d[2]}?", d[1]),
        look(f"What is the version of {c[1]}?", c[2]),
        look("What is the version of the project itself?", own),
        look("What is the artifactId of the project itself?", "shop"),
        count("How many dependencies are listed?", 24),
    )
    text = POM.format(own, "".join(DEPENDENCY.format(*row) for row in rows))
    return Sheet("XML", (ran("cat pom.xml", text),), asked)


MAKERS = (csv, markdown, lock, config, markup)
