"""Checks of the data folder, and of what is kept in it."""

import os
import stat

import pytest

from headroom_cli.errors import ConfigError, LedgerError, StoreError
from headroom_cli.session import checkup_data, folders
from headroom_cli.stores import open_store
from headroom_cli.usage.ledger import FILE_NAME, Ledger
from tests.session.patients import choosing, healthy, only, verdicts
from tests.usage.making import exchange


@pytest.fixture
def who(tmp_path):
    return healthy(tmp_path)


def leftovers(who):
    return [path.name for path in who.settings.data_dir.rglob("*")]


def test_the_data_folder_is_made_and_nothing_is_left_in_it(who):
    before = os.umask(0)
    try:
        assert verdicts(checkup_data.data_folder(who)) == ["ok"]
    finally:
        os.umask(before)
    assert stat.S_IMODE(who.settings.data_dir.stat().st_mode) == 0o700
    assert leftovers(who) == ["sessions"]


def test_a_data_folder_that_cannot_be_written_is_an_error(who):
    who.settings.data_dir.write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        list(checkup_data.data_folder(who))


@pytest.mark.parametrize("name", ["", FILE_NAME, "sessions/old"])
def test_what_others_could_read_or_change_is_a_problem(who, name):
    data = who.settings.data_dir
    folders.create(data, "old")
    data.chmod(0o755)
    Ledger(data / FILE_NAME).close()
    assert verdicts(checkup_data.data_folder(who)) == ["ok"]
    (data / name).chmod(0o777)
    finding = only(checkup_data.data_folder(who))
    assert finding.verdict == "problem"
    assert finding.text.endswith(str(data / name))


@pytest.mark.parametrize(("megabytes", "verdict"), [(99, "problem"), (100, "note"), (511, "note"), (512, "ok")])
def test_little_room_is_noted_and_none_is_a_problem(who, megabytes, verdict):
    assert verdicts(checkup_data.disk(who, lambda _: megabytes * 1_000_000)) == [verdict]


def test_room_is_looked_for_where_the_data_folder_will_be(who, tmp_path):
    asked = []
    list(checkup_data.disk(who, lambda path: asked.append(path) or 1e12))
    assert asked == [tmp_path]


def test_a_ledger_is_read_and_never_begun(who):
    assert only(checkup_data.ledger(who)).text == "nothing is recorded yet"
    assert not who.settings.data_dir.exists()
    record = Ledger(who.settings.data_dir / FILE_NAME)
    record.record(exchange())
    record.close()
    assert only(checkup_data.ledger(who)).text == "1 requests recorded"


def measured(who, *turns):
    record = Ledger(who.settings.data_dir / FILE_NAME)
    for model, counted in turns:
        record.record(exchange(model=model, estimated=1_000.0, counted=counted))
    record.close()
    return list(checkup_data.estimates(who))


def test_before_anything_is_measured_it_is_said_how_exact_estimates_are(who):
    finding = only(checkup_data.estimates(who))
    assert (finding.verdict, "8 %" in finding.text) == ("ok", True)
    assert not who.settings.data_dir.exists()


def test_each_measured_model_is_told_the_most_used_first(who):
    few, many = [("claude-opus-4-8", 1_000)] * 3, [("claude-sonnet-4-6", 1_040), ("claude-sonnet-4-6", 1_000)] * 15
    first, second = measured(who, *few, *many)
    assert first.text == "claude-sonnet-4-6: times 1.02, a turn within 2 %, from 30,600 tokens measured"
    assert second.text == "claude-opus-4-8: within about 8 %; 3,000 tokens measured, too few to go by"


def test_a_tokenizer_that_is_far_from_what_is_known_of_it_is_noted(who):
    (finding,) = measured(who, *[("gpt-9", 1_500)] * 30)
    assert (finding.verdict, finding.hint[:4]) == ("note", "That")


def test_a_ledger_that_cannot_be_read_is_an_error(who):
    who.settings.data_dir.mkdir()
    (who.settings.data_dir / FILE_NAME).write_bytes(b"broken" * 1_000)
    with pytest.raises(LedgerError):
        list(checkup_data.ledger(who))


def test_a_store_is_asked_for_what_it_was_given(who, tmp_path):
    assert verdicts(checkup_data.store(who)) == ["ok"]
    assert leftovers(who) == ["sessions"]
    own = f"disk://{(tmp_path / 'own').as_posix()}"
    assert only(checkup_data.store(choosing(who, store=own))).text == "the disk store gives back what it is given"
    open_store(own).close()


def test_a_store_that_is_none_is_an_error(who):
    with pytest.raises(ConfigError, match="no stores plug-in"):
        list(checkup_data.store(choosing(who, store="dsik:///x")))
