"""The demo, played."""

import pytest

from headroom_cli.session.demo import play
from headroom_cli.settings import load


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Someone whose proxy would swallow what is said on this machine."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "elsewhere")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return lambda **chosen: load({"config_dir": tmp_path / "config", "data_dir": tmp_path / "data", **chosen})


def test_it_saves_fetches_an_original_and_leaves_nothing_behind(settings, tmp_path, capfd):
    before = set(tmp_path.iterdir())
    played = play(settings(), print)
    assert played.code == 0
    assert played.summary.requests == 10
    assert played.summary.outcomes["rewritten"] > 5
    assert (played.summary.retrievals.hits, played.summary.retrievals.misses) == (1, 0)
    assert played.summary.tokens.went_on * 2 < played.summary.tokens.sent
    assert set(tmp_path.iterdir()) == before
    assert "Traceback" not in "".join(capfd.readouterr())


def test_its_pairs_are_what_was_sent_and_what_the_model_was_given(settings):
    log, file = play(settings(), print).pairs
    assert log.title == "A log"
    assert "ERROR" in log.after
    assert log.tokens[1] * 5 < log.tokens[0]
    assert "as above" in file.after
    assert "return min(total * rate, total)" in file.after


def test_with_the_level_off_there_is_nothing_to_show(settings):
    played = play(settings(level="off"), print)
    assert (played.code, played.pairs) == (0, ())
    assert played.summary.outcomes == {"unchanged": 10}
