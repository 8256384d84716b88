"""The Gemini API as gemini-cli and Google's SDKs speak it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects.gemini import PLUGIN as GEMINI
from headroom_cli.model import Usage
from tests.dialects.test_sse import chunks
from tests.fakes import openai
from tests.fakes.conversations import read_result

SESSION = openai.gemini([("read_file", {"file_path": "a"}, read_result(1, 9))])
STREAM = "/v1beta/models/gemini-2.5-pro:streamGenerateContent"
USAGE = {
    "promptTokenCount": 120,
    "cachedContentTokenCount": 100,
    "toolUsePromptTokenCount": 3,
    "candidatesTokenCount": 5,
    "thoughtsTokenCount": 2,
    "totalTokenCount": 130,
}
TOLD = Usage(input=23, output=7, cache_read=100, reported=True)


def body(contents: list, **more) -> bytes:
    return json.dumps({"contents": contents, **more}, ensure_ascii=False, separators=(",", ":")).encode()


def blocks_of(*parts: dict, role: str = "user") -> list:
    return list(GEMINI.message(json.dumps({"parts": parts, "role": role}).encode()).blocks)


@pytest.mark.parametrize(
    ("path", "spoken"),
    [
        (STREAM, True),
        ("/v1/models/gemini-3-pro:generateContent", True),
        ("/v1beta/v1beta/models/x:generateContent", True),
        ("/v1beta/tunedModels/mine:generateContent", True),
        ("/v1beta/models/x:countTokens", False),
        ("/v1beta/models/x:embedContent", False),
        ("/v1beta/models", False),
        ("/v1beta1/projects/p/locations/l/publishers/google/models/x:generateContent", False),
        ("/v1/messages", False),
    ],
)
def test_only_what_a_model_is_asked_to_generate_is_spoken(path, spoken):
    assert GEMINI.speaks("POST", path) is spoken
    assert not GEMINI.speaks("GET", path)


def test_conversations_by_vertex_are_known_and_pass():
    path = "/v1beta1/projects/p/locations/l/publishers/google/models/x:streamGenerateContent"
    assert (GEMINI.passing(path), GEMINI.passing(STREAM)) == ("Gemini by Vertex AI", "")
    assert GEMINI.home(path, {})


def test_its_paths_and_its_key_are_known():
    assert GEMINI.home(STREAM, {})
    assert GEMINI.home("/v1/models/x:countTokens", {})
    assert GEMINI.home("/", {"x-goog-api-key": "k"})
    assert not GEMINI.home("/v1/messages", {})
    assert not GEMINI.home("/v1/chat/completions", {})


def test_a_version_that_base_url_and_client_both_say_is_said_once():
    assert GEMINI.canonical("/v1beta/v1beta/models/x:generateContent") == "/v1beta/models/x:generateContent"
    assert GEMINI.canonical(STREAM) == STREAM


def test_the_url_names_the_model_and_asks_for_events():
    raw = body(SESSION, tools=[{"functionDeclarations": [{"name": "read_file"}]}, {"googleSearch": {}}])
    outline = GEMINI.outline(raw, f"https://g.test{STREAM}?alt=sse")
    assert [json.loads(raw[a:b]) for a, b in outline.messages] == SESSION
    assert (outline.model, outline.streaming, outline.clears, outline.untouchable) == (
        "gemini-2.5-pro",
        True,
        False,
        "",
    )
    assert outline.tools == ("read_file", "googleSearch")
    assert GEMINI.outline(raw, f"https://g.test{STREAM}").streaming is False
    assert GEMINI.outline(raw).model == ""


@pytest.mark.parametrize("key", ["cachedContent", "cached_content"])
def test_what_stands_behind_a_cached_content_is_not_rewritten(key):
    assert GEMINI.outline(body(SESSION, **{key: "cachedContents/x"})).untouchable == "the history is with the provider"
    assert GEMINI.outline(body(SESSION, **{key: None})).untouchable == ""


@pytest.mark.parametrize(
    ("call", "answer"), [("functionCall", "functionResponse"), ("function_call", "function_response")]
)
def test_a_call_and_its_answer_are_blocks_in_both_spellings(call, answer):
    [asked] = blocks_of(
        {call: {"name": "ls", "id": "c1", "args": {"path": "/a"}}, "thoughtSignature": "TU9D"}, role="model"
    )
    [result] = blocks_of({answer: {"name": "ls", "id": "c1", "response": {"output": "a\nb"}}})
    assert (asked.kind, asked.role, asked.call, asked.tool, asked.arguments) == (
        "call",
        "assistant",
        "c1",
        "ls",
        {"path": "/a"},
    )
    assert (result.kind, result.role, result.call, result.text, result.error) == ("result", "tool", "c1", "a\nb", False)


def test_without_ids_calls_and_answers_are_paired_by_name_and_order():
    names = ("ls", "cat", "ls")
    asked = blocks_of(*({"functionCall": {"name": n, "args": {"n": i}}} for i, n in enumerate(names)), role="model")
    answers = (("cat", "C"), ("ls", "first"), ("ls", "second"))
    given = blocks_of(*({"functionResponse": {"name": n, "response": {"output": text}}} for n, text in answers))
    arguments = {block.call: block.arguments["n"] for block in asked}
    assert {block.text: arguments[block.call] for block in given} == {"first": 0, "C": 1, "second": 2}


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"output": "x"}, [("x", False)]),
        ({"error": "boom"}, [("boom", True)]),
        ({"output": "x", "error": {"code": 1}}, [("x", True)]),
        ({"output": "x\nExit Code: 2\nProcess Group PGID: 7"}, [("x\nExit Code: 2\nProcess Group PGID: 7", True)]),
        ({"output": "<untrusted_context>\nx\nExit Code: 1\n</untrusted_context>"}, [(..., True)]),
        ({"output": "Exit Code: 2 is what it said\nand more"}, [(..., False)]),
        ({"output": "x\nExit Code: 0"}, [(..., False)]),
        (
            {"stdout": "x", "rows": 3, "content": [{"type": "text", "text": "y"}, "z", {"type": "image"}]},
            [("x", False), ("y", False)],
        ),
        ({"output": {"a": "nested"}}, []),
        ({}, []),
        (None, []),
        ("x", []),
    ],
)
def test_an_answer_is_the_texts_of_its_response_and_tells_of_its_errors(response, expected):
    found = blocks_of({"functionResponse": {"name": "f", "id": "c", "response": response}})
    assert [
        (block.text if text is not ... else ..., block.error) for block, (text, _) in zip(found, expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    "part",
    [
        {"text": "hm", "thought": True},
        {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
        {"fileData": {"fileUri": "x"}},
        {"executableCode": {"language": "PYTHON", "code": "x"}},
        {"codeExecutionResult": {"output": "x"}},
        {"functionResponse": {"name": "f", "parts": [{"inlineData": {"data": "AAAA"}}]}},
        {"functionCall": {"name": "f"}},
        {"something_new": {"text": "x"}},
    ],
)
def test_nothing_else_is_a_block(part):
    assert blocks_of(part) == []


def test_who_speaks_is_the_model_or_the_user():
    roles = [GEMINI.message(json.dumps(content).encode()).role for content in (*SESSION, {"parts": []})]
    assert roles == ["user", "assistant", "user", "user"]


@pytest.mark.parametrize(
    ("content", "known"),
    [
        ({"parts": [{"text": "x"}], "role": "user"}, True),
        ({"parts": [{"functionCall": {}}], "role": "model"}, True),
        ({"parts": [{"text": "x"}]}, True),
        ({"parts": ["x"]}, False),
        ({"parts": [], "role": "assistant"}, False),
        ({"content": [], "parts": []}, False),
    ],
)
def test_its_contents_are_known_by_their_parts(content, known):
    assert GEMINI.knows(content) is known


def stream(*events: dict, end: str = "\r\n\r\n") -> bytes:
    return b"".join(f"data: {json.dumps(event, ensure_ascii=False)}{end}".encode() for event in events)


PART = {"candidates": [{"content": {"parts": [{"text": "\u00e9 usageMetadata"}], "role": "model"}}]}


@given(cuts=st.lists(st.integers(0, 10_000), max_size=12))
def test_the_usage_so_far_is_read_at_any_chunking(cuts):
    whole = stream(PART, PART | {"usageMetadata": {"promptTokenCount": 120}}, PART | {"usageMetadata": USAGE})
    reader = GEMINI.reader(streaming=True)
    assert b"".join(map(reader.feed, chunks(whole, cuts))) + reader.close() == whole
    assert (reader.usage, reader.error) == (TOLD, "")


def test_a_document_and_a_list_of_documents_tell_the_same():
    for document in (PART | {"usageMetadata": USAGE}, [PART, PART | {"usageMetadata": USAGE}]):
        reader = GEMINI.reader(streaming=False)
        reader.feed(json.dumps(document).encode())
        reader.close()
        assert (reader.usage, reader.error) == (TOLD, "")


@pytest.mark.parametrize(
    ("error", "kind"),
    [({"code": 429, "status": "RESOURCE_EXHAUSTED"}, "RESOURCE_EXHAUSTED"), ({"code": 500}, "500"), ({}, "error")],
)
def test_an_error_is_noticed_wherever_it_stands(error, kind):
    readers = GEMINI.reader(streaming=True), GEMINI.reader(streaming=False), GEMINI.reader(streaming=False)
    documents = stream(PART, {"error": error}), json.dumps({"error": error}), json.dumps([{"error": error}])
    for reader, document in zip(readers, documents, strict=True):
        reader.feed(document if isinstance(document, bytes) else document.encode())
        reader.close()
        assert reader.error == kind


@pytest.mark.parametrize(("status", "said"), [(502, "UNAVAILABLE"), (413, "INVALID_ARGUMENT"), (500, "INTERNAL")])
def test_an_error_of_ours_has_its_shape(status, said):
    assert json.loads(GEMINI.error(status, "no")) == {"error": {"code": status, "message": "no", "status": said}}
