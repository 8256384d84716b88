"""YAML and XML: what is alike is rows, tags are closed by the indent, and the text comes back."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.config import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.compressors._config.test_markup import closed
from tests.compressors._config.test_noise import BYTES
from tests.fakes.growth import grows_evenly

RUN = re.compile(r"\[(\d+) times the (?:next (?:line|(\d+) lines)|same), (.*) from the rows below\]")
OPEN = re.compile(r"the outermost (\d+) are not closed")


def block(text, question=""):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", question=question)


def pod(at, *, ready=True):
    state = "running:\n          startedAt: {0}" if ready else "waiting:\n          reason: CrashLoopBackOff"
    return f"""\
- apiVersion: v1
  kind: Pod
  metadata:
    creationTimestamp: "2026-01-02T03:04:{at % 60:02}Z"
    labels:
      app: {"web" if at % 2 else "api"}
    name: shop-7d9c-{at:05}
    managedFields:
    - manager: kubelet
      operation: Update
  spec:
    containers:
    - image: registry.example.org/shop:1.{at % 3}
      name: main
      env:
      - name: DB_HOST
        value: db.internal
      - name: DB_PORT
        value: "5432"
    nodeName: node-{at % 4}
  status:
    phase: Running
    containerStatuses:
    - restartCount: {0 if ready else 17}
      state:
        {state.format(f'"2026-01-02T03:05:{at % 60:02}Z"')}
"""


def pods(number, bad=(7,)):
    items = "".join(pod(at, ready=at not in bad) for at in range(number))
    return f'apiVersion: v1\nitems:\n{items}kind: List\nmetadata:\n  resourceVersion: ""\n'


def case(at, more=""):
    return f'<testcase classname="shop.orders.test_{at % 5}" name="test_that_order_{at}_is_paid" time="0.{at:03}"' + (
        f">{more}</testcase>" if more else "/>"
    )


FAILURE = '<failure message="assert 2 == 3">def test_it():\n    assert total == 3\nE   assert 2 == 3</failure>'
CASES = [case(at, FAILURE if at == 33 else "") for at in range(90)]
SUITE = '<testsuites><testsuite name="shop" errors="0" failures="1" tests="90">'
SITEMAP = "".join(
    f"  <url>\n    <loc>https://example.org/things/{at}</loc>\n    <lastmod>2026-01-{1 + at % 28:02}</lastmod>\n"
    "    <changefreq>weekly</changefreq>\n  </url>\n"
    for at in range(60)
)
DEPENDENCY = (
    "    <dependency>\n      <groupId>org.example.{0}</groupId>\n      <artifactId>shop-{1}</artifactId>\n"
    "    </dependency>\n"
)
POM = (
    '<?xml version="1.0"?>\n<project>\n  <description>A shop,\nand more</description>\n\n  <dependencies>\n'
    + "".join(
        DEPENDENCY.format("core" if at % 2 else "data", at) + ("" if at % 20 else "    <!-- odd -->\n")
        for at in range(50)
    )
    + "  </dependencies>\n</project>\n"
)
KUBERNETES, JUNIT, JUNIT_LINES, SITES, MAVEN = (
    pods(20),
    f'<?xml version="1.0" encoding="utf-8"?>{SUITE}{"".join(CASES)}</testsuite></testsuites>',
    "\n".join(('<?xml version="1.0"?>', SUITE, *(f"    {one}" for one in CASES), "</testsuite></testsuites>", "")),
    f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="x">\n{SITEMAP}</urlset>\n',
    POM,
)
COMPOSE = "services:\n" + "".join(
    f"  service-{at}:\n    image: registry.example.org/service-{at}:1.{at}\n    restart: always\n    ports:\n"
    f'      - "{8000 + at}:80"\n    environment:\n      LOG_LEVEL: info\n      NAME: service-{at}\n\n'
    for at in range(25)
)
TEXTS = (KUBERNETES, JUNIT, JUNIT_LINES, SITES, MAVEN, COMPOSE, MAVEN.replace("\n", "\r\n"), SITES[:4800])
FIXTURES = tuple(map(block, TEXTS))


def decode(text):
    head, _, body = text.partition("\n")
    if not head.startswith(("[XML; ", "[YAML; ")):
        return text
    inside = body.removesuffix("\n")
    lines = blocks(inside.split("\n"))
    if "closing tags left out" in head:
        left = OPEN.search(head)
        lines = closed(lines, int(left[1]) if left else 0)
    back = "\n".join(lines)
    if "no line break stood" in head:
        back = back.replace(">\n<", "><")
    if "lines end in CRLF" in head:
        return (back + body[len(inside) :]).replace("\n", "\r\n")
    return back + body[len(inside) :]


def blocks(lines):
    back, template, names, rest = [], [], [], iter(lines)
    for line in rest:
        match = RUN.fullmatch(line)
        if match is None:
            back.append(line)
            continue
        if "the next" in line:
            template = [next(rest) for _ in range(int(match[2] or 1))]
            names = [name[1:-1] for name in match[3].split(" | ")]
        gap = re.compile("|".join(rf"\{{{re.escape(name)}\}}" for name in names))
        for _ in range(int(match[1])):
            row = dict(zip(names, next(rest).split(" | "), strict=True))
            back += [gap.sub(lambda m, row=row: row[m[0][1:-1]], said) for said in template]
    return back


def said(text, level=Level.BALANCED, question=""):
    return PLUGIN.compress(block(text, question), level)


@pytest.mark.parametrize("text", TEXTS)
def test_every_kind_comes_back_and_is_clearly_shorter(text):
    answer = said(text, Level.LOSSLESS)
    assert answer.lossless
    assert count(answer.text) < 0.9 * count(text)
    assert decode(answer.text) == text


def test_items_alike_are_one_with_gaps_and_rows():
    text = said(KUBERNETES, Level.LOSSLESS).text
    assert text.startswith(
        "[YAML; of blocks alike one is said, with gaps in braces, and a row for each]\napiVersion: v1\nitems:\n"
        "[7 times the next 27 lines, {creationTimestamp} | {app} | {name} | {image} | {nodeName} | {startedAt} "
        "from the rows below]\n- apiVersion: v1\n  kind: Pod\n"
    )
    assert '\n"2026-01-02T03:04:01Z" | web | shop-7d9c-00001 | registry.example.org/shop:1.1 | node-1 | ' in text
    assert "\n[12 times the same, {creationTimestamp} | " in text


def test_an_item_that_is_not_alike_stands_whole():
    for level in Level.LOSSLESS, Level.BALANCED:
        assert (
            "    - restartCount: 17\n      state:\n        waiting:\n          reason: CrashLoopBackOff\n"
            in said(KUBERNETES, level).text
        )


def test_a_failed_test_stands_whole_and_passed_ones_are_counted():
    for text in (JUNIT, JUNIT_LINES):
        answer = said(text)
        assert FAILURE in answer.text
        assert "rows left out" in answer.text
        assert re.search(r"\d+ of 89 rows", answer.omitted)
    assert "test_that_order_60_is_paid" not in said(JUNIT).text
    assert "test_that_order_60_is_paid" in said(JUNIT, question="did test_that_order_60_is_paid run?").text


def test_bookkeeping_and_bytes_are_left_out_where_they_may_be():
    text = f"apiVersion: v1\nkind: Secret\ndata:\n  tls.crt: {BYTES}\n"
    assert said(text).text == text.replace(BYTES, f"{BYTES[:24]}… 488 characters left out")
    assert said(text).omitted == "488 encoded characters"
    with pytest.raises(NotMine):
        said(text, Level.LOSSLESS)
    assert "manager: kubelet" not in said(KUBERNETES).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        pods(2, bad=()),
        "services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n  db:\n    image: postgres\n",
        "[7 times the next line, {a} from the rows below]\n" + KUBERNETES,
        "\n".join(f"key_{at * at}: value {at}" for at in range(400)),
        COMPOSE.replace("    restart", "    # see the wiki\n    restart"),
        MAVEN.replace("    <dependency>", "    <!-- see the wiki -->\n    <dependency>"),
    ],
)
def test_small_and_hand_written_files_stay_as_they_are(text):
    for level in Level.LOSSLESS, Level.BALANCED:
        with pytest.raises(NotMine):
            said(text, level)


@pytest.mark.parametrize(
    "text",
    [
        "# Changes\n\n## 1.1\n\n- feat: one\n- fix: two\n- docs: three\n- fix: four\n- feat(a b): five\n" * 9,
        '{\n  "1.0.0": "2026-01-02",\n  "1.0.1": "2026-01-03",\n' * 20,
        "# Notes\n\n- one\n- two\n- three: with a colon\n" * 9,
        "<!DOCTYPE html>\n<html>\n<body>\n</body>\n</html>\n",
        "import os\n\nclass A:\n    x: int = 1\n    y: str = ''\n\n    def f(self):\n        return 1\n" * 4,
        "2026-01-02 03:04:05 INFO started: yes\n" * 20,
        "Name: requests\nVersion: 2.31.0\nSummary: HTTP\nLicense: Apache\n" * 4,
    ],
)
def test_prose_code_and_html_are_not_claimed(text):
    assert PLUGIN.score(block(text)) == 0


LINES = st.sampled_from(sorted({line for text in TEXTS for line in text.split("\n")[:60]}))


@given(st.lists(LINES, max_size=80), st.sampled_from(TEXTS))
def test_whatever_the_lines_are_the_text_comes_back(lines, text):
    for touched in ("\n".join(lines), text[:900] + "\n".join(lines) + text[900:]):
        with contextlib.suppress(NotMine):
            assert decode(said(touched, Level.LOSSLESS).text) == touched


@given(st.sampled_from(TEXTS), st.integers(0), st.integers(0), st.text(max_size=4))
def test_a_file_that_was_cut_or_touched_comes_back(text, start, end, change):
    start, end = sorted((start % len(text), end % len(text)))
    for touched in (text[start:end], text[:start] + change + text[end:], text[:start] + change + text[start:]):
        with contextlib.suppress(NotMine):
            assert decode(said(touched, Level.LOSSLESS).text) == touched


def test_ten_times_the_items_take_ten_times_the_time():
    def work(times):
        text = pods(times)
        return lambda: said(text)

    assert grows_evenly(work, 40)
