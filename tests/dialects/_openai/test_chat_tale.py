"""An answer of Chat Completions, leg after leg."""

import json

from headroom_cli.dialects._openai.chat_tale import parts, text_of
from headroom_cli.dialects.openai_chat import PLUGIN as CHAT
from tests.dialects.legs import HIDE, play
from tests.fakes.speech import Chat


def chunk(delta: dict, stop: str | None = None, **more) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": stop}
    return f"data: {json.dumps({'id': 'a', 'choices': [choice]} | more)}\n\n".encode()


def call(index: int, name: str, arguments: str = "{}", **more) -> dict:
    return {
        "index": index,
        "id": f"c{index}",
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    } | more


DONE = b"data: [DONE]\n\n"
USAGE = b'data: {"id":"a","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}\n\n'


def test_what_the_provider_adds_to_a_call_goes_back_with_it():
    signed = call(0, HIDE, extra_content={"google": {"thought_signature": "s"}})
    leg = chunk({"role": "assistant", "reasoning_content": "h"}) + chunk({"reasoning_content": "m"})
    leg += chunk({"tool_calls": [signed]}) + chunk({}, "tool_calls") + DONE
    [sent] = play(Chat(), [leg, chunk({"content": "b"}) + chunk({}, "stop") + DONE]).sent
    spoken = json.loads(sent)["messages"][-2]
    assert spoken["reasoning_content"] == "hm"
    assert spoken["tool_calls"] == [{key: said for key, said in signed.items() if key != "index"}]


def test_a_piece_that_says_more_than_our_call_keeps_the_rest():
    leg = chunk({"content": "x", "tool_calls": [call(0, HIDE), call(1, "Bash")]}, "tool_calls") + USAGE + DONE
    heard = play(Chat(), [leg]).heard()
    assert (heard.texts, heard.calls, heard.stop) == (["x"], ["c1"], "tool_calls")


def test_a_call_beside_the_word_stop_is_answered_too():
    leg = chunk({"tool_calls": [call(0, HIDE)]}, "stop") + DONE
    assert len(play(Chat(), [leg, chunk({"content": "b"}, "stop") + DONE]).sent) == 1


def test_several_answers_at_once_go_by():
    choices = [{"index": number, "delta": {}} for number in (0, 1)]
    two = f"data: {json.dumps({'id': 'a', 'choices': choices})}\n\n".encode()
    assert play(Chat(), [two + DONE]).seen == two + DONE


def test_arguments_that_are_not_json_are_none():
    assert [part.arguments for part in parts({"tool_calls": [call(0, HIDE, '{"k')]}, HIDE)] == [None, {}]


def test_the_text_of_a_message_may_come_in_parts():
    assert text_of([{"type": "text", "text": "a"}, {"type": "image_url"}, {"type": "text", "text": "b"}]) == "ab"
    assert (text_of(None), text_of("a")) == ("", "a")


def test_an_error_in_the_midst_of_a_stream_is_one_line():
    failure = CHAT.retrieving.tale(HIDE, streaming=True).failure(b'{"error":\n {"code": 1}}')
    assert failure == b'data: {"error":{"code":1}}\n\n'
