"""What happened in a session, as learning sees it."""

from headroom_cli.learn.steps import Request, Said, Step, moments
from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result
from tests.transcripts.making import transcript


def seen(tmp_path, *turns):
    (tmp_path / "x").touch()
    return list(moments(transcript(tmp_path / "x", session="s"), turns))


def call(name):
    return Call(id=name, tool="Bash", arguments={"command": name}, does="run", what=name, folder="/shop")


def prompt(text, by="person"):
    return Prompt(text=text, by=by, at=1)


REPLY = Reply(
    id="r", at=2, model="claude-opus-5-5", calls=(call("a"), call("b")),
    usage=Usage(input=1, output=2, cache_read=3, cache_write_5m=4, cache_write_1h=10, reported=True),
)  # fmt: skip


def test_a_call_and_its_result_are_one_step_with_its_share_of_the_request(tmp_path):
    request, step = seen(tmp_path, REPLY, Result(call="b", text="x: command not found", at=3, error=True))
    assert request == Request(2)
    assert isinstance(step, Step)
    assert (step.call.what, step.at, step.session, step.request) == ("b", 3, "s", 10.0)
    assert (step.failed, step.refused, step.size) == (True, False, 20)


def test_of_a_long_result_the_beginning_and_the_end_are_kept_and_the_size_of_the_whole(tmp_path):
    text = "a" * 10_000 + "b" * 10_000 + "c" * 10_000
    _, step = seen(tmp_path, REPLY, Result(call="a", text=text, at=3))
    assert step.size == 30_000
    assert len(step.text) < 6000
    assert step.text.startswith("aaa")
    assert step.text.endswith("ccc")


def test_a_result_of_no_known_call_is_nothing(tmp_path):
    assert seen(tmp_path, Result(call="z", text="", at=3)) == []


def test_only_a_person_is_heard_and_what_opens_the_session_is_told(tmp_path):
    one, _, two = seen(tmp_path, prompt("go"), prompt("date", "harness"), prompt("sub", "agent"), REPLY, prompt("no"))
    assert (one.text, one.opening) == ("go", True)
    assert (two.text, two.opening) == ("no", False)


def test_what_is_said_after_a_stop_or_a_refusal_is_told_so_once(tmp_path):
    refusal = Result(call="a", text="", at=3, error=True, refused=True)
    for stop in (Mark(kind="interrupted", at=3), refusal):
        heard = [m for m in seen(tmp_path, REPLY, stop, prompt("use make"), prompt("go")) if isinstance(m, Said)]
        assert [m.stopping for m in heard] == [True, False]
    assert not seen(tmp_path, Mark(kind="compacted", at=3), prompt("go"))[0].stopping


def test_what_a_person_ran_is_no_request_to_the_model(tmp_path):
    (step,) = seen(tmp_path, Reply(id="r", at=2, calls=(call("a"),)), Result(call="a", text="", at=3))
    assert step.call.what == "a"
