"""What OpenAI's two dialects have in common."""

import json
import time

import pytest

from headroom_cli.dialects._openai.shared import OpenAI, call, error_kind, result, tool_names, usage
from headroom_cli.dialects.node import root
from headroom_cli.model import Usage

HEAD = "Chunk ID: 1237a5\nWall time: 0.0000 seconds\n"
CUT = "Warning: truncated output (original token count: 56082)\nTotal output lines: 2500\n\n"


def results(output: object):
    return list(result(root(json.dumps(output).encode()), ("input_text",), "c1"))


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}Process exited with code 2\nOriginal token count: 26\nOutput:\nno such file",
        f"{HEAD}Process exited with code -9\nOutput:\n",
        "Exit code: 1\nWall time: 0 seconds\nOutput:\nx",
        "Script failed\nWall time 0.0 seconds\nOutput:\n",
        "apply_patch verification failed: Failed to find expected lines",
        '{"chunk_id":"0aa3f9","wall_time_seconds":0.000003847,"exit_code":2,"original_token_count":26,"output":"x"}',
        CUT + '{"chunk_id":"e5fdd2","wall_time_seconds":0.1,"exit_code":1,"output":"x',
        '{"command":"grep \\"a,b\\" x","returncode":1,"stderr":"","stdout":""}',
    ],
)
def test_what_tells_of_a_failure_is_an_error(text):
    assert [block.error for block in results(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}Process exited with code 0\nOutput:\nProcess exited with code 1\n",
        f"{HEAD}Process running with session ID 50902\nOutput:\n",
        "Exit code: 0\nOutput:\nSuccess.",
        "Script completed\nWall time 0.1 seconds\nOutput:\n",
        '{"chunk_id":"0aa3f9","exit_code":0,"output":"{\\"exit_code\\":1}"}',
        '{"output":"x","exit_code":0}',
        '{"items":[{"exit_code":1}]}',
        "the patch: apply_patch verification failed",
        "",
    ],
)
def test_what_tells_of_none_is_no_error(text):
    assert [block.error for block in results(text)] == [False]


def test_one_failed_text_makes_its_whole_result_an_error():
    texts = [{"type": "input_text", "text": "Script failed\n"}, {"type": "input_text", "text": "out"}]
    assert [(b.text, b.error, b.call) for b in results(texts)] == [("Script failed\n", True, "c1"), ("out", True, "c1")]


def test_a_long_text_is_looked_at_in_linear_time():
    began = time.process_time()
    for text in ('{"output":"' + '\\"a' * 500_000, "{" + '"a":1,' * 200_000, "Chunk ID: " * 200_000):
        results(text)
    assert time.process_time() - began < 2


def arguments_of(fields: dict, key: str):
    return [b.arguments for b in call(root(json.dumps(fields).encode()).fields(), key, call="c1")]


def test_the_arguments_of_a_call_are_parsed_and_plain_input_is_taken_as_it_is():
    assert arguments_of({"name": "Read", "arguments": '{"path": "a"}'}, "arguments") == [{"path": "a"}]
    assert arguments_of({"name": "exec", "input": '{"path": "a"}'}, "input") == [{"input": '{"path": "a"}'}]


@pytest.mark.parametrize("broken", ["", "[1]", "{", "null", "[" * 100_000])
def test_arguments_that_are_no_object_are_none(broken):
    assert arguments_of({"name": "Read", "arguments": broken}, "arguments") == [{}]


def test_a_call_without_a_string_of_arguments_is_no_block():
    assert arguments_of({"name": "Read", "arguments": {"path": "a"}}, "arguments") == []
    assert arguments_of({"name": "Read"}, "arguments") == []


def test_the_names_of_tools_are_found_in_every_form():
    tools = [
        {"type": "function", "function": {"name": "chat_function"}},
        {"type": "custom", "custom": {"name": "chat_custom"}},
        {"type": "function", "name": "flat"},
        {"type": "namespace", "name": "mcp__headroom", "tools": [{"type": "function", "name": "headroom_retrieve"}]},
        {"type": "web_search"},
        "odd",
    ]
    names = ("chat_function", "chat_custom", "flat", "mcp__headroom", "headroom_retrieve", "web_search")
    assert tool_names(json.dumps(tools).encode()) == names
    assert tool_names(b"null") == ()


def test_what_was_read_from_the_cache_is_not_counted_as_input():
    figures = {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 60}, "output_tokens": 7}
    assert usage(Usage(), figures, "input", "output") == Usage(input=40, cache_read=60, output=7, reported=True)
    assert usage(Usage(input=3), None, "input", "output") == Usage(input=3)
    assert usage(Usage(), {"prompt_tokens": 5}, "prompt", "completion") == Usage(input=5, reported=True)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": "rate_limit_exceeded", "type": "tokens"}, "rate_limit_exceeded"),
        ({"code": None, "type": "server_error"}, "server_error"),
        ({}, "error"),
        (None, ""),
    ],
)
def test_an_error_is_known_by_its_code_or_its_type(error, kind):
    assert error_kind({"error": error}) == kind


def test_a_path_is_known_at_any_spelling_and_only_that_one_is_a_conversation():
    api = OpenAI("x", "chat/completions")
    for path in ("/v1/chat/completions", "/chat/completions", "/v1/v1/chat/completions"):
        assert api.speaks("POST", path)
        assert api.canonical(path) == "/v1/chat/completions"
        assert api.home(path, {})
    for method, path in (
        ("GET", "/v1/chat/completions"),
        ("POST", "/v1/chat/completions/x"),
        ("POST", "/v1/responses"),
    ):
        assert not api.speaks(method, path)


@pytest.mark.parametrize(
    "path", ["/openai/deployments/my.gpt-5/chat/completions", "/openai/v1/chat/completions", "/api/v1/chat/completions"]
)
def test_what_a_gateway_has_before_the_path_stays_there(path):
    api = OpenAI("x", "chat/completions")
    assert (api.speaks("POST", path), api.home(path, {}), api.canonical(path)) == (True, True, path)
    assert api.passing(path) == ""


def test_its_other_paths_and_its_header_are_home_and_others_are_not():
    api = OpenAI("x", "responses")
    assert api.home("/v1/embeddings", {})
    assert api.home("/v1/models", {"openai-beta": "responses_websockets"})
    assert not api.home("/v1/messages", {"authorization": "Bearer k"})
    assert api.canonical("/v1/embeddings") == "/v1/embeddings"


def test_errors_have_the_providers_shape():
    assert json.loads(OpenAI("x", "responses").error(502, "no way")) == {
        "error": {"message": "no way", "type": "api_error", "param": None, "code": None}
    }
