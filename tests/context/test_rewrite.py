"""The laws: prefix-causal, byte-faithful, nothing lost, whatever the conversation."""

import json
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli import registry, tokens
from headroom_cli.context.eligible import Rules
from headroom_cli.context.refer import label, written
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Block, Level
from tests.context.reader import Shown, read_back
from tests.fakes.conversations import body, conversation, log, marked, plain_file, read_result, rows, texts, turns

COMPRESSORS = registry.load_all("compressors")
RULES = st.sampled_from([Rules(in_reach=True), Rules(), Rules(level=Level.LOSSLESS, in_reach=True), Rules(clears=True)])
SESSIONS = turns().map(conversation)
REACH = Rules(in_reach=True)
LAWFUL = settings(max_examples=40, deadline=None)


def edits_of(request: bytes, rules: Rules = REACH, rewriter: Rewriter | None = None):
    return (rewriter or Rewriter(COMPRESSORS)).rewrite(ANTHROPIC, request, ANTHROPIC.outline(request), rules).edits


def rewritten(request: bytes, rules: Rules = REACH, rewriter: Rewriter | None = None) -> bytes:
    return splice(request, edits_of(request, rules, rewriter))


def messages_of(request: bytes) -> list[bytes]:
    return [request[a:b] for a, b in ANTHROPIC.outline(request).messages]


@LAWFUL
@given(SESSIONS, RULES)
def test_rewriting_the_first_messages_gives_the_first_messages_of_the_rewritten_whole(messages, rules):
    whole = messages_of(rewritten(body(messages), rules))
    for k in range(1, len(messages) + 1):
        assert messages_of(rewritten(body(messages[:k]), rules)) == whole[:k]


@LAWFUL
@given(SESSIONS, RULES, st.data())
def test_losing_the_memory_at_any_point_changes_no_byte(messages, rules, data):
    kept, small, forgetful = Rewriter(COMPRESSORS), Rewriter(COMPRESSORS, size=2), Rewriter(COMPRESSORS)
    for k in range(1, len(messages) + 1, 2):
        request = body(messages[:k])
        if data.draw(st.booleans()):
            forgetful.forget()
        assert (
            rewritten(request, rules, kept) == rewritten(request, rules, small) == rewritten(request, rules, forgetful)
        )


@LAWFUL
@given(SESSIONS, st.data())
def test_moving_the_cache_mark_changes_no_text(messages, data):
    rewriter, plain = Rewriter(COMPRESSORS), texts(rewritten(body(messages)))
    for at in data.draw(st.lists(st.integers(0, len(messages) - 1), max_size=3)):
        assert texts(rewritten(body(marked(messages, at)), rewriter=rewriter)) == plain


@LAWFUL
@given(SESSIONS)
def test_a_text_as_string_or_as_list_of_one_becomes_the_same(messages):
    listed = json.loads(json.dumps(messages))
    for message in listed:
        for block in message["content"] if isinstance(message["content"], list) else ():
            if isinstance(block.get("content"), str):
                block["content"] = [{"type": "text", "text": block["content"]}]
    assert texts(rewritten(body(listed))) == texts(rewritten(body(messages)))


@LAWFUL
@given(SESSIONS, RULES)
def test_every_byte_outside_the_edits_stays(messages, rules):
    request = body(messages)
    edits = edits_of(request, rules)
    done, at, there = splice(request, edits), 0, 0
    for edit in edits:
        start, end = edit.span
        assert done[there : there + start - at] == request[at:start]
        there += start - at + len(json.dumps(edit.text, ensure_ascii=False).encode())
        at = end
        assert request[start : start + 1] == request[end - 1 : end] == b'"'
    assert done.endswith(request[at:])
    assert json.loads(done).keys() == json.loads(request).keys()


@LAWFUL
@given(SESSIONS, RULES)
def test_an_edit_saves_tokens_and_never_touches_an_error(messages, rules):
    request = body(messages)
    for edit in edits_of(request, rules):
        original = json.loads(request[slice(*edit.span)])
        assert edit.before == tokens.count(original)
        assert edit.after == tokens.count(edit.text) < edit.before
    before, after = (
        [b["content"] for m in json.loads(r)["messages"] if isinstance(m["content"], list)
         for b in m["content"] if b.get("is_error")]
        for r in (request, rewritten(request, rules))
    )  # fmt: skip
    assert before == after


def plain_lines(text: str) -> list[str]:
    return re.sub(r"(?m)^ *\d+\t", "", text).split("\n")


def first_number(text: str) -> int:
    found = re.match(r" *(\d+)\t", text)
    return int(found[1]) if found else 1


@LAWFUL
@given(SESSIONS, st.sampled_from([Rules(in_reach=True), Rules(level=Level.LOSSLESS)]))
def test_a_reader_puts_back_every_text_that_was_said_by_reference(messages, rules):
    request = body(messages)
    edits, sent = iter(edits_of(request, rules)), iter(texts(rewritten(request, rules)))
    shown, calls = Shown(), {}
    for block in (b for m in messages for b in m["content"] if isinstance(b, dict)):
        if block["type"] == "tool_use":
            calls[block["id"]] = Block(text="", span=(0, 0), kind="call", tool=block["name"], arguments=block["input"])
            for name, value in block["input"].items():
                shown.add(written(calls[block["id"]], name), 1, value.split("\n"))
            continue
        for original in texts(body([{"role": "user", "content": [block]}])):
            said = next(sent)
            if said != original and next(edits).kind == "seen":
                assert read_back(said, shown) == plain_lines(original)
            shown.add(label(calls[block["tool_use_id"]]), first_number(original), plain_lines(original))


def test_a_session_of_repeats_is_said_in_a_fraction():
    read = ("Read", {"file_path": "/src/app.py"}, read_result(1, 150))
    again = ("Read", {"file_path": "/src/app.py"}, read_result(1, 150, version=1))
    run = ("Bash", {"command": "./serve"}, log(60))
    request = body(conversation([read, run, again, read, run]))
    sent = texts(rewritten(request))
    assert sent[3].startswith("[headroom: the same text as above: Read /src/app.py (no. 1 of 2 so far)")
    assert sent[4].startswith("[headroom: the same text as above: Bash ./serve;")
    assert "9\t" in sent[2]
    assert tokens.count(sent[2]) < tokens.count(read_result(1, 150)) * 0.7


def test_a_branch_of_a_known_conversation_is_rewritten_as_if_it_were_new():
    rewriter = Rewriter(COMPRESSORS)
    trunk = [("Read", {"file_path": "/a"}, read_result(1, 80)), ("Bash", {"command": "x"}, rows(40))]
    for branch in ([("Read", {"file_path": "/a"}, read_result(5, 60))], [("Bash", {"command": "x"}, rows(40))]):
        request = body(conversation(trunk + branch))
        assert rewritten(request, rewriter=rewriter) == rewritten(request)


def test_nothing_before_a_compaction_is_referred_to():
    read = ("Read", {"file_path": "/a"}, read_result(1, 80))
    messages = conversation([read, read])
    messages[3]["content"].insert(0, {"type": "compaction", "content": "summary"})
    assert "as above" not in "".join(texts(rewritten(body(messages))))


def test_what_the_model_wrote_itself_counts_as_shown():
    written = "\n".join(f"def function_{n}(): return {n} * 'a word or two'" for n in range(60))
    numbered = "\n".join(f"{n}\t{line}" for n, line in enumerate(written.split("\n"), 1))
    session = [("Write", {"file_path": "/b.py", "content": written}, "ok"), ("Read", {"file_path": "/b.py"}, numbered)]
    sent = texts(rewritten(body(conversation(session))))
    assert "[lines 1-60 as above: content of your Write /b.py]" in sent[1]


def test_only_blocks_after_the_last_answer_are_fresh():
    reads = [("Read", {"file_path": f"/{n}"}, read_result(n * 100, n * 100 + 60)) for n in range(1, 4)]
    assert [edit.fresh for edit in edits_of(body(conversation(reads)))] == [False, False, True]


def test_a_message_that_cannot_be_read_stays_and_the_others_are_rewritten():
    read = ("Read", {"file_path": "/a"}, read_result(1, 80))
    request = body(conversation([read, ("Read", {"file_path": "/b"}, read_result(200, 280))]))
    broken = request.replace(b'"tool_use_id":"toolu_0000"', b'"tool_use_id":"toolu_0000","type":"tool_result"', 1)
    [edit] = edits_of(broken)
    assert "200\t" in json.loads(broken[slice(*edit.span)])


def test_a_message_that_cannot_even_be_tried_costs_no_other_message():
    class Faulty:
        name = "faulty"

        def message(self, raw):
            return ANTHROPIC.message(raw) if b"toolu_0001" not in raw else 1 / 0

    reads = [("Read", {"file_path": f"/{n}"}, read_result(n * 100, n * 100 + 80)) for n in range(3)]
    request = body(conversation(reads))
    found = Rewriter(COMPRESSORS).rewrite(Faulty(), request, ANTHROPIC.outline(request), REACH).edits
    assert [json.loads(request[slice(*edit.span)]) for edit in found] == [reads[0][2], reads[2][2]]


def test_an_excluded_text_is_not_touched():
    read = ("Read", {"file_path": "/secret/a"}, read_result(1, 80))
    assert edits_of(body(conversation([read])), replace(Rules(in_reach=True), exclude=("path:/secret/*",))) == ()


def test_a_retrieved_original_stays_as_it_came():
    fetched = ("mcp__headroom__headroom_retrieve", {"key": "abc"}, read_result(1, 80))
    request = body(conversation([fetched]))
    found = Rewriter(COMPRESSORS).rewrite(ANTHROPIC, request, ANTHROPIC.outline(request), REACH)
    assert found.edits == ()
    (carried,) = found.carried
    assert (carried.before, carried.fresh, found.turn.fetching) == (0, True, True)
    assert carried.after == sum(map(tokens.count, (fetched[2], fetched[0], '{"key": "abc"}')))


def test_messages_known_from_elsewhere_are_not_known_in_another_order():
    rewriter = Rewriter(COMPRESSORS)
    one, other = ("Read", {"file_path": "/a"}, read_result(1, 80)), ("Bash", {"command": "x"}, rows(40))
    requests = [body(conversation(trunk)) for trunk in ([one, other], [one])]
    edits = edits_of(requests[0], rewriter=rewriter)
    assert rewriter.known(ANTHROPIC, requests[0], ANTHROPIC.outline(requests[0]), REACH).edits == edits
    beginning = rewriter.known(ANTHROPIC, requests[1], ANTHROPIC.outline(requests[1]), REACH)
    assert [(e.span, e.text) for e in beginning.edits] == [(e.span, e.text) for e in edits_of(requests[1])]
    swapped = json.loads(requests[0])["messages"]
    swapped[1:3], swapped[3:5] = swapped[3:5], swapped[1:3]
    assert rewriter.known(ANTHROPIC, body(swapped), ANTHROPIC.outline(body(swapped)), REACH) is None


def test_a_patch_that_the_model_wrote_shows_the_lines_of_the_file_without_their_signs():
    new = [f"    value_{n} = compute({n}, 'with some words')" for n in range(12)]
    patch = "\n".join(["*** Begin Patch", "*** Update File: /b.py", "@@ def f():", *(f"+{line}" for line in new)])
    session = [
        ("apply_patch", {"input": patch}, "Done"),
        ("Bash", {"command": "cat /b.py"}, "\n".join(["def f():", *new])),
    ]
    sent = texts(rewritten(body(conversation(session))))
    assert sent[1].splitlines()[1:] == ["def f():", "[as above: lines 4-15 of input of your apply_patch]"]


def test_texts_deep_in_the_arguments_of_a_call_count_as_shown():
    edits = [{"old_string": "x", "new_string": plain_file(1, 30)}]
    session = [
        ("MultiEdit", {"file_path": "/b.py", "edits": edits}, "ok"),
        ("Read", {"file_path": "/b.py"}, read_result(1, 30)),
    ]
    assert "as above: edits of your MultiEdit /b.py" in texts(rewritten(body(conversation(session))))[1]


def test_a_block_is_shortened_with_the_question_that_was_asked_before_it_in_mind():
    asked = []

    class Asking:
        def score(self, block):
            asked.append(block.question)
            return 0.0

    messages = conversation([("Bash", {"command": "x"}, log(30)), ("Bash", {"command": "y"}, log(40))], prompt="why?")
    messages[4]["content"].append({"type": "text", "text": "<system-reminder>be good</system-reminder>"})
    messages += conversation([("Bash", {"command": "z"}, log(50))], prompt="and now?")
    edits_of(body(messages), rewriter=Rewriter({"asking": Asking()}))
    assert asked == ["why?", "why?", "and now?"]
