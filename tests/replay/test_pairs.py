"""What became of a case."""

from pathlib import Path

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.model import Level
from headroom_cli.replay.pairs import of_file, pairs
from tests.replay.making import LOG, READS, bench, case

CASES = [case("logs/a.log", LOG), case("code/b.py", READS, number=1), case("code/b.py", READS, number=2)]


def test_each_changed_text_is_told_as_it_was_and_as_it_became():
    one = bench().measure(case("x", [*LOG, ("Bash", {"command": "ls"}, "one"), *READS]))
    log, first, again = pairs(one, Level.BALANCED)
    assert (log.label, log.before, log.edit.kind) == ("Bash tail log", LOG[0][2], "log")
    assert (first.label, again.edit.kind) == ("Read /a", "seen")
    assert len(list(pairs(one, Level.LOSSLESS))) == 3


@pytest.mark.parametrize("name", ["/work/code/b.py", "code/b.py", "b.py"])
def test_a_file_is_found_by_the_end_of_its_path(name):
    assert of_file(CASES, Path(name)) == CASES[1:]


def test_a_file_that_is_not_there_is_an_error_that_names_the_nearest():
    with pytest.raises(ConfigError) as error:
        of_file(CASES, Path("b.pi"))
    assert error.value.hint == "Did you mean 'b.py'?"
    with pytest.raises(ConfigError):
        of_file([], Path("b.py"))
    with pytest.raises(ConfigError):
        of_file(CASES, Path("ob.py"))
