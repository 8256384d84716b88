"""Aider's edits."""

from headroom_cli.transcripts._aider.edits import calls, failures, results

BLOCK = "{}\n```python\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE\n```\n"


def test_a_reply_asks_for_one_edit_a_file():
    text = "First:\n\n" + BLOCK.format("src/a.py") + "\nthen\n\n" + BLOCK.format("**b.py**") + BLOCK.format("src/a.py")
    assert [(c.does, c.what) for c in calls(text, "r", "/shop")] == [("edit", "src/a.py"), ("edit", "b.py")]
    assert calls("just words", "r", "/shop") == ()


def test_a_failure_names_its_file():
    text = "## SearchReplaceNoExactMatch: This SEARCH block failed to exactly match lines in src/a.py\n<<<<<<< SEARCH"
    assert failures(text) == ("src/a.py",)
    asked = calls(BLOCK.format("src/a.py") + BLOCK.format("b.py"), "r", "/shop")
    assert [(r.call, r.error, r.text) for r in results(asked, ("src/a.py",), text, 1.0)] == [
        ("r/src/a.py", True, text), ("r/b.py", False, ""),
    ]  # fmt: skip
