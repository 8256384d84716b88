"""A session's figures from the ledger."""

import pytest

from headroom_cli.errors import LedgerError
from headroom_cli.model import Exchange
from headroom_cli.session import config, run
from headroom_cli.session.figures import of_session
from headroom_cli.settings import load
from headroom_cli.usage import tally
from headroom_cli.usage.ledger import FILE_NAME, Ledger


@pytest.fixture
def settings(tmp_path):
    return load({"data_dir": str(tmp_path / "data"), "config_dir": str(tmp_path / "config")})


def test_a_session_is_summed_with_what_befell_its_proxy(settings):
    ledger = Ledger(settings.data_dir / FILE_NAME)
    ledger.record(Exchange(session="a", at=1.0, outcome="unchanged"))
    ledger.record(Exchange(session="b", at=2.0))
    ledger.close()
    summary = of_session(settings, "a", ["restarted"])
    assert (summary.requests, summary.outcomes, summary.events) == (1, {"unchanged": 1}, {"restarted": 1})


def test_without_a_session_there_are_no_figures_and_no_ledger(settings):
    assert of_session(settings, "") is None
    assert not settings.data_dir.exists()


def test_a_ledger_that_cannot_be_read_is_said(settings):
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / FILE_NAME).write_text("this is no database, it is a note of some length for whoever finds it")
    with pytest.raises(LedgerError):
        of_session(settings, "s")


def test_the_run_and_the_ledger_use_the_same_names():
    assert (config.LEDGER, run.RESTARTED, run.BYPASSED) == (FILE_NAME, tally.RESTARTED, tally.BYPASSED)
