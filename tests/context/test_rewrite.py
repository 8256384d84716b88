"""The laws: prefix-causal, byte-faithful, nothing lost, whatever the conversation."""

import json
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli import registry, tokens
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Level
from tests.fakes.conversations import body, conversation, log, marked, read_result, rows, texts, turns

COMPRESSORS = registry.load_all("compressors")
RULES = st.sampled_from([Rules(in_reach=True), Rules(), Rules(level=Level.LOSSLESS, in_reach=True), Rules(clears=True)])
SESSIONS = turns().map(conversation)
REACH = Rules(in_reach=True)
LAWFUL = settings(max_examples=40, deadline=None)


def edits_of(request: bytes, rules: Rules = REACH, rewriter: Rewriter | None = None):
    return (rewriter or Rewriter(COMPRESSORS)).edits(ANTHROPIC, request, ANTHROPIC.outline(request), rules)


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


def stands_in(lines: list[str], text: str) -> bool:
    """Whether the lines stand in the text one after another, the gutter aside."""
    return "\n".join(["", *lines, ""]) in "\n".join(["", *plain_lines(text), ""])


def referred(original: str, sent: str) -> list[list[str]]:
    """The lines that each reference of a sent text stands for, taken from the original."""
    found, at = [], 0
    lines = plain_lines(original)
    for line in sent.split("\n")[1:]:
        named = re.match(r"\[(?:lines (\d+)-(\d+)|(\d+) lines) as above: ", line)
        if named:
            first, last, count = named.groups()
            length = int(count) if count else int(last) - int(first) + 1
            found.append(lines[at : at + length])
            at += length
        elif not line.startswith("[lines "):
            at += 1
    return found


@LAWFUL
@given(SESSIONS)
def test_every_reference_names_lines_that_were_sent_verbatim_before(messages):
    request = body(messages)
    originals, sent = texts(request), texts(rewritten(request))
    written = [b["input"].get("content", "") for m in messages for b in m["content"]
               if isinstance(b, dict) and b["type"] == "tool_use"]  # fmt: skip
    for number, text in enumerate(sent):
        if text.startswith('[headroom: "as above"'):
            for lines in referred(originals[number], text):
                assert any(stands_in(lines, earlier) for earlier in sent[:number] + written[: number + 1])


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
    found = Rewriter(COMPRESSORS).edits(Faulty(), request, ANTHROPIC.outline(request), REACH)
    assert [json.loads(request[slice(*edit.span)]) for edit in found] == [reads[0][2], reads[2][2]]


def test_an_excluded_text_is_not_touched():
    read = ("Read", {"file_path": "/secret/a"}, read_result(1, 80))
    assert edits_of(body(conversation([read])), replace(Rules(in_reach=True), exclude=("path:/secret/*",))) == ()


def test_a_retrieved_original_stays_as_it_came():
    fetched = ("mcp__headroom__headroom_retrieve", {"key": "abc"}, read_result(1, 80))
    assert edits_of(body(conversation([fetched]))) == ()


def test_messages_known_from_elsewhere_are_not_known_in_another_order():
    rewriter = Rewriter(COMPRESSORS)
    one, other = ("Read", {"file_path": "/a"}, read_result(1, 80)), ("Bash", {"command": "x"}, rows(40))
    requests = [body(conversation(trunk)) for trunk in ([one, other], [one])]
    edits = edits_of(requests[0], rewriter=rewriter)
    assert rewriter.known(ANTHROPIC, requests[0], ANTHROPIC.outline(requests[0]), REACH) == edits
    beginning = rewriter.known(ANTHROPIC, requests[1], ANTHROPIC.outline(requests[1]), REACH)
    assert [(e.span, e.text) for e in beginning] == [(e.span, e.text) for e in edits_of(requests[1])]
    swapped = json.loads(requests[0])["messages"]
    swapped[1:3], swapped[3:5] = swapped[3:5], swapped[1:3]
    assert rewriter.known(ANTHROPIC, body(swapped), ANTHROPIC.outline(body(swapped)), REACH) is None
