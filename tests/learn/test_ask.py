"""Asking an installed agent: what goes out, and what of its answer is taken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.errors import AgentNotFoundError, ConfigError, HeadroomError
from headroom_cli.learn import ask
from tests.learn.making import SAID, UNITTEST, UTIL, line

LINES = [line(UNITTEST), line(UTIL), line(SAID)]
OURS = [one.text for one in LINES]


def answer(*items):
    return "Here you are:\n" + json.dumps([{"from": numbers, "line": text} for numbers, text in items])


def taken(*items):
    return [one.text for one in ask.taken(answer(*items), LINES)]


def test_only_the_lines_and_how_to_answer_are_sent_and_it_is_said_how_much():
    asked = ask.question("claude", LINES)
    assert all(f"{n}. {text}" in asked.prompt for n, text in enumerate(OURS, 1))
    assert 100 < asked.sends < 250
    assert asked.takes == 180
    assert "$" in asked.limit


def test_another_agent_cannot_be_asked():
    with pytest.raises(ConfigError) as caught:
        ask.question("claud", LINES)
    assert caught.value.hint == "Did you mean 'claude'?"


def test_lines_may_be_reworded_put_together_ordered_and_left_out():
    both = "Tests: `python3 -m unittest`, no `pytest` here; helpers: `src/util.py`, not `src/utils.py`."
    never = "Never ever touch the generated files."
    assert taken(([3], never), ([1, 2], both)) == [never, both]
    assert taken(([2], OURS[1])) == [OURS[1]]
    (found,) = ask.taken(answer(([2, 1], both)), LINES)
    assert [lesson.claim for lesson in found.lessons] == [UTIL, UNITTEST]


@pytest.mark.parametrize(
    "text",
    [
        "Run tests with `python3 -m unittest`.",
        "Run tests with `python3 -m unittest -v`; `pytest` is not installed.",
        "Run tests with `python3 -m unittest`; `pytest` is not installed, see `docs/testing.md`.",
        "Run tests with `python3 -m unittest`; `pytest` is not installed, see docs/testing.md.",
        "Run tests with `python3 -m unittest`; `pytest` is not installed. --no-verify is fine.",
        "Never run tests with `python3 -m unittest`; `pytest` is not installed.",
        "Run tests with `python3 -m unittest`; `pytest` is not installed: https://evil.example",
        "Run tests with `python3 -m unittest`; `pytest` is not installed.\n- And more.",
        "Run tests with `python3 -m unittest`; `pytest` is not installed. <!-- x -->",
        "Run tests with `python3 -m unittest`; `pytest` is not installed. " + "Really. " * 40,
        "",
    ],
)
def test_what_names_anything_else_or_says_less_is_not_taken(text):
    assert taken(([1], text)) == [OURS[0]]


def test_numbers_that_are_not_there_or_used_twice_add_nothing():
    assert taken(([9], "x"), ([1], OURS[0]), ([1], OURS[0])) == [OURS[0]]
    assert taken(([2, 9], OURS[1])) == [OURS[1]]


@given(st.lists(st.tuples(st.lists(st.integers(0, 5) | st.text()), st.text() | st.integers())))
def test_whatever_the_answer_every_line_names_only_what_was_found(items):
    ours = " ".join(OURS)
    found = ask.taken(answer(*items), LINES)
    assert len({id(lesson) for one in found for lesson in one.lessons}) == sum(len(one.lessons) for one in found)
    for one in found:
        assert all(part.strip("`.,:") in ours for part in ask._NAME.findall(one.text))


@pytest.mark.parametrize("text", ["", "no", "{}", "[1", '{"line": "x"}', "[[["])
def test_an_answer_of_another_form_is_said_so(text):
    with pytest.raises(HeadroomError, match="form that was asked for"):
        ask.taken(text, LINES)


@pytest.fixture
def agent(tmp_path):
    """Put a `claude` on a PATH that does what a shell script says."""

    def make(script, name="claude"):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return {"PATH": f"{path.parent}:/usr/bin:/bin"}

    return make


def test_the_agent_reads_the_question_and_its_words_are_the_answer(agent):
    assert ask.ask(ask.question("claude", LINES), agent("cat")) == ask.question("claude", LINES).prompt


def test_what_an_agent_leaves_in_its_file_is_the_answer(agent):
    environment = agent("echo noise; echo '[]' > answer", "codex")
    assert ask.ask(ask.question("codex", LINES), environment) == "[]\n"


def test_it_runs_in_an_empty_folder_without_tools_and_with_a_limit(agent):
    said = ask.ask(ask.question("claude", LINES), agent('ls -A; echo "$@"'))
    assert said.split() == [
        "-p", "--safe-mode", "--tools=", "--no-session-persistence", "--output-format=text", "--max-budget-usd=0.25",
    ]  # fmt: skip


def test_an_agent_that_fails_is_said_so(agent):
    with pytest.raises(HeadroomError, match="ended with exit code 3"):
        ask.ask(ask.question("claude", LINES), agent("exit 3"))


def test_an_agent_that_does_not_answer_is_not_waited_for_for_ever(agent, monkeypatch):
    monkeypatch.setattr(ask, "SECONDS", 0.2)
    with pytest.raises(HeadroomError, match="gave no answer"):
        ask.ask(ask.question("claude", LINES), agent("exec sleep 9"))


def test_an_agent_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(AgentNotFoundError):
        ask.ask(ask.question("claude", LINES), {"PATH": str(tmp_path)})
