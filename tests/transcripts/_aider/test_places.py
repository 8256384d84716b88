"""Where Aider's histories are, and where each session is in them."""

import pytest

from headroom_cli.transcripts._aider.places import Files, files, local_seconds, sessions


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "shop").mkdir()
    return tmp_path / "home"


def chosen(home, **environment):
    return files(home, environment, home.parent / "shop")


def test_without_settings_there_is_the_chat_in_the_project(home):
    assert chosen(home) == Files(home.parent / "shop/.aider.chat.history.md", None)


def test_the_environment_beats_the_project_beats_the_home(home):
    shop = home.parent / "shop"
    (home / ".aider.conf.yml").write_text("chat-history-file: /h/chat.md\nllm-history-file: h.log\n")
    assert chosen(home) == Files(chat=shop.__class__("/h/chat.md"), sent=shop / "h.log")
    (shop / ".aider.conf.yml").write_text('model: x\nllm-history-file: "p.log"  # here\n')
    assert chosen(home).sent == shop / "p.log"
    (shop / ".env").write_text("OTHER=1\nexport AIDER_LLM_HISTORY_FILE=d.log\n")
    assert chosen(home).sent == shop / "d.log"
    assert chosen(home, AIDER_LLM_HISTORY_FILE="e.log").sent == shop / "e.log"


def written(folder, chat, sent=""):
    (folder / "chat").write_text(chat)
    (folder / "sent").write_text(sent)
    return list(sessions(Files(folder / "chat", folder / "sent" if sent else None), folder))


def test_a_session_lasts_until_the_next_one(tmp_path):
    one, two = (
        "# aider chat started at 2026-03-02 10:00:00\n\n#### a\n",
        "# aider chat started at 2026-03-02 11:00:00\n",
    )
    found = written(tmp_path, one + two)
    assert [t.span for t in found] == [(0, len(one)), (len(one), len(one + two))]
    assert found[0].changed == local_seconds("2026-03-02 11:00:00")
    assert found[1].changed == (tmp_path / "chat").stat().st_mtime
    assert found[0].session != found[1].session


def test_requests_are_those_of_the_session_that_they_were_sent_in(tmp_path):
    request = "TO LLM 2026-03-02T{}:30:00\nUSER x\n"
    chat = "".join(f"# aider chat started at 2026-03-02 {hour}:00:00\n" for hour in (10, 11, 12))
    found = written(tmp_path, chat, request.format(11) + request.format(12))
    size = len(request.format(11))
    assert [(t.path.name, t.span) for t in found[1:]] == [("sent", (0, size)), ("sent", (size, 2 * size))]
    assert found[0].path.name == "chat"


def test_what_was_sent_without_any_chat_is_one_session(tmp_path):
    (found,) = written(tmp_path, "", "TO LLM 2026-03-02T11:30:00\nUSER x\n")
    assert (found.path.name, found.span[0]) == ("sent", 0)


def test_no_history_is_no_session(tmp_path):
    assert list(sessions(Files(tmp_path / "a", tmp_path / "b"), tmp_path)) == []


def test_what_is_no_time_is_none():
    assert local_seconds("yesterday") == 0
