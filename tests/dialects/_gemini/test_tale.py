"""An answer of the Gemini API, leg after leg."""

import json

from headroom_cli.dialects._gemini.tale import mark, parts
from headroom_cli.dialects.gemini import PLUGIN as GEMINI
from tests.dialects.legs import ASKS, HIDE, play
from tests.fakes.script import Turn
from tests.fakes.speech import Gemini

SPEECH = Gemini()


def event(*told: dict, **more) -> bytes:
    candidate = {"content": {"role": "model", "parts": list(told)}, "index": 0} | more
    document = {"candidates": [candidate], "responseId": "r", "usageMetadata": {"candidatesTokenCount": 3}}
    return f"data: {json.dumps(document)}\r\n\r\n".encode()


def test_thoughts_do_not_go_back_and_what_seals_a_call_does():
    [sent] = play(SPEECH, [Turn(thinking="hm", text="é and so on, at some length", calls=(ASKS,)), Turn(text="b")]).sent
    spoken, answered = json.loads(sent)["contents"][-2:]
    text, call = spoken["parts"]
    assert text == {"text": "é and so on, at some length"}
    assert call["thoughtSignature"]
    assert answered["parts"][0]["functionResponse"]["name"] == HIDE


def test_an_answer_goes_back_under_the_id_that_its_call_has():
    ours = {"functionCall": {"id": "f1", "name": HIDE, "args": {}}}
    [sent] = play(SPEECH, [event(ours, finishReason="STOP"), event({"text": "b"}, finishReason="STOP")]).sent
    assert json.loads(sent)["contents"][-1]["parts"][0]["functionResponse"]["id"] == "f1"


def test_a_last_event_that_says_more_than_our_call_keeps_the_rest():
    own = {"functionCall": {"name": "Bash", "args": {}}}
    leg = event({"text": "x"}, {"functionCall": {"name": HIDE, "args": {}}}, own, finishReason="STOP")
    heard = play(SPEECH, [leg]).heard()
    assert (heard.texts, len(heard.calls), heard.stop) == (["x"], 1, "STOP")


def test_texts_that_would_run_together_are_set_apart():
    assert play(SPEECH, [Turn(text="a", calls=(ASKS,)), Turn(text="b")]).heard().texts == ["a\n\nb"]
    assert play(SPEECH, [Turn(text="a", calls=(ASKS,)), Turn(text="b")], streaming=False).heard().texts == ["a\n\nb"]


def test_a_text_that_is_sealed_is_not_put_together_with_its_neighbours():
    told = [{"text": "a"}, {"text": "b"}, {"text": "", "thoughtSignature": "s"}, {"text": ""}, {"text": "c"}]
    assert [json.loads(part.raw)["text"] for part in parts(told, HIDE)] == ["ab", "", "c"]


def test_a_call_is_known_by_what_it_asks():
    assert mark({"name": "f", "args": {"a": 1, "b": 2}, "id": "x"}) == mark({"args": {"b": 2, "a": 1}, "name": "f"})


def test_an_error_in_the_midst_of_a_stream_is_one_line():
    failure = GEMINI.retrieving.tale(HIDE, streaming=True).failure(b'{"error":\n {"code": 1}}')
    assert failure == b'data: {"error":{"code":1}}\r\n\r\n'
