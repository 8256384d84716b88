"""What blocks, behind one thread."""

import asyncio
import threading

from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Exchange
from headroom_cli.session.config import ProxyConfig
from headroom_cli.session.desk import Desk, Worker
from headroom_cli.usage.ledger import Ledger
from tests.fakes.conversations import body, conversation, read_result

REQUEST = body(conversation([("Read", {"file_path": "/a"}, read_result(1, 80))]))


def config(tmp_path, **changes) -> ProxyConfig:
    known = {"secret": "", "upstreams": {}, "store": f"disk://{tmp_path.as_posix()}/store", "session": "s"}
    return ProxyConfig(**{**known, "ledger": str(tmp_path / "ledger.sqlite"), "agent": "a", "project": "p", **changes})


def test_an_exchange_is_written_down_under_the_runs_names(tmp_path):
    desk = Desk(config(tmp_path))
    desk.warm()
    desk.record(Exchange(session="", at=1.0, model="m"))
    desk.close()
    [exchange] = Ledger(tmp_path / "ledger.sqlite").exchanges()
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
