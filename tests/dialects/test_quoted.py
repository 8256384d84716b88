"""Outputs that an agent quotes once more."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import original, splice
from headroom_cli.dialects.node import block, root
from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES
from headroom_cli.dialects.quoted import opened
from tests.fakes import openai
from tests.fakes.conversations import log, rows

HEAD = {"chunk_id": "e5fdd2", "wall_time_seconds": 0.000014758, "exit_code": 0, "original_token_count": 56082}
CUT = "Warning: truncated output (original token count: 56734)\nTotal output lines: 1\n\n"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def open_(text: str, spell=said):
    raw = spell(text).encode("utf-8", "surrogatepass")
    return opened(block(root(raw), kind="result"), raw), raw


@given(TEXTS, st.sampled_from(["", CUT]), st.sampled_from([{}, {"session_id": 7}, {"stderr": "é\n"}]))
def test_the_block_is_what_was_printed_and_its_span_its_own_quotes(printed, before, after):
    text = before + said({**HEAD, "output": printed, **after})
    found, raw = open_(text)
    assert (found.text, found.quoted) == (printed, True)
    start, end = found.span
    assert json.loads(json.loads(b'"' + raw[start:end] + b'"')) == printed
    assert json.loads(raw[:start] + rb"\"new\"" + raw[end:]) == before + said({**HEAD, "output": "new", **after})


@pytest.mark.parametrize(
    "text",
    [
        said({"command": 'ls "x"', "returncode": 0, "stderr": "", "stdout": "a\nb"}),
        said({"output": "a\nb", "exit_code": 0}),
        json.dumps({"exit_code": 0, "output": "a\nb"}),
    ],
)
def test_other_shells_quote_it_too(text):
    assert open_(text)[0].text == "a\nb"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        rows(9),
        said({"output": "an API's answer", "id": 3}),
        said({**HEAD, "output": ["a"]}),
        said({**HEAD, "nested": {"output": "x"}}),
        said({**HEAD, "output": "cut"})[:-2],
        '{"exit_code":0,"output":"bad \\x escape"}',
        said({**HEAD, "output": "x"}) + "\ud83d",
    ],
)
def test_anything_else_stays_the_block_that_it_is(text):
    found, raw = open_(text)
    assert (found.text, found.span, found.quoted) == (text, (0, len(raw)), False)


def test_where_the_quotes_are_not_certain_the_string_is_the_block():
    found, _ = open_(said({**HEAD, "output": "x"}), lambda text: said(text).replace("exit", "e\\u0078it"))
    assert not found.quoted


def test_a_log_in_there_is_shortened_and_kept_as_it_was_printed():
    printed = log(300)
    text = said({**HEAD, "output": printed})
    call = {"type": "custom_tool_call", "call_id": "c", "name": "exec", "input": "text(r)"}
    output = [{"type": "input_text", "text": "Script completed\nOutput:\n"}, {"type": "input_text", "text": text}]
    body = openai.RESPONSES.body([call, {"type": "custom_tool_call_output", "call_id": "c", "output": output}])
    rewriter = Rewriter(registry.load_all("compressors"))
    (edit,) = rewriter.rewrite(RESPONSES, body, RESPONSES.outline(body), Rules(in_reach=True)).edits
    assert original(body, edit) == printed
    *_, part = json.loads(splice(body, [edit]))["input"][-1]["output"]
    assert json.loads(part["text"]) == {**HEAD, "output": edit.text}
    assert edit.after < edit.before / 2
