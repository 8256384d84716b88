"""The files in which agents look for instructions."""

import pytest

from headroom_cli.errors import InstructionsError
from headroom_cli.learn import files


def names(project, *wanted):
    return [path.name for path in files.targets(project, wanted)]


def test_each_file_is_named_once(tmp_path):
    assert names(tmp_path, "CLAUDE.md", "AGENTS.md", "CLAUDE.md") == ["CLAUDE.md", "AGENTS.md"]
    (tmp_path / "CLAUDE.md").write_text("x")
    (tmp_path / "AGENTS.md").symlink_to("CLAUDE.md")
    assert names(tmp_path, "CLAUDE.md", "AGENTS.md") == ["CLAUDE.md"]


@pytest.mark.parametrize("text", ["@AGENTS.md", "# Notes\n\n- @./AGENTS.md\n"])
def test_a_file_that_takes_in_another_one_needs_no_lines_of_its_own(tmp_path, text):
    (tmp_path / "CLAUDE.md").write_text(text)
    assert names(tmp_path, "CLAUDE.md", "AGENTS.md") == ["AGENTS.md"]
    assert names(tmp_path, "CLAUDE.md") == ["CLAUDE.md"]


def test_a_file_that_only_speaks_of_another_one_does(tmp_path):
    (tmp_path / "CLAUDE.md").write_text("See @AGENTS.md for more")
    assert names(tmp_path, "CLAUDE.md", "AGENTS.md") == ["CLAUDE.md", "AGENTS.md"]


def test_a_file_that_is_not_there_holds_nothing(tmp_path):
    assert files.load(tmp_path / "CLAUDE.md", tmp_path) == b""


def test_a_file_that_leads_out_of_the_project_is_refused(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "mine.md").write_text("x")
    (tmp_path / "shop/CLAUDE.md").symlink_to(tmp_path / "mine.md")
    for path in (tmp_path / "shop/CLAUDE.md", tmp_path / "shop/../mine.md"):
        with pytest.raises(InstructionsError, match="leads out of the project"):
            files.load(path, tmp_path / "shop")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "CLAUDE.md").mkdir()
    with pytest.raises(InstructionsError, match="cannot be read"):
        files.load(tmp_path / "CLAUDE.md", tmp_path)


def test_a_link_within_the_project_stays_and_its_file_keeps_its_mode(tmp_path):
    (tmp_path / "AGENTS.md").write_text("x")
    (tmp_path / "AGENTS.md").chmod(0o640)
    (tmp_path / "CLAUDE.md").symlink_to("AGENTS.md")
    files.save(tmp_path / "CLAUDE.md", b"new")
    assert (tmp_path / "CLAUDE.md").is_symlink()
    assert (tmp_path / "AGENTS.md").read_bytes() == b"new"
    assert (tmp_path / "AGENTS.md").stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["AGENTS.md", "CLAUDE.md"]


def test_a_new_file_is_one_that_everybody_in_the_project_can_read(tmp_path):
    files.save(tmp_path / "CLAUDE.md", b"new")
    assert (tmp_path / "CLAUDE.md").stat().st_mode & 0o777 == 0o644


def test_a_file_that_would_be_empty_is_removed(tmp_path):
    (tmp_path / "CLAUDE.md").write_text("x")
    files.save(tmp_path / "CLAUDE.md", b"")
    files.save(tmp_path / "CLAUDE.md", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_stays_as_it_was_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "CLAUDE.md").mkdir()
    (tmp_path / "CLAUDE.md/x").touch()
    with pytest.raises(InstructionsError, match="cannot be written"):
        files.save(tmp_path / "CLAUDE.md", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["CLAUDE.md"]
