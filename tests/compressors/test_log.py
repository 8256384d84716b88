"""Logs round trip byte for byte at `lossless`; at `balanced` trouble and the rare stay word for word."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.log import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.fakes.growth import grows_evenly


def block(text: str) -> Block:
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", arguments={"command": "cat app.log"})


ROW = re.compile(r"(?:([\d:.,]+) )?([A-Z]{1,3})(?: (.*))?", re.DOTALL)


def decode(text: str) -> str:
    """The original of a lossless output."""
    head, *lines = text.split("\n")
    slot, time = re.search(r"values of its (\S+) in turn(?:; (\S+) is the time)?", head).groups("no time")
    cut = lines.index("---")
    legend: list[str] = []
    for line in lines[:cut]:
        if line.startswith("|"):
            legend[-1] += "\n" + line[1:]
        else:
            legend.append(line)
    templates = dict(item.split("=", 1) for item in legend)
    return "\n".join(_lines(lines[cut + 1 :], templates, slot, time))


def _lines(rows: list[str], templates: dict[str, str], slot: str, time: str) -> list[str]:
    done: list[str] = []
    now = ""
    for row in rows:
        if row.startswith("@"):
            now = row[1:]
        elif row.startswith("*"):
            done += done[-1:] * (int(row[1:]) - 1)
        elif row.startswith("|"):
            done.append(row[1:])
        elif (found := ROW.fullmatch(row)) and found[2] in templates:
            end, name, values = found.groups(default="")
            now = now[: len(now) - len(end)] + end
            done.append(_fill(templates[name].replace(time, now), values, slot))
        else:
            done.append(row)
    return done


def _fill(template: str, values: str, slot: str) -> str:
    first, *parts = template.split(slot)
    filled = first
    for part in parts[:-1]:
        value = re.match(r'(?:"[^"\n]*"|[^\s"])+', values)[0]
        filled += value + part
        values = values[len(value) + 1 :]
    return filled + values + parts[-1] if parts else filled


def shown(text: str, level: Level) -> str:
    try:
        return PLUGIN.compress(block(text), level).text
    except NotMine:
        return text


def test_a_log_that_gets_little_shorter_stays_as_it_came():
    lines = [f"12:0{n}:00 INFO worker {n * n} took {n * 7} of {n * 31} and left {n * 41} to {n}" for n in range(9)]
    assert shown("\n".join(lines * 3), Level.LOSSLESS) == "\n".join(lines * 3)


def app_log(lines: int = 300, seed: int = 1) -> str:
    """An application with ids, levels and a stack trace now and then."""
    rnd, out = Random(seed), []
    for i in range(lines):
        at = f"2025-03-0{1 + i // 200}T{10 + i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}.{rnd.randrange(1000):03}Z"
        request = f"{rnd.getrandbits(32):08x}"
        if i % 97 == 50:
            out.append(f"{at} ERROR [worker-{i % 4}] orders: order {i} failed\nTraceback (most recent call last):")
            out.append(
                f'  File "/srv/orders.py", line {i}, in place\n    charge(card)\nPaymentError: card {i} declined'
            )
        elif i % 5 == 0:
            out.append(
                f"{at} DEBUG [worker-{i % 4}] cache: hit key=user:{rnd.randrange(10**6)} age={rnd.randrange(90)}s"
            )
        else:
            out.append(
                f'{at} INFO [worker-{i % 4}] http: GET "/api/orders/{i}" 200 in {rnd.randrange(900)}ms id={request}'
            )
    return "\n".join(out) + "\n"


def sshd_log(lines: int = 300, seed: int = 2) -> str:
    rnd, out, users = Random(seed), [], ("root", "admin", "test", "oracle")
    for i in range(lines):
        head = f"Dec 10 {6 + i // 240:02}:{i // 4 % 60:02}:{i % 4 * 15:02} web sshd[{24200 + i // 3}]: "
        address = f"10.{rnd.randrange(4)}.7.{rnd.randrange(30)}"
        what = (
            f"Invalid user {users[i % 4]} from {address}",
            "pam_unix(sshd:auth): check pass; user unknown",
            f"Failed password for invalid user {users[i % 4]} from {address} port {rnd.randrange(30000, 60000)} ssh2",
        )[i % 3]
        out.append(head + what)
    out.insert(200, "Dec 10 07:10:01 web sshd[30001]: Accepted password for deploy from 10.9.9.9 port 4022 ssh2")
    return "\n".join(out)


def nginx_log(lines: int = 300, seed: int = 3) -> str:
    rnd, out = Random(seed), []
    agents = ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0", "curl/8.5.0", "kube-probe/1.30")
    for i in range(lines):
        status = 502 if i % 90 == 40 else 200
        out.append(
            f"10.0.{rnd.randrange(4)}.{rnd.randrange(250)} - - [10/Oct/2024:13:{i // 60:02}:{i % 60:02} +0000] "
            f'"GET /static/{rnd.choice(("app.js", "css/site.css", "img/a/b.png"))}?v={i % 7} HTTP/1.1" {status} '
            f'{rnd.randrange(90000)} "-" "{rnd.choice(agents)}"'
        )
    return "\n".join(out) + "\n"


def build_noise(lines: int = 200) -> str:
    """npm and docker at work, with carriage returns."""
    out = [
        f"npm http fetch GET 200 https://registry.example.org/package-{i} {i % 37}ms (cache miss)" for i in range(lines)
    ]
    out += [f"#12 {i / 10:.1f} Downloading layer {i} of 40 [{'=' * (i % 20)}>] {i * 13} kB\r" for i in range(lines)]
    out += ["npm warn deprecated left-pad@1.3.0: use String.prototype.padStart()", "", "npm error code E404"]
    return "\r\n".join(out)


LOGS = (app_log(), sshd_log(), nginx_log(), build_noise())
FIXTURES = tuple(block(text) for text in LOGS)


@pytest.mark.parametrize("text", LOGS)
def test_a_log_comes_back_byte_for_byte(text):
    done = PLUGIN.compress(block(text), Level.LOSSLESS)
    assert done.lossless
    assert decode(done.text) == text


@pytest.mark.parametrize("text", LOGS)
def test_a_log_is_at_most_half_at_lossless_and_less_at_balanced(text):
    lossless, balanced = count(shown(text, Level.LOSSLESS)), count(shown(text, Level.BALANCED))
    assert lossless < count(text) / 2
    assert balanced < lossless


@pytest.mark.parametrize("text", LOGS)
def test_the_same_log_is_always_said_the_same_way(text):
    assert shown(text, Level.BALANCED) == shown(text, Level.BALANCED)


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_log_is_known_by_its_look(fixture):
    assert PLUGIN.score(fixture) >= 0.5


@pytest.mark.parametrize(
    "row",
    [
        'nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:0{}.008 25746 INFO nova.wsgi [req-3{}] "GET /v2"',
        "20171224-0:7:{}:58|Step_LSC|30002312|onStandStepChanged 35{}",
        'time="2024-05-01T10:00:0{}Z" level=info msg="request handled" duration=1{}ms',
        "10:00:0{} ERROR job {} failed\njava.io.IOException: x\n\tat a.B.c(B.java:7)\n\tat a.D.e(D.java:9)",
        "web_1  | 2024-05-01 10:00:0{},123 INFO app.http - GET /items/{}",
    ],
)
def test_logs_of_many_makes_are_known(row):
    assert PLUGIN.score(block("\n".join(row.format(n, n) for n in range(9)) + "\n")) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{n}\tdef f{n}(): return 'ERROR 10:00:00'\n" for n in range(30)),
        '[\n  {"level": "INFO", "ts": "10:00:00"},\n' * 20,
        '{"level": "INFO", "ts": "10:00:00"}\n' * 20,
        "".join(f"src/app.py:{n}:    log.info('ERROR 10:00:00')\n" for n in range(30)),
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n" * 5,
        "{\n" + "".join(f'  "1.0.{n}": "2024-05-01T10:00:{n}",\n' for n in range(10, 40)),
        "Some prose about nothing.\nIt has lines.\nAnd more of them.\nNo clock anywhere.\nThe end.\n",
    ],
)
def test_what_is_no_log_is_left_to_others(text):
    assert PLUGIN.score(block(text)) < 0.5


def test_the_only_error_of_its_kind_stands_word_for_word_at_every_level():
    text = app_log()
    lone = "2025-03-01T10:02:00.000Z FATAL [main] store: disk /dev/sdb1 is gone, 12 orders in doubt"
    lines = text.split("\n")
    lines.insert(120, lone)
    for level in (Level.LOSSLESS, Level.BALANCED):
        assert lone in shown("\n".join(lines), level)


def test_the_one_login_that_was_accepted_is_kept_at_balanced():
    assert "Accepted password for deploy from 10.9.9.9 port 4022 ssh2" in shown(sshd_log(), Level.BALANCED)


def test_a_line_that_the_question_names_is_kept_at_balanced():
    text = app_log(900)
    plain = shown(text, Level.BALANCED)
    wanted = next(i for i in re.findall(r"id=(\w+)", text)[400:] if i not in plain)
    asked = replace(block(text), question=f"What came of request {wanted}?")
    assert wanted in PLUGIN.compress(asked, Level.BALANCED).text


def test_balanced_says_how_many_lines_are_left_out():
    done = PLUGIN.compress(block(sshd_log()), Level.BALANCED)
    left_out, total = map(int, re.fullmatch(r"(\d+) of (\d+) lines", done.omitted).groups())
    assert total == 301
    assert left_out == sum(int(gap[1:]) for gap in re.findall(r"^…\d+$", done.text, re.MULTILINE))


def test_lines_that_do_not_repeat_are_not_left_out():
    rnd = Random(5)
    text = "\n".join(
        f"10:00:00 {rnd.choice('abcd') * 3} " + " ".join(rnd.choices(["read", "(the)", "disk:", "a=b", "x/y"], k=12))
        for _ in range(900)
    )
    assert shown(text, Level.BALANCED) == shown(text, Level.LOSSLESS)


def test_a_stack_trace_is_never_cut():
    text = "\n".join(
        f"2025-03-01 10:{i // 60:02}:{i % 60:02} ERROR job {i} failed\nTraceback (most recent call last):\n"
        f'  File "/srv/job.py", line 7, in run\n    self.step({i})\nValueError: {i} is too much'
        for i in range(200)
    )
    done = shown(text, Level.BALANCED)
    body = done.split("---\n", 1)[1]
    assert body.count("Traceback") == body.count("ValueError")
    assert done.count("Traceback") >= 1


def test_a_text_that_cannot_be_said_shorter_is_not_ours():
    with pytest.raises(NotMine):
        PLUGIN.compress(block("10:00:01 one\nand two\n10:00:03 three, all different"), Level.LOSSLESS)


STAMPS = st.sampled_from(
    [
        "2024-05-01 10:00:{:02},123",
        "May  3 10:00:{:02}",
        "[Sun Dec 04 04:47:{:02} 2005]",
        "081109 2036{:02}",
        "{:02}",
        "",
    ]
)
LOOKALIKES = ["A", "AB", "@x", "|", "*3", "…4", "{}", "{t}", "<>", "---", "A={t}", "12", "GET"]
ODDITIES = ["key=v", '"a b"', '"', "10.0.0.1", "é", "\t", "  ", "\r", "ERROR", "\u2028", "\x85", "\x00", ""]
BITS = st.sampled_from(LOOKALIKES + ODDITIES)


@given(
    stamp=STAMPS,
    shapes=st.lists(st.lists(BITS, max_size=7), min_size=1, max_size=4),
    picks=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 59), BITS), max_size=40),
    repeat=st.integers(1, 12),
    end=st.sampled_from(["", "\n", "\n\n", "\r\n"]),
)
def test_any_log_comes_back_byte_for_byte(stamp, shapes, picks, repeat, end):
    lines = [" ".join([stamp.format(s), *shapes[n % len(shapes)], value]) for n, s, value in picks]
    text = "\n".join(lines * repeat) + end
    try:
        done = PLUGIN.compress(block(text), Level.LOSSLESS)
    except NotMine:
        return
    assert decode(done.text) == text
    assert count(done.text) < count(text)


def test_a_time_within_brackets_never_becomes_a_value():
    text = nginx_log(1500)
    assert decode(shown(text, Level.LOSSLESS)) == text


@given(st.text(alphabet='A1 "\n:.@|*{}t<>=-', max_size=300), st.integers(1, 40))
def test_any_text_comes_back_byte_for_byte(text, repeat):
    try:
        done = PLUGIN.compress(block(text * repeat), Level.LOSSLESS)
    except NotMine:
        return
    assert decode(done.text) == text * repeat


def test_a_coloured_log_is_a_log():
    rows = [
        f"\x1b[2m10:00:{n % 60:02}.{n:03}\x1b[0m \x1b[32mINFO\x1b[0m served item {n} in {n % 7} ms" for n in range(80)
    ]
    block = Block(text="\n".join(rows), span=(0, 0), kind="result", tool="Bash", arguments={"command": "./serve"})
    assert PLUGIN.score(block) >= 0.5
    assert decode(PLUGIN.compress(block, Level.LOSSLESS).text) == block.text


@pytest.mark.parametrize("made", [app_log, sshd_log, nginx_log])
def test_ten_times_the_lines_take_about_ten_times_the_time(made):
    def work(lines):
        text = made(lines)
        return lambda: shown(text, Level.BALANCED)

    assert grows_evenly(work, 400)
