"""Commands that a person's text tells of."""

import json

import pytest

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects.told import BEGINNING, result
from headroom_cli.model import Block
from tests.fakes import openai
from tests.fakes.conversations import body, log, plain_file

DIALECTS = registry.load_all("dialects")
REPORT = "I ran this command:\n\ntail -f log\n\nAnd got this output:\n\n{}\n\n"
FILES = "I have *added these files to the chat* so you can go ahead.\n\napp.py\n```\n{}\n```\n"


def said(text: str, **more) -> Block:
    return result(Block(**{"text": text, "span": (0, len(text)), "kind": "text", "role": "user", **more}))


def test_a_report_is_the_result_of_its_command():
    block = said(REPORT.format("a\nb"))
    assert (block.kind, block.tool, block.arguments) == ("result", "run", {"command": "tail -f log"})
    assert block.text == REPORT.format("a\nb")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("fix it", {}),
        (FILES.format("x = 1"), {}),
        ("# USER\n" + REPORT.format("a"), {}),
        ("I ran this command:\n\nls\n\nand it failed", {}),
        (REPORT.format("a"), {"role": "assistant"}),
        (REPORT.format("a"), {"kind": "call"}),
    ],
)
def test_nothing_else_is(text, more):
    assert said(text, **more).kind == more.get("kind", "text")


def test_the_string_of_a_report_is_known_by_its_first_bytes():
    assert BEGINNING in json.dumps({"content": REPORT.format("a")}).encode()
    assert BEGINNING not in json.dumps({"content": f"> {REPORT}"}).encode()


def spoken() -> list[dict]:
    outputs = [REPORT.format(log(200)), REPORT.format(log(200))]
    texts = [FILES.format(plain_file(1, 90)), outputs[0], "what is it?", outputs[1], FILES.format(plain_file(1, 90))]
    return [m for t in texts for m in ({"role": "user", "content": t}, {"role": "assistant", "content": "Ok."})]


@pytest.mark.parametrize("name", ["anthropic", "openai_chat"])
def test_outputs_are_said_in_fewer_tokens_and_files_and_questions_stay(name):
    messages, dialect = spoken(), DIALECTS[name]
    request = body(messages, tools=()) if name == "anthropic" else openai.CHAT.body(messages)
    outline = dialect.outline(request)
    assert outline.untouchable == ""
    found = Rewriter(registry.load_all("compressors")).rewrite(dialect, request, outline, Rules(in_reach=True))
    went = [m["content"] for m in json.loads(splice(request, found.edits))["messages"]]
    came = [m["content"] for m in messages]
    assert [n for n in range(len(came)) if came[n] != went[n]] == [2, 6]
    assert went[2].startswith("I ran this command:\n\ntail -f log\n\nAnd got this output:\n\n[log")
    assert went[6].startswith("[headroom: the same text as above")
    assert not any("headroom_retrieve" in text for text in went)


def test_without_a_report_a_request_of_the_messages_api_without_tools_still_passes():
    assert DIALECTS["anthropic"].outline(body([{"role": "user", "content": "hm"}], tools=())).untouchable
