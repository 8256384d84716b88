"""Which blocks may be touched, and why not the others."""

from dataclasses import replace

import pytest

from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.model import Block, Level

RESULT = Block(text="some words of a long output\n" * 40, span=(0, 0), kind="result", tool="Bash")


def test_a_long_result_may_be_touched():
    assert why_not(RESULT, Rules()) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "text"}, "not a tool result"),
        ({"kind": "call"}, "not a tool result"),
        ({"error": True}, "an error result"),
        ({"tool": "headroom_retrieve"}, "a retrieved original"),
        ({"tool": "mcp__headroom__headroom_retrieve"}, "a retrieved original"),
        (
            {"tool": "exec", "arguments": {"input": "text(await tools.x__headroom_retrieve({}))"}},
            "a retrieved original",
        ),
        ({"text": "short"}, "too small"),
        ({"text": "a long line\n" * 170_000}, "too large"),
        ({"text": "a b c d\n" * 15}, "too small"),
        ({"text": RESULT.text + "\ud83d"}, "a lone surrogate"),
    ],
)
def test_others_stay_and_the_reason_is_said(change, reason):
    assert why_not(replace(RESULT, **change), Rules()) == reason


@pytest.mark.parametrize("pattern", ["tool:Ba*", "path:*/secret/*", "re:long out.ut", "re:words of ("])
def test_what_a_person_excluded_stays(pattern):
    block = replace(RESULT, arguments={"file_path": "/x/secret/y"}, text=RESULT.text + "words of (")
    assert why_not(block, Rules(exclude=(pattern,))) == "excluded"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"file_path": "/x/secret/y"}, ""),
        ({"command": "cd /x && cat 'secret/y' | head"}, ""),
        ({"command": "cat /x/secret/y"}, ""),
        ({"pattern": "password"}, "src/a.py:3:x = 1\nsecret/y:12:password=1\n"),
        ({"pattern": "password"}, "/x/secret/y-12-password=1\n"),
    ],
)
def test_a_path_is_excluded_however_a_tool_came_to_it(arguments, text):
    block = replace(RESULT, arguments=arguments, text=text + RESULT.text)
    assert why_not(block, Rules(exclude=("path:*/secret/*",))) == "excluded"


@pytest.mark.parametrize("pattern", ["tool:Read", "path:*/other/*", "re:not there", "nonsense", "what:Bash"])
def test_other_patterns_exclude_nothing(pattern):
    assert why_not(replace(RESULT, arguments={"file_path": "/x"}), Rules(exclude=(pattern,))) == ""


def test_without_the_tool_in_reach_nothing_is_left_out():
    assert Rules(level=Level.BALANCED, in_reach=False).effective is Level.LOSSLESS
    assert Rules(level=Level.AGGRESSIVE, in_reach=True).effective is Level.AGGRESSIVE
    assert Rules(level=Level.OFF, in_reach=False).effective is Level.OFF
