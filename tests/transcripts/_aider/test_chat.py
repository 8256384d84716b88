"""Aider's chat history as turns."""

from headroom_cli.model import Usage
from headroom_cli.transcripts import Prompt, Reply, Result
from headroom_cli.transcripts._aider.chat import read
from headroom_cli.transcripts._aider.places import local_seconds
from tests.transcripts.making import transcript

CHAT = """
# aider chat started at 2026-03-02 10:00:00

> Aider v0.86.2
> Main model: openai/gpt-5.2 with diff edit format
> Added src/a.py to the chat.

#### /run pytest -q
> Added 1 line of output to the chat.

#### make it green
#### please

Here:

src/a.py
```python
<<<<<<< SEARCH
x
=======
y
>>>>>>> REPLACE
```

> Tokens: 2.5k sent, 1.2k cache write, 300 cache hit, 30 received. Cost: $0.01 message, $0.02 session.
> The LLM did not conform to the edit format.
> # 1 SEARCH/REPLACE block failed to match!

## SearchReplaceNoExactMatch: This SEARCH block failed to exactly match lines in src/a.py
<<<<<<< SEARCH
x
=======
y
>>>>>>> REPLACE

The SEARCH section must exactly match an existing block of lines including all white space

Again:

src/a.py
```python
<<<<<<< SEARCH
z
=======
y
>>>>>>> REPLACE
```

> Tokens: 900 sent, 30 received.
> Applied edit to src/a.py

#### thanks
"""


def told(tmp_path, text=CHAT):
    (tmp_path / "chat").write_text(text)
    return list(read(transcript(tmp_path / "chat", session="s", folder="/shop")))


def test_a_chat_is_prompts_replies_and_how_their_edits_went(tmp_path):
    run, ask, one, failed, two, applied, thanks = told(tmp_path)
    at = local_seconds("2026-03-02 10:00:00")
    assert run == Prompt(text="/run pytest -q", by="harness", at=at)
    assert ask == Prompt(text="make it green\nplease", by="person", at=at)
    assert isinstance(one, Reply)
    assert (one.id, one.model, one.text[:5]) == ("s#1", "openai/gpt-5.2", "Here:")
    assert one.usage == Usage(input=1000, output=30, cache_read=300, cache_write_5m=1200, reported=True)
    assert [(c.does, c.what, c.folder) for c in one.calls] == [("edit", "src/a.py", "/shop")]
    assert isinstance(failed, Result)
    assert (failed.call, failed.error) == (one.calls[0].id, True)
    assert two.calls[0].id == applied.call != failed.call
    assert (applied.error, thanks.text) == (False, "thanks")


def test_a_chat_that_ends_in_the_middle_is_told_so_far(tmp_path):
    cut = CHAT[: CHAT.index("Again:") + 6]
    assert told(tmp_path, cut)[-1].text == "Again:"


def test_only_the_span_is_told(tmp_path):
    (tmp_path / "chat").write_text("#### a\n\n#### b\n")
    assert [t.text for t in read(transcript(tmp_path / "chat", span=(8, 15)))] == ["b"]
