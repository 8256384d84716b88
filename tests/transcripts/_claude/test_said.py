"""Whose words they are."""

import pytest

from headroom_cli.transcripts import Result
from headroom_cli.transcripts._claude.said import correction, exit_code, interrupted, refused, speaker


@pytest.mark.parametrize(
    ("record", "text", "by"),
    [
        ({}, "fix it", "person"),
        ({"promptSource": "sdk"}, "fix it", "person"),
        ({"origin": {"kind": "human"}}, "fix it", "person"),
        ({"origin": {"kind": "task-notification"}}, "done", "harness"),
        ({"isMeta": True}, "fix it", "harness"),
        ({"isCompactSummary": True}, "fix it", "harness"),
        ({}, "<command-name>/compact</command-name>", "harness"),
        ({}, "  <system-reminder>date</system-reminder>", "harness"),
        ({"isSidechain": True}, "count", "agent"),
    ],
)
def test_a_text_is_a_persons_where_nothing_says_otherwise(record, text, by):
    assert speaker(record, text) == by


REFUSAL = "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit)."


def refusal(text):
    return Result(call="", text=text, at=0, error=True, refused=refused(text))


def test_a_refusal_may_hold_what_to_do_instead():
    assert correction(refusal(f"{REFUSAL} To tell you how to proceed, the user said:\nuse make\nplease")) == (
        "use make\nplease"
    )
    assert correction(refusal(REFUSAL)) == ""
    assert correction(refusal("Exit code 1\nThe user said: no")) == ""


def test_an_exit_code_stands_at_the_beginning():
    assert [exit_code(t) for t in ("Exit code 127\nx", "Error: Exit code 2", "x\nExit code 1")] == [127, 2, None]


def test_an_interruption_is_what_claude_code_writes_for_one():
    assert interrupted("[Request interrupted by user]")
    assert not interrupted("I was interrupted")
