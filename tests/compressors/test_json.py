"""JSON results: said in fewer tokens, and put back byte for byte; at balanced, what is left out is counted."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors import json as json_compressor
from headroom_cli.compressors._json.text import parts
from headroom_cli.compressors.json import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.compressors.json_reader import decode
from tests.fakes.growth import grows_evenly

__all__ = ["FIXTURES", "decode"]


def block(text, tool="mcp__api__list"):
    return Block(text=text, span=(0, 0), kind="result", tool=tool)


PEOPLE = [
    {
        "id": 4100 + 7 * i,
        "login": name,
        "url": f"https://api.example.org/users/{name}",
        "repos_url": f"https://api.example.org/users/{name}/repos",
        "admin": False,
    }
    for i, name in enumerate(("ada", "grace", "edsger", "barbara"))
]
ISSUES = [
    {
        "number": n,
        "url": f"https://api.example.org/repos/house/roof/issues/{n}",
        "title": ("Rain comes in", "Tiles are loose, again", 'The "blue" door', "7")[n % 4],
        "user": PEOPLE[n % 4],
        "assignee": None if n % 3 else PEOPLE[n % 2],
        "labels": [{"name": "bug", "color": "d73a4a"}][: n % 2],
        "state": "open" if n % 5 else "closed",
        "created_at": f"2031-02-{n % 28 + 1:02}T08:00:00Z",
        **({"milestone": {"title": "v2", "due": "2031-03-01"}} if n % 7 == 0 else {}),
    }
    for n in range(30)
]
POINTS = {"label": "latency", "points": [{"at": f"2031-02-01T{h:02}:00:00Z", "ms": 40.5 + h} for h in range(24)]}
LINES = [{"level": "INFO", "service": f"svc-{i % 3}", "message": f"done in {i} ms", "n": i} for i in range(40)]
METRICS = {f"src/mod_{i}.py": {"loc": i * 13, "high": 0, "low": i % 2, "skipped": 0} for i in range(20)}
FIXTURES = (
    block(json.dumps(ISSUES)),
    block(json.dumps({"total": 30, "items": ISSUES}, indent=2)),
    block(json.dumps(POINTS, indent=4) + "\n"),
    block("\n".join(json.dumps(line, separators=(",", ":")) for line in LINES) + "\n"),
    block("<output>\n" + json.dumps(METRICS, indent="\t") + "\n</output>"),
    block(json.dumps(METRICS, indent=1) + "\n" + json.dumps(POINTS) + "\nexit 0\n"),
)

KEYS = st.sampled_from(["id", "name", "url", "a.b", "x y", "", "é", "+1", "login", "size", "by", "#", "null", "str"])
WORDS = st.sampled_from(
    ["", "null", "true", "12", "1.0", "-0", "a|b", "a\nb", "(x)", "name(1)", "<id>", " lead", "trail ", "[1]", "{}"]
    + ["/a/b/c", "/a/b/d", "https://x.org/u/ada", "https://x.org/u/bob", "ada", "bob", "@id", "\\", '"', "]", "a, b"]
    + ["ü", "\ud83d", "😀", "\u2028", "\x85", "\x7f", "x:y", "&<>"]
    + [f"2031-01-01T00:{m:02}:00Z" for m in (0, 5, 10)]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), WORDS, st.text(max_size=8), st.integers(0, 3)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=6), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
STYLES = st.sampled_from(
    [{}, {"separators": (",", ":")}, {"indent": 2}, {"indent": 4, "separators": (",", " : ")}, {"indent": "\t"}]
)


FIELDS = st.sampled_from(
    [
        lambda _row, pool: lambda _n: pool[0],  # always the same
        lambda _row, pool: lambda n: pool[-1] if n % 9 == 8 else pool[0],  # nearly always
        lambda _row, pool: lambda n: pool[n % len(pool)],  # again and again
        lambda _row, pool: lambda n: pool[n * len(pool) // 41],  # for a while
        lambda _row, _: lambda n: 1000 + 5 * n,  # a step
        lambda _row, _: lambda n: f"2031-01-{1 + n // 24:02}T{n % 24:02}:00:00Z",
        lambda _row, _: lambda n: f"/home/me/{'abcdefgh'[n % 8]}{n * n}/end",  # a beginning and an end
        lambda row, _: lambda n: f"https://x.org/{row.get('id', n)}/{n}",  # made of others
        lambda row, _: lambda n: row.get("id", n) if n % 11 else None,
        lambda _row, pool: lambda n: json.dumps({"a": pool[n % len(pool)], "n": n}),  # JSON in a string
        lambda _row, _: lambda n: [{"some_key": n * n, "other_key": str(n)}] * (n % 3),
        lambda _row, _: lambda n: [[k, f"w{k * n}"] for k in range(5)],  # rows that are arrays
        lambda _row, _: lambda n: {"x": n % 4, "y": {"z": "word " * (n % 3)}},
        lambda _row, pool: lambda n: {f"key_{k}": pool[(n + k) % len(pool)] for k in range(14) if (n + k) % 4},
    ]
)


@st.composite
def tables(draw):
    """Rows of one shape, more or less ragged, whose fields hang together in one way or another."""
    fields = draw(st.dictionaries(KEYS, FIELDS, min_size=1, max_size=5))
    pools = {key: draw(st.lists(VALUES, min_size=1, max_size=4)) for key in fields}
    ragged = draw(st.booleans()) and draw(st.sets(st.tuples(st.integers(0, 40), st.sampled_from(sorted(fields)))))
    rare = draw(st.booleans()) and draw(st.sets(st.sampled_from(sorted(fields))))
    rows = []
    for n in range(draw(st.sampled_from([2, 3, 5, 12, 40]))):
        row = {}
        for key, field in fields.items():
            row[key] = field(row, pools[key])(n)
        gone = {key for key in row if (ragged and (n, key) in ragged) or (rare and key in rare and n % 3)}
        rows.append({key: value for key, value in row.items() if key not in gone})
    return rows


@st.composite
def documents(draw):
    value = draw(
        st.one_of(VALUES, tables(), st.dictionaries(KEYS, tables(), max_size=3), st.lists(tables(), max_size=3))
    )
    return json.dumps(value, ensure_ascii=draw(st.booleans()), **draw(STYLES))


def said(text, level=Level.LOSSLESS):
    return compressed(block(text), level)


def compressed(asked, level):
    with contextlib.suppress(NotMine):
        return PLUGIN.compress(asked, level)
    return None


ENVELOPES = (st.sampled_from(["", "Result:\n", "<out>", "a | b [1]\n"]), st.sampled_from(["", "\n", "\nbye {}\n"]))


@given(documents(), *ENVELOPES)
@settings(max_examples=200, deadline=None)
def test_the_reader_gives_the_text_back(document, before, after):
    text = before + document + after
    shorter = said(text)
    assert shorter is None or decode(shorter.text) == text


@given(documents())
@settings(max_examples=300, deadline=None)
def test_what_is_said_is_exact_also_where_it_is_not_shorter(text):
    said = "".join(part if isinstance(part, str) else json_compressor._exact(part, alone=True) for part in parts(text))
    assert decode(said) == text


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_fixture_is_said_in_fewer_tokens_and_given_back(fixture):
    shorter = PLUGIN.compress(fixture, Level.LOSSLESS)
    assert shorter.lossless
    assert count(shorter.text) < 0.7 * count(fixture.text)
    assert decode(shorter.text) == fixture.text


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_fixture_is_surely_json(fixture):
    assert PLUGIN.score(fixture) >= 0.5


@pytest.mark.parametrize(
    "text", ["[2031-01-01 10:00] INFO up\n" * 9, "def f():\n    return {}\n", "a: b\n", "[x](y) {z}"]
)
def test_what_only_has_brackets_is_not_json(text):
    assert PLUGIN.score(block(text)) == 0.0
    assert said(text) is None


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}' * 20, '{"a": [1, 2', json.dumps(ISSUES).replace('"open"', '"open" ', 1)]
)
def test_what_cannot_be_put_back_is_not_touched_at_lossless(text):
    assert said(text) is None


def test_a_file_that_was_read_keeps_its_own_text():
    text = FIXTURES[1].text
    read = Block(text=text, span=(0, 0), kind="result", tool="Read", arguments={"file_path": "/src/data.json"})
    assert PLUGIN.score(read) == 0.0
    assert PLUGIN.score(block(text, tool="Read")) > 0.5


def test_what_is_nested_too_deep_is_not_touched():
    assert said('{"a":' * 450 + "1" + "}" * 450) is None


def test_at_balanced_rows_are_left_out_and_counted():
    rows = [{"at": i, "word": f"n{i * i}", "level": "INFO"} for i in range(300)]
    rows[150]["level"] = "FATAL"
    shorter = said(json.dumps(rows), Level.BALANCED)
    left = [int(line[1:].split()[0]) for line in shorter.text.splitlines() if line.endswith(" rows")]
    assert shorter.omitted == f"{sum(left)} of 300 rows"
    assert "150|n22500|FATAL" in shorter.text


def test_at_balanced_rows_that_the_question_names_stay():
    rows = [{"at": i, "name": f"svc-{i * i}", "state": "up"} for i in range(300)]
    asked = Block(text=json.dumps(rows), span=(0, 0), kind="result", question="Is svc-40000 up?")
    assert "200|svc-40000" in PLUGIN.compress(asked, Level.BALANCED).text
    assert "200|svc-40000" not in said(asked.text, Level.BALANCED).text


def test_at_balanced_a_few_rows_are_said_exactly():
    shorter = said(FIXTURES[3].text, Level.BALANCED)
    assert shorter.lossless
    assert decode(shorter.text) == FIXTURES[3].text


@given(documents())
@settings(max_examples=50, deadline=None)
def test_no_level_makes_a_text_longer_and_the_same_text_is_said_the_same(document):
    for level in (Level.LOSSLESS, Level.BALANCED):
        shorter = said(document, level)
        assert shorter is None or count(shorter.text) < count(document)
        assert shorter == said(document, level)


def test_text_that_quotes_the_notation_is_left_alone():
    shorter = said(FIXTURES[0].text)
    assert said(shorter.text) is None


def test_fewer_tokens_in_more_characters_are_not_shorter():
    block = Block(text='[{"\\u65e5\\u672c0":1.5},{"na\\u00efve0":"x"}]', span=(0, 0), kind="result")
    with pytest.raises(NotMine):
        PLUGIN.compress(block, Level.LOSSLESS)


GROWING = {
    "rows": lambda n: json.dumps(
        [{"id": i, "at": f"2031-01-01T00:00:{i % 60:02}Z", "word": f"w{i * i}"} for i in range(n)]
    ),
    "nested": lambda n: json.dumps([{"a": {"b": [{"c": i, "d": str(i)}] * (i % 3)}} for i in range(n)], indent=1),
    "ragged": lambda n: json.dumps([{f"k{i * k % 31}": i for k in range(1, 9)} for i in range(n)]),
    "other keys": lambda n: json.dumps([{f"k{i}-{k}": i for k in range(8)} for i in range(n)]),
    "a map": lambda n: json.dumps({f"k{i}": {"a": i, "b": [i], "c": "x" * (i % 7)} for i in range(n)}),
    "lines": lambda n: "\n".join(json.dumps({"id": i, "said": json.dumps({"n": i, "m": [i]})}) for i in range(n)),
    "small ones in text": lambda n: "\n".join(
        f"up: {json.dumps({'id': i, 'more': 'x' * 200})} done" for i in range(n // 4)
    ),
    "a log in a string": lambda n: json.dumps(
        {"log": "\n".join(f"{i} of {n} is an error of {i * i}" for i in range(n))}
    ),
    "one long word": lambda n: json.dumps({"a": "a" * 40 * n, "b": "word " * n, "c": "1" * n}),
}


@pytest.mark.parametrize("level", [Level.LOSSLESS, Level.BALANCED])
@pytest.mark.parametrize("kind", GROWING)
def test_the_time_grows_with_the_text(kind, level):
    def work(size):
        asked = Block(text=GROWING[kind](size), span=(0, 0), kind="result", question="What of k17, w81 or an error?")
        return lambda: compressed(asked, level)

    assert grows_evenly(work, 400)
