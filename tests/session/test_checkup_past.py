"""Checks of the last sessions, by the ledger and the log."""

from contextlib import closing

import pytest

from headroom_cli.session import checkup_past, folders
from headroom_cli.stores import open_store
from headroom_cli.usage.ledger import FILE_NAME, Ledger
from headroom_cli.usage.tally import BYPASSED, RESTARTED
from tests.session.patients import healthy, only, verdicts
from tests.usage.making import NOON, exchange


@pytest.fixture
def who(tmp_path):
    return healthy(tmp_path)


@pytest.fixture
def session(who):
    """Writes a session down: its requests, what befell its proxy, and its log."""

    def write(*exchanges, name="20-abc", befell=(), log=""):
        folder = folders.create(who.settings.data_dir, name)
        with folders.in_use(folder):
            open_store(folders.store_url(folder, 1)).close()
        (folder / "proxy.log").write_text(log)
        with closing(Ledger(who.settings.data_dir / FILE_NAME)) as ledger:
            for one in exchanges:
                ledger.record(exchange(session=name, edits=(), **one))
            for event in befell:
                ledger.record_event(name, NOON, event)

    return write


REWRITTEN = {"outcome": "rewritten", "reason": ""}
SMALL = {"outcome": "unchanged", "reason": "nothing to shorten"}
OFF = {"outcome": "unchanged", "reason": "level off"}
REFUSED = {"outcome": "failed", "reason": "the provider said overloaded"}


def test_where_nothing_was_there_is_nothing_to_say(who):
    assert only(checkup_past.sessions(who)).text == "none is kept"
    assert not who.settings.data_dir.exists()


def test_a_session_that_saved_is_well_and_says_why_the_rest_was_not(who, session):
    session(REWRITTEN, REWRITTEN, SMALL)
    finding = only(checkup_past.sessions(who))
    assert finding.verdict == "ok"
    assert finding.text == "20-abc: 2 of 3 requests rewritten, the rest: nothing to shorten (1)"


@pytest.mark.parametrize(("one", "step"), [(SMALL, "short"), (OFF, "HEADROOM_LEVEL"), (REFUSED, "provider")])
def test_a_session_in_which_nothing_was_shortened_is_noted_with_the_step_for_its_reason(who, session, one, step):
    session(one)
    finding = only(checkup_past.sessions(who))
    assert finding.verdict == "note"
    assert step in finding.hint


def test_a_session_without_a_request_is_noted(who, session):
    session()
    finding = only(checkup_past.sessions(who))
    assert (finding.verdict, finding.text) == ("note", "20-abc: no request came through the proxy")
    assert "--dry-run" in finding.hint


def test_a_proxy_that_broke_down_is_noted_and_one_that_gave_up_is_a_problem(who, session):
    session(REWRITTEN, befell=[RESTARTED, RESTARTED])
    assert "started again (2)" in only(checkup_past.sessions(who)).text
    session(befell=[BYPASSED])
    assert verdicts(checkup_past.sessions(who)) == ["problem"]


def test_the_last_sessions_are_looked_at_the_last_one_first(who, session):
    for number in range(5):
        session(REWRITTEN, name=f"2{number}")
    assert [finding.text[:2] for finding in checkup_past.sessions(who)] == ["24", "23", "22"]


LOG = """\
2026-11-22 07:20:11,123 INFO asyncio: said by someone
2026-11-22 07:20:12,124 WARNING headroom_cli.session.desk: the ledger misses a line: locked
2026-11-22 07:20:13,125 WARNING headroom_cli.session.desk: the ledger misses a line: locked
2026-11-22 07:20:14,126 ERROR headroom_cli.mcp.server: a tool failed
Traceback (most recent call last):
  WARNING this is a line of it
headroom: it ended with status -9 and is started again
"""


def test_the_warnings_of_the_last_log_are_noted_in_order_and_once(who, session):
    session(REWRITTEN, log=LOG)
    _, *warnings = checkup_past.sessions(who)
    assert [(finding.verdict, finding.text) for finding in warnings] == [
        ("note", "its log: WARNING headroom_cli.session.desk: the ledger misses a line: locked"),
        ("note", "its log: ERROR headroom_cli.mcp.server: a tool failed"),
        ("note", "its log: headroom: it ended with status -9 and is started again"),
    ]


def test_a_long_log_is_read_at_its_end(who, session):
    session(REWRITTEN, log="\n".join(["ERROR x: early", *["INFO filler"] * 20_000, "ERROR x: late"]))
    assert [finding.text for finding in checkup_past.sessions(who)][1:] == ["its log: ERROR x: late"]
