"""What blocks, behind one thread."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest

from headroom_cli.dialects import Outline
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Exchange, Level
from headroom_cli.session.config import ProxyConfig
from headroom_cli.session.desk import Desk, Worker, rules_for
from headroom_cli.usage.ledger import Ledger
from tests.fakes.conversations import body, conversation, read_result

CONFIG = ProxyConfig(secret="s", upstreams={}, store="memory:", exclude=("tool:X",), level=Level.LOSSLESS)
REQUEST = body(conversation([("Read", {"file_path": "/a"}, read_result(1, 80))]))


def config(tmp_path, **changes) -> ProxyConfig:
    known = {"secret": "", "upstreams": {}, "store": f"disk://{tmp_path.as_posix()}/store", "session": "s"}
    return ProxyConfig(**{**known, "ledger": str(tmp_path / "ledger.sqlite"), "agent": "a", "project": "p", **changes})


def test_an_exchange_is_written_down_under_the_runs_names(tmp_path):
    desk = Desk(config(tmp_path))
    desk.warm()
    desk.record(Exchange(session="", at=1.0, model="m"))
    desk.close()
    with closing(Ledger(tmp_path / "ledger.sqlite")) as ledger:
        [exchange] = ledger.exchanges()
    assert (exchange.session, exchange.agent, exchange.project, exchange.model) == ("s", "a", "p", "m")


def test_a_ledger_that_cannot_be_written_is_never_felt(tmp_path, caplog):
    (tmp_path / "file").write_text("x")
    desk = Desk(config(tmp_path, ledger=str(tmp_path / "file" / "ledger.sqlite")))
    desk.record(Exchange(session="", at=1.0))
    desk.close()
    assert "nothing is recorded" in caplog.text


def test_without_a_store_on_disk_originals_are_kept_in_memory(tmp_path, caplog):
    (tmp_path / "store").write_text("not a folder")
    desk = Desk(config(tmp_path))
    assert desk.shortener.shorten(ANTHROPIC, REQUEST).edits
    desk.close()
    assert "kept in memory" in caplog.text


def test_all_work_is_done_in_one_thread():
    worker = Worker()

    async def names() -> set[str]:
        return {await worker.do(lambda: threading.current_thread().name) for _ in range(5)}

    assert len(asyncio.run(names())) == 1
    worker.executor.shutdown()


def offering(*tools: str, clears: bool = False) -> Outline:
    return Outline(model="m", messages=(), tools=tools, clears=clears)


@pytest.mark.parametrize(
    ("reach", "tools", "in_reach"),
    [
        ("offered", ("Read", "mcp__headroom__headroom_retrieve"), True),
        ("offered", ("Read",), False),
        ("offered", ("exec", "mcp__headroom"), True),
        ("offered", (), True),
        ("always", ("Read",), True),
        ("never", ("headroom_retrieve",), False),
    ],
)
def test_markers_need_the_tool_in_reach(reach, tools, in_reach):
    config = ProxyConfig(secret="", upstreams={}, store="", reach=reach)
    assert rules_for(config)(offering(*tools)).in_reach is in_reach


def test_the_rules_carry_what_was_chosen_and_what_the_request_says():
    rules = rules_for(CONFIG)(offering(clears=True))
    assert (rules.level, rules.floor, rules.exclude, rules.clears) == (Level.LOSSLESS, 100, ("tool:X",), True)


def test_what_could_not_be_written_down_is_written_when_it_can_be(tmp_path, caplog):
    desk = Desk(config(tmp_path))
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE exchange RENAME TO elsewhere")
    desk.record(Exchange(session="", at=1.0))
    desk.record(Exchange(session="", at=2.0))
    assert "misses 2 lines for now" in caplog.text
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO exchange")
    desk.record(Exchange(session="", at=3.0))
    desk.close()
    with closing(Ledger(path)) as ledger:
        assert [exchange.at for exchange in ledger.exchanges()] == [1.0, 2.0, 3.0]
