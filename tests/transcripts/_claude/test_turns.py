"""A Claude Code session as turns."""

from collections import Counter

from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Mark, Prompt, Reply, Result
from headroom_cli.transcripts._claude.turns import asides, read
from headroom_cli.transcripts._lines import FOREIGN
from tests.transcripts.making import ClaudeSession, transcript


def told(session, tmp_path, **more):
    skipped = Counter()
    return list(read(transcript(session.save(tmp_path), **more), skipped)), skipped


def test_a_session_is_prompts_replies_and_results_in_order(tmp_path):
    session = ClaudeSession(project="/shop")
    session.says("run the tests")
    session.run("pytest -q", "pytest: command not found", 127, description="Run tests")
    session.answers("It is missing.")
    turns, skipped = told(session, tmp_path)
    arguments = {"command": "pytest -q", "description": "Run tests"}
    call = Call(id="call_0001_1", tool="Bash", arguments=arguments, does="run", what="pytest -q", folder="/shop")
    used = Usage(input=3, output=40, cache_read=9000, cache_write_5m=900, reported=True)
    at = session.at
    assert skipped == Counter()
    assert turns == [
        Prompt(text="run the tests", by="person", at=at - 3),
        Reply(id="msg_0001_1", at=at - 2, model="claude-opus-5-5", calls=(call,), usage=used),
        Result(call="call_0001_1", text="Exit code 127\npytest: command not found", at=at - 1, error=True, code=127),
        Reply(id="msg_0001_2", at=at, model="claude-opus-5-5", text="It is missing.", usage=used),
    ]


def test_a_reply_of_several_blocks_is_one_with_its_usage_once(tmp_path):
    session = ClaudeSession(project="/shop")
    thought = {"type": "thinking", "thinking": "Hm.", "signature": "abcdefg"}
    session.reply(thought, {"type": "redacted_thinking", "data": "12345"}, {"type": "text", "text": "So."})
    (reply,) = told(session, tmp_path)[0]
    assert (reply.thinking, reply.text, reply.usage.output) == (15, "So.", 40)


def test_calls_made_at_once_are_one_reply_though_a_result_came_between(tmp_path):
    session = ClaudeSession(project="/shop")
    uses = [{"type": "tool_use", "id": f"c{n}", "name": "Bash", "input": {"command": "ls"}} for n in (1, 2)]
    session.reply(*uses)
    last = session.lines.pop()
    session.result("one", "c1")
    session.lines.append(last)
    session.result("two", "c2")
    reply, *results = told(session, tmp_path)[0]
    assert [c.id for c in reply.calls] == [r.call for r in results] == ["c1", "c2"]


def test_images_and_documents_are_told_by_their_size(tmp_path):
    session = ClaudeSession(project="/shop")
    image = {"type": "image", "source": {"type": "base64", "data": "x" * 77}}
    session.uses("Read", [image, {"type": "text", "text": "a picture"}], file_path="/shop/a.png")
    session.line("user", message={"role": "user", "content": [image]})
    _, result, prompt = told(session, tmp_path)[0]
    assert (result.text, result.images, prompt.images) == ("a picture", (77,), (77,))


def test_a_compaction_is_marked_and_its_summary_is_the_harness_speaking(tmp_path):
    session = ClaudeSession(project="/shop")
    session.line("system", subtype="compact_boundary", compactMetadata={"preTokens": 900, "postTokens": 80})
    session.line("user", message={"role": "user", "content": "What was before: …"}, isCompactSummary=True)
    mark, summary = told(session, tmp_path)[0]
    assert mark == Mark(kind="compacted", at=session.at - 1, before=900, after=80)
    assert summary.by == "harness"


def test_what_a_reminder_said_is_told_and_one_that_said_nothing_is_not(tmp_path):
    session = ClaudeSession(project="/shop")
    session.line("attachment", attachment={"type": "date"}, rendered=[{"content": "Today is Monday."}])
    session.line("attachment", attachment={"type": "mode"})
    assert told(session, tmp_path)[0] == [Prompt(text="Today is Monday.", by="harness", at=session.at - 1)]


def test_a_person_who_stops_the_model_leaves_a_mark(tmp_path):
    session = ClaudeSession(project="/shop")
    text = {"type": "text", "text": "[Request interrupted by user for tool use]"}
    session.line("user", message={"role": "user", "content": [text]})
    assert told(session, tmp_path)[0] == [Mark(kind="interrupted", at=session.at)]


def test_what_a_person_said_when_they_refused_a_call_is_a_prompt_of_theirs(tmp_path):
    session = ClaudeSession(project="/shop")
    refusal = (
        "The user doesn't want to proceed with this tool use. The tool use was rejected.\nThe user said:\nuse make"
    )
    session.uses("Bash", refusal, error=True, command="npm test")
    _, result, prompt = told(session, tmp_path)[0]
    assert result.refused
    assert (prompt.text, prompt.by) == ("use make", "person")


def test_an_hour_long_cache_is_told_apart(tmp_path):
    session = ClaudeSession(project="/shop")
    session.answers("x")
    session.lines[-1]["message"]["usage"]["cache_creation"]["ephemeral_1h_input_tokens"] = 700
    (reply,) = told(session, tmp_path)[0]
    assert (reply.usage.cache_write_5m, reply.usage.cache_write_1h) == (200, 700)


def test_an_error_that_claude_code_wrote_as_a_reply_has_no_usage(tmp_path):
    session = ClaudeSession(project="/shop")
    session.answers("API Error")
    session.lines[-1]["message"]["model"] = "<synthetic>"
    (reply,) = told(session, tmp_path)[0]
    assert (reply.model, reply.usage.reported) == ("", False)


def test_records_of_no_known_kind_are_counted_and_those_that_say_nothing_are_not(tmp_path):
    session = ClaudeSession(project="/shop")
    session.line("invented")
    session.line("assistant", message="no object")
    session.line("mode")
    session.lines.append({"type": "file-history-snapshot"})
    assert told(session, tmp_path) == ([], Counter({FOREIGN: 2}))


def test_a_side_conversation_inside_a_session_is_counted_and_in_a_file_of_its_own_is_told(tmp_path):
    session = ClaudeSession(project="/shop")
    session.line("user", message={"role": "user", "content": "count"}, isSidechain=True)
    turns, skipped = told(session, tmp_path)
    assert (turns, skipped.total()) == ([], 1)
    assert [t.by for t in told(session, tmp_path, subagent="agent-7")[0]] == ["agent"]


def test_a_result_of_several_texts_is_told_with_its_parts(tmp_path):
    session = ClaudeSession(project="/shop")
    session.uses("Agent", [{"type": "text", "text": "report"}, {"type": "text", "text": "usage"}], prompt="look")
    result = told(session, tmp_path)[0][-1]
    assert (result.text, result.parts) == ("report\nusage", ("report", "usage"))


def test_side_conversations_inside_a_session_are_told_one_by_one_though_they_were_written_at_once(tmp_path):
    session = ClaudeSession(project="/shop")
    session.says("count both")
    for name in ("a", "b", "a", "b"):
        known = [line["uuid"] for line in session.lines if str(line.get("uuid", "")).startswith(name)]
        chain = {"isSidechain": True, "uuid": f"{name}{len(known)}", "parentUuid": known[-1] if known else None}
        message = {"id": f"msg_{name}", "model": "m", "content": [{"type": "text", "text": f"{name} is one"}]}
        asked = {"role": "user", "content": f"count {name}"}
        session.line("assistant" if known else "user", message=message if known else asked, **chain)
    path = session.save(tmp_path)
    skipped = Counter()
    assert len(list(read(transcript(path), skipped))) == 1
    assert [[turn.text for turn in turns] for turns in asides(transcript(path), skipped)] == [
        ["count a", "a is one"], ["count b", "b is one"],
    ]  # fmt: skip
    assert skipped == Counter()
    assert list(asides(transcript(path), skipped)) == []
