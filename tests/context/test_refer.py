"""The words of references."""

import json
from dataclasses import replace

from headroom_cli.context.refer import altered, label, read, repeated, written
from headroom_cli.context.refer import refer as _refer
from headroom_cli.context.seen import Source, View, show
from headroom_cli.model import Block
from tests.fakes.conversations import file_line, plain_file, read_result


def shown(text: str, name: str) -> View:
    reading = read(text)
    return show(View(), reading.source(name), ((0, len(reading.lines)),))


def refer(view, reading, key, *, in_reach, name="new"):
    return _refer(view, reading, reading.source(name), key, in_reach=in_reach)


def test_a_label_names_the_tool_and_what_it_was_asked_on_one_line():
    asked = {"description": "x", "command": f"make\n  all {'y' * 100} | sed -n '10,20p'"}
    said = label(Block(text="", span=(0, 0), kind="result", tool="Bash", arguments=asked))
    assert said.startswith("Bash make all yyy")
    assert said.endswith("y | sed -n '10,20p'")
    assert len(said) == 64


def test_a_label_never_brings_a_lone_surrogate_into_a_text():
    assert label(Block(text="", span=(0, 0), kind="result", tool="Bash", arguments={"command": "a\ud83d"})) == "Bash a?"


def test_a_text_that_speaks_our_own_words_is_said_as_it_is():
    view = shown(plain_file(1, 40), "Bash cat app.py")
    for ours in ("[lines 1-20 as above: Read b.py]", "[as above: lines 2-20 of x]", "[lines 3-9 likewise]"):
        assert refer(view, read(f"{plain_file(5, 30)}\n{ours}\n"), "k", in_reach=False) is None


def test_a_text_from_an_unknown_call_has_a_label_too():
    assert label(Block(text="", span=(0, 0), kind="result")) == "tool"


def test_a_file_read_again_is_one_line_and_its_numbers():
    text, _ = refer(shown(read_result(1, 90), "Read app.py"), read(read_result(10, 60)), "k", in_reach=False)
    assert text.splitlines()[1:] == ["[lines 10-60 as above: Read app.py]"]


def test_a_shifted_range_says_where_it_stands():
    moved = "\n".join(f"{n + 4}\t{file_line(n)}" for n in range(10, 60))
    text, _ = refer(shown(read_result(1, 90), "Read app.py"), read(moved), "k", in_reach=False)
    assert text.splitlines()[1:] == ["[lines 14-63 as above: lines 10-59 of Read app.py]"]


def test_changed_lines_stand_verbatim_in_their_place_with_their_numbers():
    new = read_result(1, 30).split("\n")
    new[14] = "15\tchanged"
    text, cut = refer(shown(read_result(1, 30), "Read app.py"), read("\n".join(new)), "k", in_reach=False)
    assert text.splitlines()[1:] == [
        "[lines 1-14 as above: Read app.py]",
        "15\tchanged",
        "[lines 16-30 as above]",
    ]
    assert [(p.start, p.end) for p in cut if p.source is None] == [(14, 15)]


def test_a_command_run_again_counts_its_lines():
    view = shown(plain_file(1, 40), "Bash cat app.py")
    text, _ = refer(view, read("$ cat\n" + plain_file(5, 30)), "k", in_reach=False)
    assert text.splitlines()[1:] == ["$ cat", "[as above: lines 5-30 of Bash cat app.py]"]


def test_a_notice_around_a_file_read_stays():
    noticed = f"Note: partial.\n{read_result(1, 40)}\n\n<system-reminder>be good</system-reminder>"
    text, _ = refer(shown(read_result(1, 40), "Read app.py"), read(noticed), "k", in_reach=False)
    assert text.splitlines()[1:] == [
        "Note: partial.",
        "[lines 1-40 as above: Read app.py]",
        "",
        "<system-reminder>be good</system-reminder>",
    ]


def test_the_key_is_named_only_when_it_can_be_used():
    view, reading = shown(read_result(1, 40), "Read app.py"), read(read_result(1, 40))
    assert "headroom_retrieve abc123" in refer(view, reading, "abc123", in_reach=True)[0]
    assert "headroom_retrieve" not in refer(view, reading, "abc123", in_reach=False)[0]
    source = Source("Bash ls", 1, ())
    assert repeated(show(View(), source, ()), source, "abc123", in_reach=True) == (
        "[headroom: the same text as above: Bash ls; headroom_retrieve abc123 has it in full]"
    )


def test_where_a_label_names_several_texts_it_is_said_which_one_is_meant():
    old, new = read(read_result(1, 60)), read(read_result(1, 60, version=1))
    view = show(View(), old.source("Read app.py"), ((0, 60),), "old")
    view = show(view, new.source("Read app.py"), (), "new")
    text, _ = refer(view, old, "k", in_reach=False)
    assert text.splitlines()[1:] == ["[lines 1-60 as above: Read app.py (no. 1 of 2 so far)]"]
    again = repeated(view, view.wholes["new"], "k", in_reach=False)
    assert again == "[headroom: the same text as above: Read app.py (no. 2 of 2 so far)]"


def test_what_the_model_wrote_is_named_by_its_call_and_argument():
    call = Block(text="", span=(0, 0), kind="call", tool="Write", arguments={"file_path": "/b.py"})
    assert written(call, "content\ud83d") == "content? of your Write /b.py"


def test_a_text_of_which_nothing_is_in_view_is_not_referred():
    assert refer(View(), read(read_result(1, 40)), "k", in_reach=True) is None


def test_a_source_without_gutter_numbers_its_lines_from_one():
    assert read("a\nb").source("x") == Source("x", 1, ("a", "b"))


def test_the_words_are_explained_once_in_a_conversation():
    view, reading = shown(read_result(1, 40), "Read app.py"), read(read_result(1, 40))
    told = replace(view, told=True)
    assert refer(told, reading, "abc", in_reach=True)[0] == (
        "[headroom: headroom_retrieve abc has it in full]\n[lines 1-40 as above: Read app.py]"
    )
    assert refer(told, reading, "abc", in_reach=False)[0] == "[lines 1-40 as above: Read app.py]"


def test_lines_that_stand_further_up_in_the_text_itself_are_named_as_that():
    text, _ = refer(View(), read(f"{plain_file(1, 20)}\nnow again\n{plain_file(3, 18)}"), "k", in_reach=False)
    assert text.splitlines()[1:] == [*plain_file(1, 20).split("\n"), "now again", "[as above: lines 3-18 of this text]"]


def test_a_line_again_and_again_is_counted():
    text, _ = refer(View(), read("start\n" + "still waiting for the server\n" * 30), "k", in_reach=False)
    assert text.splitlines()[1:] == ["start", "still waiting for the server", "[the line above 29 times more]"]


def test_json_that_differs_in_a_few_values_is_said_by_these():
    items = [{"id": n, "state": "open", "title": f"order {n}"} for n in range(30)]
    old, view = read(json.dumps(items)), View()
    view = show(view, old.source("Bash curl"), ())
    items[7]["state"] = "failed"
    new = read(json.dumps(items))
    assert altered(view, new.source("Bash curl"), "abc", in_reach=True).splitlines() == [
        "[headroom: the same JSON as above: Bash curl, but for these values; headroom_retrieve abc has it in full]",
        '[7].state, id 7: "open" -> "failed"',
    ]
    assert altered(view, new.source("Bash other"), "abc", in_reach=True) == ""
    assert altered(view, old.source("Bash curl"), "abc", in_reach=True) == ""
