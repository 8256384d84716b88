"""What was found in a project becomes a proposal."""

import pytest

from headroom_cli.errors import InstructionsError
from headroom_cli.learn.block import END, START, parse
from headroom_cli.learn.proposal import Wish, chosen, propose, undone
from tests.learn.making import episode, found

LINE = "Run tests with `python3 -m unittest`; `pytest` is not installed."
PATH = "Use `src/util.py`; there is no `src/utils.py`."
WISH = Wish(targets=("CLAUDE.md",))


@pytest.fixture
def project(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/util.py").touch()
    (tmp_path / "CLAUDE.md").write_text("# Shop\n")
    return tmp_path


def seen(**more):
    both = [episode(session=s) for s in "ab"]
    path = [episode("path", "src/utils.py", "src/util.py", session=s, request=900.0) for s in "ab"]
    return found(*both, *path, **more)


def test_the_most_wasteful_line_comes_first_and_the_patch_holds_all(project):
    made = propose(project, seen(), WISH)
    assert [line.text for line in made.lines] == [PATH, LINE]
    (patch,) = made.patches
    assert patch.path == project / "CLAUDE.md"
    assert patch.before == b"# Shop\n"
    assert [line[2:] for line in parse(patch.after).inside if line.startswith("- ")] == [PATH, LINE]
    assert (project / "CLAUDE.md").read_text() == "# Shop\n"


def test_a_line_that_costs_more_than_it_saves_is_not_proposed(project):
    assert [line.text for line in propose(project, seen(requests=50), WISH).lines] == [PATH]


def test_only_so_many_lines_are_proposed(project):
    made = propose(project, seen(), Wish(targets=("CLAUDE.md",), most=1))
    assert ([line.text for line in made.lines], made.more) == ([PATH], 1)


def test_running_again_proposes_nothing(project):
    (patch,) = propose(project, seen(), WISH).patches
    patch.path.write_bytes(patch.after)
    again = propose(project, seen(), WISH)
    assert (again.lines, again.patches) == ((), ())


def test_what_no_longer_holds_is_taken_out_and_the_rest_stays(project):
    (patch,) = propose(project, seen(), WISH).patches
    patch.path.write_bytes(patch.after.replace(LINE.encode(), b"Run tests with make."))
    (project / "src/util.py").unlink()
    (again,) = propose(project, found(), WISH).patches
    assert PATH.encode() not in again.after
    assert b"- Run tests with make.\n" in again.after


def test_a_block_without_a_line_goes(project):
    (patch,) = propose(project, found(*seen().episodes[2:]), WISH).patches
    patch.path.write_bytes(patch.after)
    (project / "src/util.py").unlink()
    (again,) = propose(project, found(), WISH).patches
    assert again.after == b"# Shop\n"


def test_each_file_gets_what_it_does_not_say(project):
    (project / "AGENTS.md").write_text("Use unittest.\n")
    made = propose(project, seen(), Wish(targets=("CLAUDE.md", "AGENTS.md")))
    claude, agents = (patch.after.decode() for patch in made.patches)
    assert LINE in claude
    assert LINE not in agents
    assert PATH in agents


def test_a_person_may_choose_and_reword(project):
    made = propose(project, seen(), WISH)
    only = chosen(made, made.lines[1:])
    assert [line.text for line in only.lines] == [LINE]
    assert PATH.encode() not in only.patches[0].after
    assert chosen(made, []).patches == ()


def test_a_file_that_must_not_be_changed_is_named(project):
    (project / "CLAUDE.md").write_text(f"{START}\n")
    with pytest.raises(InstructionsError) as caught:
        propose(project, seen(), WISH)
    assert str(project / "CLAUDE.md") in caught.value.message
    assert END in caught.value.hint


def test_undoing_gives_every_file_back_as_it_was(project):
    (patch,) = propose(project, seen(), WISH).patches
    patch.path.write_bytes(patch.after)
    (back,) = undone(project, ("CLAUDE.md", "AGENTS.md"))
    assert (back.path, back.after) == (patch.path, b"# Shop\n")
    patch.path.write_bytes(back.after)
    assert undone(project, ("CLAUDE.md", "AGENTS.md")) == ()
