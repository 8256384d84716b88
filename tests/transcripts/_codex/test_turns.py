"""A Codex session as turns."""

from collections import Counter

from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result
from headroom_cli.transcripts._codex.turns import read
from headroom_cli.transcripts._lines import FOREIGN
from tests.transcripts.making import CodexSession, transcript


def told(session, tmp_path):
    skipped = Counter()
    return list(read(transcript(session.save(tmp_path), session="s", folder="/"), skipped)), skipped


def test_a_session_is_prompts_replies_and_results_in_order(tmp_path):
    session = CodexSession(project="/shop")
    session.says("run the tests")
    session.run("pytest -q", "pytest: command not found", 127)
    session.answers("It is missing.")
    turns, skipped = told(session, tmp_path)
    call = Call(id="call_0001_1", tool="exec_command", arguments={"cmd": "pytest -q"}, does="run", what="pytest -q",
                folder="/shop")  # fmt: skip
    used = Usage(input=900, output=40, cache_read=9000, reported=True)
    prompt, reply, result, last = turns
    assert skipped == Counter()
    assert prompt == Prompt(text="run the tests", by="person", at=session.at - 5)
    assert reply == Reply(id="resp_0001_1", at=session.at - 4, model="gpt-5.5", calls=(call,), usage=used)
    assert (result.call, result.error, result.code) == ("call_0001_1", True, 127)
    assert (last.id, last.text, last.usage) == ("resp_0001_2", "It is missing.", used)


def test_reasoning_words_and_calls_of_one_response_are_one_reply(tmp_path):
    session = CodexSession(project="/shop")
    session.item("reasoning", summary=[{"type": "summary_text", "text": "ab"}], encrypted_content="12345")
    session.item("message", role="assistant", content=[{"type": "output_text", "text": "So."}])
    session.run("ls")
    session.answers("Done.")
    one, _, two = told(session, tmp_path)[0]
    assert (one.thinking, one.text, len(one.calls)) == (7, "So.", 1)
    assert two.text == "Done."


def test_older_histories_have_the_usage_in_an_event_after_the_result(tmp_path):
    session = CodexSession(project="/shop")
    for _ in range(2):
        session.run("ls")
        session.lines = [line for line in session.lines if line["type"] != "token_usage_record"]
        usage = {"input_tokens": 100, "cached_input_tokens": 80, "output_tokens": 7 + session.replies}
        for _again in range(2):
            session.record("event_msg", type="token_count", info={"last_token_usage": usage})
    replies = [t for t in told(session, tmp_path)[0] if isinstance(t, Reply)]
    assert [r.usage.output for r in replies] == [8, 9]
    assert [r.id for r in replies] == ["s#1", "s#2"]


def test_what_the_harness_says_is_no_persons_prompt(tmp_path):
    session = CodexSession(project="/shop")
    session.item("message", role="developer", content=[{"type": "input_text", "text": "Be curious."}])
    session.item("message", role="user", content="<environment_context>…</environment_context>")
    assert [t.by for t in told(session, tmp_path)[0]] == ["harness", "harness"]


def test_compactions_and_interruptions_are_marked(tmp_path):
    session = CodexSession(project="/shop")
    session.record("compacted", message="")
    session.record("event_msg", type="turn_aborted", reason="interrupted")
    at = session.at
    assert told(session, tmp_path)[0] == [Mark(kind="compacted", at=at - 1), Mark(kind="interrupted", at=at)]


def test_the_model_and_the_folder_may_change_on_the_way(tmp_path):
    session = CodexSession(project="/shop")
    session.run("ls")
    session.record("turn_context", model="gpt-6.1", cwd="/shop/web")
    session.run("ls")
    session.run("ls", workdir="/tmp")
    replies = [t for t in told(session, tmp_path)[0] if isinstance(t, Reply)]
    assert [(r.model, r.calls[0].folder) for r in replies] == [
        ("gpt-5.5", "/shop"), ("gpt-6.1", "/shop/web"), ("gpt-6.1", "/tmp"),
    ]  # fmt: skip


def test_a_patch_that_did_not_apply_is_a_failed_edit(tmp_path):
    session = CodexSession(project="/shop")
    session.patches(
        "a.py", "x", "y", "apply_patch verification failed: Failed to find expected lines in /shop/a.py:\nx"
    )
    session.patches("a.py", "z", "y")
    turns = told(session, tmp_path)[0]
    assert [(t.calls[0].does, t.calls[0].what) for t in turns if isinstance(t, Reply)] == [("edit", "a.py")] * 2
    assert [(t.error, t.code) for t in turns if isinstance(t, Result)] == [(True, None), (False, 0)]


def test_images_are_told_by_their_size(tmp_path):
    session = CodexSession(project="/shop")
    image = {"type": "input_image", "image_url": "data:image/png;base64," + "x" * 55}
    session.item("message", role="user", content=[image])
    session.item("function_call_output", call_id="c", output=[image])
    assert [t.images for t in told(session, tmp_path)[0]] == [(55,), (55,)]


def test_records_of_no_known_kind_are_counted(tmp_path):
    session = CodexSession(project="/shop")
    session.record("invented")
    session.item("invented")
    session.lines.append({"type": "response_item", "payload": "text"})
    assert told(session, tmp_path) == ([], Counter({FOREIGN: 3}))
