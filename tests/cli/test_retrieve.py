import pytest
import typer
from typer.testing import CliRunner

from headroom_cli.ccr import marker
from headroom_cli.cli.retrieve import PLUGIN
from headroom_cli.errors import ConfigError
from headroom_cli.session import folders
from headroom_cli.stores import open_store

TEXT = "".join(f"line {n}\n" for n in range(1, 20_001))
KEY = marker.key(TEXT)


@pytest.fixture
def retrieve(tmp_path, monkeypatch):
    """Run `headroom retrieve` beside one session that kept one original."""
    monkeypatch.setenv("HEADROOM_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("HEADROOM_WORKSPACE_DIR", str(tmp_path / "data"))
    store = open_store(folders.store_url(folders.create(tmp_path / "data", "20-abc"), 1))
    store.put(KEY, TEXT)
    store.close()
    app = typer.Typer()
    app.command()(PLUGIN)
    return lambda *words: CliRunner().invoke(app, words)


def test_a_key_prints_the_whole_original_exactly_however_long(retrieve):
    done = retrieve(KEY)
    assert (done.exit_code, done.stdout) == (0, TEXT)


def test_lines_and_patterns_print_parts(retrieve):
    assert retrieve(KEY, "--lines", "3-4").stdout == "[lines 3-4 of 20000]\nline 3\nline 4\n"
    assert retrieve(KEY, "--pattern", "line 19999").stdout.startswith("[1 of 20000 lines match]\n")


def test_a_session_narrows_the_search(retrieve):
    assert retrieve(KEY, "--session", "20").stdout == TEXT
    refused = retrieve(KEY, "--session", "21")
    assert isinstance(refused.exception, ConfigError)


@pytest.mark.parametrize("key", ["0" * 12, "no key at all"])
def test_a_key_without_an_original_is_an_error_that_says_how_long_they_are_kept(retrieve, key):
    refused = retrieve(key)
    assert isinstance(refused.exception, ConfigError)
    assert key in refused.exception.message
    assert "72 hours" in refused.exception.hint
    assert refused.stdout == ""


def test_lines_past_the_end_are_an_error_that_says_how_many_there_are(retrieve):
    refused = retrieve(KEY, "--lines", "20001")
    assert isinstance(refused.exception, ConfigError)
    assert "has 20000 lines" in refused.exception.message
