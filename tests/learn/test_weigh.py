"""What a failed call cost, and how it is quoted."""

from headroom_cli import tokens
from headroom_cli.learn import weigh
from tests.fakes.conversations import log
from tests.learn.making import run, step


def test_the_estimate_is_near_the_count():
    for text in (log(40), "/bin/bash: line 1: pytest: command not found\n" * 9):
        assert 0.6 < weigh.spent(run("make", text)) / tokens.count(text) < 1.5


def test_the_whole_result_counts_not_only_what_is_kept_of_it():
    assert weigh.spent(run("make", "x" * 100, size=36_000)) > 9_000


def test_a_quote_is_one_masked_line():
    assert weigh.quote(run("a \\\n  b --token abcdefgh")) == "a \\ b --token ***"
    assert weigh.quote(step("read", "/shop/a.py")) == "Read /shop/a.py"
    assert len(weigh.quote(run("x " * 500))) <= 160


def test_the_cost_names_the_call():
    told = weigh.cost(run("make", "no", 1, at=7.0, session="z"))
    assert (told["session"], told["at"], told["tried"], told["request"]) == ("z", 7.0, "make", 100.0)
