"""Transcripts of one agent, and in what a person names."""

import pytest

from headroom_cli import registry
from headroom_cli.errors import ConfigError
from headroom_cli.transcripts.choosing import below, only
from headroom_cli.transcripts.finding import Wanted
from tests.transcripts.making import ClaudeSession, CodexSession

HISTORIES = registry.load_all("transcripts")
CHAT = "\n# aider chat started at 2026-03-02 10:00:00\n\n#### hello\n\nHi.\n"
SENT = "TO LLM 2026-03-02T10:00:05\n-------\nUSER hello\nLLM RESPONSE 2026-03-02T10:00:06\nASSISTANT Hi.\n"


@pytest.fixture
def folder(tmp_path):
    for kind, at in ((ClaudeSession, 1000), (CodexSession, 2000)):
        session = kind(project="/work/shop", at=at)
        session.run("ls")
        session.save(tmp_path).rename(tmp_path / f"{kind.agent}.jsonl")
    (tmp_path / ".aider.chat.history.md").write_text(CHAT)
    (tmp_path / "notes.md").write_text("nobody's")
    (tmp_path / "other.jsonl").write_text('{"role": "user"}\n')
    return tmp_path


def wanted(**more):
    return Wanted(home="/nowhere", environment={}, **more)


def test_one_agent_may_be_wanted_and_one_that_is_not_known_has_a_nearest():
    assert tuple(only(HISTORIES, None)) == ("aider", "claude", "codex")
    assert tuple(only(HISTORIES, "codex")) == ("codex",)
    with pytest.raises(ConfigError) as caught:
        only(HISTORIES, "codx")
    assert caught.value.hint == "Did you mean 'codex'?"


def test_a_file_is_whosesoever_its_beginning_says_and_the_last_written_one_comes_first(folder):
    found = below([folder], HISTORIES, wanted())
    assert [(t.agent, t.path.name) for t in found] == [
        ("aider", ".aider.chat.history.md"), ("codex", "codex.jsonl"), ("claude", "claude.jsonl"),
    ]  # fmt: skip


def test_a_file_that_is_named_twice_is_told_once(folder):
    assert len(below([folder / "codex.jsonl", folder], HISTORIES, wanted())) == 3


def test_what_is_old_or_of_another_project_is_left_out(folder):
    assert [t.agent for t in below([folder], HISTORIES, wanted(since=1500))] == ["aider", "codex"]
    assert [t.agent for t in below([folder], HISTORIES, wanted(project=folder))] == ["aider"]


@pytest.mark.parametrize("chat", [True, False])
def test_of_aider_what_was_sent_is_told_once_with_its_chat_or_alone(tmp_path, chat):
    (tmp_path / ".aider.llm.history").write_text(SENT)
    if chat:
        (tmp_path / ".aider.chat.history.md").write_text(CHAT)
    assert [t.path.name for t in below([tmp_path], HISTORIES, wanted())] == [".aider.llm.history"]


def test_a_path_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        below([tmp_path / "gone"], HISTORIES, wanted())
