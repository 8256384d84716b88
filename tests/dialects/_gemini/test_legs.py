"""Requests of the Gemini API: the tool offered, hidden turns put back."""

import json

import pytest

from headroom_cli.dialects.gemini import PLUGIN as GEMINI
from headroom_cli.dialects.retrieving import Hidden
from headroom_cli.dialects.spans import patched
from tests.dialects.legs import request
from tests.fakes.speech import Gemini

SPEECH = Gemini()
BEFORE = '{"role":"model","parts":[1]},{"role":"user","parts":[2]}'
ASKED = SPEECH.prompt("go")
CALL, RESULT = '{"functionCall":{"name":"o"}}', '{"functionResponse":{"name":"o"}}'
OWN = {"functionCall": {"name": "Bash", "args": {}}}
THEIRS = SPEECH.results({"Bash_1": "y"})


def model(*parts: dict) -> dict:
    return {"role": "model", "parts": list(parts)}


def restored(contents: list[dict], hidden: Hidden) -> list[dict]:
    raw = request(SPEECH, contents)
    outline = GEMINI.outline(raw)
    [(number, _)] = GEMINI.retrieving.turns(raw, outline)
    return json.loads(patched(raw, GEMINI.retrieving.restored(raw, outline, number, hidden)))["contents"]


@pytest.mark.parametrize("key", ["parametersJsonSchema", "parameters"])
def test_the_tool_is_the_first_of_all_and_spelled_as_its_neighbours(key):
    raw = (
        b'{"contents":[],"tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a","%s":{}}]}]}' % key.encode()
    )
    offered = json.loads(GEMINI.retrieving.offer(raw, "t", "d", {"type": "object"}))["tools"][1]["functionDeclarations"]
    assert offered == [{"name": "t", "description": "d", key: {"type": "object"}}, {"name": "a", key: {}}]


@pytest.mark.parametrize(
    "rest",
    ['"tools":[{"googleSearch":{}}]', '"tools":[{"functionDeclarations":[]}]', '"tools":7',
     '"tools":[{"functionDeclarations":[{}]}],"cachedContent":"c"',
     '"tools":[{"functionDeclarations":[{}]}],"generationConfig":{"candidateCount":2}'],
)  # fmt: skip
def test_where_it_cannot_be_called_nothing_is_offered(rest):
    raw = f'{{"contents":[],{rest}}}'.encode()
    assert GEMINI.retrieving.offer(raw, "t", "d", {}) is raw


def test_a_stream_that_is_one_document_cannot_be_led_on():
    raw, base = request(SPEECH, ASKED), "https://x/v1beta/models/m:"
    assert [GEMINI.outline(raw, base + end).leads for end in ("streamGenerateContent?alt=sse", "generateContent")] == [
        True,
        True,
    ]
    assert not GEMINI.outline(raw, base + "streamGenerateContent").leads


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ([{"text": "a\n\nb"}, OWN], [{"text": "b"}, OWN]),
        ([{"text": "a"}, OWN], [OWN]),
        (
            [{"text": "h", "thought": True}, {"text": "a"}, {"text": "b"}],
            [{"text": "h", "thought": True}, {"text": "b"}],
        ),
    ],
)
def test_the_text_of_whole_legs_is_taken_off_what_is_left(parts, left):
    assert restored([*ASKED, model(*parts), *ASKED], Hidden((BEFORE,), 1)) == [
        *ASKED, *json.loads(f"[{BEFORE}]"), model(*left), *ASKED,
    ]  # fmt: skip


def test_an_answer_that_only_whole_legs_said_is_them():
    assert restored([*ASKED, model({"text": "a"}), *ASKED], Hidden((BEFORE,), 1)) == [
        *ASKED, *json.loads(f"[{BEFORE}]"), *ASKED,
    ]  # fmt: skip


def test_a_call_of_ours_stands_behind_the_agents_own_and_its_result_before_theirs():
    contents = restored([*ASKED, model({"text": "a"}, OWN), *THEIRS], Hidden(calls=(CALL,), results=(RESULT,)))
    assert contents[1]["parts"] == [{"text": "a"}, OWN, json.loads(CALL)]
    assert contents[2]["parts"] == [json.loads(RESULT), *THEIRS[0]["parts"]]


def test_a_call_that_nothing_follows_is_not_put_back():
    assert restored([*ASKED, model(OWN)], Hidden(calls=(CALL,), results=(RESULT,))) == [*ASKED, model(OWN)]
