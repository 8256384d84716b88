"""Aider's transcripts: from what was sent where that is kept, else from the chat."""

from collections import Counter

import pytest

from headroom_cli.transcripts._aider.places import local_seconds
from headroom_cli.transcripts.aider import PLUGIN
from headroom_cli.transcripts.finding import Wanted

CHAT = """
# aider chat started at 2026-03-02 10:00:00

#### hello

Hi.

# aider chat started at 2026-03-02 12:00:00

#### bye

Bye.
"""
SENT = """TO LLM 2026-03-02T12:00:05
-------
USER bye
LLM RESPONSE 2026-03-02T12:00:06
ASSISTANT Bye, as sent.
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / ".aider.chat.history.md").write_text(CHAT)
    return tmp_path


def told(project, **environment):
    found = list(PLUGIN.find(Wanted(home=project / "nobody", environment=environment, project=project)))
    return [[turn.text for turn in PLUGIN.read(t, Counter())] for t in found]


def test_each_start_is_a_session(project):
    assert told(project) == [["hello", "Hi."], ["bye", "Bye."]]


def test_a_session_that_was_kept_as_sent_is_told_from_that(project):
    (project / "sent.log").write_text(SENT)
    assert told(project, AIDER_LLM_HISTORY_FILE="sent.log") == [["hello", "Hi."], ["bye", "Bye, as sent."]]


def test_without_a_project_there_is_nothing_to_look_for(project):
    assert list(PLUGIN.find(Wanted(home=project, environment={}))) == []


def test_a_session_that_is_over_since_long_is_left_out(project):
    since = local_seconds("2026-03-02 12:30:00")
    wanted = Wanted(home=project, environment={}, project=project, since=since)
    assert len(list(PLUGIN.find(wanted))) == 1
