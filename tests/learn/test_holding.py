"""Whether what a claim says still holds."""

import pytest

from headroom_cli.learn.episode import Claim
from headroom_cli.learn.holding import holds
from tests.learn.making import EDIT, PUSH, SAID, UNITTEST, UTIL, episode, found


@pytest.fixture
def project(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/util.py").touch()
    (tmp_path / "big.log").touch()
    return tmp_path


BIN = Claim(kind="program", right="bin/test", wrong=("pytest",), about="test")
NOTHING = found()


@pytest.mark.parametrize(
    "claim",
    [
        UNITTEST,
        UTIL,
        EDIT,
        PUSH,
        SAID,
        Claim(kind="edit", right="", about="absent"),
        Claim(kind="folder", right="src", wrong=("lib",)),
        Claim(kind="place", right="src", wrong=("make",)),
        Claim(kind="place", right="", wrong=("make",), about="root"),
        Claim(kind="size", right="", wrong=("big.log",), about="file"),
        Claim(kind="program", right="/usr/bin/x", wrong=("y",), about=""),
    ],
)
def test_what_is_there_holds(project, claim):
    assert holds(claim, project, NOTHING)


@pytest.mark.parametrize(
    "claim",
    [
        BIN,
        Claim(kind="path", right="src/other.py", wrong=("src/utils.py",)),
        Claim(kind="path", right="src/util.py", wrong=("big.log",)),
        Claim(kind="edit", right="src/gone.py", about="absent"),
        Claim(kind="folder", right="gone", wrong=("lib",)),
        Claim(kind="place", right="gone", wrong=("make",)),
        Claim(kind="size", right="", wrong=("gone.log",), about="file"),
    ],
)
def test_what_is_not_there_or_there_after_all_does_not(project, claim):
    assert not holds(claim, project, NOTHING)


def test_a_project_that_is_not_there_tells_nothing(tmp_path):
    assert holds(BIN, tmp_path / "gone", NOTHING)


def test_what_went_well_since_it_last_went_wrong_does_not_hold(project):
    well = {("program", "pytest"): 5.0}
    assert not holds(UNITTEST, project, found(well=well))
    assert not holds(UNITTEST, project, found(episode(at=4.0), well=well))
    assert holds(UNITTEST, project, found(episode(at=6.0), well=well))
    assert not holds(PUSH, project, found(well={("refused", "git push"): 1.0}))
