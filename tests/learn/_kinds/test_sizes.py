"""An output that was too large, and the narrower call after it."""

import pytest

from headroom_cli.learn._kinds.sizes import find
from tests.learn.making import PROJECT, run, step

CUT = "<persisted-output>\nOutput too large (219.1KB)."


def found(now, *past):
    return [(e.wrong, e.right, e.about) for e in find(now, past, PROJECT)]


@pytest.mark.parametrize(
    ("before", "now", "wrong", "right", "about"),
    [
        (run("cat big.log", CUT, size=30_000), run("head -20 big.log"), "big.log", "head -20 big.log", "file"),
        (run("cat big.log", size=30_000), run("grep -n x big.log"), "big.log", "grep -n x big.log", "file"),
        (
            step("read", "/shop/a.py", "[Truncated: PARTIAL view", size=90_000),
            step("read", "/shop/a.py", size=900, offset=3),
            "a.py",
            "a part",
            "file",
        ),
        (
            step("read", "/shop/data.json", size=90_000),
            step("search", "x", path="/shop/data.json"),
            "data.json",
            "a search",
            "file",
        ),
        (run("npm test", CUT, size=30_000), run("npm test --silent"), "npm test", "npm test --silent", "command"),
        (run("npm test", CUT, size=30_000), run("npm test | tail -9"), "npm test", "npm test | tail -9", "command"),
    ],
)
def test_what_is_looked_at_now_is_a_part_of_what_was_fetched_whole(before, now, wrong, right, about):
    assert found(now, before) == [(wrong, right, about)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (run("cat a.py", size=30_000), run("grep x a.py")),
        (run("cat big.log", size=900), run("head -2 big.log")),
        (run("cat big.log", size=30_000), run("cat big.log", size=30_000)),
        (run("cat big.log", size=30_000), run("grep x other.log")),
        (run("cat big.log", size=30_000), run("rm big.log")),
        (run("pytest tests/a.log", CUT, size=30_000), run("pytest tests/b.log")),
        (run("ls -R", CUT, size=30_000), run("ls src")),
        (run("npm test", size=30_000), run("npm test --silent")),
    ],
)
def test_what_may_have_been_wanted_whole_or_is_something_else_tells_nothing(before, now):
    assert found(now, before) == []


def test_what_is_counted_is_what_the_narrower_call_spares():
    (episode,) = find(run("head big.log", "x" * 3600), (run("cat big.log", size=36_000),), PROJECT)
    assert 8_500 < episode.tokens < 9_500


def test_only_the_next_few_moments_count():
    others = [run("ls")] * 3
    assert found(run("head big.log"), run("cat big.log", size=30_000), *others) == []
