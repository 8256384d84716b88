"""An edit that failed, and the one that went well."""

from headroom_cli.learn._kinds.edits import find
from tests.learn.making import PROJECT, run, step

ABSENT = "<tool_use_error>String to replace not found in file.\nString: x</tool_use_error>"


def failed(path="/shop/src/a.py", text=ABSENT, **more):
    return step("edit", path, text, failed=True, **more)


def found(now, *past):
    return [(e.wrong, e.right, e.about) for e in find(now, past, PROJECT)]


def test_the_file_and_the_reason_are_told():
    assert found(step("edit", "/shop/src/a.py"), failed()) == [("absent", "src/a.py", "absent")]
    unread = failed(text="File has not been read yet.")
    assert found(step("edit", "src/a.py"), unread, failed()) == [
        ("unread", "src/a.py", "unread"), ("absent", "src/a.py", "absent"),
    ]  # fmt: skip


def test_a_text_that_was_there_but_for_its_white_space_is_told_so():
    now = step("edit", "/shop/src/a.py", old_string="\tif x:\n\t\ty")
    assert found(now, failed(old_string="    if x:\n        y")) == [("absent", "src/a.py", "blank")]
    assert found(now, failed(old_string="    if z:\n        y")) == [("absent", "src/a.py", "absent")]


def test_the_evidence_says_what_the_agent_said():
    (episode,) = find(step("edit", "/shop/src/a.py"), (failed(),), PROJECT)
    assert episode.tried == "Edit /shop/src/a.py: String to replace not found in file."


def test_another_file_another_reason_and_another_failure_tell_nothing():
    assert found(step("edit", "/shop/src/b.py"), failed()) == []
    assert found(step("edit", "/shop/src/a.py"), failed(text="Permission denied")) == []
    assert found(failed(), failed()) == []
    assert found(run("cat src/a.py"), failed()) == []
