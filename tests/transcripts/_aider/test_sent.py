"""What Aider sent and what was answered, as turns."""

import pytest

from headroom_cli.transcripts import Prompt, Reply, Result
from headroom_cli.transcripts._aider.places import local_seconds
from headroom_cli.transcripts._aider.sent import read
from tests.transcripts.making import transcript

FILES = "USER I have *added these files to the chat*\nUSER \nUSER src/a.py"
RAN = "USER I ran this command:\nUSER \nUSER pytest -q\nUSER \nUSER And got this output:\nUSER \nUSER {}"
MISSING = RAN.format("/bin/sh: 1: pytest: not found")
EDIT = "src/a.py\n```python\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE\n```"
REFUSED = (
    "# 1 SEARCH/REPLACE block failed to match!\n\n"
    "## SearchReplaceNoExactMatch: This SEARCH block failed to exactly match lines in src/a.py\n"
    "<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE"
)


def spoken(role, text):
    return "\n".join(f"{role} {line}" for line in text.split("\n"))


def exchange(minute, *messages, answer="Ok."):
    request = "\n-------\n".join(("SYSTEM Be diligent.", *messages, "SYSTEM Rules."))
    head, reply = f"TO LLM 2026-03-02T10:0{minute}:00", f"LLM RESPONSE 2026-03-02T10:0{minute}:09"
    return f"{head}\n-------\n{request}\n{reply}\n{spoken('ASSISTANT', answer)}\n"


@pytest.fixture
def told(tmp_path):
    def tell(*exchanges):
        (tmp_path / "sent").write_text("".join(exchanges))
        turns = read(transcript(tmp_path / "sent", session="s", folder="/shop"))
        return [t for t in turns if not (isinstance(t, Prompt) and t.by == "harness")]

    return tell


def test_what_was_said_before_is_told_only_once(told):
    one = exchange(1, FILES, "USER fix it", answer="Done.")
    two = exchange(2, FILES, "USER fix it", "ASSISTANT Done.", "USER and the other")
    assert [t.text for t in told(one, two)] == ["fix it", "Done.", "and the other", "Ok."]


def test_a_command_that_a_person_ran_is_a_call_with_its_output(told):
    run, result, _ = told(exchange(1, MISSING))
    assert isinstance(run, Reply)
    assert run.model == ""
    assert [(c.does, c.what, c.tool) for c in run.calls] == [("run", "pytest -q", "/run")]
    assert result == Result(
        call=run.id, text="/bin/sh: 1: pytest: not found", at=local_seconds("2026-03-02T10:01:00"), error=True
    )


def test_a_command_that_printed_nothing_alarming_went_well(told):
    _, result, _ = told(exchange(1, RAN.format("3 passed")))
    assert not result.error


def test_an_edit_failed_where_the_next_request_says_so_and_went_well_where_it_does_not(told):
    asked = exchange(1, "USER fix it", answer=EDIT)
    refused = exchange(2, "USER fix it", spoken("ASSISTANT", EDIT), spoken("USER", REFUSED), answer=EDIT)
    after = exchange(3, "USER thanks")
    turns = told(asked, refused, after)
    assert [(t.call, t.error) for t in turns if isinstance(t, Result)] == [
        ("s#1/src/a.py", True),
        ("s#2/src/a.py", False),
    ]
    assert [t.text for t in turns if isinstance(t, Prompt)] == ["fix it", "thanks"]
