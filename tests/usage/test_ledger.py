"""The record of every exchange."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headroom_cli.errors import LedgerError
from headroom_cli.usage.ledger import Ledger, Query, Session
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.summary import summarise
from headroom_cli.usage.tally import RESTARTED, Asked
from tests.usage.making import NOON, edit, exchange

DAY = datetime.fromtimestamp(NOON, UTC).astimezone().date()
PRICES = Prices({"claude-opus-4-5": {"input": 5, "output": 25, "cache_read": 0.5, "cache_write_5m": 6.25}}, "test")
WRITER = """
import sys
from pathlib import Path
from headroom_cli.usage.ledger import Ledger
from tests.usage.making import edit, exchange
ledger, name, count = Ledger(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for _ in range(count):
    ledger.record(exchange(session=name, edits=(edit("log", 90, 20),)))
    print("recorded", flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "headroom" / "ledger.sqlite"


@pytest.fixture
def ledger(path):
    with closing(Ledger(path)) as ledger:
        yield ledger


def writer(path, name, count):
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_an_exchange_reads_back_with_its_edits_summed_by_kind(ledger):
    edits = (edit("log", 90, 20), edit("log", 10, 5), edit("json", 80, 40, fresh=False, lossless=False))
    ledger.record(exchange(edits=edits))
    (read,) = ledger.exchanges()
    summed = (edit("json", 80, 40, fresh=False, lossless=False), edit("log", 100, 25))
    assert read == exchange(edits=tuple(replace(e, span=(0, 0), text="", key="") for e in summed))


def test_no_text_and_no_key_of_an_original_is_in_the_file(path):
    with closing(Ledger(path)) as ledger:
        ledger.record(exchange(edits=(replace(edit("log", 9, 2), text="SECRET", key="KEY-OF-IT"),)))
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"SECRET" not in written
    assert b"KEY-OF-IT" not in written


def test_exchanges_come_in_order_of_arrival_of_one_session_or_of_all(ledger):
    for at, session in ((3, "a"), (1, "b"), (2, "a")):
        ledger.record(exchange(at=float(at), session=session))
    assert [e.at for e in ledger.exchanges()] == [1, 2, 3]
    assert [e.at for e in ledger.exchanges(session="a")] == [2, 3]
    assert [e.at for e in ledger.exchanges(since=2.0)] == [2, 3]


def test_retrievals_and_events_are_kept_by_session(ledger):
    ledger.record(exchange(session="a", agent="codex"))
    hit, miss = Asked(hit=True, tokens=70, agent="codex", project="p"), Asked(hit=False, tokens=0)
    for name, asked in (("a", hit), ("a", hit), ("b", miss)):
        ledger.record_retrieval(name, 5.0, asked)
    ledger.record_event("a", 7.0, RESTARTED)
    both = replace(hit, times=2, tokens=140)
    assert ledger.totals().retrievals == (miss, both)
    assert ledger.totals(Query(session="a")).retrievals == ledger.totals(Query(agent="codex")).retrievals == (both,)
    assert (ledger.events(session="a"), ledger.events(session="b")) == ({RESTARTED: 1}, {})


def test_totals_of_all_days_agree_with_the_exchanges_of_the_session(ledger):
    for day in range(3):
        for number in range(5):
            edits = (edit("log", 900 + number, 20), edit("json", 80, 90, fresh=False, lossless=False))
            ledger.record(exchange(at=NOON + day * 86_400, edits=edits, added_ms=1.0 + number))
    ledger.record(exchange(outcome="passed", reason="no tools", model="other"))
    ledger.record_retrieval("s", NOON, Asked(hit=True, tokens=70))
    ledger.record_event("s", NOON, RESTARTED)
    whole, one = summarise(ledger.totals(), PRICES), summarise(ledger.totals(Query(session="s")), PRICES)
    assert replace(whole, money=None) == replace(one, money=None)
    assert asdict(whole.money) == pytest.approx(asdict(one.money))


def test_totals_since_a_day_leave_out_what_was_before(ledger):
    for day in (0, 1, 2):
        ledger.record(exchange(at=NOON + day * 86_400))
        ledger.record_retrieval("s", NOON + day * 86_400, Asked(hit=True, tokens=1))
    totals = ledger.totals(Query(since=DAY + timedelta(days=1)))
    assert sum(t.exchanges for t in totals.tallies) == 2
    assert [r.times for r in totals.retrievals] == [2]


def test_totals_are_of_what_is_asked_for(ledger):
    for agent, project, model in (("a", "p", "claude-opus-4-5"), ("a", "q", "gpt-5"), ("b", "p", "gpt-5-mini")):
        ledger.record(exchange(agent=agent, project=project, model=model))

    def count(**asked):
        return sum(t.exchanges for t in ledger.totals(Query(**asked)).tallies)

    assert [count(agent="a"), count(project="p"), count(model="gpt-5"), count(agent="a", model="gpt")] == [2, 2, 2, 1]
    assert count(agent="none") == 0


def test_days_are_told_one_by_one_in_order(ledger):
    for day in (2, 0, 0):
        ledger.record(exchange(at=NOON + day * 86_400))
    days = ledger.days(Query())
    assert {day: sum(t.exchanges for t in totals.tallies) for day, totals in days.items()} == {
        DAY.isoformat(): 2,
        (DAY + timedelta(days=2)).isoformat(): 1,
    }
    assert list(ledger.days(Query(since=DAY + timedelta(days=1)))) == [(DAY + timedelta(days=2)).isoformat()]


def test_sessions_are_told_the_last_one_first(ledger):
    for at, name in ((1.0, "a"), (2.0, "b"), (3.0, "a")):
        ledger.record(exchange(at=at, session=name, agent="x", project="p"))
    first, second = Session(name="a", agent="x", project="p", first=1.0, last=3.0), "b"
    assert ledger.sessions(Query())[0] == first
    assert [s.name for s in ledger.sessions(Query())] == ["a", second]
    assert ledger.sessions(Query(), most=1) == ledger.sessions(Query(agent="x"), most=1) == [first]
    assert ledger.sessions(Query(project="other")) == []


def test_what_was_measured_is_told_by_model_whatever_is_asked_for(ledger):
    ledger.record(exchange(estimated=1_000.0, counted=1_200))
    ledger.record(exchange(estimated=1_000.0, counted=1_000))
    found = ledger.totals(Query(agent="none")).scales[exchange().model]
    assert found == Scale(estimated=2_000, counted=2_200, squares=2_440)


def test_several_processes_that_begin_and_write_at_once_lose_nothing(path):
    writers = [writer(path, str(n), 40) for n in range(3)]
    assert [w.wait() for w in writers] == [0, 0, 0]
    for w in writers:
        w.stdout.close()
    with closing(Ledger(path)) as ledger:
        assert sum(1 for _ in ledger.exchanges()) == 120
        assert sum(t.exchanges for t in ledger.totals().tallies) == 120


def test_threads_may_share_a_ledger(ledger):
    work = [threading.Thread(target=ledger.record, args=(exchange(session=str(n)),)) for n in range(8)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len({e.session for e in ledger.exchanges()}) == 8


def test_a_writer_that_is_killed_leaves_all_it_recorded_readable(path):
    with writer(path, "killed", 100_000) as victim:
        said = sum(1 for _ in zip(range(20), victim.stdout, strict=False))
        os.kill(victim.pid, signal.SIGKILL)
    with closing(Ledger(path)) as ledger:
        kept = sum(1 for _ in ledger.exchanges())
        assert kept >= said
        assert sum(t.exchanges for t in ledger.totals().tallies) == kept


def test_only_the_owner_can_read_the_file_and_its_folder(ledger, path):
    ledger.record(exchange())
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_an_exchange_that_cannot_be_written_leaves_no_half_behind(ledger):
    with pytest.raises(LedgerError):
        ledger.record(exchange(edits=(edit("log", 2**80, 1),)))
    assert list(ledger.exchanges()) == []
    ledger.record(exchange())


@pytest.mark.parametrize("odd", [{"model": "\ud83d"}, {"status": 2**70}, {"at": float("inf")}])
def test_a_value_that_no_file_takes_is_a_ledger_error(ledger, odd):
    with pytest.raises(LedgerError):
        ledger.record(exchange(**odd))


def test_a_file_that_is_no_ledger_is_said_so(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite cannot be used"):
        Ledger(path)


def test_a_folder_that_cannot_be_made_is_a_ledger_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError):
        Ledger(tmp_path / "file" / "ledger.sqlite")


def test_a_closed_ledger_may_be_closed_again_and_takes_nothing_more(ledger):
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError):
        ledger.record(exchange())


def test_neither_content_nor_keys_of_an_edit_reach_the_file(path):
    with closing(Ledger(path)) as ledger:
        ledger.record(exchange(edits=(replace(edit("log", 90, 20), text="what the log said", key="0123456789ab"),)))
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"log" in written
    assert b"what the log said" not in written
    assert b"0123456789ab" not in written
