"""Sheets of logs: read whole, with most left out, with stack traces."""

from random import Random

from tests.bench.readability.sheets import Sheet, compare, count, look, ran
from tests.bench.readability.words import NAMES, SERVICES

TRACE = """java.lang.{}: state is closed
\tat shop.jobs.Runner.run(Runner.java:{})
\tat shop.jobs.Pool.take(Pool.java:88)
\tat java.base/java.lang.Thread.run(Thread.java:833)"""


def log(dice: Random) -> Sheet:
    """A service's log: two kinds of lines without interest, a few of trouble."""
    second, lines, calls, trouble = dice.randrange(300), [], [], []
    for n in range(26):
        second += dice.randrange(1, 9)
        at = f"{second // 60:02}:{second % 60:02}"
        who, item, ms = dice.choice(SERVICES[:4]), dice.randrange(100, 1000), dice.randrange(3, 400)
        stamp = f"2026-03-04T10:{at}.{dice.randrange(1000):03}Z"
        if n in {7, 15, 16}:
            order, reason = dice.randrange(1000, 9999), dice.choice(("card declined", "no stock", "timeout"))
            trouble.append((order, reason, at, who))
            lines.append(f"{stamp} ERROR [{who}] order {order} refused: {reason}")
        elif n % 4 == 1:
            lines.append(f"{stamp} INFO [{who}] cache refreshed keys={item} ttl=300")
        else:
            calls.append((item, ms, at, who))
            lines.append(f"{stamp} INFO [{who}] request served route=/v1/items/{item} status=200 dur={ms}ms")
    calls = [one for one in calls if sum(one[0] == other[0] for other in calls) == 1]
    a, b, c, d = dice.sample(calls, 4)
    while a[1] == b[1]:
        return log(dice)
    few, many = sorted((a, b), key=lambda call: call[1])
    asked = (
        look(f"How long did the request for /v1/items/{a[0]} take?", f"{a[1]}ms", a[1]),
        look(f"Which service served /v1/items/{b[0]}?", b[3]),
        look(f"At what time was /v1/items/{c[0]} served?", f"10:{c[2]}"),
        look(f"What was the status of the request for /v1/items/{d[0]}?", 200),
        look(f"Why was order {trouble[0][0]} refused?", trouble[0][1]),
        look(f"Which service refused order {trouble[1][0]}?", trouble[1][3]),
        look(f"At what time was order {trouble[2][0]} refused?", f"10:{trouble[2][2]}"),
        compare(f"Which took longer, /v1/items/{a[0]} or /v1/items/{b[0]}?", many[0], few[0]),
        count("How many orders were refused?", len(trouble)),
    )
    return Sheet("log", (ran("kubectl logs shop", "\n".join(lines)),), asked, ("lossless",))


def long_log(dice: Random) -> Sheet:
    """A log of which most may be left out; asked is what stays: trouble, counts, the first and the last."""
    trouble, lines, served = [], [], 0
    for n in range(40):
        stamp = f"2026-03-04 10:00:{n:02}"
        if n in {9, 19, 20, 33}:
            order, reason = (
                dice.randrange(1000, 9999),
                ("card declined", "no stock", "timeout", "bad address")[len(trouble)],
            )
            trouble.append((order, reason, stamp[11:]))
            lines.append(f"{stamp} ERROR order {order} refused: {reason}")
        elif n == 27:
            lines.append(f"{stamp} WARN disk /var/data is 91% full")
        else:
            served += 1
            lines.append(f"{stamp} INFO served /items/{dice.randrange(100, 999)} in {dice.randrange(3, 90)} ms")
    one, two, three, four = trouble
    asked = (
        look(f"Why was order {one[0]} refused?", one[1]),
        look(f"Why was order {three[0]} refused?", three[1]),
        look(f"Which order was refused because of '{two[1]}'?", two[0]),
        look(f"At what time was order {four[0]} refused?", four[2]),
        look("Which disk is nearly full?", "/var/data"),
        look("At what time was the warning about the disk?", "10:00:27"),
        look("At what time is the first line?", "10:00:00"),
        compare(f"Which order was refused first, {two[0]} or {four[0]}?", two[0], four[0]),
        count("How many orders were refused?", 4),
    )
    return Sheet("log, long", (ran("tail -40 shop.log", "\n".join(lines)),), asked)


def traces(dice: Random) -> Sheet:
    """A log with stack traces, each an entry of several lines."""
    kinds = dice.sample(("NullPointerException", "IllegalStateException", "TimeoutException", "IOException"), 2)
    lines, jobs = [], []
    for n, name in enumerate(dice.sample(NAMES, 14)):
        stamp = f"2026-03-04 12:{n * 2 + 1:02}:{dice.randrange(60):02},{dice.randrange(1000):03}"
        jobs.append((dice.randrange(1000, 9999), name.lower(), dice.randrange(20, 800), stamp[11:19]))
        job = jobs[-1]
        if n in {5, 10}:
            kind, line = kinds[n // 10], dice.randrange(20, 200)
            lines.append(f"{stamp} ERROR [worker-2] Job - job {job[0]} of {job[1]} failed\n{TRACE.format(kind, line)}")
            jobs[-1] = (*job, kind, line)
        else:
            lines.append(f"{stamp} INFO  [worker-{n % 3}] Job - job {job[0]} of {job[1]} done, {job[2]} rows")
    fine = [job for job in jobs if len(job) == 4]
    bad, worse = (job for job in jobs if len(job) > 4)
    a, b, c = dice.sample(fine, 3)
    if a[2] == b[2]:
        return traces(dice)
    few, many = sorted((a, b), key=lambda job: job[2])
    asked = (
        look(f"How many rows had job {a[0]}?", a[2]),
        look(f"Whose is job {b[0]}?", b[1]),
        look(f"At what time was job {c[0]} done?", c[3]),
        look(f"Which exception made job {bad[0]} fail?", bad[4]),
        look(f"At which line of Runner.java did job {worse[0]} fail?", worse[5]),
        look(f"Whose job failed with {worse[4]}?", worse[1]),
        compare(f"Which job had more rows, {a[0]} or {b[0]}?", many[0], few[0]),
        count("How many jobs failed?", 2),
    )
    return Sheet("log with traces", (ran("docker logs jobs", "\n".join(lines)),), asked)


MAKERS = (log, long_log, traces)
