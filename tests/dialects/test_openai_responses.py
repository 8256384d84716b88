"""The Responses API as Codex speaks it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.openai_responses import PLUGIN as RESPONSES
from headroom_cli.model import Usage
from tests.dialects.test_sse import chunks
from tests.fakes import openai
from tests.fakes.conversations import read_result

SESSION = openai.responses([("Read", {"file_path": "a"}, read_result(1, 9))])
USAGE = {"input_tokens": 120, "output_tokens": 7, "input_tokens_details": {"cached_tokens": 100}}
ADDED = {"type": "additional_tools", "role": "developer", "tools": [{"type": "namespace", "name": "functions",
         "tools": [{"type": "custom", "name": "exec"}]}]}  # fmt: skip


def outline_of(items: list | str, **more):
    return RESPONSES.outline(openai.RESPONSES.body(items, **more))


def blocks_of(item: object) -> list:
    return list(RESPONSES.message(json.dumps(item).encode()).blocks)


def test_the_messages_are_the_items_where_they_stand():
    raw = openai.RESPONSES.body(SESSION, tools=[{"type": "function", "name": "exec_command"}])
    outline = RESPONSES.outline(raw)
    assert [json.loads(raw[a:b]) for a, b in outline.messages] == SESSION
    assert (outline.model, outline.streaming, outline.clears, outline.untouchable) == ("gpt-5.2", True, False, "")
    assert outline.tools == ("exec_command",)


def test_an_input_of_one_string_is_one_message_of_the_user():
    raw = openai.RESPONSES.body("caf\u00e9?")
    [(start, end)] = RESPONSES.outline(raw).messages
    message = RESPONSES.message(raw[start:end])
    [block] = message.blocks
    assert (message.role, block.kind, block.role, block.text) == ("user", "text", "user", "caf\u00e9?")
    assert raw[start:end][slice(*block.span)] == raw[start:end]


def test_tools_that_the_input_begins_with_are_offered_and_later_ones_change_nothing():
    assert outline_of([ADDED, *SESSION], tools=[{"type": "web_search"}]).tools == ("web_search", "functions", "exec")
    assert outline_of([*SESSION, ADDED]).tools == ()
    quoting = {"type": "message", "role": "user", "content": 'the "additional_tools" item', "additional_tools": []}
    assert outline_of([quoting, ADDED]).tools == ()
    assert outline_of([{"role": "user", "content": 'a "developer"'}, ADDED]).tools == ()


def test_servers_that_codex_names_in_the_beginning_are_offered_too():
    told = "<tools>\nDeferred tool namespaces:\n- mcp__headroom: Use it - well: so.\n- multi_agent_v1: Tools.\n</tools>"
    first = {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "- no: x"}]}
    message = {**first, "content": [{"type": "input_text", "text": "- no: x"}, {"type": "input_text", "text": told}]}
    assert outline_of([ADDED, first, message, *SESSION]).tools == (
        "functions",
        "exec",
        "mcp__headroom",
        "multi_agent_v1",
    )
    assert outline_of([*SESSION, message]).tools == ()
    assert outline_of([{**message, "role": "user"}, *SESSION]).tools == ()


@pytest.mark.parametrize("more", [{"previous_response_id": "resp_1"}, {"conversation": "conv_1"}])
def test_a_history_that_the_provider_holds_is_not_rewritten(more):
    assert outline_of(SESSION, **more).untouchable == "the history is with the provider"
    assert outline_of(SESSION, **dict.fromkeys(more)).untouchable == ""


def test_nothing_leans_on_items_that_the_provider_may_drop():
    assert outline_of(SESSION, truncation="auto").clears
    assert not outline_of(SESSION, truncation="disabled").clears


def test_a_body_that_names_no_model_is_not_readable():
    with pytest.raises(NotReadable):
        RESPONSES.outline(b'{"input":[]}')


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {
                "type": "function_call",
                "call_id": "c1",
                "id": "fc1",
                "name": "exec_command",
                "arguments": '{"cmd":"ls"}',
            },
            ("call", "c1", "exec_command", {"cmd": "ls"}, '{"cmd":"ls"}'),
        ),
        (
            {"type": "custom_tool_call", "call_id": "c2", "name": "exec", "input": "text(1)"},
            ("call", "c2", "exec", {"input": "text(1)"}, "text(1)"),
        ),
        (
            {"type": "local_shell_call", "call_id": "c3", "action": {"type": "exec", "command": ["ls", "-l"]}},
            ("call", "c3", "shell", {"type": "exec", "command": "ls -l"}, '{"type": "exec", "command": ["ls", "-l"]}'),
        ),
        ({"type": "function_call_output", "call_id": "c1", "output": "out"}, ("result", "c1", "", {}, "out")),
        (
            {"type": "custom_tool_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "out"}]},
            ("result", "c2", "", {}, "out"),
        ),
        ({"type": "local_shell_call_output", "id": "c3", "output": "out"}, ("result", "c3", "", {}, "out")),
        ({"type": "message", "role": "user", "content": "hi"}, ("text", "", "", {}, "hi")),
        ({"role": "assistant", "content": [{"type": "output_text", "text": "hi"}]}, ("text", "", "", {}, "hi")),
    ],
)
def test_calls_results_and_texts_are_blocks(item, expected):
    [block] = blocks_of(item)
    assert (block.kind, block.call, block.tool, dict(block.arguments), block.text) == expected


@pytest.mark.parametrize(
    "item",
    [
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "x"}], "encrypted_content": "gAAA"},
        {"type": "compaction", "encrypted_content": "gAAA"},
        ADDED,
        {"type": "compaction_trigger"},
        {"type": "mcp_call", "name": "f", "arguments": "{}", "output": "out"},
        {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_image", "image_url": "data:"}]},
        {"type": "function_call_output", "call_id": "c", "output": None},
        {"type": "function_call_output", "call_id": "c"},
        {"type": "local_shell_call", "call_id": "c"},
        {"type": "something_new", "content": "x", "output": "y"},
    ],
)
def test_nothing_else_is_a_block(item):
    assert blocks_of(item) == []


def test_who_speaks_in_an_item_is_written_down_or_follows_from_its_type():
    items = [*SESSION, {"type": "local_shell_call", "action": {}}, {"type": "compaction_trigger"}]
    roles = [RESPONSES.message(json.dumps(item).encode()).role for item in items]
    assert roles == ["user", "assistant", "assistant", "", "assistant", ""]


def test_an_action_that_is_no_object_is_a_call_without_arguments():
    [block] = blocks_of({"type": "local_shell_call", "call_id": "c", "action": [1]})
    assert block.arguments == {}


def test_a_compaction_makes_the_provider_forget():
    assert RESPONSES.message(b'{"type":"compaction","encrypted_content":"gAAA"}').resets
    assert not RESPONSES.message(b'{"type":"compaction_trigger"}').resets


def test_a_call_that_cannot_be_parsed_or_is_cut_inside_an_emoji_is_a_call():
    [block] = blocks_of({"type": "function_call", "call_id": "c", "name": "x", "arguments": '{"a": "\ud83d'})
    assert (block.tool, block.arguments) == ("x", {})


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ({"type": "function_call_output", "call_id": "c", "output": "x"}, True),
        ({"role": "user", "content": [{"type": "input_text", "text": "x"}]}, True),
        ({"type": "message", "role": "user", "content": "x"}, True),
        ({"role": "user", "content": [{"type": "text", "text": "x"}]}, False),
        ({"role": "assistant", "content": None, "tool_calls": []}, False),
        ({"role": "tool", "tool_call_id": "c", "content": "x"}, False),
        ({"role": "something new", "content": {"text": "x"}}, False),
        ({"type": "message", "role": "something new", "content": "x"}, True),
        ({"parts": []}, False),
    ],
)
def test_its_items_are_known_by_their_types(item, known):
    assert RESPONSES.knows(item) is known


def stream(*events: dict) -> bytes:
    return b"".join(f"event: {e['type']}\ndata: {json.dumps(e, ensure_ascii=False)}\n\n".encode() for e in events)


BEGIN = {"type": "response.created", "response": {"status": "in_progress", "error": None, "usage": None}}
DELTA = {"type": "response.output_text.delta", "delta": 'usage "response.completed" \u00e9'}


@pytest.mark.parametrize("end", ["response.completed", "response.incomplete"])
@given(cuts=st.lists(st.integers(0, 10_000), max_size=12))
def test_the_usage_of_the_last_event_is_read_at_any_chunking(end, cuts):
    done = {"type": end, "response": {"id": "resp", "error": None, "usage": USAGE}}
    reader, whole = RESPONSES.reader(streaming=True), stream(BEGIN, DELTA, done)
    assert b"".join(map(reader.feed, chunks(whole, cuts))) + reader.close() == whole
    assert (reader.usage, reader.error) == (Usage(input=20, output=7, cache_read=100, reported=True), "")


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"type": "response.failed", "response": {"error": {"code": "rate_limit_exceeded"}}}, "rate_limit_exceeded"),
        ({"type": "error", "code": "server_error", "message": "x"}, "server_error"),
        ({"type": "error", "status": 429, "error": {"type": "usage_limit_reached"}}, "usage_limit_reached"),
        ({"type": "error"}, "error"),
    ],
)
def test_an_error_event_is_noticed(event, kind):
    reader = RESPONSES.reader(streaming=True)
    reader.feed(stream(BEGIN, event))
    assert reader.error == kind


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"object": "response", "error": None, "usage": USAGE}, (20, "")),
        ({"error": {"type": "invalid_request_error", "code": None}}, (0, "invalid_request_error")),
        ({"object": "response", "status": "failed", "error": {"code": "server_error"}}, (0, "server_error")),
    ],
)
def test_a_document_tells_the_same(document, told):
    reader = RESPONSES.reader(streaming=False)
    reader.feed(json.dumps(document).encode())
    reader.close()
    assert (reader.usage.input, reader.error) == told
